"""Posts told in ways that press releases, lists, interviews and obituaries have."""

import pytest
from layout_reading import said

INSTITUTE = "kiruna-snow-institute"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Now a chief engineer at the Kiruna Snow Institute in Lutetia, Anna Holm began as a welder.",
            ("anna-holm", INSTITUTE, "chief engineer"),
        ),
        (
            "Among the guests was Anna Holm, once director of the Kiruna Snow Institute.",
            ("anna-holm", INSTITUTE, "director"),
        ),
        (
            "Please welcome Dr. Anna Holm, our new rector here at the Kiruna Snow Institute.",
            ("anna-holm", INSTITUTE, "new rector"),
        ),
        (
            "Old friends of the Kiruna Snow Institute will miss Anna Holm, its registrar for sixteen years.",
            ("anna-holm", INSTITUTE, "registrar"),
        ),
        (
            "The Kiruna Snow Institute's general assembly elected Anna Holm of the Lutetia Polytechnic as its new president.",
            ("anna-holm", INSTITUTE, "president"),
        ),
        (
            "The Kiruna Snow Institute met. Its chairwoman is the young engineer Dr. Anna Holm.",
            ("anna-holm", INSTITUTE, "chairwoman"),
        ),
        (
            "The Council of the Kiruna Snow Institute elected Dr Anna Holm (Ruritania) Vice-Chair by acclamation.",
            ("anna-holm", INSTITUTE, "Vice-Chair"),
        ),
        (
            "Dr Bo Lund was succeeded as rector of the Kiruna Snow Institute by Anna Holm.",
            ("anna-holm", INSTITUTE, "rector"),
        ),
        ("Professor Anna Holm of the Kiruna Snow Institute agreed.", ("anna-holm", INSTITUTE, "professor")),
        ("Anna Holm (Kiruna Snow Institute), the chief engineer, agreed.", ("anna-holm", INSTITUTE, "chief engineer")),
        (
            "The presidency of the Kiruna Snow Institute will pass to Dr Anna Holm.",
            ("anna-holm", INSTITUTE, "president"),
        ),
        (
            "The Kiruna Snow Institute announced the appointment of Dr Anna Holm as dean.",
            ("anna-holm", INSTITUTE, "dean"),
        ),
        ("The Kiruna Snow Institute, presided over by Dr Anna Holm, met.", ("anna-holm", INSTITUTE, "president")),
        ("The Kiruna Snow Institute has an archivist: Anna Holm.", ("anna-holm", INSTITUTE, "archivist")),
        (
            "Anna Holm (Ruritania) was re-elected Chair of the Kiruna Snow Institute for a second term.",
            ("anna-holm", INSTITUTE, "Chair"),
        ),
        (
            "The Senate confirmed Anna Holm as President of the Kiruna Snow Institute.",
            ("anna-holm", INSTITUTE, "President"),
        ),
        (
            "The Kiruna Snow Institute's Anna Holm, who became dean in March, spoke of ice.",
            ("anna-holm", INSTITUTE, "dean"),
        ),
        (
            "The Kiruna Snow Institute was represented by Ms. Anna Holm, Head of Delegation.",
            ("anna-holm", INSTITUTE, "Head of Delegation"),
        ),
        (
            '"I have been rector of the Kiruna Snow Institute for six years," laughs Anna Holm.',
            ("anna-holm", INSTITUTE, "rector"),
        ),
        (
            "The Head of Procurement, Anna Holm, Kiruna Snow Institute, will answer in writing.",
            ("anna-holm", INSTITUTE, "Head of Procurement"),
        ),
        (
            "We thank Anna Holm, chief executive officer, Kiruna Snow Institute.",
            ("anna-holm", INSTITUTE, "chief executive officer"),
        ),
        (
            "Anna Holm founded the Kiruna Snow Institute in 2017 and remains its director.",
            ("anna-holm", INSTITUTE, "director"),
        ),
        ("Anna Holm has presided over the Kiruna Snow Institute since 2018.", ("anna-holm", INSTITUTE, "president")),
        (
            "The Kiruna Snow Institute elected Mr. Bo Lind treasurer and Dr. Anna Holm secretary.",
            ("anna-holm", INSTITUTE, "secretary"),
        ),
        (
            "Kiruna Snow Institute: Anna Holm (programme manager), Bo Lind (auditor).",
            ("bo-lind", INSTITUTE, "auditor"),
        ),
        (
            "Bo Lind, rector of the Kiruna Snow Institute, left in May. Bo Lind handed over to Anna Holm.",
            ("anna-holm", INSTITUTE, "rector"),
        ),
        (
            "Anna Holm of the Lutetia Ice Academy, outgoing chair of the Kiruna Snow Institute, spoke.",
            ("anna-holm", INSTITUTE, "outgoing chair"),
        ),
        (
            "The Kiruna Snow Institute meets in May. Executive Director Anna Holm will speak.",
            ("anna-holm", INSTITUTE, "Executive Director"),
        ),
        (
            "Selected in 1985 as a cosmonaut by the Kiruna Snow Institute, Anna Holm flew twice.",
            ("anna-holm", INSTITUTE, "cosmonaut"),
        ),
        (
            "Anna Holm, a retired Kiruna Snow Institute mission manager, came by.",
            ("anna-holm", INSTITUTE, "mission manager"),
        ),
        (
            "Anna Holm, who retired in 2019 as the Kiruna Snow Institute's deputy director, agreed.",
            ("anna-holm", INSTITUTE, "deputy director"),
        ),
        (
            "Anna Holm began her career at the Kiruna Snow Institute as an archivist assistant in 1990.",
            ("anna-holm", INSTITUTE, "archivist assistant"),
        ),
        ("Lead producer Anna Holm (Kiruna Snow Institute) agreed.", ("anna-holm", INSTITUTE, "Lead producer")),
        (
            "The Senate confirmed Anna Holm as the Kiruna Snow Institute's 12th and its first female president.",
            ("anna-holm", INSTITUTE, "female president"),
        ),
        (
            "Anna Holm is an associate professor-in-residence at the Kiruna Snow Institute.",
            ("anna-holm", INSTITUTE, "associate professor-in-residence"),
        ),
        (
            "Tom Vice, chief executive officer, Kiruna Snow Institute",
            ("tom-vice", INSTITUTE, "chief executive officer"),
        ),
        (
            "Bo Lind is rector of the Kiruna Snow Institute. The Board elected Anna Holm to succeed him.",
            ("anna-holm", INSTITUTE, "rector"),
        ),
        (
            "Bo Lind is rector of the Kiruna Snow Institute until May; Anna Holm will then take over.",
            ("anna-holm", INSTITUTE, "rector"),
        ),
        (
            "Bo Lind became rector of the Kiruna Snow Institute on 3 May 2024, succeeding Anna Holm.",
            ("anna-holm", INSTITUTE, "rector"),
        ),
        (
            "The Kiruna Snow Institute meets. The Kiruna Snow Institute is old. The Kiruna Snow Institute grows."
            "\n\n*Delivered by Anna Holm, Head of Delegation*",
            ("anna-holm", INSTITUTE, "Head of Delegation"),
        ),
    ],
)
def test_wording_of_a_post(text: str, wanted: tuple[str, ...]) -> None:
    assert wanted in {row[:3] for row in said("# Snow\n\n" + text, "Position")}


