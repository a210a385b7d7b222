"""Gatherings, visits and meetings as they are told beside something else; sentences in, events out."""

import pytest
from layout_reading import facts_of, said


def events(text: str) -> set[tuple[str, ...]]:
    return said(f"# News\n\n{text}", "Event")


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        (
            "The Chair of the Polar Space Union opened the 41st session in Kiruna on 9 September 2024.",
            "meeting",
            "2024-09-09",
        ),
        (
            "The Polar Space Union greeted guests at the opening of the Linden workshop on 14 May 2025.",
            "workshop",
            "2025-05-14",
        ),
        (
            "The Polar Space Union spoke of its next conference on ice, in Kiruna on 17 November 2026.",
            "conference",
            "2026-11-17",
        ),
        ("Experts from four states gathered at the Polar Space Union on 3 June 2025.", "meeting", "2025-06-03"),
        (
            "At the ninth session of the Polar Space Union, held in Riga on 3 June 2025, Anna Holm spoke.",
            "meeting",
            "2025-06-03",
        ),
        ("The Polar Space Union has called an urgent council in Riga for 3 June 2025.", "council", "2025-06-03"),
        (
            "The Polar Space Union hosted a workshop in the old port of Hentzau on 3 June 2025.",
            "workshop",
            "2025-06-03",
        ),
        ("The heads of the Polar Space Union toured the facility together on 18 February 2026.", "visit", "2026-02-18"),
        (
            "On 20 September 2025 delegates of the Polar Space Union and the Ruritania Space Agency met there to talk.",
            "meeting",
            "2025-09-20",
        ),
    ],
)
def test_a_gathering_is_told_by_its_noun_or_verb(text: str, kind: str, day: str) -> None:
    assert (kind, day) in {fact[:2] for fact in events(text)}
    assert all("polar-space-union" in fact for fact in events(text))


@pytest.mark.parametrize(
    "text",
    [
        "The Polar Space Union will hold a news conference in Kiruna on 9 September 2024.",
        "The Polar Space Union met every demand on 9 September 2024.",
        "On 20 September 2025 the Polar Space Union met its goal.",
    ],
)
def test_no_gathering_is_told(text: str) -> None:
    assert events(text) == set()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Polar Space Union received a delegation of the Ruritania Space Agency on 11 May 2026.", "visit"),
        ("The head of the Polar Space Union was welcomed in Ruritania on 11 May 2026.", "visit"),
        ("During her visit to Ruritania on 11 May 2026, the head of the Polar Space Union was silent.", "visit"),
        ("Zubrowka hosted the 12th assembly of the Polar Space Union on 11 May 2026.", "conference"),
        ("11 May 2026 - Polar Space Union workshop on flood mapping, Zubrowka", "workshop"),
        ("Record of the 47th Council of the Polar Space Union, Zubrowka, 11 May 2026", "council"),
        ("The Polar Space Union, meeting in Zubrowka on 11 May 2026, thanked its staff.", "meeting"),
        ("A workshop on ice, organised by the Polar Space Union, took place in Zubrowka on 11 May 2026.", "workshop"),
        ("All came to the workshop that the Polar Space Union ran in Zubrowka on 11 May 2026.", "workshop"),
        ("The Polar Space Union and the Ruritania Space Agency will meet on 11 May 2026 for a workshop.", "workshop"),
    ],
)
def test_hosts_guests_and_records_tell_gatherings(text: str, kind: str) -> None:
    assert (kind, "2026-05-11") in {fact[:2] for fact in events(text)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Polar Space Union at ministerial level took place in Zubrowka on 11 May 2026.", "meeting"),
        ("The Polar Space Union opened its sixth congress in Zubrowka on 11 May 2026.", "conference"),
        (
            "A workshop organised jointly by the Polar Space Union and the Ruritania Space Agency ran in Zubrowka on 11 May 2026.",
            "workshop",
        ),
        ("The third Nordic Space Symposium, run by the Polar Space Union, kicked off on 11 May 2026.", "conference"),
        ("11 May 2026, Zubrowka: meeting of the heads of the Polar Space Union", "meeting"),
        ("The Polar Space Union was there at the signing of the Glacier Convention on 11 May 2026.", "signing"),
    ],
)
def test_organs_and_openings_tell_gatherings(text: str, kind: str) -> None:
    assert any(fact[0] == kind and "2026-05-11" in fact for fact in events(text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Polar Space Union and Zubrowka held consultations on 11 May 2026.", "meeting"),
        ("The signing ceremony took place in Zubrowka on 11 May 2026.", "signing"),
        ("Polar Space Union and Ruritania Space Agency officials met on 11 May 2026.", "meeting"),
    ],
)
def test_consultations_ceremonies_and_officials_tell_gatherings(text: str, kind: str) -> None:
    assert any(fact[0] == kind and "2026-05-11" in fact for fact in events(text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The visit of the Ruritania delegation to the Polar Space Union took place on 11 May 2026.", "visit"),
        (
            "In Zubrowka on 11 May 2026, the Polar Space Union and the Ruritania Space Agency signed a memorandum of understanding.",
            "signing",
        ),
    ],
)
def test_visits_of_and_signings_at_tell_gatherings(text: str, kind: str) -> None:
    assert {fact[0] for fact in events(text) if "2026-05-11" in fact} == {kind}


def test_a_gathering_with_an_acronym_takes_no_part_in_itself() -> None:
    announced = (
        "They announced the first PIPS (Polar Ice Physics Symposium), to be held in Hentzau on 16 September 2024."
    )
    text = f"# Notes\n\n12 March 2024\n\n{announced}\n"
    (found,) = facts_of(text, "Event")
    assert "sp:participant" not in dict(found.values)


@pytest.mark.parametrize(
    "text",
    [
        "The Polar Space Union and the Zubrowka Space Agency signed a memorandum of understanding on 3 June 2025.",
        "The Polar Space Union signed a letter of intent with the Zubrowka Space Agency in Riga on 3 June 2025.",
    ],
)
def test_a_signing_with_its_day_is_one_event(text: str) -> None:
    (event,) = events(text)
    assert event[:2] == ("signing", "2025-06-03")
    assert {"polar-space-union", "zubrowka-space-agency"} <= set(event)


@pytest.mark.parametrize(
    "text",
    [
        "The Polar Space Union will sign a memorandum of understanding with the Zubrowka Space Agency on 3 June 2030.",
        "The Polar Space Union and the Zubrowka Space Agency signed a memorandum of understanding in June 2025.",
        "Zubrowka acceded to the Glacier Treaty on 3 June 2025.",
    ],
)
def test_what_is_to_be_signed_or_has_no_day_is_no_event(text: str) -> None:
    assert events(text) == set()
