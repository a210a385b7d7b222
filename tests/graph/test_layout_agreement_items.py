"""Agreements listed under the names of partners."""

import pytest
from layout_reading import said

LIST = """# Polar Space Bureau: bilateral instruments

The Polar Space Bureau keeps this list.

## Zubrowka – Delta Lightning Institute (DLI)

* {item}

## Ruritania

* Treaty on rescue, 3 May 2011. In force.
"""


def parties(item: str) -> set[tuple[str, ...]]:
    """Party and action, of the agreements under the first partner."""
    actions = said(LIST.format(item=item), "AgreementAction")
    return {
        (a[1], a[2], *a[3:4]) for a in actions if "delta-lightning-institute" in {b[1] for b in actions if b[0] == a[0]}
    }


@pytest.mark.parametrize(
    ("item", "action", "date"),
    [
        ("MoU, Kiruna, 18.02.2019.", "signature", "2019-02-18"),
        ("MoU, Kiruna, 18.02.2019. In force.", "entry-into-force", "2019-02-18"),
        ("MoU on storms, 18.02.2019; expired.", "termination", "2019-02-18"),
        ("MoU on storms, 18.02.2019, not yet in force.", "signature", "2019-02-18"),
    ],
)
def test_item_is_an_agreement_of_the_lister_and_the_partner(item: str, action: str, date: str) -> None:
    assert parties(item) == {("polar-space-bureau", action, date), ("delta-lightning-institute", action, date)}


def test_state_alone_is_the_partner() -> None:
    actions = said(LIST.format(item="None."), "AgreementAction")
    assert {(a[1], a[2]) for a in actions} == {
        ("polar-space-bureau", "entry-into-force"),
        ("ruritania", "entry-into-force"),
    }


def test_item_without_date_or_state_tells_nothing() -> None:
    assert parties("MoU on storms and winds.") == set()


@pytest.mark.parametrize(
    ("item", "action"),
    [
        ("2022.Jun MoU with the Lagoon Institute on ice, signed in Strelsau", ("signature", "2022-06")),
        ("2023.Feb Contract PSU - Quill Aerospace for the platform", ("signature", "2023-02")),
        ("May 2021: Framework agreement with the Lagoon Institute terminated", ("termination", "2021-05")),
        ("Data agreement with the Lagoon Institute: text ready, signature May 2035", ("planned-signature", "2035-05")),
        ("Data agreement with the Lagoon Institute: talks broken off", None),
    ],
)
def test_line_of_a_timeline_is_an_agreement_of_its_day(item: str, action: tuple[str, str] | None) -> None:
    text = f"# About the union\n\n2 May 2024\n\nThe Polar Space Union (PSU) is young. The PSU grows.\n\n## Steps of the PSU\n\n- {item}\n"
    found = said(text, "AgreementAction")
    assert {tuple(rest) for _, _, *rest in found} == ({action} if action else set())
    assert len({who for _, who, *_ in found}) == (2 if action else 0)


BEHIND = "# Polar Space Bureau (PSB): yearly report\n\n## Agreements of the bureau\n\n- **Delta Lightning Institute (DLI)**: {item}\n"


@pytest.mark.parametrize(
    ("item", "action"),
    [
        ("Memorandum of Understanding on hail counting, signed in Kiruna on 3 May 2021.", ("signature", "2021-05-03")),
        ("an Implementing Arrangement on the loan of a radar was concluded in May 2021.", ("signature", "2021-05")),
        (
            "the Cooperation Agreement of 2014 on sea ice was extended in May 2021 by three years.",
            ("entry-into-force", "2021-05"),
        ),
        (
            "the Cooperation Agreement of 2014 on sea ice expired on 3 May 2021. Both wish a new one.",
            ("termination", "2021-05-03"),
        ),
        ("Memorandum of Understanding signed in May 2014, terminated in May 2021", ("termination", "2021-05")),
        (
            "negotiations on a Framework Agreement began in May 2021. Signature is planned for 2033.",
            ("negotiation", "2021-05"),
        ),
        ("a draft Letter of Intent on snow was exchanged", ("negotiation",)),
        ("Letter of Intent (May 2021)", ("signature", "2021-05")),
        ("Framework Agreement, to be signed in May 2033", ("planned-signature", "2033-05")),
        ("a Framework Agreement on snow was never signed", None),
        ("talks on a Framework Agreement were broken off in 2021", None),
        ("the Framework Agreement with the Ruritania Space Agency was signed in May 2021", None),
        ("the Framework Agreement on snow is a success", None),
    ],
)
def test_item_that_its_partner_opens_is_an_agreement_with_the_lister(item: str, action: tuple[str, ...] | None) -> None:
    found = [row for row in said(BEHIND.format(item=item), "AgreementAction") if row[1] == "polar-space-bureau"]
    assert {tuple(rest) for _, _, *rest in found} == ({action} if action else set())


