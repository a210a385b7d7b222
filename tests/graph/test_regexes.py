"""A compiled expression that was kept is the one that `re` compiles."""

import re
from pathlib import Path

import pytest

from graph import regexes
from graph.regexes import compiled, remembered
from graph.rules import load_rules

TEXT = r"(?P<who><[OS]\d+>)(?: and (?P<other><[OS]\d+>))? (?:signed|ratifié)(?! not)\b"


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def test_kept_expression_finds_the_same_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled("t", TEXT, re.IGNORECASE)
    monkeypatch.setattr(regexes, "_code", None)  # so that it cannot be compiled again
    again, plain = compiled("t", TEXT, re.IGNORECASE), re.compile(TEXT, re.IGNORECASE)
    assert (again.pattern, again.flags, again.groups, again.groupindex) == (
        plain.pattern,
        plain.flags,
        plain.groups,
        plain.groupindex,
    )
    for text in ("<O1> and <S2> SIGNED it", "<O1> Ratifié", "<O1> signed not", "nobody signed"):
        one, other = again.search(text), plain.search(text)
        assert (one and one.groupdict()) == (other and other.groupdict())


def test_rules_are_kept_as_they_are_compiled() -> None:
    for rule in load_rules()[::10]:  # to compile all of them takes half a minute
        first, again = (compiled(rule.id, rule.regex.pattern, re.IGNORECASE) for _ in range(2))
        assert first == again == re.compile(rule.regex.pattern, re.IGNORECASE)


def test_other_text_of_the_same_name_is_compiled_anew() -> None:
    assert compiled("t", "a+").pattern == "a+"
    assert compiled("t", "b+").pattern == "b+"


def test_faulty_expression_is_refused() -> None:
    with pytest.raises(re.error, match="unterminated"):
        compiled("t", "(a")


def test_where_re_goes_about_it_differently_the_text_is_compiled_as_usual(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regexes, "_sre", object())
    assert compiled("t", "a+").fullmatch("aaa")


def test_remembered_expressions_are_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def both() -> list[object]:
        re.purge()
        with remembered("m"):
            found = [re.compile(TEXT, re.IGNORECASE), re.compile(rb"[a-c]+"), re.compile("x")]
        re.purge()
        return found

    plain = both()
    monkeypatch.setattr(regexes, "_code", None)
    assert both() == plain
    assert re.compile("never met here")
