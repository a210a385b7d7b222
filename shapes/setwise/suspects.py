"""Core constraints in, SPARQL queries for the focus nodes that may break them out: all that do, and few that do not.

A test here is a SPARQL expression that is true only where a constraint is met. Where none is known, every focus node is suspect;
what a suspect really breaks, the engine tells.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import count
from typing import Final

from pyoxigraph import Literal, NamedNode

from ontology.namespaces import EDTF, RDF, SH, XSD
from shapes.graph import TYPE, Graph
from shapes.paths import path_text
from shapes.setwise.patterns import THIS
from shapes.setwise.reads import TARGETS, targeted
from shapes.terms import Term

Classes = Mapping[str, Set[str]]
"""For each class named in the shapes the classes below it, itself included."""

_YEAR: Final = "[1-9][0-9]{3}"
_MONTH: Final = "(0[1-9]|1[0-2])"
_DAY: Final = f"({_MONTH}-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)"
_WELL_FORMED: Final[Mapping[str, str | None]] = {
    XSD + "string": None,
    RDF + "langString": None,
    EDTF: None,
    XSD + "date": f"{_YEAR}-{_DAY}",
    XSD + "gYearMonth": f"{_YEAR}-{_MONTH}",
    XSD + "gYear": _YEAR,
    XSD + "integer": "-?[0-9]{1,15}",
    XSD + "nonNegativeInteger": "[0-9]{1,15}",
    XSD + "decimal": "-?[0-9]{1,15}([.][0-9]{1,15})?",
}
"""By datatype, a pattern that only well-formed literals match; None where every literal is well-formed. Others are suspect."""
_COMPARED: Final = {"minInclusive": ">=", "maxInclusive": "<=", "minExclusive": ">", "maxExclusive": "<"}
_LENGTHS: Final = {"minLength": ">=", "maxLength": "<="}
_KINDS: Final = {
    "IRI": "isIRI({v})", "Literal": "isLiteral({v})", "BlankNode": "isBlank({v})", "BlankNodeOrIRI": "!isLiteral({v})",
    "IRIOrLiteral": "!isBlank({v})", "BlankNodeOrLiteral": "!isIRI({v})",
}  # fmt: skip
_LABELS: Final = frozenset(
    f"{SH}{name}"
    for name in ("path", "name", "description", "message", "severity", "order", "group", "flags", "sparql")
)


class _UnknownError(Exception):
    """There is no test for a constraint."""


@dataclass(frozen=True, slots=True)
class _Test:
    """An expression that is true only where a constraint is met; `exact` where it is false only where that is broken.

    `absent` is the pattern that has no match where the expression is true, if it is of that kind.
    """

    text: str
    exact: bool = False
    absent: str = ""


def _none(absent: str, exact: bool = False) -> _Test:
    return _Test(f"NOT EXISTS {{ {absent} }}", exact, absent)


def _all(tests: Sequence[_Test]) -> _Test:
    if len(tests) == 1:
        return tests[0]
    return _Test(f"({' && '.join(test.text for test in tests) or 'true'})", all(test.exact for test in tests))


def suspect_queries(shapes: Graph, classes: Classes) -> list[str]:
    """The queries, each for `?this`; together they find every focus node for which a core constraint is not met.

    Things typed with a class below a target, and not with the target itself, are all suspect: facts and things of ours have both.
    """
    compiler = _Compiler(shapes, classes)
    queries = [query for shape in targeted(shapes) for query in compiler.queries(shape)]
    for target in sorted({term.value for _, _, term in shapes.rows(SH + "targetClass")}):
        below = " ".join(f"<{iri}>" for iri in sorted(classes[target] - {target}))
        lacking = f"FILTER NOT EXISTS {{ {THIS} <{TYPE}> <{target}> }}"
        queries.append(f"SELECT DISTINCT {THIS} {{ VALUES ?class {{ {below} }} {THIS} <{TYPE}> ?class . {lacking} }}")
    return queries


def _target_pattern(shapes: Graph, shape: Term) -> str:
    """The focus nodes of a shape, of its target classes those typed with the very class."""
    options = []
    for name in TARGETS:
        for target in shapes.objects(shape, name):
            if name == SH + "targetClass":
                options.append(f"{{ {THIS} <{TYPE}> <{target.value}> }}")
            elif name == SH + "targetSubjectsOf":
                options.append(f"{{ {THIS} <{target.value}> ?targeted }}")
            else:
                options.append(f"{{ ?targeting <{target.value}> {THIS} }}")
    return " UNION ".join(options)


class _Compiler:
    """Writes tests; variables are numbered, so that no two are mixed up."""

    def __init__(self, shapes: Graph, classes: Classes) -> None:
        self._shapes = shapes
        self._classes = classes
        self._number = count()

    def queries(self, shape: Term) -> Iterator[str]:
        """A query for each constraint of a shape with a target, and of its property shapes."""
        target = _target_pattern(self._shapes, shape)
        owners = [shape, *self._shapes.objects(shape, SH + "property")]
        try:
            broken = [body for owner in owners for body in self._broken(owner, owner != shape)]
        except _UnknownError:
            broken = [""]
        yield from (f"SELECT DISTINCT {THIS} {{ {{ {target} }} {body} }}" for body in broken)

    def _broken(self, shape: Term, nested: bool) -> Iterator[str]:
        """Patterns of which one at least matches where a constraint of the shape is broken."""
        if nested and self._shapes.value(shape, SH + "property") is not None:
            raise _UnknownError
        path = self._path(shape)
        for name, argument in self._constraints(shape):
            if name != SH + "property" or nested:
                for test in self._tests(shape, name, argument, THIS, path):
                    yield test.absent or f"FILTER(!COALESCE({test.text}, false))"

    def _constraints(self, shape: Term) -> Iterator[tuple[str, Term]]:
        for triple in self._shapes.about(shape):
            name = triple.predicate.value
            if name.startswith(SH) and name not in _LABELS and name not in TARGETS:
                for argument in self._shapes.objects(shape, name):
                    if argument == triple.object:
                        yield name, argument

    def _path(self, shape: Term) -> str | None:
        path = self._shapes.value(shape, SH + "path")
        if path is None:
            return None
        text = path_text(self._shapes, path)
        return f"({text})" if text.startswith(("<", "(", "^")) else f"<{text}>"

    def _fresh(self) -> str:
        return f"?v{next(self._number)}"

    def _whole(self, shape: Term, node: str) -> _Test:
        """Whether a node meets all of a shape."""
        path = self._path(shape)
        constraints = self._constraints(shape)
        return _all([test for name, argument in constraints for test in self._tests(shape, name, argument, node, path)])

    def _tests(self, shape: Term, name: str, argument: Term, node: str, path: str | None) -> list[_Test]:
        """The tests of one constraint of a shape."""
        value = node if path is None else self._fresh()
        test = self._value_test(shape, name, argument, value)
        if test is None:
            if path is None:
                raise _UnknownError
            return self._path_tests(shape, name, argument, node, path)
        if path is None:
            return [test]
        return [_none(f"{node} {path} {value} . FILTER(!COALESCE({test.text}, false))", test.exact)]

    def _value_test(self, shape: Term, name: str, argument: Term, value: str) -> _Test | None:
        """The test of a constraint that each value meets for itself; None for a constraint of another kind."""
        local = name.removeprefix(SH)
        if local == "class":
            options = (f"EXISTS {{ {value} <{TYPE}> <{iri}> }}" for iri in self._below(argument))
            return _Test(f"({' || '.join(options)})", exact=True)
        if local == "datatype":
            return self._datatype(argument.value, value)
        if local == "nodeKind":
            return _Test(_KINDS[argument.value.removeprefix(SH)].format(v=value), exact=True)
        if local == "pattern":
            flags = self._shapes.text(shape, SH + "flags") or ""
            return _Test(f"(!isBlank({value}) && REGEX(STR({value}), {Literal(argument.value)}, {Literal(flags)}))")
        if local in _COMPARED:
            return _Test(f"({value} {_COMPARED[local]} {_sparql(argument)})")
        if local in _LENGTHS:
            return _Test(f"(!isBlank({value}) && STRLEN(STR({value})) {_LENGTHS[local]} {argument.value})")
        if local == "in":
            options = (f"sameTerm({value}, {_sparql(item)})" for item in self._shapes.items(argument))
            return _Test(f"({' || '.join(options)})", exact=True)
        if local == "languageIn":
            options = (f'LANG({value}) = "{item.value}"' for item in self._shapes.items(argument))
            return _Test(f"({' || '.join(options)})")
        if local in ("node", "property"):
            return self._whole(argument, value)
        if local in ("or", "and", "xone", "not"):
            return self._logical(local, argument, value)
        return None

    def _below(self, argument: Term) -> list[str]:
        """The class itself first, since most things are typed with it."""
        return [argument.value, *sorted(self._classes[argument.value] - {argument.value})]

    def _datatype(self, iri: str, value: str) -> _Test:
        if iri not in _WELL_FORMED:
            raise _UnknownError
        typed = f"isLiteral({value}) && DATATYPE({value}) = <{iri}>"
        pattern = _WELL_FORMED[iri]
        return _Test(f'({typed} && REGEX(STR({value}), "^({pattern})$"))' if pattern else f"({typed})", pattern is None)

    def _logical(self, name: str, argument: Term, value: str) -> _Test:
        if name == "not":
            raise _UnknownError
        tests = [self._whole(item, value) for item in self._shapes.items(argument)]
        exact = all(test.exact for test in tests)
        if name == "xone":
            if not exact:
                raise _UnknownError
            return _Test(f"({' + '.join(f'IF({test.text}, 1, 0)' for test in tests)} = 1)", exact)
        sign = " || " if name == "or" else " && "
        return _Test(f"({sign.join(f'COALESCE({test.text}, false)' for test in tests)})", exact)

    def _path_tests(self, shape: Term, name: str, argument: Term, node: str, path: str) -> list[_Test]:
        """The tests of a constraint that looks at all values together."""
        local = name.removeprefix(SH)
        one, other = self._fresh(), self._fresh()
        some, beside = f"{node} {path} {one} .", f"{node} <{argument.value}> {other} ."
        if local == "minCount" and argument.value in ("0", "1"):
            return [_Test("true" if argument.value == "0" else f"EXISTS {{ {some} }}", exact=True)]
        if local == "maxCount" and argument.value in ("0", "1"):
            return [_none(some if argument.value == "0" else self._two(node, path, one, other), exact=True)]
        if local == "hasValue":
            return [_Test(f"EXISTS {{ {node} {path} {_sparql(argument)} }}", exact=True)]
        if local in ("lessThan", "lessThanOrEquals"):
            sign = "<" if local == "lessThan" else "<="
            return [_none(f"{some} {beside} FILTER(!COALESCE({one} {sign} {other}, false))")]
        if local == "disjoint":
            return [_none(f"{some} {node} <{argument.value}> {one} .", exact=True)]
        if local == "equals":
            lacks = f"{some} FILTER NOT EXISTS {{ {node} <{argument.value}> {one} }}"
            return [
                _none(lacks, exact=True),
                _none(f"{beside} FILTER NOT EXISTS {{ {node} {path} {other} }}", exact=True),
            ]
        if local == "qualifiedValueShape":
            return self._qualified(shape, argument, node, path)
        if local in ("qualifiedMinCount", "qualifiedMaxCount"):
            return []
        raise _UnknownError

    def _two(self, node: str, path: str, one: str, other: str) -> str:
        return f"{node} {path} {one} . {node} {path} {other} . FILTER(!sameTerm({one}, {other}))"

    def _qualified(self, shape: Term, kind: Term, node: str, path: str) -> list[_Test]:
        """Exactly one value of a kind; other limits are not tested."""
        limits = [self._shapes.text(shape, SH + name) for name in ("qualifiedMinCount", "qualifiedMaxCount")]
        one, other = self._fresh(), self._fresh()
        first, second = self._whole(kind, one), self._whole(kind, other)
        if limits != ["1", "1"] or not first.exact or self._shapes.value(shape, SH + "qualifiedValueShapesDisjoint"):
            raise _UnknownError
        return [
            _Test(f"EXISTS {{ {node} {path} {one} . FILTER({first.text}) }}", exact=True),
            _none(f"{self._two(node, path, one, other)} FILTER({first.text} && {second.text})", exact=True),
        ]


def _sparql(term: Term) -> str:
    return str(NamedNode(term.value)) if isinstance(term, NamedNode) else str(term)
