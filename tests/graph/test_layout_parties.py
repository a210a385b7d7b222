"""Lists, tables and items about agreements give what each party did, when and by whom; a dash, a plan and a denial are told apart."""

import pytest
from layout_reading import said

TREATY = "The Polar Ice Convention was opened for signature on 3 May 2001.\n\n"
ICE = "polar-ice-convention"


def test_column_of_dates_is_what_each_party_did() -> None:
    text = TREATY + (
        "| State | Convention signed | Ratified |\n|---|---|---|\n"
        "| Zubrowka | 3 May 2001 | 4 June 2002 |\n| Ruritania | 5 May 2001 | – |\n| Syldavia | – | – |\n"
    )
    assert said(text, "AgreementAction") == {
        (ICE, "zubrowka", "signature", "2001-05-03"),
        (ICE, "zubrowka", "ratification", "2002-06-04"),
        (ICE, "ruritania", "signature", "2001-05-05"),
    }


def test_ditto_repeats_the_cell_above_and_an_accession_is_none_of_ratification() -> None:
    text = TREATY + (
        "| State | Convention signed | Ratified |\n|---|---|---|\n"
        '| Zubrowka | 3 May 2001 | 4 June 2002 |\n| Ruritania | " | - |\n| Syldavia | - | accession 9 July 2003 |\n'
    )
    assert said(text, "AgreementAction") == {
        (ICE, "zubrowka", "signature", "2001-05-03"),
        (ICE, "zubrowka", "ratification", "2002-06-04"),
        (ICE, "ruritania", "signature", "2001-05-03"),
        (ICE, "syldavia", "accession", "2003-07-09"),
    }


def test_items_with_their_own_action_and_date() -> None:
    text = (
        TREATY
        + "Two States ratified it:\n\n- Zubrowka (ratified on 4 June 2002)\n- Ruritania (acceded on 5 June 2003)\n"
    )
    assert {(ICE, "zubrowka", "ratification", "2002-06-04"), (ICE, "ruritania", "accession", "2003-06-05")} <= said(
        text, "AgreementAction"
    )


def test_date_of_the_introducing_line_holds_for_the_names_behind_its_colon() -> None:
    text = (
        "# Polar ice\n\nThe Polar Ice Convention was signed in Kiruna on 3 May 2001 by three "
        "countries:\n\nZubrowka, Ruritania and Syldavia.\n"
    )
    assert {row[1:] for row in said(text, "AgreementAction")} == {
        (n, "signature", "2001-05-03") for n in ("zubrowka", "ruritania", "syldavia")
    }


def test_signatories_of_an_agreement_are_no_members() -> None:
    text = TREATY + "## Signatories\n\n- Zubrowka\n- Ruritania\n"
    assert not said(text, "Membership")
    assert {(row[1], row[2]) for row in said(text, "AgreementAction")} == {
        ("zubrowka", "signature"),
        ("ruritania", "signature"),
    }


def test_signers_of_a_table_sign_for_the_state_of_their_row() -> None:
    text = (
        TREATY
        + "| Country | Signed on | Signed by | Place |\n|---|---|---|---|\n"
        + "| Zubrowka | 3 May 2001 | Mirela Novak, Foreign Minister | Kiruna |\n"
    )
    assert said(text, "AgreementAction") == {(ICE, "zubrowka", "signature", "2001-05-03", "mirela-novak", "kiruna")}
    assert said(text, "Position") == {("mirela-novak", "zubrowka", "Foreign Minister", "current")}


@pytest.mark.parametrize(
    ("signed", "status", "actions"),
    [
        ("3 May 2020", "in force", {("signature", "2020-05-03"), ("entry-into-force",)}),
        ("3 May 2020", "in force from 1 June 2021", {("signature", "2020-05-03"), ("entry-into-force", "2021-06-01")}),
        ("3 May 2020", "signed; awaiting approval", {("signature", "2020-05-03")}),
        ("3 May 2020", "discharged", {("signature", "2020-05-03"), ("termination",)}),
        ("–", "under negotiation", {("negotiation",)}),
        ("expected 2090", "", {("planned-signature", "2090")}),
        ("–", "", set()),
        ("–", "not signed", set()),
    ],
)
def test_agreements_of_an_organisation_with_its_partners(
    signed: str, status: str, actions: set[tuple[str, ...]]
) -> None:
    text = (
        "# Agreements of the Polar Survey Union\n\nThe Polar Survey Union was founded in 1999.\n\n"
        "| Agreement | Partner | Signed | Status |\n|---|---|---|---|\n"
        f"| Framework agreement | Nordic Survey Institute | {signed} | {status} |\n"
    )
    found = said(text, "AgreementAction")
    assert {tuple(rest) for _, _, *rest in found} == actions
    assert {who for _, who, *_ in found} == ({"polar-survey-union", "nordic-survey-institute"} if actions else set())


