"""RDF that nests deeper than a parser's stack is refused by name, whatever its strings hold; what nests less is read."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat

from graph.rdf.canonical import fingerprint_of_file
from shapes import nesting
from shapes.data import DataError, read_quads
from shapes.nesting import DEEPEST, nests_too_deep

OPEN, CLOSE = "<<( <urn:s> <urn:p> ", " )>>"
PLAIN = {
    "jsonld": ('{"urn:p":', "1", "}"),
    "nt": (OPEN, '"1"', CLOSE),
    "nq": (OPEN, '"1"', CLOSE),
    "ttl": (OPEN, '"it\'s )>>"', CLOSE),
    "trig": (OPEN, "'a \" <<( quote'", CLOSE),
}


def nested(ending: str, levels: int) -> str:
    opening, inner, closing = PLAIN[ending]
    if ending == "jsonld":
        return opening * levels + inner + closing * levels
    return f"<urn:s> <urn:p> {opening * levels}{inner}{closing * levels} .\n"


@pytest.mark.parametrize("levels", [DEEPEST + 1, 20_000])
@pytest.mark.parametrize("ending", PLAIN)
def test_a_file_that_nests_too_deep_is_refused_by_name(ending: str, levels: int, tmp_path: Path) -> None:
    file = tmp_path / f"deep.{ending}"
    file.write_text(nested(ending, levels))
    with pytest.raises(DataError, match=f"deep.{ending}: nested in more than {DEEPEST} levels"):
        list(read_quads(file))
    with pytest.raises(SyntaxError, match="nested"):
        fingerprint_of_file(file)


@pytest.mark.parametrize("ending", PLAIN)
def test_a_file_that_nests_less_is_read(ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"deep.{ending}"
    file.write_text(nested(ending, DEEPEST))
    assert list(read_quads(file))


def test_an_empty_file_and_rdf_xml_of_any_depth_are_read(tmp_path: Path) -> None:
    (tmp_path / "empty.ttl").touch()
    inner = f"{'<rdf:Description><p>' * 5000}{'</p></rdf:Description>' * 5000}"
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    (tmp_path / "deep.rdf").write_text(f'<rdf:RDF xmlns:rdf="{rdf}" xmlns="urn:">{inner}</rdf:RDF>')
    assert len(list(read_quads(tmp_path))) == 5000


@pytest.mark.parametrize(
    "hidden",
    [
        f'<urn:s> <urn:p> "{OPEN * 1000}" .',
        f"<urn:s> <urn:p> '''\n'{OPEN * 1000}'' ''' .",
        f'<urn:s> <urn:p> """{OPEN * 1000}""", "\\"{OPEN * 1000}" .',
        f"# {OPEN * 1000}\n<urn:s> <urn:p> 1 .",
    ],
)
def test_what_stands_in_strings_and_comments_does_not_nest(hidden: str) -> None:
    assert not nests_too_deep(hidden.encode(), RdfFormat.TURTLE)


@pytest.mark.parametrize(
    "between", ['")>>"', "''')>> ' ''' ", "'\\')>>'", "# )>>\n", "<urn:)>>", "ex:a\\' ", 'ex:a\\"""']
)
def test_what_stands_in_strings_and_comments_does_not_end_a_triple(between: str) -> None:
    assert nests_too_deep(f"{OPEN}{between} ".encode() * (DEEPEST + 1), RdfFormat.TURTLE)


def levels_of(value: object) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inner is None else 1 + max(map(levels_of, inner), default=0)


@given(
    st.recursive(
        st.text(alphabet='a"\\{}[]\n', max_size=6),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text(alphabet='"\\{]', max_size=3), inner, max_size=3)
        ),
    ),
    st.integers(1, 5),
)
def test_brackets_of_json_are_counted_wherever_blocks_end(value: object, block: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nesting, "_BLOCK", block)
        assert max(nesting._levels_of_json(json.dumps(value).encode()), default=0) == levels_of(value)
