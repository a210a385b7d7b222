"""No request makes the server call another host: a listener on loopback counts who comes, and no one may."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from live_server import QUADS, Served, serving, write_release

from server.sparql.guard import network_calls


class Canary:
    """A listener that counts connections."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}/"
        self.visits = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.visits += 1
            connection.close()

    def close(self) -> None:
        self._socket.close()


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    listener = Canary()
    yield listener
    listener.close()


ATTEMPTS = [
    "SELECT * { SERVICE <%s> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <%s> { ?s ?p ?o } }",
    "SELECT * { service <%s> { } }",
    "SELECT * { SeRvIcE sIlEnT <%s> { } }",
    "SELECT * {SERVICE<%s>{}}",
    "SELECT * {SERVICESILENT<%s>{}}",
    "SELECT * { SERVICE # <x>\n <%s> { } }",
    "SELECT * { SERVICE #\n# x\n SILENT #\n <%s> #\n { } }",
    "PREFIX e: <%s> SELECT * { SERVICE e:x { } }",
    "PREFIX : <%s> SELECT * { SERVICE:x { } }",
    "PREFIX : <%s> SELECT * { SERVICE : { } }",
    "PREFIX e: <%s> PREFIX servicee: <http://x/> SELECT * { SERVICEe:x { } }",
    "SELECT * { VALUES ?g { <%s> } SERVICE ?g { } }",
    "SELECT * { VALUES ?g { <%s> } SERVICE SILENT $g { } }",
    "SELECT * { BIND(<%s> AS ?g) SERVICE ?g { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE<%s>{} }",
    "SELECT * { ?s ?p trueSERVICE<%s>{} }",
    "SELECT * { ?s ?p ?o FILTER(?o<?p)SERVICE<%s>{} }",
    "SELECT * { VALUES ?x { <%s> } ?s ?p ?o FILTER(1<?p)SERVICE?x#>\n{} }",
    "SELECT * { ?s ?p ?o FILTER(?o<'>')SERVICE<%s>{} # '\n }",
    "SELECT * { ?s ?p ?o FILTER(?o<'>' ) SERVICE <%s> {} FILTER(''='') }",
    "SELECT * { ?s ?p '''it's ''' SERVICE <%s> {} }",
    'SELECT * { ?s ?p """a"b""" SERVICE <%s> {} }',
    "SELECT * { ?s ?p 'a\\'' SERVICE <%s> {} }",
    "SELECT * { ?s ?p ?o . OPTIONAL { SERVICE <%s> {} } }",
    "SELECT * { { SELECT * { SERVICE <%s> {} } } }",
    "ASK { FILTER EXISTS { SERVICE <%s> {} } }",
    "SELECT * { ?s ?p ?o MINUS { SERVICE <%s> {} } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <%s> { ?s ?p ?o } }",
    "DESCRIBE ?s WHERE { SERVICE <%s> { ?s ?p ?o } }",
    "SELECT (EXISTS { SERVICE <%s> {} } AS ?x) {}",
    "SELECT * { ?s ?p ?o LATERAL { SERVICE <%s> {} } }",
    "SELECT * { \\u0053ERVICE <%s> {} }",
    "BASE <%s> SELECT * { SERVICE <x> {} }",
]

HARMLESS = [
    "SELECT ?service { ?service ?p ?o }",
    'SELECT * { ?s ?p "SERVICE <http://x/> { }" }',
    "SELECT * { ?s ?p '''\nSERVICE <http://x/> { }''' }",
    "SELECT * { ?s ?p ?o } # SERVICE <http://x/> { }",
    "PREFIX ex: <http://x/> SELECT * { ?s ex:service ?x . ?x ex:SERVICE <http://x/service> }",
    "PREFIX service: <http://x/> SELECT * { ?s service:a service:b }",
    "SELECT * { GRAPH <http://x/service> { ?s ?p ?o } }",
    "SELECT * { ?s <http://x/service> ?o FILTER(?o < 3 && ?o > 1) }",
]


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_query_that_calls_out_is_refused(served: Served, canary: Canary, attempt: str) -> None:
    answer = served.sparql(attempt % canary.address)
    assert answer.status_code in (400, 403)
    assert canary.visits == 0