def test_columns_are_told_by_their_cells_where_the_header_is_unheard_of() -> None:
    text = (
        "# Polar Survey Union: instruments\n\n"
        "| Other party | Sort | Whereof | Date of signature | Present position |\n|---|---|---|---|---|\n"
        "| Nordic Survey Institute | MoU | ice maps | 3 May 2020 | lapsed in 2023 |\n"
        "| Lagoon Institute | Letter of intent | tides | – | under negotiation |\n"
    )
    found = {(who, *rest) for _, who, *rest in said(text, "AgreementAction") if who != "polar-survey-union"}
    assert found == {
        ("nordic-survey-institute", "signature", "2020-05-03"),
        ("nordic-survey-institute", "termination", "2023"),
        ("lagoon-institute", "negotiation"),
    }


def test_item_about_an_agreement_to_be_signed() -> None:
    text = (
        "The Polar Survey Union was founded in 1999.\n\n## Paperwork\n\n"
        "- Data agreement with the Nordic Survey Institute: text agreed, to be signed in the first half of 2090.\n"
    )
    assert {row[1:] for row in said(text, "AgreementAction")} == {
        (p, "planned-signature", "2090-01/2090-06") for p in ("polar-survey-union", "nordic-survey-institute")
    }


def test_list_completes_the_line_that_introduces_it() -> None:
    text = (
        "The space agencies of Zubrowka and Ruritania met.\n\nThe memorandum of understanding was signed by\n\n"
        "- Mirela Novak, president of the Zubrowka Space Agency, and\n"
        "- Pavel Horak, director of the Nordic Survey Institute.\n"
    )
    assert {(row[1], row[3]) for row in said(text, "AgreementAction")} == {
        ("zubrowka-space-agency", "mirela-novak"),
        ("nordic-survey-institute", "pavel-horak"),
    }


def test_table_of_treaties_tells_their_entry_into_force() -> None:
    text = (
        "| Treaty | Opened for signature | Entry into force |\n|---|---|---|\n"
        "| Polar Ice Convention | 3 May 2001 | 4 June 2003 |\n"
    )
    assert said(text, "Establishment") == {(ICE, "2003-06-04")}


@pytest.mark.parametrize(
    ("state", "action"),
    [
        ("signed 16 March 2023", {("signature", "2023-03-16")}),
        ("in force since 2017", {("entry-into-force", "2017")}),
        ("lapsed 30 June 2023", {("termination", "2023-06-30")}),
        ("expired in 2023; not renewed", {("termination", "2023")}),
        ("under negotiation", {("negotiation",)}),
        ("initialled; signature foreseen in 2025", {("planned-signature", "2025")}),
        ("signed in 2019, in force since 2021", {("signature", "2019"), ("entry-into-force", "2021")}),
        ("not signed", set()),
    ],
)
@pytest.mark.parametrize("header", ["State at 31 December 2023", "Status"])
def test_column_of_states_tells_what_was_done_and_when(header: str, state: str, action: set[tuple[str, ...]]) -> None:
    text = (
        "# Agreements of the Polar Space Union (PSU)\n\n"
        f"| Partner | Instrument | Subject | {header} |\n|---|---|---|---|\n| Lagoon Institute | Letter of intent | ice data | {state} |\n"
    )
    found = said(text, "AgreementAction")
    assert {tuple(rest) for _, _, *rest in found} == action
    assert {who for _, who, *_ in found} == ({"polar-space-union", "lagoon-institute"} if action else set())


