"""Lists, labels and tables of members give memberships with role, status and dates; what is no member gives none."""

import pytest
from layout_reading import document_of, facts_of, said

UNION = "The Polar Survey Union (PSU) was founded in 1999.\n\n"
PSU = "polar-survey-union"


def test_names_under_a_heading_are_members() -> None:
    text = UNION + "## Our members\n\n- Zubrowka\n- Ruritania\n"
    assert said(text, "Membership") == {(n, PSU, "member", "active") for n in ("zubrowka", "ruritania")}


def test_label_before_a_colon_gives_role_and_bracket_the_status() -> None:
    text = (
        UNION
        + "The PSU has three members, including two full members: Zubrowka, Ruritania and one associate "
        + "member: Syldavia (ratification in process)."
    )
    assert said(text, "Membership") == {
        ("zubrowka", PSU, "full-member", "active"),
        ("ruritania", PSU, "full-member", "active"),
        ("syldavia", PSU, "associate-member", "ratification-in-process"),
    }


def test_numbers_before_labels_are_figures() -> None:
    text = UNION + "The PSU now includes two full members: Zubrowka, Ruritania and one observer: Syldavia."
    assert {(PSU, "full-members", "2"), (PSU, "observers", "1")} <= {
        (s, m.replace(" ", "-"), n) for s, m, n in said(text, "Figure")
    }


def test_nested_items_take_the_organisation_of_their_heading() -> None:
    text = (
        UNION
        + "## About the PSU\n\n- 3 members\n  - Full members: Zubrowka, Ruritania\n"
        + "  - Observer: Syldavia\n- Cooperative partnership with Borduria\n"
    )
    assert said(text, "Membership") == {
        ("zubrowka", PSU, "full-member", "active"),
        ("ruritania", PSU, "full-member", "active"),
        ("syldavia", PSU, "observer", "active"),
        ("borduria", PSU, "partner", "active"),
    }


def test_note_with_the_mark_of_an_item_gives_role_and_date() -> None:
    text = (
        UNION
        + "## Members\n\n- Zubrowka [1]\n- Ruritania\n\n[1] Observer since March 2020. Ruritania hosts the meeting.\n"
    )
    assert ("zubrowka", PSU, "observer", "active", "2020-03") in said(text, "Membership")


def test_note_is_an_antecedent() -> None:
    text = UNION + "## Members\n\n- Zubrowka [1]\n- Ruritania\n\n[1] Observer since March 2020.\n"
    fact = next(f for f in facts_of(text, "Membership") if "Zubrowka" in document_of(text).slice(f.evidence[0].span))
    assert "Observer since March 2020." in [document_of(text).slice(span) for span in fact.evidence[0].antecedents]


@pytest.mark.parametrize(
    ("item", "status", "dates"),
    [
        ("Zubrowka (since 2019)", "active", ("2019",)),
        ("Zubrowka (2009–2016)", "ended", ("2009", "2016")),
        ("Zubrowka (suspended)", "suspended", ()),
        ("Zubrowka (until 2016)", "ended", ("2016",)),
    ],
)
def test_bracket_behind_a_name(item: str, status: str, dates: tuple[str, ...]) -> None:
    assert ("zubrowka", PSU, "member", status, *dates) in said(
        UNION + f"## Members\n\n- {item}\n- Ruritania\n", "Membership"
    )


@pytest.mark.parametrize(("heading", "status"), [("Former members", "ended"), ("Applicants", "applicant")])
def test_heading_gives_the_status(heading: str, status: str) -> None:
    assert said(UNION + f"## {heading}\n\n- Zubrowka\n- Ruritania\n", "Membership") == {
        (n, PSU, "member", status) for n in ("zubrowka", "ruritania")
    }


@pytest.mark.parametrize("heading", ["Not members", "Non-members", "Guests", "Weather"])
def test_other_headings_make_no_members(heading: str) -> None:
    assert not said(UNION + f"## {heading}\n\n- Zubrowka\n- Ruritania\n", "Membership")


