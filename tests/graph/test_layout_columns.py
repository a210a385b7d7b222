"""Plain text in columns of spaces, as registers, rosters and manifests are typed: what their lines say."""

from layout_reading import said

REGISTER = """REGISTER OF AGREEMENTS
Lagoon Institute

No.   Partner     Type of instrument             Signed          In force
1     Zubrowka    Framework agreement            3 May 2019      1 Jan 2020
2     Ruritania   Memorandum of understanding    14 Jun 2021     not yet
"""
ROSTER = """POLAR OBSERVATION ALLIANCE
Members and observers

Full members            Since
Zubrowka                2004
Ruritania               2011

Observers               Since
Syldavia                2019
Borduria                2021
"""
MANIFEST = """Launch manifest

Date           Payload       Vehicle      Site         Remarks
3 Mar 2021     Vellamo-1     Frost-1      Kiruna       success
Q4 2026        Vellamo-2     Frost-2      Kiruna       planned
"""
OFFICERS = """POLAR OBSERVATION ALLIANCE - PEOPLE

Secretary-General        Ms Ingrid Solheim
Deputy Secretary-General Mr Paavo Rinne
Legal Adviser            Dr Sigrun Holm
"""


def test_register_of_agreements() -> None:
    found = {row[1:] for row in said(REGISTER, "AgreementAction", "register.txt")}
    assert found == {
        ("zubrowka", "signature", "2019-05-03"),
        ("lagoon-institute", "signature", "2019-05-03"),
        ("ruritania", "signature", "2021-06-14"),
        ("lagoon-institute", "signature", "2021-06-14"),
    }


def test_header_of_the_names_tells_the_role_and_the_letterhead_the_body() -> None:
    found = {(row[0], row[1], row[2]) for row in said(ROSTER, "Membership", "roster.txt")}
    body = "polar-observation-alliance"
    assert found == {
        ("zubrowka", body, "full-member"),
        ("ruritania", body, "full-member"),
        ("syldavia", body, "observer"),
        ("borduria", body, "observer"),
    }


def test_manifest_of_launches() -> None:
    assert {row[:3] for row in said(MANIFEST, "Launch", "manifest.txt")} == {
        ("vellamo-1", "2021-03-03", "launched"),
        ("vellamo-2", "2026-10/2026-12", "planned"),
    }


def test_key_may_fill_its_column() -> None:
    assert {row[0] for row in said(OFFICERS, "Position", "people.txt")} == {
        "ingrid-solheim",
        "paavo-rinne",
        "sigrun-holm",
    }
