"""One document's gold and the facts found in it in; which found fact says what which gold fact says out."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from graph.evaluation.found import Found, Term
from graph.evaluation.gold import GoldDocument, GoldEntity, GoldFact
from graph.evaluation.kinds import KINDS
from graph.evaluation.likeness import DESCRIPTION, alike, same_date, same_name, same_number, same_place, words

_GENERIC: Final = frozenset({"", "agreement", "cooperationagreement", "frameworkagreement"})
"""Agreement types that a document may use for one another."""
_BY_NAME_ONLY: Final = frozenset({"accords", "treaty", "convention"})
"""Types of which a named agreement is the same as another by its name alone."""
_BOUND: Final = frozenset({"signed", "in force"})


class Matcher:
    """Compares facts found in a document with gold facts of the document."""

    def __init__(self, gold: GoldDocument, found: Sequence[Found], agreement_types: Mapping[str, str]) -> None:
        self._gold = gold
        self._types = agreement_types
        self._agreements = self._align(found)

    def matches(self, gold: GoldFact, found: Found) -> bool:
        """Does the found fact say what the gold fact says? Fields beside those that identify the fact do not count."""
        if gold.kind != found.kind:
            return False
        if gold.kind == "event":
            return self._same_event(gold, found)
        return all(self._same(gold, name, found.terms(name)) for name in KINDS[gold.kind].identity)

    def attribute(self, gold: GoldFact, found: Found) -> bool | None:
        """Is the attribute of a matching fact (role, status, title) right? None where the gold fact has none."""
        name = KINDS[gold.kind].attribute
        wanted = gold.fields.get(name, ()) if name else ()
        if not name or not wanted:
            return None
        if name == "title":
            return any(alike(title, term.names) for title in wanted for term in found.terms(name))
        return bool({words(w) for w in wanted} & {words(term.id) for term in found.terms(name)})

    def asserts(self, denied: GoldFact, found: Found) -> bool:
        """Does the found fact state what the gold denies: the same things, and every other field that the denial gives?"""
        if denied.kind != found.kind or not self._same_but_date(denied, found):
            return False
        date = denied.first("date")
        if date and date != "current" and not same_date(date, found.ids("date")):
            return False
        return all(self._same_detail(denied, found, name) for name in ("role", "title", "status"))

    def _same_but_date(self, denied: GoldFact, found: Found) -> bool:
        if denied.kind == "event":
            return self._same_event(denied, found)
        names = [name for name in KINDS[denied.kind].identity if name != "date"]
        return all(self._same(denied, name, found.terms(name)) for name in names)

    def _same_detail(self, denied: GoldFact, found: Found, name: str) -> bool:
        wanted, got = denied.first(name), found.ids(name)
        if denied.kind == "position" and name == "status":
            return not got & {"former", "incoming"}
        if not wanted:
            return True
        if name == "title":
            return any(alike(wanted, term.names) for term in found.terms(name))
        if denied.kind == "party":
            return bool(got & (_BOUND if wanted in _BOUND else {wanted}))
        if denied.kind == "membership" and name == "status":
            return ("ended" in got) == (wanted == "ended")
        return words(wanted) in {words(value) for value in got}

    def _same(self, gold: GoldFact, name: str, terms: Sequence[Term]) -> bool:
        wanted = gold.fields.get(name, ())
        if name == "agreement" or (name == "subject" and any(self._linked(key, terms) for key in wanted)):
            return any(self._linked(key, terms) for key in wanted)
        return any(_COMPARE.get(name, Matcher._same_thing)(self, value, terms) for value in wanted)

    def _linked(self, key: str, terms: Sequence[Term]) -> bool:
        return any((term.id, key) in self._agreements for term in terms)

    def _same_thing(self, key: str, terms: Sequence[Term]) -> bool:
        names = {name for term in terms for name in term.names}
        entity = self._gold.entities.get(key)
        if same_name(_names(entity, key), names):
            return True
        described = entity is not None and not entity.names and entity.description
        return bool(described) and alike(str(described), names, DESCRIPTION)

    def _same_place(self, key: str, terms: Sequence[Term]) -> bool:
        return same_place(_names(self._gold.entities.get(key), key), {n for t in terms for n in t.names})

    def _same_event(self, gold: GoldFact, found: Found) -> bool:
        if not {words(t) for t in gold.fields["type"]} & {words(t) for t in found.ids("type")}:
            return False
        days = (day.split("/")[0] for day in gold.fields.get("date", ()))
        if any(same_date(day, found.ids("date")) for day in days):
            return True
        who = gold.fields.get("participants", ())
        return any(self._same_thing(key, [term]) for key in who for term in found.terms("participants"))

    def _align(self, found: Sequence[Found]) -> set[tuple[str, str]]:
        """(id of ours, key of the gold) of agreements that are the same: by name, else by type and parties of which half agree."""
        terms = {t.id: t for f in found for t in f.terms("agreement")}
        terms |= {t.id: t for f in found for t in f.terms("subject") if t.id in self._types}
        ours: dict[str, dict[str, Term]] = defaultdict(dict)
        for fact in (f for f in found if f.kind == "party"):
            for agreement in fact.terms("agreement"):
                ours[agreement.id] |= {term.id: term for term in fact.terms("party")}
        theirs: dict[str, set[str]] = defaultdict(set)
        for gold in (g for g in self._gold.facts if g.kind == "party"):
            theirs[gold.first("agreement")] |= {gold.first("party")}
        agreements = {key: e for key, e in self._gold.entities.items() if e.kind == "Agreement"}
        return {
            (term.id, key)
            for term in terms.values()
            for key, entity in agreements.items()
            if self._same_agreement(entity, theirs[key], term, list(ours[term.id].values()))
        }

    def _same_agreement(self, entity: GoldEntity, theirs: set[str], term: Term, ours: Sequence[Term]) -> bool:
        if entity.names and same_name(entity.names, term.names):
            return True
        if entity.names and _squeezed(next(iter(entity.types), "")) in _BY_NAME_ONLY:
            return False
        if not theirs or not _fits(self._types.get(term.id, ""), entity.types):
            return False
        shared = sum(any(self._same_thing(key, [party]) for party in ours) for key in theirs)
        return shared >= 0.5 * max(len(theirs), len(ours))


_COMPARE: Final[Mapping[str, Callable[[Matcher, str, Sequence[Term]], bool]]] = {
    "date": lambda _, value, terms: same_date(value, [t.id for t in terms]),
    "value": lambda _, value, terms: same_number(value, [t.id for t in terms]),
    "topic": lambda _, value, terms: alike(value, {n for t in terms for n in t.names}),
    "place": Matcher._same_place,
}


def _names(entity: GoldEntity | None, key: str) -> tuple[str, ...]:
    if entity is None:
        return (key,)
    return entity.names or (entity.description or key,)


def _squeezed(kind: str) -> str:
    return words(kind).replace(" ", "")


def _fits(ours: str, theirs: Sequence[str]) -> bool:
    mine = _squeezed(ours)
    return any(mine == (other := _squeezed(t)) or {mine, other} <= _GENERIC for t in theirs or ("",))
