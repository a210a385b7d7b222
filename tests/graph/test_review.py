import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html

from graph.cli import main
from graph.decisions.model import Action, Decision, FactKey, ThingKey
from graph.decisions.reading import read_decisions
from graph.documents import Block, BlockKind, Document
from graph.extraction.extract import Extractor
from graph.knowledge import Knowledge
from graph.review.gather import Review, gather
from graph.review.page import render
from graph.rules import load_rules
from ontology.authority import Authority, AuthorityEntry
from ontology.vocabulary import load_vocabulary

AUTHORITY = Authority(
    (
        AuthorityEntry("ruritania", "State", "Ruritania", ("Ruritania",), demonyms=("Ruritanian",)),
        AuthorityEntry("zubrowka", "State", "Zubrowka", ("Zubrowka",), demonyms=("Zubrowkan",)),
    )
)
KNOWLEDGE = Knowledge(AUTHORITY, load_vocabulary())
MEMBER = "Zubrowka is an observer in the Polar Space Union since 2019."
OTHER = "Zubrowka is not a member of the Polar Space Union."


def document(name: str, *paragraphs: str) -> Document:
    text = "\n\n".join(paragraphs)
    blocks, at = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(BlockKind.PARAGRAPH, at, at + len(paragraph)))
        at += len(paragraph) + 2
    return Document(name, f"document-{name}", "0" * 64, text, tuple(blocks))


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(AUTHORITY)


def reviewed(extractor: Extractor, *documents: Document, decisions: tuple[Decision, ...] = ()) -> Review:
    return gather(documents, extractor, KNOWLEDGE, decisions)


def page(review: Review) -> html.HtmlElement:
    return html.fromstring(render(review, KNOWLEDGE.vocabulary))


def decide(action: Action, key: FactKey | ThingKey) -> Decision:
    return Decision(action, key, "A. Analyst", datetime(2025, 3, 1, tzinfo=UTC), "Seen <elsewhere>.")


def test_fact_stands_beside_its_sentence_with_rule_and_confidence(extractor: Extractor) -> None:
    tree = page(reviewed(extractor, document("a.txt", MEMBER)))
    row = tree.xpath("//div[@class='row'][.//div[starts-with(@class, 'fact')]]")[0]
    assert MEMBER in row.text_content()
    (rule,) = [rule for rule in load_rules() if rule.id == "member-is"]
    assert f"rule member-is, confidence {rule.confidence}" in row.text_content()
    assert "Polar Space Union" in row.xpath(".//dd/text()")


def test_mentions_are_marked_with_what_they_mean(extractor: Extractor) -> None:
    tree = page(reviewed(extractor, document("a.txt", MEMBER)))
    titles = {span.text: span.get("title") for span in tree.xpath("//span[contains(@class, 'name')]")}
    assert titles["Zubrowka"] == "State: Zubrowka"
    assert titles["Polar Space Union"] == "InternationalBody: Polar Space Union"


def test_link_of_a_fact_leads_to_its_passage(extractor: Extractor) -> None:
    tree = page(reviewed(extractor, document("a.txt", OTHER, MEMBER)))
    targets = set(tree.xpath("//*/@id"))
    links = tree.xpath("//a/@href")
    assert links and all(link[0] == "#" and link[1:] in targets for link in links)


def test_marked_text_is_the_text(extractor: Extractor) -> None:
    shown = page(reviewed(extractor, document("a.txt", MEMBER, OTHER))).xpath("//div[starts-with(@class, 'text')]")
    assert [block.text_content().strip() for block in shown] == [MEMBER, OTHER]


def test_names_that_no_authority_knows_are_a_work_list(extractor: Extractor) -> None:
    review = reviewed(extractor, document("a.txt", MEMBER), document("b.txt", MEMBER))
    (row,) = review.unknown
    assert (row.name, row.times, row.documents) == ("Polar Space Union", 2, ("a.txt", "b.txt"))
    assert "a.txt, b.txt" in page(review).xpath("//h2[@id='names']/following-sibling::table")[0].text_content()


def test_rules_are_counted_and_those_that_never_fired_listed(extractor: Extractor) -> None:
    review = reviewed(extractor, document("a.txt", MEMBER))
    assert review.fired["member-is"] == 1
    assert "member-is" not in review.idle
    assert "party-signs" in review.idle
    assert "party-signs" in page(review).xpath("//ul[preceding-sibling::h3='Never fired']")[0].text_content()


