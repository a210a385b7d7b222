"""Names that nothing knows, in columns where organisations stand: those of several words are organisations too."""

import pytest
from layout_reading import said

AGREEMENTS = "# Lagoon\n\n| Agreement | Parties | Status |\n|---|---|---|\n| Launch services contract | {parties} | Signed May 2021 |\n"
MEMBERS = (
    "# About the Polar Space Union\n\nThe Polar Space Union is a body of institutes.\n\n"
    "| Member | Country | Status | Since |\n|---|---|---|---|\n| Lagoon Institute | Zubrowka | Full member | 1996 |\n"
    "| Storm Research Centre | Ruritania | Full member | 1998 |\n| {name} | Ruritania | Full member | 2014 |\n"
)


@pytest.mark.parametrize(
    ("parties", "found"),
    [
        ("Lagoon Institute, Quill Ascent Partners", {"lagoon-institute", "quill-ascent-partners"}),
        ("Quill Ascent Partners, Lagoon Institute", {"quill-ascent-partners", "lagoon-institute"}),
        ("Lagoon Institute; Quill Ascent Partners", {"lagoon-institute", "quill-ascent-partners"}),
        (
            "Lagoon Institute, Ruritania, Quill Ascent Partners",
            {"lagoon-institute", "quill-ascent-partners", "ruritania"},
        ),
        ("Lagoon Institute, Strelsau", set()),
        ("Institute of Water and Glacier Management", set()),
        ("Lagoon Institute, nobody else", set()),
    ],
)
def test_unknown_party_beside_a_known_one(parties: str, found: set[str]) -> None:
    assert {row[1] for row in said(AGREEMENTS.format(parties=parties), "AgreementAction")} == found


@pytest.mark.parametrize(
    "name", ["Yarrow Geodetic Station", "Hailstone House", "Tundra Snow Yard", "Fjord Sounding Works"]
)
def test_unknown_member_among_organisations(name: str) -> None:
    found = {row[0]: row[3:] for row in said(MEMBERS.format(name=name), "Membership")}
    assert found.pop(name.lower().replace(" ", "-")) == ("active", "2014")
    assert set(found) == {"lagoon-institute", "storm-research-centre"}
