"""The ways in which minutes, reports and leaflets tell a standing: a text in, who has which standing, with its status and dates, out."""

import pytest
from layout_reading import said

UNION = "# Polar Space Union\n\nThe Polar Space Union runs two stations.\n\n"


def told(text: str, heading: str = UNION) -> set[tuple[str, ...]]:
    """Member, role, status and dates of the memberships of the Union."""
    return {(m[0], *m[2:]) for m in said(heading + text, "Membership") if m[1] == "polar-space-union"}


@pytest.mark.parametrize(
    ("text", "member", "standing"),
    [
        ("Zubrowka and Ruritania are associate members.", "ruritania", ("associate-member", "active")),
        (
            "Zubrowka and Syldavia were admitted in 2015, the former as a full member and the latter as an observer.",
            "syldavia",
            ("observer", "active", "2015"),
        ),
        (
            "Since 2011 Zubrowka has been a full member of the Polar Space Union.",
            "zubrowka",
            ("full-member", "active", "2011"),
        ),
        (
            "Members of the Polar Space Union since 2011 are Zubrowka and Syldavia.",
            "syldavia",
            ("member", "active", "2011"),
        ),
        (
            "Zubrowka became the 15th full member of the Polar Space Union on 1 May 1995.",
            "zubrowka",
            ("full-member", "active", "1995-05-01"),
        ),
        ("The members of the Polar Space Union, Zubrowka and Ruritania, have paid.", "ruritania", ("member", "active")),
        (
            "Members of the Polar Space Union are nine states and agencies, including Zubrowka and Ruritania.",
            "ruritania",
            ("member", "active"),
        ),
        (
            "The Board of Trustees of the Polar Space Union granted Zubrowka observer status.",
            "zubrowka",
            ("observer", "active"),
        ),
        (
            "The Polar Space Union was founded in 2014. Zubrowka joined the Union a year later.",
            "zubrowka",
            ("member", "active", "2015"),
        ),
        ("The Union renewed the observer status of Zubrowka.", "zubrowka", ("observer", "active")),
        ("Zubrowka enjoys associate status.", "zubrowka", ("associate-member", "active")),
        ("Zubrowka, the Union's current chair, paid.", "zubrowka", ("chair", "active")),
        ("The Union elected Zubrowka as Chair.", "zubrowka", ("chair", "active")),
        (
            "Zubrowka studies the Polar Space Union, from which it withdrew on 30 June 2017.",
            "zubrowka",
            ("member", "ended", "2017-06-30"),
        ),
        ("Since Zubrowka's departure in 2019 the Union has nine members.", "zubrowka", ("member", "ended", "2019")),
        (
            "With the accession of Zubrowka on 4 July 2011, membership of the Polar Space Union rose to eleven.",
            "zubrowka",
            ("member", "active", "2011-07-04"),
        ),
        (
            "Zubrowka was admitted to the Polar Space Union as its ninth associate member.",
            "zubrowka",
            ("associate-member", "active"),
        ),
        (
            "Zubrowka pays for the seat of the Polar Space Union, which it joined in 2011 as an observer.",
            "zubrowka",
            ("observer", "active", "2011"),
        ),
        (
            "Syldavia is no member of the Polar Space Union. Zubrowka is the Polar Space Union's ninth member.",
            "zubrowka",
            ("member", "active"),
        ),
        ("The latest to join were Zubrowka and Ruritania, both in 2014.", "ruritania", ("member", "active", "2014")),
        (
            "The Council noted that the accession of Zubrowka had taken effect on 1 March 2025.",
            "zubrowka",
            ("member", "active", "2025-03-01"),
        ),
        ("The Polar Space Union has two members, the latest being Zubrowka.", "zubrowka", ("member", "active")),
        ("Zubrowka has suspended its membership of the Polar Space Union.", "zubrowka", ("member", "suspended")),
        ("Observer status was granted to the Norrland Ice Service.", "norrland-ice-service", ("observer", "active")),
        (
            "It admitted two full members, Zubrowka and Ruritania, and one associate member, Syldavia.",
            "zubrowka",
            ("full-member", "active"),
        ),
        (
            "It admitted two full members, Zubrowka and Ruritania, and one associate member, Syldavia.",
            "syldavia",
            ("associate-member", "active"),
        ),
        (
            "Ruritania gave up its observer status at the end of 2024.",
            "ruritania",
            ("observer", "ended", "2024"),
        ),
        ("Ruritania has changed from full member to observer.", "ruritania", ("observer", "active")),
        ("Member States present: Zubrowka, Syldavia. Apologies: Ruritania.", "zubrowka", ("member", "active")),
        ("Member States present: Zubrowka, Syldavia. Apologies: Ruritania.", "ruritania", ("member", "active")),
        ("Observers present: Ruritania, Syldavia.", "syldavia", ("observer", "active")),
        ("Represented were the Member States Zubrowka and Syldavia.", "syldavia", ("member", "active")),
        ("Zubrowka's application to join the Polar Space Union is pending.", "zubrowka", ("member", "applicant")),
        ("Zubrowka is seeking observer status in the Polar Space Union.", "zubrowka", ("observer", "applicant")),
        ("The Union extended observer status to Zubrowka in 2020.", "zubrowka", ("observer", "active", "2020")),
        (
            "An associate member of the Polar Space Union since 2012, Zubrowka hosts the meeting.",
            "zubrowka",
            ("associate-member", "active", "2012"),
        ),
        ("Zubrowka and Ruritania founded the Polar Space Union.", "ruritania", ("founding-member", "active")),
        ("Zubrowka is no longer a member.", "zubrowka", ("member", "ended")),
        ("In 2020 Zubrowka dropped out of the Polar Space Union.", "zubrowka", ("member", "ended", "2020")),
        (
            "The withdrawal of Zubrowka from the Polar Space Union took effect on 31 December 2020.",
            "zubrowka",
            ("member", "ended", "2020-12-31"),
        ),
        (
            "Zubrowka belonged to the Polar Space Union from 2003 to 2020.",
            "zubrowka",
            ("member", "ended", "2003", "2020"),
        ),
        (
            "On 1 July 2021 Zubrowka and Ruritania became full members.",
            "zubrowka",
            ("full-member", "active", "2021-07-01"),
        ),
        (
            "The associate members at the end of the year were Zubrowka and Ruritania.",
            "ruritania",
            ("associate-member", "active"),
        ),
        ("Our newest member is Zubrowka.", "zubrowka", ("member", "active")),
        (
            "It has nine members. Syldavia joined in 2011 and Ruritania in 2020.",
            "ruritania",
            ("member", "active", "2020"),
        ),
        (
            "It has two members (Zubrowka and Ruritania) and one observer (Syldavia).",
            "syldavia",
            ("observer", "active"),
        ),
        ("Two states joined us in 2023: Zubrowka and Ruritania.", "ruritania", ("member", "active", "2023")),
        ("The chair of the Polar Space Union passed from Zubrowka to Ruritania.", "ruritania", ("chair", "active")),
        ("Polar Space Union members Zubrowka and Ruritania run a station.", "ruritania", ("member", "active")),
        ("Former members of the Polar Space Union are Zubrowka and Ruritania.", "ruritania", ("member", "ended")),
        ("Zubrowka has asked to become a member of the Polar Space Union.", "zubrowka", ("member", "applicant")),
        (
            "It has nine members. Zubrowka has been in the chair since July 2025.",
            "zubrowka",
            ("chair", "active", "2025-07"),
        ),
        (
            "It has nine members. They spoke of Zubrowka, whose membership lapsed on 31 December 2023.",
            "zubrowka",
            ("member", "ended", "2023-12-31"),
        ),
        ("The membership of Zubrowka in the Polar Space Union is suspended.", "zubrowka", ("member", "suspended")),
        ("Zubrowka had been a member of the Polar Space Union since 2013.", "zubrowka", ("member", "ended", "2013")),
        (
            "Ruritania recalled that Zubrowka had been a member of the Polar Space Union since 2013.",
            "zubrowka",
            ("member", "active", "2013"),
        ),
    ],
)
def test_standing_is_told(text: str, member: str, standing: tuple[str, ...]) -> None:
    assert (member, *standing) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Is Zubrowka a member of the Polar Space Union? No, it is not.",
        "Zubrowka and Ruritania are members of the crew.",
        "Zubrowka and Ruritania are partners in the Marmot-1 mission.",
        "The application of Zubrowka was turned down.",
        "The admission of Zubrowka was postponed to 2031.",
        "Reports that Zubrowka is an observer are wrong.",
        "Zubrowka had withdrawn from the project in 2024.",
        "Apologies: Zubrowka.",
        "Zubrowka has been in the fog since July 2025.",
    ],
)
def test_no_standing_is_told(text: str) -> None:
    assert told(text) == set()


