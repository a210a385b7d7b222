"""A release in, Turtle 1.2 out that tells of each short cut between two things the facts that it follows from, by a reifier.

Our facts are things with their own evidence, which RDF 1.1 says as well as RDF 1.2. What only RDF 1.2 can say without more things is where
a plain triple comes from: that Peru is `org:memberOf` APSCO, because of these memberships.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Final

from graph.derivation.derive import Pair, member_pairs, participation_pairs, party_pairs
from graph.derivation.stated import is_fact, statement_of
from graph.export.head import Head
from graph.export.selection import Selection, selected
from graph.export.turtle import shortened, turtle_text
from graph.rdf.canonical import fingerprint
from graph.rdf.nquads import merged
from graph.releases.release import read_manifest
from graph.resolution.model import Statement
from ontology.namespaces import GRAPH_DERIVED, ORG, PROV, SP, SPID

ANNOTATED: Final = ("turtle12",)
"""The names of the formats."""
_DERIVED: Final = f" <{GRAPH_DERIVED}> .\n".encode()
_SUPERSEDES: Final = f"<{SP}supersedes>".encode()
_SHORT_CUTS: Final[tuple[tuple[str, Callable[[Iterable[Statement]], set[Pair]]], ...]] = (
    (ORG + "memberOf", member_pairs),
    (SP + "hasParty", party_pairs),
    (SP + "participatesIn", participation_pairs),
)
"""Short cuts that follow from one fact each; that two cooperate follows from these."""

Triple = tuple[bytes, bytes, bytes]


def write_annotated(release: Path, _: str, output: IO[bytes], selection: Selection) -> None:
    """Writes the release, or a selection of it. What the head counts and hashes is the graph without the reifiers.

    The memory grows with the number of short cuts and of the facts behind them.

    Raises:
        SelectionError: the selection names what the release has not.
        OSError: the graph cannot be read or the output not written.
    """
    lines = selected(release, selection)
    found = fingerprint(lines())
    output.write(Head.of(read_manifest(release), selection.text(), found.triples, found.triples_sha256).comment())
    output.writelines(turtle_text(merged(lines())))
    output.write(b"\n# RDF 1.2: the facts that short cuts follow from.\n")
    output.writelines(_reifiers(lines))


def _reifiers(lines: Callable[[], Iterable[bytes]]) -> Iterator[bytes]:
    for triple, facts in sorted(_reasons(lines).items()):
        subject, predicate, value = map(shortened, triple)
        names = b", ".join(map(shortened, sorted(facts)))
        yield b"<< %s %s %s >> %s %s .\n" % (
            subject,
            predicate,
            value,
            shortened(f"<{PROV}wasDerivedFrom>".encode()),
            names,
        )


def _reasons(lines: Callable[[], Iterable[bytes]]) -> dict[Triple, set[bytes]]:
    """For each short cut of the derived graph the facts that it follows from; what a later document supersedes derives nothing."""
    derived: set[Triple] = set()
    for line in lines():
        if line.endswith(_DERIVED):
            subject, predicate, value = line.removesuffix(_DERIVED).split(b" ")
            derived.add((subject, predicate, value))
    outdated = {value for _, predicate, value in derived if predicate == _SUPERSEDES}
    found: dict[Triple, set[bytes]] = {}
    for node in merged(line for line in lines() if not line.endswith(_DERIVED)):
        if is_fact(node) and node.subject not in outdated:
            for triple in _short_cuts(statement_of(node)):
                if triple in derived:
                    found.setdefault(triple, set()).add(node.subject)
    return found


def _short_cuts(statement: Statement) -> Iterator[Triple]:
    for predicate, pairs in _SHORT_CUTS:
        for first, second in pairs([statement]):
            yield f"<{SPID}{first}>".encode(), f"<{predicate}>".encode(), f"<{SPID}{second}>".encode()
