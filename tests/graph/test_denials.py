"""What a document denies is no fact; what it only seems to deny is one."""

import pytest
from layout_reading import said

Z, R, U = "Zubrowka Space Agency", "Ruritania Space Agency", "Polar Space Union"
MOU = f"memorandum of understanding between the {Z} and the {R}"
BOUND = {"signature", "accession", "ratification", "entry-into-force"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"The visit of the {Z} to the {R}, planned for 3 June 2024, was called off.", "Event"),
        (f"A delegation of the {Z} was to visit the {R} on 3 June 2024. The visit was called off.", "Event"),
        ("## Corrections\n\nA caption said that the Polaris-2 satellite was launched on 3 May 2024.", "Launch"),
        (f"No meeting of the {Z} and the {R} was held in 2024.", "Event"),
        ("# Diary\n\n## Cancelled events\n\n- 3 June 2024: Workshop of the Polar Space Union, Lima", "Event"),
        ("The launch of the Polaris-2 satellite on 3 May 2024 is no longer possible.", "Launch"),
        ("The first version of this release said that Polaris-2 satellite would be launched in March 2026.", "Launch"),
        ("| Mission | Launch | Status |\n|---|---|---|\n| Polaris-2 | 3 March 2024 | cancelled |", "Launch"),
        (f"The {Z} was asked to contribute a radar to the Polaris-2 satellite. It refused.", "Participation"),
        (f"It is a common mistake that Mirela Novak is Director of the {Z}.", "Position"),
        (f"The {U} would have its seat in Lima if all agreed.", "Seat"),
        (f"The {U} had nine member states in 2001; today it has many more.", "Figure"),
    ],
)
def test_what_is_denied_is_no_fact(text: str, kind: str) -> None:
    assert not said(f"# News\n\n{text}", kind)


def test_a_correction_says_what_it_does_not_only_report() -> None:
    told = f"Ruritania, which we listed among the observers, is a member of the {U}; we called Zubrowka a member of the {U}."
    [fact] = said(f"# Corrections\n\n{told}", "Membership")
    assert "ruritania" in fact


@pytest.mark.parametrize(
    "text",
    [
        f"The signing of a {MOU}, planned for March, was cancelled.",
        f"A {MOU} (text still to be approved) was presented.",
        f"A {MOU} was initialled on 3 May 2024.",
        f"A {MOU} was to have been signed on 3 May 2024. It has been put off until November.",
        "Zubrowka has signed the Sapporo Convention; its ministry denied this.",
    ],
)
def test_who_has_not_signed_is_not_bound(text: str) -> None:
    assert not any(BOUND & set(fact) for fact in said(f"# News\n\n{text}", "AgreementAction"))


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (f"The {MOU}, dating from 2019, came to an end in 2023.", "2023"),
        (f"It follows a letter of intent which the {Z} and the {R} signed in 2019 and which lapsed in 2023.", "2023"),
    ],
)
def test_the_end_of_an_agreement_is_told_with_its_own_day(text: str, date: str) -> None:
    ended = {fact[-1] for fact in said(f"# News\n\n{text}", "AgreementAction") if "termination" in fact}
    assert ended == {date}


def test_the_end_of_one_agreement_is_not_told_of_another() -> None:
    text = f"The {Z} and the {R} signed a letter of intent. The agreement with the {U}, concluded in 2016, lapsed."
    assert not any(
        "termination" in f and "ruritania-space-agency" in f for f in said(f"# News\n\n{text}", "AgreementAction")
    )


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Not only Zubrowka but also Ruritania signed the Sapporo Convention.", "AgreementAction", {"zubrowka"}),
        (
            "The Polaris-2 satellite was not launched in 2023, as planned, but on 3 March 2024.",
            "Launch",
            {"2024-03-03"},
        ),
        ("The Polaris-2 satellite was launched without incident on 3 March 2024.", "Launch", {"2024-03-03"}),
        (f"The {U} met in Lima on 3 June 2024 in the absence of the {R}.", "Event", {"2024-06-03"}),
    ],
)
def test_what_only_seems_denied_is_a_fact(text: str, kind: str, words: set[str]) -> None:
    assert any(words <= set(fact) and "ruritania-space-agency" not in fact for fact in said(f"# News\n\n{text}", kind))