def test_standing_is_in_the_organisation_of_the_nearest_heading() -> None:
    text = "## Who belongs to the Norrland Ice Union?\n\nZubrowka and Ruritania are observers."

    assert ("zubrowka", "norrland-ice-union", "observer", "active") in said(UNION + text, "Membership")


def test_nobody_is_a_member_where_two_organisations_are_spoken_of() -> None:
    text = "# News\n\nThe Polar Space Union met the Norrland Ice Union. Zubrowka is a member."

    assert said(text, "Membership") == set()


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("Fourteen states belong to the Polar Space Union.", "states", "14"),
        ("The Polar Space Union is made up of 14 member states.", "member-states", "14"),
        ("The Polar Space Union (14 members) met.", "members", "14"),
        ("Membership of the Polar Space Union rose to 14.", "members", "14"),
        ("The Union's membership now stands at 14.", "members", "14"),
        ("The Polar Space Union was founded in 1999 by eight universities.", "universities", "8"),
        ("Zubrowka thus became the 14th member state.", "members", "14"),
    ],
)
def test_how_many_belong_to_an_organisation(text: str, measure: str, value: str) -> None:
    assert ("polar-space-union", measure, value) in said(UNION + text, "Figure")


def test_a_number_that_was_wrong_is_none() -> None:
    found = said(UNION + "It is wrong that the Polar Space Union has 14 members.", "Figure")
    assert "14" not in {f[2] for f in found}