def test_doubt_about_identity_comes_with_an_entry_to_decide_it(extractor: Extractor, tmp_path: Path) -> None:
    one = document("a.txt", "Dr. Jane A. Doe, director of the Zubrowka Space Agency, spoke.")
    other = document("b.txt", "Dr. Jane Doe, director of the Zubrowka Space Agency, spoke.")
    tree = page(reviewed(extractor, one, other))
    entry = tree.xpath("//h2[@id='doubts']/following-sibling::table[1]//pre/text()")[0]
    (tmp_path / "decisions.toml").write_text(entry.replace('by = ""', 'by = "A"').replace('why = ""', 'why = "x"'))
    (decision,) = read_decisions(tmp_path / "decisions.toml")
    assert decision.key == ThingKey(("Jane A. Doe", "Jane Doe"), "Person")
    assert reviewed(extractor, one, other, decisions=(decision,)).outcome.resolution.unsure == ()


def test_entry_shown_with_a_merge_sets_one_document_apart(extractor: Extractor, tmp_path: Path) -> None:
    documents = [document("a.txt", MEMBER), document("b.txt", MEMBER)]
    (entry,) = page(reviewed(extractor, *documents)).xpath("//h2[@id='merges']/following::pre[1]/text()")
    (tmp_path / "d.toml").write_text(entry.replace('""', '"A"'))
    (split,) = read_decisions(tmp_path / "d.toml")
    after = reviewed(extractor, *documents, decisions=(split,)).outcome
    assert {"polar-space-union", "polar-space-union-2"} <= after.resolution.things.keys()
    assert after.applied == {split}


def test_entry_shown_with_a_fact_rejects_just_that_fact(extractor: Extractor, tmp_path: Path) -> None:
    source = document('a "b"\\c.txt', MEMBER, "Ruritania is a member of the Polar Space Union.")
    entry = page(reviewed(extractor, source)).xpath("//pre/text()")[0]
    (tmp_path / "decisions.toml").write_text(entry.replace('by = ""', 'by = "A"').replace('why = ""', 'why = "x"'))
    review = reviewed(extractor, source, decisions=read_decisions(tmp_path / "decisions.toml"))
    assert [row.standing for row in review.pages[0].facts] == ["rejected", "found"]


def test_rejected_fact_stays_visible_with_who_and_why(extractor: Extractor) -> None:
    key = FactKey(None, "a.txt", "Membership", (("member", "Zubrowka"),))
    tree = page(reviewed(extractor, document("a.txt", MEMBER), decisions=(decide(Action.REJECT, key),)))
    (fact,) = tree.xpath("//div[@class='fact rejected']")
    assert "reject: A. Analyst, 2025-03-01: Seen <elsewhere>." in fact.text_content()


def test_decision_that_did_nothing_is_shown(extractor: Extractor) -> None:
    key = FactKey(None, "z.txt", "Membership", (("member", "Zubrowka"),))
    tree = page(reviewed(extractor, document("a.txt", MEMBER), decisions=(decide(Action.REJECT, key),)))
    assert "there is no document z.txt" in tree.xpath("//h2[@id='decisions']/following-sibling::ul")[0].text_content()


def test_text_of_documents_is_escaped(extractor: Extractor) -> None:
    hostile = f'<script>alert("x")</script> {MEMBER} \x00\x1b </div>'
    text = render(reviewed(extractor, document('"><img src=x>.txt', hostile)), KNOWLEDGE.vocabulary)
    assert "<script" not in text
    assert "<img" not in text
    assert "\x00" not in text and "\x1b" not in text
    assert '<script>alert("x")</script>' in html.fromstring(text).text_content()


def test_page_needs_no_network_and_no_script(extractor: Extractor) -> None:
    text = render(reviewed(extractor, document("a.txt", MEMBER)), KNOWLEDGE.vocabulary)
    assert not re.search(r"https?://|<script|<link|@import|url\(|<img|\sstyle=|\son\w+=", text)


def test_same_documents_give_the_same_page(extractor: Extractor) -> None:
    documents = document("a.txt", MEMBER), document("b.txt", OTHER)
    pages = [render(reviewed(extractor, *order), KNOWLEDGE.vocabulary) for order in (documents, documents[::-1])]
    assert pages[0] == pages[1]


def test_command_writes_the_page_and_lists_what_it_could_not_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Pakistan is a member of the Asia-Pacific Space Cooperation Organization.")
    (tmp_path / "in" / "b.txt").write_text("")
    output = tmp_path / "out.html"
    arguments = ["review", str(tmp_path / "in"), "-q", "-o", str(output), "--data", str(tmp_path)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 1
    assert "1 documents, 1 facts" in result.output
    assert "b.txt: empty" in output.read_text()
    assert not list(tmp_path.glob("*.part"))


def test_command_reads_decisions(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nothing of note happened in this place on that day.")
    (tmp_path / "d.toml").write_text("[[decision]]\n")
    arguments = ["review", str(tmp_path / "a.txt"), "-q", "-o", str(tmp_path / "r.html"), "--decisions"]
    result = CliRunner().invoke(main, [*arguments, str(tmp_path / "d.toml")])
    assert result.exit_code == 2
    assert "d.toml:1: lacks “action”" in result.output
