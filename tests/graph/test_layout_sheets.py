"""Keys with values: an organisation in brief, an agreement and its people; and bodies that stand left of their countries."""

import pytest
from layout_reading import said

AGREEMENT = """# Beacon-3 mission

| Item | Value |
|---|---|
| Type of agreement | Implementing arrangement |
| Parties | Polar Space Bureau, Delta Lightning Institute |
| Signed | Dhaka, 5 December 2020 |
| Signatories | Rita Zgrag for Polar Space Bureau, Farza Siddi for Delta Lightning Institute |
| Fields covered | instrument development; joint data analysis |
"""


def test_agreement_told_by_keys() -> None:
    actions = said(AGREEMENT, "AgreementAction")

    assert {(a[1], a[2], a[3], a[4]) for a in actions} == {
        ("polar-space-bureau", "signature", "2020-12-05", "rita-zgrag"),
        ("delta-lightning-institute", "signature", "2020-12-05", "farza-siddi"),
    }


def test_fields_of_an_agreement_told_by_keys() -> None:
    assert {t[1] for t in said(AGREEMENT, "Coverage")} == {"instrument-development", "joint-data-analysis"}


def test_agreement_without_a_date_is_not_signed() -> None:
    assert said(AGREEMENT.replace("Dhaka, 5 December 2020", "not yet"), "AgreementAction") == set()


SHEET = """# Beacon-3 satellite

| Item | Value |
|---|---|
| Mission name | Beacon-3 |
| Lead organisation | Polar Space Bureau |
| Photometer | Delta Lightning Institute |
| Project manager | Corin Theytaz, Polar Space Bureau |
| Polar Space Bureau Director | Rita Zgrag (until 30 September 2025), Anneli Bonvin (since 1 October 2025) |
| Polar Space Bureau | Founded 1998. Head office: Neuburg. Member of the Alpine Sky Union since 2001. |
"""


def test_keys_that_are_instruments_tell_who_provides_them() -> None:
    assert ("beacon-3", "delta-lightning-institute", "instrument-provider") in said(SHEET, "Participation")


def test_keys_that_are_titles_tell_posts_with_their_days() -> None:
    assert said(SHEET, "Position") == {
        ("corin-theytaz", "polar-space-bureau", "Project manager", "current"),
        ("rita-zgrag", "polar-space-bureau", "Director", "former", "2025-09-30"),
        ("anneli-bonvin", "polar-space-bureau", "Director", "current", "2025-10-01"),
    }


def test_posts_with_brackets_dashes_and_those_before() -> None:
    lines = (
        "- Director-General (since 2021): Eng. Omar Field\n- Predecessor: Anna Holm, now retired\n- Head of Legal Affairs - Tor Vik\n"
        "- Maria Lopes - Treasurer (Lagoon Space Institute)\n"
    )
    found = said(f"# The Polar Space Union (PSU)\n\n## Officers\n\n{lines}", "Position")
    assert {(each[0], *each[2:4]) for each in found} == {
        ("omar-field", "Director-General", "current"),
        ("anna-holm", "Director-General", "former"),
        ("tor-vik", "Head of Legal Affairs", "current"),
        ("maria-lopes", "Treasurer", "current"),
    }


def test_officers_in_one_line_behind_what_they_are() -> None:
    line = "**Its officers.** President: Anna Holm (Lagoon Institute). Vice-presidents: Tor Vik (Tagus Observatory) and Eva Lind."
    found = said(f"# The Polar Space Union (PSU)\n\nThe PSU is young.\n\n{line}\n", "Position")
    assert {each[:3] for each in found} >= {
        ("anna-holm", "polar-space-union", "President"),
        ("tor-vik", "polar-space-union", "Vice-president"),
    }


def test_organisation_in_brief() -> None:
    assert ("polar-space-bureau", "1998") in said(SHEET, "Establishment")
    assert ("polar-space-bureau", "neuburg") in said(SHEET, "Seat")
    assert ("polar-space-bureau", "alpine-sky-union", "member", "active", "2001") in said(SHEET, "Membership")


def test_bodies_left_of_their_countries_are_the_members() -> None:
    table = """# Polar Ground Network

## Members of the Polar Ground Network

| Body | Country | Category | Since |
|---|---|---|---|
| Antenna Trust | Zubrowka | Founding | 2003 |
| Yukon Data Centre | Ruritania | Full | 2011 |
"""
    assert {(m[0], m[2]) for m in said(table, "Membership")} == {
        ("antenna-trust", "founding-member"),
        ("yukon-data-centre", "full-member"),
    }


