import re

from hypothesis import given
from hypothesis import strategies as st

from graph.names.alternatives import any_case

WORDS = ["member states?", "member", "Memo", "[Tt]alks", "states?", "s?tate", "", "12"]


@given(st.lists(st.sampled_from(WORDS), min_size=1), st.text("MEmbrStaeslk 12"))
def test_any_case_means_what_plain_alternatives_mean(words: list[str], text: str) -> None:
    expected = re.compile(f"(?i:{'|'.join(words)})")
    assert [m.span() for m in re.finditer(any_case(words), text)] == [m.span() for m in expected.finditer(text)]