def test_sentences_under_a_heading_are_no_members() -> None:
    text = UNION + "## Observers\n\n- Zubrowka hosts the meeting of May 2024\n- Ruritania pays for it\n"
    assert not said(text, "Membership")


def test_table_of_members_with_roles_dates_and_contact_points() -> None:
    text = UNION + (
        "| State | Focal point | Role | Member since |\n|---|---|---|---|\n"
        "| Zubrowka | Zubrowka Space Agency | Founding member | 2001 |\n"
        "| Ruritania | – | Signatory member (ratification in process) | – |\n"
        "| Syldavia | – | – | – |\n"
    )
    assert said(text, "Membership") == {
        ("zubrowka", PSU, "founding-member", "active", "2001"),
        ("ruritania", PSU, "signatory-member", "ratification-in-process"),
    }


def test_denied_role_in_a_cell_is_nothing() -> None:
    text = UNION + "| State | Role |\n|---|---|\n| Zubrowka | Full member |\n| Ruritania | not a member |\n"
    assert {row[0] for row in said(text, "Membership")} == {"zubrowka"}


def test_unknown_names_in_a_roster_are_states() -> None:
    text = UNION + "## Our members\n\n- Freedonia\n- Klopstokia\n- New Fenwick\n"
    assert {row[0] for row in said(text, "Membership")} == {"freedonia", "klopstokia", "new-fenwick"}


def test_people_under_members_are_no_states() -> None:
    text = UNION + "## Members\n\n- Mirela Novak\n- Pavel Horak\n- Anna Kovacs\n"
    assert not said(text, "Membership")


def test_years_stand_before_or_behind_members_in_many_ways() -> None:
    wanted = {("ruritania", "1967"), ("zubrowka", "1982"), ("syldavia", "1983")}
    behind = "- Ruritania, 1967\n- Zubrowka – since 1982\n- Syldavia: 1983 (a)"
    before = "- 1967: Ruritania\n- 1982 – Zubrowka\n- 1983: Syldavia"
    for text in (behind, before):
        found = said(f"# The Polar Space Union\n\n## Members\n\n{text}", "Membership")
        assert {(member, since) for member, _, _, _, since in found} == wanted


def test_table_without_header_is_a_list_and_an_accession_makes_a_party_too() -> None:
    text = (
        "The Polar Space Union (PSU) is young.\n\n"
        'CONVENTION FOR THE ESTABLISHMENT OF THE UNION ("PSU Convention")\n\nDone at Strelsau, 3 May 1962.\n\n'
        "Later members (year of accession):\n  Ruritania ........ 1967\n  Syldavia ......... 1981\n"
    )
    members = {
        ("ruritania", "polar-space-union", "member", "active", "1967"),
        ("syldavia", "polar-space-union", "member", "active", "1981"),
    }
    assert said(text, "Membership", "list.txt") == members
    assert {(who, what, when) for _, who, what, when in said(text, "AgreementAction", "list.txt")} == {
        ("ruritania", "accession", "1967"),
        ("syldavia", "accession", "1981"),
    }


def test_standing_of_one_holder_in_the_bodies_of_the_rows() -> None:
    text = (
        "# Written answers\n\n| Body | Zubrowka's standing | From |\n|---|---|---|\n"
        "| Polar Survey Union (PSU) | Member | 1975 |\n| Northern Ice Forum | Founding member | 1986 |\n"
        "| Southern Ice Forum | None (Zubrowka withdrew in 2012) | – |\n| Eastern Ice Forum | Associate member, approval pending | – |\n"
    )
    assert said(text, "Membership") == {
        ("zubrowka", "polar-survey-union", "member", "active", "1975"),
        ("zubrowka", "northern-ice-forum", "founding-member", "active", "1986"),
        ("zubrowka", "southern-ice-forum", "member", "ended", "2012"),
    }


