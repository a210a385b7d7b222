"""What one release has and another has not, with the cause."""

from pathlib import Path

from live_server import QUADS, serving, switch, write_release

from server.views.changes import compare

MORE = QUADS.replace(
    "  spid:passage-1 a sp:Passage",
    """  spid:fact-2 a sp:Seat, sp:Fact ; org:organization spid:apsco ; sp:place spid:beijing ;
  prov:wasDerivedFrom spid:passage-1 .
  spid:passage-1 a sp:Passage""",
)


def test_added_and_withdrawn_facts_with_their_cause(tmp_path: Path) -> None:
    old, new = write_release(tmp_path, QUADS), write_release(tmp_path, MORE)
    found = compare(tmp_path / "releases" / old, tmp_path / "releases" / new)
    assert [(fact.kind, fact.quote, fact.cause) for fact in found.added] == [
        ("seat", "Türkiye is a member of APSCO.", "rules or authority data changed")
    ]
    assert found.withdrawn == ()
    back = compare(tmp_path / "releases" / new, tmp_path / "releases" / old)
    assert (back.added_total, back.withdrawn_total) == (0, 1)


def test_page_compares_with_the_release_before(tmp_path: Path) -> None:
    old, new = write_release(tmp_path, QUADS), write_release(tmp_path, MORE)
    switch(tmp_path, new)
    with serving(tmp_path) as running:
        page = running.client.get("/checks/changes", params={"from": old}, headers={"Accept": "text/html"}).text
        assert "1 facts added, 0 withdrawn" in page
        assert running.client.get("/checks/changes", params={"from": "none"}).status_code == 404