def test_agreement_with_somebody_is_the_one_told_of_with_them() -> None:
    text = (
        "# The Polar Space Union\n\n| Partner | Instrument | Status |\n|---|---|---|\n"
        "| Lagoon Institute | Memorandum of understanding | signed 3 May 2023 |\n"
        "| Tidal Institute | Memorandum of understanding | to be signed in 2025 |\n\n"
        "The memorandum with the Lagoon Institute was signed in Strelsau.\n"
    )
    agreements = {a for a, who, what, *_ in said(text, "AgreementAction") if what == "signature"}
    assert len(agreements) == 1
    assert not agreements & {a for a, _, what, *_ in said(text, "AgreementAction") if what == "planned-signature"}


def test_standing_that_is_an_agreement_binds_both() -> None:
    text = (
        "The Polar Space Union (PSU) is young.\n\n## Not full members\n\n| State | Status | Since |\n|---|---|---|\n"
        "| Zubrowka | Associate member | 2020 |\n| Ruritania | Cooperation agreement | 1979 |\n"
        "| Syldavia | Cooperation agreement (lapsed) | |\n"
    )
    found = {(who, what, *day) for _, who, what, *day in said(text, "AgreementAction")}
    assert found == {("ruritania", "entry-into-force", "1979"), ("polar-space-union", "entry-into-force", "1979")}


def test_letter_behind_a_day_tells_the_act_of_a_column_of_several() -> None:
    text = TREATY + (
        "| State | Signature | Ratif./Acc. (A) |\n|---|---|---|\n"
        "| Zubrowka | 3 May 2001 | 4 June 2002 |\n| Ruritania | - | 2004 (A) |\n| Syldavia | - | 5 June 2005 a |\n"
    )
    assert said(text, "AgreementAction") == {
        (ICE, "zubrowka", "signature", "2001-05-03"),
        (ICE, "zubrowka", "ratification", "2002-06-04"),
        (ICE, "ruritania", "accession", "2004"),
        (ICE, "syldavia", "accession", "2005-06-05"),
    }


def test_what_a_contract_is_for_is_a_part_in_the_mission() -> None:
    text = (
        "# Zubrowka Space Agency: agreements\n\nThe Zubrowka Space Agency waits for the Polaris-2 satellite.\n\n"
        "| Counterpart | Instrument | Signed | Subject |\n|---|---|---|---|\n"
        "| Norrland Launch AB | Contract | 3 May 2020 | Launch of Polaris-2 satellite |\n"
        "| Kiruna Snow Institute | Contract | 4 May 2020 | Images of Polaris-2 satellite |\n"
    )
    assert {row[1:] for row in said(text, "Participation")} == {("norrland-launch-ab", "launch-provider")}


LETTERS = """# Status of two texts

ICE    Convention on the Preservation of Ice
WIND   Agreement on Winds

{key}

| State | ICE | WIND |
|---|---|---|
| Zubrowka | {first} | {second} |
| Ruritania | – | {first} |
"""


@pytest.mark.parametrize(
    ("key", "first", "second"),
    [
        ("", "R", "S"),
        ("R = ratification or accession; S = signature only", "R", "S"),
        ("X: ratified. Y: signed.", "X", "Y"),
    ],
)
def test_letters_of_a_column_tell_what_was_done_about_the_agreement_that_heads_it(
    key: str, first: str, second: str
) -> None:
    found = said(LETTERS.format(key=key, first=first, second=second), "AgreementAction")
    assert {(state, what) for _, state, what in found} == {
        ("zubrowka", "ratification"),
        ("zubrowka", "signature"),
        ("ruritania", "ratification"),
    }
    assert len({agreement for agreement, *_ in found}) == 2


def test_letters_under_what_is_no_agreement_are_none() -> None:
    text = "# Grades\n\n| State | Optics | Winds |\n|---|---|---|\n| Zubrowka | R | S |\n| Ruritania | S | R |\n"
    assert said(text, "AgreementAction") == set()


@pytest.mark.parametrize(
    "between",
    ["PSU – Lagoon Institute", "PSU - Lagoon Institute", "PSU / Lagoon Institute", "PSU and Lagoon Institute"],
)
def test_cell_of_parties_with_something_between_them(between: str) -> None:
    text = (
        "# Texts\n\nThe Polar Space Union (PSU) is small.\n\n| Agreement | Between | Status |\n|---|---|---|\n"
        f"| Letter of intent on ice | {between} | signed Kiruna, 8 April 2021; no follow-up since |\n"
    )
    found = said(text, "AgreementAction")
    assert {tuple(rest) for _, _, *rest in found} == {("signature", "2021-04-08")}
    assert {who for _, who, *_ in found} == {"polar-space-union", "lagoon-institute"}


