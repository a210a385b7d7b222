"""The entry into force of an agreement, told behind a clause on who signed it."""

import pytest
from layout_reading import said


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "the Glacier Treaty, which Zubrowka and Ruritania signed in Kiruna on 7 March 2018 and which entered into force on 1 May 2019",
            True,
        ),
        (
            "the Glacier Treaty, which Zubrowka and Ruritania concluded in March 2018 and which came into force on 1 May 2019",
            True,
        ),
        (
            "the Glacier Treaty that both States signed in Kiruna on 7 March 2018 and that took effect on 1 May 2019",
            True,
        ),
        (
            "the Glacier Treaty, which was signed by five States on 7 March 2018 but entered into force on 1 May 2019",
            True,
        ),
        ("the Glacier Treaty, which entered into force on 1 May 2019", True),
        (
            "the Glacier Treaty, which Zubrowka and Ruritania signed in Kiruna on 7 March 2018 and which has not entered into force",
            False,
        ),
        (
            "the Glacier Treaty, which Zubrowka signed on 7 March 2018 and which did not enter into force on 1 May 2019",
            False,
        ),
    ],
)
def test_day_of_force_behind_those_who_signed(text: str, day: bool) -> None:
    found = said(f"# Notes\n\nThe Polar Space Union noted the progress under {text}.\n", "Establishment")
    assert {row[:2] for row in found} == ({("glacier-treaty", "2019-05-01")} if day else set())