@pytest.mark.parametrize("query", HARMLESS)
def test_query_that_only_speaks_of_services_is_answered(served: Served, query: str) -> None:
    assert served.sparql(query).status_code == 200


@pytest.mark.parametrize(
    ("name", "query"),
    [("default-graph-uri", "ASK { ?s ?p ?o }"), ("named-graph-uri", "ASK { GRAPH ?g { ?s ?p ?o } }")],
)
def test_graph_names_of_a_request_are_not_fetched(served: Served, canary: Canary, name: str, query: str) -> None:
    assert served.sparql(query, **{name: canary.address}).json()["boolean"] is False
    assert canary.visits == 0


@pytest.mark.parametrize("clause", ["FROM", "FROM NAMED"])
def test_graph_names_of_a_query_are_not_fetched(served: Served, canary: Canary, clause: str) -> None:
    assert served.ask(f"ASK {clause} <{canary.address}> {{ ?s ?p ?o }}") is False
    assert canary.visits == 0


TOKEN = "a-token-of-the-tests"
UPDATES = [
    "LOAD <%s>",
    "LOAD SILENT <%s>",
    "LOAD <%s> INTO GRAPH <http://g/>",
    "load silent <%s> into graph <http://g/>",
    "PREFIX e: <%s> LOAD SILENT e:x",
    "PREFIX e: <%s>LOADe:x",
    "BASE <%s> LOAD SILENT <x>",
    "CLEAR DEFAULT ; LOAD SILENT <%s>",
    "LOAD # <x>\n SILENT\n<%s>",
    "\\u004COAD SILENT <%s>",
    "INSERT { ?s ?p ?o } WHERE { SERVICE <%s> { ?s ?p ?o } }",
    "INSERT { ?s ?p ?o } WHERE { SERVICE SILENT <%s> { ?s ?p ?o } }",
    "DELETE { ?s ?p ?o } WHERE { VALUES ?g { <%s> } SERVICE SILENT ?g { ?s ?p ?o } }",
    "DELETE WHERE { SERVICE SILENT <%s> { ?s ?p ?o } }",
]
CONTEXTS = [
    '{"@context": "%s", "@id": "http://s", "http://p": 1}',
    '{"@context": ["%s"], "@id": "http://s", "http://p": 1}',
    '{"@context": {"@import": "%s"}, "@id": "http://s", "http://p": 1}',
    '{"@context": {"@version": 1.1, "p": {"@id": "http://p", "@context": "%s"}}, "p": {"@id": "http://s", "q": 1}}',
    '{"@context": [{}, "%s"], "@graph": [{"@id": "http://s", "@type": "http://c"}]}',
    '[{"@id": "http://s", "http://p": {"@context": "%s", "@id": "http://o", "x": 1}}]',
    '{"@context": {"@vocab": "%s", "@base": "%s"}, "@id": "s", "p": 1}',
]
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
ENTITIES = [
    f'<!DOCTYPE r SYSTEM "%s"><rdf:RDF {RDF}/>',
    f'<!DOCTYPE r PUBLIC "-//X//Y" "%s"><rdf:RDF {RDF}/>',
    f'<!DOCTYPE r [<!ENTITY x SYSTEM "%s">]><rdf:RDF {RDF}><rdf:Description rdf:about="http://s"><p xmlns="http://p/">&x;</p></rdf:Description></rdf:RDF>',
    f'<!DOCTYPE r [<!ENTITY %% x SYSTEM "%s"> %%x;]><rdf:RDF {RDF}/>',
    f'<?xml-stylesheet href="%s"?><rdf:RDF {RDF} xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="%s"/></rdf:RDF>',
    f'<rdf:RDF {RDF} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="%s %s"/>',
]


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = tmp_path_factory.mktemp("refused")
    write_release(data, QUADS)
    with serving(data, token=TOKEN, validate_writes="no") as running:
        yield running


def _filled(text: str, canary: Canary) -> str:
    return text.replace("%s", canary.address).replace("%%", "%")