def test_delegates_of_members_are_people_with_posts_at_members() -> None:
    rows = "| Lagoon Space Institute | Anna Holm | Head of Operations |\n| Tagus Observatory | (to be named) | |\n"
    text = f"# Polar Space Union\n\n## A. Members\n\n| Agency | Head of delegation | Function in the agency |\n|---|---|---|\n{rows}"
    assert {m[:2] for m in said(text, "Membership")} == {
        ("lagoon-space-institute", "polar-space-union"),
        ("tagus-observatory", "polar-space-union"),
    }
    assert {p[:3] for p in said(text, "Position")} == {("anna-holm", "lagoon-space-institute", "Head of Operations")}
    assert not said(
        text.replace("A. Members", "Officers").replace("# Polar Space Union", "# Members\n\nPolar Space Union"),
        "Membership",
    )


def test_roster_in_columns_of_dots() -> None:
    text = (
        "POLAR SURVEY UNION (PSU)\n\nFull members (2)\n\n  Zubrowka ........ Lagoon Space Institute ........ 2009\n"
        "  Ruritania ....... Tagus Observatory ............. 2011\n"
    )
    assert said(text, "Membership", "roster.txt") == {
        ("zubrowka", PSU, "full-member", "active", "2009"),
        ("ruritania", PSU, "full-member", "active", "2011"),
    }


def test_bodies_under_memberships_have_the_one_spoken_of_as_a_member() -> None:
    rows = "| Pontic Sky Network | Full member | 2016 |\n| Global Meteor League | Applicant | |\n"
    text = f"# Tavrian Observatory Foundation\n\n## %s\n\n| Organisation | Status | Since |\n|---|---|---|\n{rows}"
    member = ("tavrian-observatory-foundation", "pontic-sky-network", "full-member", "active", "2016")

    assert said(text % "Memberships", "Membership") == {member}
    assert member not in said(text % "Membership", "Membership")


def test_those_who_joined_later_are_members_and_bureaus_with_member_states_have_them() -> None:
    text = (
        "# Tidal Data Bureau\n\nThe Tidal Data Bureau has nine member states. Syldavia, a founding member, pays half.\n\n"
        "- **Founding members:** Zubrowka\n- **Joined later:** Ruritania (2014)\n"
    )
    assert said(text, "Membership") == {
        ("syldavia", "tidal-data-bureau", "founding-member", "active"),
        ("zubrowka", "tidal-data-bureau", "founding-member", "active"),
        ("ruritania", "tidal-data-bureau", "member", "active", "2014"),
    }


def test_names_as_headings_with_their_standing_below() -> None:
    text = "# Polar Ice Alliance\n\n### Zubrowka\n\nMember since 2004\n\n### Ruritania\n\nObserver since 2019\n\n### Syldavia\n\nGuest\n"
    assert {row[:3] for row in said(text, "Membership")} == {
        ("zubrowka", "polar-ice-alliance", "member"),
        ("ruritania", "polar-ice-alliance", "observer"),
    }


def test_table_of_the_memberships_of_a_state() -> None:
    text = (
        "# International memberships of Zubrowka\n\n| Organisation | Since | Capacity |\n|---|---|---|\n"
        "| Polar Science Union | 1994 | member |\n| Glacier Space Council | 2012 | full member |\n"
        "| Lagoon Space Union | 1991-2003 | (withdrew) |\n"
    )

    assert said(text, "Membership") == {
        ("zubrowka", "polar-science-union", "member", "active", "1994"),
        ("zubrowka", "glacier-space-council", "full-member", "active", "2012"),
        ("zubrowka", "lagoon-space-union", "member", "ended", "1991", "2003"),
    }


def test_headings_in_two_rows_name_columns_by_the_lower() -> None:
    text = (
        "<h1>Members of the Polar Space Union</h1><table><tr><th rowspan=2>Country</th><th colspan=2>Membership</th></tr>"
        "<tr><th>Since</th><th>Status</th></tr><tr><td>Zubrowka</td><td>2001</td><td rowspan=2>Founding member</td></tr>"
        "<tr><td>Ruritania</td><td>2002</td></tr></table>"
    )

    assert said(text, "Membership", "list.html") == {
        ("zubrowka", "polar-space-union", "founding-member", "active", "2001"),
        ("ruritania", "polar-space-union", "founding-member", "active", "2002"),
    }
