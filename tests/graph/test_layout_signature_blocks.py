"""The foot of an agreement tells who signed it for whom, in which post, and on which day."""

import pytest
from layout_reading import said

HEAD = "# Letter of Intent on ice radar\n\nThe two sides will exchange data.\n\nDone at Suva on 3 May 2024 in two originals.\n\n"
SIGNED = {
    ("lagoon-institute", "signature", "2024-05-03", "anna-holm"),
    ("polar-space-bureau", "signature", "2024-05-03", "omar-field"),
}


@pytest.mark.parametrize(
    "foot",
    [
        "| For the Lagoon Institute | For the Polar Space Bureau |\n|---|---|\n"
        "| Ms Anna Holm | Mr Omar Field |\n| Director | President |\n",
        "For the Lagoon Institute:\n\nAnna Holm, Director\n\nFor the Polar Space Bureau:\n\nOmar Field, President\n",
        "For the Lagoon Institute\n\nFor the Polar Space Bureau\n\nAnna Holm\n\nOmar Field\n\nDirector\n\nPresident\n",
    ],
)
def test_names_below_those_for_whom_they_sign(foot: str) -> None:
    assert {tuple(rest) for _, *rest in said(HEAD + foot, "AgreementAction")} >= SIGNED
    assert {post[:3] for post in said(HEAD + foot, "Position")} == {
        ("anna-holm", "lagoon-institute", "Director"),
        ("omar-field", "polar-space-bureau", "President"),
    }


def test_keys_under_the_name_of_an_agreement() -> None:
    keys = "Parties: Lagoon Institute; Polar Space Bureau\nDate: 3 May 2024\n"
    signers = "Signatories: Anna Holm (Lagoon Institute), Dr. Omar Field (Polar Space Bureau)\n"
    found = said(f"MEMORANDUM OF UNDERSTANDING\n\n{keys}{signers}", "AgreementAction", "sheet.txt")
    assert {tuple(rest) for _, *rest in found} == SIGNED


def test_lines_below_that_name_nobody_sign_nothing() -> None:
    assert not said(f"{HEAD}For the Polar Space Bureau:\n\nGround Segment\n", "AgreementAction")
