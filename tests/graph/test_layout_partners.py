"""Partners listed below a sentence that tells how many agreements there are: one agreement for each, if the numbers agree."""

from layout_reading import said

TOLD = (
    "# Partners\n\nThe Zubrowka Space Agency has three launch agreements with industry partners to develop and test "
    "small rockets.\n\n"
)


def test_headings_below_name_a_partner_each() -> None:
    text = TOLD + "".join(
        f"## {name} Aerospace Ltd\n\nThey will test engines.\n\n" for name in ("Corvid", "Marmot", "Pika")
    )

    actions = said(text, "AgreementAction")

    assert {row[1:] for row in actions} == {
        (party, "entry-into-force")
        for party in ("zubrowka-space-agency", "corvid-aerospace-ltd", "marmot-aerospace-ltd", "pika-aerospace-ltd")
    }
    assert len({row[0] for row in actions}) == 3


def test_every_such_agreement_has_the_topic_of_the_sentence() -> None:
    text = TOLD + "".join(
        f"## {name} Aerospace Ltd\n\nThey will test engines.\n\n" for name in ("Corvid", "Marmot", "Pika")
    )

    assert {row[1] for row in said(text, "Coverage")} == {"develop-and-test-small-rockets"}


def test_items_are_awardees_where_the_title_speaks_of_a_contract() -> None:
    text = (
        "# Agency Awards Cleaning Contract\n\nThe Zubrowka Space Agency has selected two companies to clean its sites. "
        "They are:\n\n- Corvid Aerospace Ltd, Kiruna\n- Marmot Brothers, Oslo\n"
    )

    assert {row[1:] for row in said(text, "AgreementAction")} == {
        (party, "signature") for party in ("zubrowka-space-agency", "corvid-aerospace-ltd", "marmot-brothers")
    }


def test_lines_that_are_not_as_many_as_told_are_no_partners() -> None:
    text = TOLD + "## Corvid Aerospace Ltd\n\nThey will test engines.\n\n## Marmot Aerospace Ltd\n\nThey too.\n"

    assert said(text, "AgreementAction") == set()


def test_partners_of_a_mission_take_part_in_it() -> None:
    text = (
        "# Partners\n\nThe Zubrowka Space Agency's Polaris-2 mission has two launch agreements with industry partners.\n\n"
        + "".join(f"## {name} Aerospace Ltd\n\nThey will test engines.\n\n" for name in ("Corvid", "Marmot"))
    )

    assert {row for row in said(text, "Participation") if row[2] == "partner"} == {
        ("polaris-2", "corvid-aerospace-ltd", "partner"),
        ("polaris-2", "marmot-aerospace-ltd", "partner"),
    }
