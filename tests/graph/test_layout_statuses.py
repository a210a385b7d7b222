"""Lines that each tell what a party did about the agreement above them."""

import pytest
from layout_reading import said

HEAD = "STATUS OF THE POLAR ICE CONVENTION\n\n"
ICE = "polar-ice-convention"


@pytest.mark.parametrize(
    ("line", "acts"),
    [
        (
            "Zubrowka - signed 3 May 2010, ratified 12 January 2011",
            {("signature", "2010-05-03"), ("ratification", "2011-01-12")},
        ),
        ("Zubrowka: acceded on 9 September 2015", {("accession", "2015-09-09")}),
        ("Zubrowka – signed 3 May 2010; not yet ratified", {("signature", "2010-05-03")}),
        ("Zubrowka - signed 3 May 2010, with reservations", {("signature", "2010-05-03")}),
        (
            "Zubrowka - signed 4 May 2010, withdrew 30 June 2019",
            {("signature", "2010-05-04"), ("withdrawal", "2019-06-30")},
        ),
        ("Zubrowka - not yet ratified", set()),
        ("Zubrowka - signed 3 May 2010 a contract for boats", set()),
        ("Zubrowka - a country of hotels", set()),
    ],
)
@pytest.mark.parametrize("mark", ["", "- "])
def test_line_tells_what_a_party_did(line: str, acts: set[tuple[str, str]], mark: str) -> None:
    text = f"{HEAD}{mark}{line}\n{mark}Ruritania - signed 3 May 2010\n{mark}Syldavia - signed 4 May 2010\n"
    assert {row[2:] for row in said(text, "AgreementAction", "status.txt") if row[:2] == (ICE, "zubrowka")} == acts


def test_one_line_is_no_list() -> None:
    assert said(f"{HEAD}Zubrowka: acceded on 9 September 2015\n", "AgreementAction", "status.txt") == set()