@pytest.mark.parametrize("update", UPDATES)
def test_update_that_calls_out_is_refused(writable: Served, canary: Canary, update: str) -> None:
    answer = writable.client.post(
        "/sparql", data={"update": _filled(update, canary)}, headers={"Authorization": f"Bearer {TOKEN}"}
    )
    assert answer.status_code in (400, 403)
    assert canary.visits == 0


@pytest.mark.parametrize("name", ["using-graph-uri", "using-named-graph-uri"])
def test_graph_names_of_an_update_are_not_fetched(writable: Served, canary: Canary, name: str) -> None:
    text = "INSERT { <http://s> <http://p> ?o } WHERE { ?s ?p ?o }"
    answer = writable.client.post(
        "/sparql", data={"update": text, name: canary.address}, headers={"Authorization": f"Bearer {TOKEN}"}
    )
    assert answer.status_code == 200
    assert canary.visits == 0


@pytest.mark.parametrize(
    ("content_type", "body"),
    [("application/ld+json", body) for body in CONTEXTS] + [("application/rdf+xml", body) for body in ENTITIES],
)
def test_what_rdf_points_at_is_not_fetched(writable: Served, canary: Canary, content_type: str, body: str) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": content_type}
    where = {"graph": canary.address}
    answer = writable.client.put("/store", params=where, content=_filled(body, canary), headers=headers)
    assert answer.status_code < 500
    assert canary.visits == 0


@pytest.mark.parametrize("path", ["/store", "/search", "/reconcile/preview", "/evidence", "/id/x", "/sparql"])
@pytest.mark.parametrize("name", ["graph", "q", "id", "about", "base", "url", "uri", "source", "callback"])
def test_addresses_in_parameters_are_not_fetched(served: Served, canary: Canary, path: str, name: str) -> None:
    served.client.get(
        path, params={name: canary.address}, headers={"Referer": canary.address, "Host": canary.address[7:-1]}
    )
    assert canary.visits == 0


def test_refusal_tells_the_place(served: Served) -> None:
    answer = served.sparql("SELECT * {\n  SERVICE <http://x/> {} }")
    assert (answer.status_code, answer.json()["line"], answer.json()["column"]) == (403, 2, 3)


def test_query_process_could_not_call_out_if_it_wanted(tmp_path: Path, canary: Canary) -> None:
    """Second line of defence: where no host is allowed, a query process can open no socket."""
    write_release(tmp_path, QUADS)
    with serving(tmp_path) as served:
        limits = [line for pid in _workers(served) for line in Path(f"/proc/{pid}/limits").read_text().splitlines()]
        most = [int(line.split()[3]) for line in limits if line.startswith("Max open files")]
        used = [len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in _workers(served)]
        assert most
        assert most == used


def _workers(served: Served) -> list[int]:
    fork_server = next(pid for pid in _children(served.process.pid))
    return _children(fork_server)


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_host_allowed_by_name_passes_the_guard() -> None:
    text = "SELECT * { SERVICE <https://query.example/sparql> {} }"
    assert network_calls(text, allowed=("query.example",)) == ()
    assert network_calls(text, allowed=("other.example",))
    assert network_calls("SELECT * { SERVICE ?x {} }", allowed=("query.example",))


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <http://x/>",
        "LOAD SILENT <http://x/> INTO GRAPH <http://g/>",
        "CLEAR ALL ;LOAD<http://x/>",
        "PREFIX e: <http://x/> LOAD e:a",
        "PREFIX e: <http://x/>LOADe:a",
        "INSERT { ?s ?p ?o } WHERE { SERVICE SILENT <http://x/> { ?s ?p ?o } }",
    ],
)
def test_update_that_calls_out_is_found(update: str) -> None:
    assert network_calls(update, update=True)


@pytest.mark.parametrize(
    "update", ['INSERT DATA { <a:a> <x:load> "LOAD <http://x/>" }', "PREFIX payload: <http://x/> CLEAR ALL"]
)
def test_update_that_only_speaks_of_loading_passes(update: str) -> None:
    assert network_calls(update, update=True) == ()


def test_guard_is_linear() -> None:
    network_calls("SERVICE" * 20_000)
    network_calls("<" * 20_000 + "service")