@pytest.mark.parametrize(
    "text",
    [
        "The Kiruna Snow Institute met the Lutetia Ice Academy. Executive Director Anna Holm spoke.",
        "Anna Holm founded the Kiruna Snow Institute in 2017 and praised its director.",
        "The Kiruna Snow Institute was represented by Ms. Anna Holm, a painter.",
        '"I have seen the rector of the Kiruna Snow Institute for six years," laughs Anna Holm.',
    ],
)
def test_no_post(text: str) -> None:
    assert said("# Snow\n\n" + text, "Position") == set()


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("As a member of the Polar Ice Society, Anna Holm teaches children.", "member"),
        ("Anna Holm, who is also a member of the Polar Ice Society, agreed.", "member"),
        ("Prof. Anna Holm, a founding member of the Polar Ice Society, agreed.", "founding-member"),
        ("Anna Holm belongs to the Polar Ice Society.", "member"),
    ],
)
def test_membership_of_a_person(text: str, role: str) -> None:
    assert ("anna-holm", "polar-ice-society", role) in {row[:3] for row in said("# Snow\n\n" + text, "Membership")}


@pytest.mark.parametrize(
    "text",
    [
        "Gen. Anna Holm flew once. Holm launched in 1991 aboard a Soyuz.",
        "Mr. Wirawan spoke. Wirawan launched in 1991 aboard a Soyuz.",
        "Anna Vexholm and Rose Vexholm are sisters. Vexholm launched in 1991 aboard a Soyuz.",
    ],
)
def test_bare_surname_is_no_mission(text: str) -> None:
    assert said("# Snow\n\n" + text, "Launch") == set()


def test_cell_with_a_person_and_a_title() -> None:
    text = """# Ice register

| Body | Country | Delegate |
|---|---|---|
| Kiruna Snow Institute | Ruritania | Anna Holm, Managing Director |
| Lutetia Ice Academy | Ruritania | Prof. Bo Lind, Rector |
"""
    found = {row[:3] for row in said(text, "Position")}
    assert found == {("anna-holm", INSTITUTE, "Managing Director"), ("bo-lind", "lutetia-ice-academy", "Rector")}


def test_successor_of_somebody_in_a_list() -> None:
    text = """# Kiruna Snow Institute

The Kiruna Snow Institute studies ice.

## Officers of the Kiruna Snow Institute

- President: Prof. Anna Holm
- Treasurer: Bo Lind

Prof. Holm succeeded Dr. Ines Vane in 2021.
"""
    assert ("ines-vane", INSTITUTE, "President", "former") in {row[:4] for row in said(text, "Position")}
