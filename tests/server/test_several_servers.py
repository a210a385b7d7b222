"""Several servers, one release: a rolling switch that no client notices, and clients that insist on a release."""

import time
from pathlib import Path

import pytest
from live_server import QUADS, Served, serving, switch, write_release
from proxied_servers import Load, proxied

MORE = QUADS + '\nspid:document-2 { spid:document-2 dcterms:title "Second" . }'


def test_rolling_switch_and_restart_fail_no_request(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "nginx"
    data.mkdir()
    folder.mkdir()
    new = write_release(data, MORE)
    old = write_release(data, QUADS)
    with proxied(data, folder) as pair:
        pair.wait_for(old)
        load, insisting = Load(pair.port), Load(pair.port, {"If-Match": f'"{old}"'})
        load.start(3)
        insisting.start(1)
        try:
            while load.asked < 100:
                time.sleep(0.01)
            switch(data, new)
            pair.wait_for(new)
            pair.restart(0)
            pair.wait_for(new)
            pair.restart(1)
            pair.wait_for(new)
        finally:
            load.stop()
            insisting.stop()
    assert load.failures == []
    assert insisting.failures == []
    assert set(load.releases) == {old, new}
    assert load.asked > 300
    assert set(insisting.releases) == {old}
    assert insisting.refused > 0


@pytest.mark.parametrize("path", ["/sparql?query=ASK{}", "/id/apsco", "/search?q=apsco", "/store?default", "/"])
def test_client_gets_the_release_that_it_asks_for_or_412(served: Served, path: str) -> None:
    health = served.client.get("/health")
    release = health.json()["release"]
    assert health.headers["etag"] == f'"{release}"'
    assert served.client.get(path, headers={"If-Match": f'"{release}"'}).status_code == 200
    assert served.client.get(path, headers={"If-Match": f'"{"0" * 16}", "{release}"'}).status_code == 200
    other = served.client.get(path, headers={"If-Match": f'"{"0" * 16}"'})
    assert other.status_code == 412
    assert other.headers["cache-control"] == "no-store"


def test_answer_tells_which_release_is_served_instead(served: Served) -> None:
    release = served.client.get("/health").json()["release"]
    problem = served.client.post("/sparql", data={"query": "ASK {}"}, headers={"If-Match": f'"{"0" * 16}"'}).json()
    assert (problem["status"], problem["release"]) == (412, release)


@pytest.mark.parametrize("tag", ["*", '"0123456789abcdef0123456789abcdef"', 'W/"0123456789abcdef"', "nonsense"])
def test_tags_that_name_no_release_are_left_alone(served: Served, tag: str) -> None:
    assert served.client.get("/sparql", params={"query": "ASK {}"}, headers={"If-Match": tag}).status_code == 200


def test_two_servers_answer_from_one_folder(tmp_path: Path) -> None:
    write_release(tmp_path, QUADS)
    query = "SELECT ?s ?o { ?s org:memberOf ?o }"
    with serving(tmp_path) as one, serving(tmp_path) as two:
        answers = [server.sparql(query) for server in (one, two)]
        assert answers[0].text == answers[1].text
        assert one.client.get("/health").json()["release"] == two.client.get("/health").json()["release"]
