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


@pytest.mark.parametrize(
    ("key", "value", "found"),
    [
        ("Prime contractor", "Harrow & Plume, Zenda", {("harrow-plume", "builder")}),
        ("Prime contractor", "Tora Rumdar A/S", {("tora-rumdar-a-s", "builder")}),
        ("Launch provider", "Skarn Lofting", {("skarn-lofting", "launch-provider")}),
        ("Star trackers", "Harrow & Plume", {("harrow-plume", "instrument-provider")}),
        ("Payload", "radar altimeter (Lagoon Institute)", {("lagoon-institute", "instrument-provider")}),
        (
            "Led by",
            "Lagoon Institute, with Quill Aerospace",
            {("lagoon-institute", "lead"), ("quill-aerospace", "lead")},
        ),
        ("Funding", "Zubrowka 60 %, Ruritania 40 %", {("zubrowka", "funder"), ("ruritania", "funder")}),
        ("Prime contractor", "Lumen Optik", {("lumen-optik-2", "builder")}),
        ("Funding", "Private", set()),
        ("Platform", "Gannet", set()),
        ("Project lead", "Prof. Emre Aksu", set()),
    ],
)
def test_who_stands_behind_a_key_that_tells_a_part(key: str, value: str, found: set[tuple[str, str]]) -> None:
    text = f"# Vellamo-2 mission\n\n| | |\n|---|---|\n| Mass | 400 kg |\n| Operator | Lagoon Institute |\n| {key} | {value} |\n"
    parts = {row[1:] for row in said(text, "Participation")} - {("lagoon-institute", "operator")}
    assert parts == found


def test_builder_in_a_column_of_builders() -> None:
    text = (
        "# Vellamo\n\n| Satellite | Launch | Built by |\n|---|---|---|\n| Vellamo-1 | 3 June 2014 | Harrow & Plume |\n"
        "| Vellamo-2 | 9 May 2018 | Skarn & Sons |\n"
    )
    assert said(text, "Participation") == {
        ("vellamo-1", "harrow-plume", "builder"),
        ("vellamo-2", "skarn-sons", "builder"),
    }