@pytest.mark.parametrize(
    ("heading", "item", "actions"),
    [
        ("Agreements in force", "Lagoon Institute: data agreement on ice", {("entry-into-force",)}),
        ("Agreements", "Lagoon Institute (LI): data agreement (2015)", {("signature", "2015")}),
        ("Agreements", "Lagoon Institute - MoU - 12 May 2021 - ice", {("signature", "2021-05-12")}),
        ("Agreements", "Memorandum of Understanding, Lagoon Institute, 2019", {("signature", "2019")}),
        (
            "Agreements",
            "Lagoon Institute: ice agreement, signed 3 May 2001; data agreement, 2010",
            {("signature", "2001-05-03"), ("signature", "2010")},
        ),
        ("Under negotiation", "Lagoon Institute: memorandum of understanding on ice", {("negotiation",)}),
        ("Our friends", "Lagoon Institute: data agreement on ice", set()),
    ],
)
def test_list_of_agreements_by_partner(heading: str, item: str, actions: set[tuple[str, ...]]) -> None:
    text = f"# Polar Space Bureau (PSB)\n\nThe PSB is young.\n\n## {heading}\n\n- {item}\n"
    found = said(text, "AgreementAction")
    assert {tuple(rest) for _, who, *rest in found if who == "polar-space-bureau"} == actions


ACTS = {
    ("polar-space-bureau", "signature", "2011-05-03"),
    ("polar-space-bureau", "entry-into-force", "2012-01-01"),
    ("lagoon-institute", "signature", "2011-05-03"),
    ("lagoon-institute", "entry-into-force", "2012-01-01"),
}


def test_keys_indented_below_an_entry_of_a_register() -> None:
    entry = "1. Framework Agreement with the Lagoon Institute\n   Signed:     Suva, 3 May 2011\n   In force:   1 January 2012\n"
    second = "\n2. Letter of Intent with the Tagus Observatory\n   Status:     signature expected in autumn 2033\n"
    text = f"AGREEMENTS OF THE POLAR SPACE BUREAU (PSB)\nPosition on 1 June 2025\n\n{entry}{second}"
    found = {(who, what, *day) for _, who, what, *day in said(text, "AgreementAction", "register.txt")}
    assert {act[:3] for act in found if act[1] != "planned-signature"} == ACTS


def test_keys_below_a_heading_that_names_agreement_and_partner() -> None:
    keys = "- Signed: 3 May 2011\n- In force since: 1 January 2012\n"
    text = f"# Agreements of the Polar Space Bureau (PSB)\n\n### 1. Framework Agreement with the Lagoon Institute\n\n{keys}"
    assert {(who, what, day) for _, who, what, day, *_ in said(text, "AgreementAction")} == ACTS


def test_dated_lines_in_columns_name_partner_and_agreement() -> None:
    text = (
        "Polar Space Bureau: agreements signed in 2024\n\n   8 Feb    Lagoon Institute (Addu)   MoU        radar data\n"
        "  22 Mar    Tundra Space Agency       MoU        ice\n"
    )

    assert {row[1:4] for row in said(text, "AgreementAction", "list.txt")} == {
        ("polar-space-bureau", "signature", "2024-02-08"),
        ("lagoon-institute", "signature", "2024-02-08"),
        ("polar-space-bureau", "signature", "2024-03-22"),
        ("tundra-space-agency", "signature", "2024-03-22"),
    }
