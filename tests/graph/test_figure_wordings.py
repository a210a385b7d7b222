"""How many there are of members, parties, staff, agreements and money: sentences in, figures with subject and value out."""

import pytest
from layout_reading import said

BODY = "# News\n\n"
MAIN = "# Polar Space Union\n\nThe Polar Space Union met. The Polar Space Union is old. The Polar Space Union grows. "


def figures(text: str) -> set[tuple[str, str]]:
    return {(fact[0], fact[2]) for fact in said(text, "Figure")}


@pytest.mark.parametrize(
    "text",
    [
        "Fourteen states make up the Polar Space Union.",
        "Founded by five observatories, the Polar Space Union has fourteen today.",
        "The Polar Space Union admitted Zubrowka as its fourteenth member state.",
        "Zubrowka hosts one of the fourteen regional centres of the Polar Space Union.",
        "Fourteen countries are represented in the Polar Space Union.",
        "Fourteen states have so far become members of the Polar Space Union.",
        "The Polar Space Union's ranks have swollen to fourteen states.",
        "The accession of Zubrowka brings the membership of the Polar Space Union to fourteen.",
        "Zubrowka became the Polar Space Union's 14th member.",
        "Zubrowka was welcomed as the 14th member state of the Polar Space Union.",
        "Zubrowka joined the Polar Space Union as its fourteenth member.",
        "The director was elected by the Polar Space Union's fourteen member states.",
        "The Polar Space Union, a network of fourteen universities, meets in Kiruna.",
        "The Polar Space Union is backed by fourteen governments.",
        "With fourteen members, the Polar Space Union is the largest body of its kind.",
        "Income from the fourteen contributing members of the Polar Space Union remained stable.",
        "Our fourteenth member state joined the Polar Space Union this morning.",
    ],
)
def test_members_are_counted(text: str) -> None:
    assert figures(BODY + text) == {("polar-space-union", "14")}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Fifty-six countries have put their names to the Glacier Convention.", "56"),
        ("The signing made Zubrowka the 56th signatory of the Glacier Convention.", "56"),
        ("The Glacier Convention binds 56 states.", "56"),
        ("The Glacier Convention, to which 56 states are party, is old.", "56"),
        ("The Glacier Convention has attracted 56 signatures.", "56"),
        ("Eight instruments of ratification of the Glacier Convention have been deposited.", "8"),
        ("The Glacier Convention is new. So far, 44 countries have joined it.", "44"),
    ],
)
def test_parties_are_counted(text: str, value: str) -> None:
    assert figures(BODY + text) == {("glacier-convention", value)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("In 2024 the staff of the Polar Space Union rose to 412.", "412"),
        ("The Polar Space Union has grown to a staff of 255.", "255"),
        ("It is the ninth cooperation agreement concluded by the Polar Space Union.", "9"),
        ("The memorandum is the ninth that the Polar Space Union has signed with a foreign partner.", "9"),
        ("Nine agreements link the Polar Space Union with partners abroad.", "9"),
        ("The answer lists 143 current space agreements of the Polar Space Union.", "143"),
        ("The Polar Space Union maintains ties with 17 agencies.", "17"),
        ("The Polar Space Union has an annual budget of 40 million euros.", "40000000"),
        ("The budget of the Polar Space Union for 2024 is 40 million euros.", "40000000"),
    ],
)
def test_staff_agreements_and_money_are_counted(text: str, value: str) -> None:
    assert ("polar-space-union", value) in figures(BODY + text)


def test_its_members_are_those_of_the_organisation_spoken_of() -> None:
    assert figures(MAIN + "Its fourteen member states pay by size.") == {("polar-space-union", "14")}


@pytest.mark.parametrize(
    "text",
    [
        "The four crew members of the Polar Space Union's vessel are tired.",
        "The Polar Space Union has six areas of focus that students may choose.",
        "The contest hosted by the Polar Space Union included 21 schools.",
        "Fourteen states admire the Polar Space Union.",
    ],
)
def test_other_numbers_count_nothing_of_the_organisation(text: str) -> None:
    assert figures(BODY + text) == set()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("How many members does the Polar Space Union have? Fourteen.", "14"),
        ("How many states belong to the Polar Space Union? At present 14.", "14"),
        ("With 412 employees, the Polar Space Union is small.", "412"),
        ("The Polar Space Union (412 staff) is small.", "412"),
        ("Headcount at the Polar Space Union rose to 412.", "412"),
        ("The Polar Space Union's workforce has grown to 412.", "412"),
        ("The 14 agencies of the Polar Space Union share their data.", "14"),
        ("Polar Space Union. Seat: Kiruna. Founded: 1999. Members: 14.", "14"),
    ],
)
def test_answers_brackets_and_sheets_count(text: str, value: str) -> None:
    assert figures(BODY + text) == {("polar-space-union", value)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The Polar Space Union runs five ground stations.", "5"),
        ("The Polar Space Union maintains 62 cooperation agreements with foreign bodies.", "62"),
        ("Membership of the Polar Space Union has climbed to 75.", "75"),
        ("The Polar Space Union has doubled its membership to twenty-one.", "21"),
        ("The Polar Space Union has a membership of 193 states.", "193"),
        ("The Polar Space Union has a team of about 400 employees.", "400"),
        ("Polar Space Union - members: 58.", "58"),
        ("Six member states and two observers form the Polar Space Union.", "6"),
    ],
)
def test_what_bodies_run_have_and_reach_is_counted(text: str, value: str) -> None:
    assert ("polar-space-union", value) in figures(BODY + text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The 24-member Polar Space Union met.", "24"),
        ("The Polar Space Union speaks for 14 states.", "14"),
        ("The Polar Space Union now stands at 14 members.", "14"),
        ("The Polar Space Union's staff of 340 is small.", "340"),
        ("The Polar Space Union runs a fleet of nine satellites.", "9"),
        ("The Polar Space Union trained 200 students last year.", "200"),
    ],
)
def test_fleets_and_trainees_are_counted(text: str, value: str) -> None:
    assert ("polar-space-union", value) in figures(BODY + text)
