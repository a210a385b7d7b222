"""A name that leads a paragraph, a heading or a row in is the subject of the fragments behind it."""

import pytest
from layout_reading import facts_of, said

LED = ("polaris-3", "nordic-survey-institute", "lead")


@pytest.mark.parametrize(
    "text",
    [
        "# Report\n\n**Polaris-3.** A lander led by the Nordic Survey Institute.",
        "# Report\n\nPolaris-3: A satellite led by the Nordic Survey Institute.",
        "# Report\n\nPolaris-3 was launched in 2020.\n\n- **Polaris-3** (2020) - CubeSat, led by the Nordic Survey Institute.",
        "# Report\n\n**What is Polaris-3?** A satellite led by the Nordic Survey Institute.",
        "# Report\n\nPolaris-3 was launched in 2020.\n\n## Polaris-3\n\nA lander led by the Nordic Survey Institute.",
        "# Report\n\nPolaris-3 was launched in 2020.\n\n| Polaris-3 | Led by the Nordic Survey Institute. |\n|---|---|",
    ],
)
def test_fragment_is_said_of_the_name_that_leads_it_in(text: str) -> None:
    assert LED in said(text, "Participation")


def test_two_names_share_a_fragment() -> None:
    text = "# Report\n\n**Polaris-3 and Polaris-4.** Two satellites led by the Nordic Survey Institute."
    assert {row[0] for row in said(text, "Participation")} == {"polaris-3", "polaris-4"}


def test_sentence_with_a_subject_of_its_own_is_left_alone() -> None:
    text = "# Report\n\nPolaris-3 was launched in 2020.\n\n## Polaris-3\n\nA meeting was led by the Nordic Survey Institute."
    assert LED not in said(text, "Participation")


def test_passage_is_the_fragment_with_the_name_beside_it() -> None:
    text = "# Report\n\n**Polaris-3.** A lander led by the Nordic Survey Institute."
    (fact,) = facts_of(text, "Participation")
    passage = fact.evidence[0]
    assert passage.span.end - passage.span.start == len("A lander led by the Nordic Survey Institute.")
    assert [span.end - span.start for span in passage.antecedents] == [len("Polaris-3.")]


def test_heading_with_a_number_is_the_spacecraft_that_its_items_tell_of() -> None:
    deck = (
        "# Small satellites\n\n## XKS-1\n\n- Integrated by the Nordic Survey Institute, Peru\n- Launched in May 2021\n"
    )
    assert said(deck, "Participation") == {("xks-1", "nordic-survey-institute", "builder")}
    assert said(deck, "Launch") == {("xks-1", "2021-05", "launched")}