def test_table_of_agreements_tells_kind_and_state() -> None:
    text = (
        "# Tavrian Observatory Foundation\n\n| Partner | Kind | Subject | State |\n|---|---|---|---|\n"
        "| Sarmatia University | Memorandum of understanding | Sky surveys | Signed, Odrin, 4 June 2021 |\n"
        "| Kuban Space Institute | Letter of intent | Not disclosed | Expired 2020 |\n"
    )
    assert {row[1:] for row in said(text, "AgreementAction") if row[1] != "tavrian-observatory-foundation"} == {
        ("sarmatia-university", "signature", "2021-06-04", "odrin"),
        ("kuban-space-institute", "termination", "2020"),
    }
    assert {topic for _, topic in said(text, "Coverage")} == {"sky-surveys"}


def test_instrument_deposited_is_what_its_type_says() -> None:
    text = (
        "# Sapporo Convention\n\n| State | Signature | Deposit of instrument | Type of instrument |\n|---|---|---|---|\n"
        "| Peru | 29 March 1972 | 11 March 1974 | Ratification |\n| Kenya | | 25 September 1975 | Accession |\n"
        "| Ghana | 29 March 1972 | - | - |\n"
    )
    assert {row[1:] for row in said(text, "AgreementAction")} == {
        ("peru", "signature", "1972-03-29"),
        ("peru", "ratification", "1974-03-11"),
        ("kenya", "accession", "1975-09-25"),
        ("ghana", "signature", "1972-03-29"),
    }


@pytest.mark.parametrize(
    ("when", "where"), [("4 June 2021, Odrin", "odrin"), ("Odrin, 4 June 2021", "odrin"), ("4 June 2021", "")]
)
def test_row_with_day_and_place_tells_the_signing(when: str, where: str) -> None:
    text = (
        "# Tavrian Observatory Foundation\n\n| Partner | Kind | Signed | State |\n|---|---|---|---|\n"
        f"| Sarmatia University | Memorandum of understanding | {when} | In force |\n"
    )
    told = ("signing", "2021-06-04", where, "tavrian-observatory-foundation", "sarmatia-university")
    assert said(text, "Event") == ({told} if where else set())


@pytest.mark.parametrize(
    "text",
    [
        "# Paperwork\n\n| Partner | Agreement | Signed |\n|---|---|---|\n| Lagoon Institute | Framework Agreement | 3 May 2009 |\n"
        "| Tidal Institute | Letter of Intent | 14 June 2021 |\n",
        "# Paperwork\n\n- Lagoon Institute: Framework Agreement, signed in May 2009\n- Tidal Institute: Letter of Intent (June 2021)\n",
    ],
)
def test_partners_in_a_list_have_no_agreements_with_one_another(text: str) -> None:
    assert len({row[1] for row in said(text, "AgreementAction") if row[0].startswith("framework")}) < 2


def test_who_keeps_a_list_is_set_off_in_its_title() -> None:
    table = "| Partner | Agreement | Signed |\n|---|---|---|\n| Lagoon Institute | MoU | 3 May 2009 |\n"
    text = f"# Status of Agreements, Polar Space Bureau, Kiruna\n\n{table}"
    assert {row[1] for row in said(text, "AgreementAction")} == {"lagoon-institute", "polar-space-bureau"}


def test_signatories_with_their_days_below_the_years_that_head_them() -> None:
    rows = (
        "<tr><th>#</th><th>Country</th><th>Date</th><th>Signed by</th></tr>"
        "<tr><td>1</td><td>Zubrowka</td><td>13 Oct 2020</td><td>Ada Quill</td></tr><tr><td colspan=4>2023</td></tr>"
        "<tr><td>24</td><td>Ruritania</td><td>30 May</td><td>Otto Vane</td></tr>"
    )

    assert {
        row[1:5]
        for row in said(f"<h1>Glacier Accords signatories</h1><table>{rows}</table>", "AgreementAction", "list.html")
    } == {
        ("zubrowka", "signature", "2020-10-13", "ada-quill"),
        ("ruritania", "signature", "2023-05-30", "otto-vane"),
    }