COMPARED = """# Survey notes

Last checked on 3 May 2020

| | Zorin-1 | Zorin-2 |
|---|---|---|
| Launch | 16 May 2014 | planned for 2031 |
| Launcher | Vega | Ariane 6 |
| Built by | Elba Works Ltd | Lagoon Institute |
"""


def test_columns_side_by_side_are_a_sheet_each() -> None:
    assert said(COMPARED, "Launch") == {
        ("zorin-1", "2014-05-16", "launched", "Vega"),
        ("zorin-2", "2031", "planned", "Ariane 6"),
    }
    assert said(COMPARED, "Participation") == {
        ("zorin-1", "elba-works-ltd", "builder"),
        ("zorin-2", "lagoon-institute", "builder"),
    }


def test_organisations_side_by_side() -> None:
    text = (
        "# Compared\n\n| | Nordic Survey Institute | Lagoon Institute |\n|---|---|---|\n"
        "| Founded | 2008 | 2015 |\n| Headquarters | Kiruna | Addu |\n| Staff | 310 | 22 |\n| Head | Ana Lund | – |\n| Area | – | 2 km |\n"
    )
    assert said(text, "Establishment") == {("nordic-survey-institute", "2008"), ("lagoon-institute", "2015")}
    assert said(text, "Seat") == {("nordic-survey-institute", "kiruna"), ("lagoon-institute", "addu")}


def test_vacant_post_names_who_held_it() -> None:
    text = "# Tavrian Space Agency\n\n- Founded: 2007\n- Director: vacant (formerly: Dr. Anna Holm)\n- Staff: 40\n"

    assert {post[3] for post in said(text, "Position")} == {"former"}


def test_parties_counted_below_the_name_of_an_agreement_are_its_own() -> None:
    text = "# Glacier Convention\n\n- Depositary: Zubrowka\n- Contracting parties: 33\n- In force since: 3 May 2020\n"
    assert {row[0] for row in said(text, "Figure") if row[2] == "33"} == {"glacier-convention"}


def test_bodies_to_which_the_one_of_the_sheet_belongs() -> None:
    text = (
        "# Lagoon Institute\n\n| | |\n|---|---|\n| Seat | Strelsau |\n| Member of | COSPAR; Polar Space Union |\n"
        "| Observer at | World Ice Forum |\n"
    )
    assert {row[:3] for row in said(text, "Membership")} == {
        ("lagoon-institute", "cospar", "member"),
        ("lagoon-institute", "polar-space-union", "member"),
        ("lagoon-institute", "world-ice-forum", "observer"),
    }


def test_lines_of_keys_stand_apart_in_markdown() -> None:
    text = "# Lagoon Institute\n\nFounded: 1987\nDirector: Dr Mara Lindqvist\nStaff: 410\n"
    assert said(text, "Establishment") == {("lagoon-institute", "1987")}
    assert {row[0] for row in said(text, "Position")} == {"mara-lindqvist"}


def test_officers_in_three_columns_without_header() -> None:
    text = "<h1>Polar Science Council</h1><table><tr><td>Chair</td><td>Kari Moen (Zubrowka)</td><td>2025</td></tr>"
    text += "<tr><td>Secretary</td><td>Ingrid Solheim</td><td>2022</td></tr></table><p>They meet in Kiruna.</p>"
    assert {row[:3] for row in said(text, "Position", "page.html")} == {
        ("kari-moen", "polar-science-council", "Chair"),
        ("ingrid-solheim", "polar-science-council", "Secretary"),
    }


TYPED = """Agreement sheet

Title:          Framework Agreement on Ice
Between:        Polar Space Bureau (PSB)
                Lagoon Space Agency (LSA)
Place and date: Dhaka, 4 July 2023
Signed for PSB: Kari Moen, Director
In force:       1 September 2030
"""


def test_agreement_sheet_with_a_party_in_each_line_and_a_force_that_lies_ahead() -> None:
    assert {row[1:4] for row in said(TYPED, "AgreementAction", "sheet.txt")} == {
        ("polar-space-bureau", "signature", "2023-07-04"),
        ("lagoon-space-agency", "signature", "2023-07-04"),
    }


@pytest.mark.parametrize("key", ["Deputy DG", "DG", "Dir.", "Deputy"])
def test_short_titles_are_keys_of_posts(key: str) -> None:
    text = f"# Polar Space Bureau\n\n| Item | Value |\n|---|---|\n| {key} | Ms Kari Moen |\n| Former DGs | Erik Dahl (until 2016) |\n"

    assert {row[0] for row in said(text, "Position")} == {"kari-moen", "erik-dahl"}
