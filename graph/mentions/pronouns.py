"""Where "it", "its", "both", "them" or "they" stands in a text and what was named before it in; the mentions that it means out.

What a sentence says of a thing tells its type: agreements enter into force, spacecraft are launched, organisations have members. Of
those that fit, the one is meant of which the sentence before speaks; where several may be, none is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from graph.lexicon import lexicon
from graph.mentions.model import Mention
from graph.names.people import title_pattern

_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|by)\b")
_PREPOSITION = re.compile(
    r"\b(?:in|of|for|at|from|to|with|by|on|under|near|between|among|through|via|about|after|before|during|since|against|into|as|than|like"
    r"|unlike)(?:[ \t](?:the|an?|its|their))?[ \t]$",
    re.IGNORECASE,
)
_FRONTED = re.compile(
    r"(?:[A-Z][a-z]+ed|Led|Run|Built|Flown)\b(?: and [a-z]+)? (?:by|at|in|on|from|as|with|through|under)\b[^;:]{2,160}?,"
    r"(?: (?:the|an?))?(?: [a-z-]+){0,3} "
)
"""A participle in front of the subject ("Managed by the institute, the small satellite …")."""
_AND = re.compile(r"(?: [a-z]+)?,? (?:and|or|as well as) (?:the )?(?:[a-z]+ )?")
_LISTED = re.compile(
    r"(?: \([^()]{1,60}\))?(?:,|,? (?:and|as well as)|,? together with)(?: also)? (?:the )?", re.IGNORECASE
)
_OWN = 25
"""Characters between an owner and what is named as its own ("NASA's mission Polaris")."""
_REACH = 700
"""Characters within which an agreement is still spoken of."""
_BACK = 40
_OPENING = re.compile(
    r"(?:In|On|Since|From|Until|By|As of|At) (?:the )?(?:[A-Z0-9][\w.]* ?){1,4}(?:of \d{4} )?|(?:But|And|Today|Later|Now|Then|However),? "
    r"|(?:Once (?:in|on|at) (?:the )?[a-z]+|In (?:orbit|space)|(?:After|Since|Before|At) (?:its |the )?launch|Since then|Until then),? "
    r"|(?:The (?:following|next|same) (?:year|month|week|day)|That (?:year|month|week|day)|At present|Currently|Previously|Formerly"
    r"|(?:(?:A|One|Two|Three|Four|Five|Six|Ten|Some|Several|Many) (?:years?|months?|weeks?|days?|decades?)|Shortly|Soon)"
    r" (?:later|after(?:wards)?|before|earlier)|Initially|Originally|Subsequently|Eventually|Finally|Meanwhile|Recently|Earlier|Since"
    r"|Yet|Thus|Also|Nevertheless),? ",
    re.IGNORECASE,
)
"""What may stand before the pronoun that opens a sentence: a day or a year, or when in a flight."""


@dataclass(frozen=True, slots=True)
class Before:
    """What was named before a place of a `plain` text: in its sentence, in the one before, and the agreements so far, each in order."""

    flat: str
    sentence: int
    """Where the sentence of the place begins."""
    here: Sequence[Mention]
    previous: Sequence[Mention]
    previous_start: int
    agreements: Sequence[Mention]

    def subject(self) -> Mention | None:
        """What the sentence before speaks of: the first thing named, if it is none that stands behind a preposition or a verb."""
        asked = self.flat[max(0, self.sentence - 9) : self.sentence].rstrip().endswith("?")
        for m, following in zip_longest(self.previous, self.previous[1:]):
            if m.letter not in "OMASPE" or _PREPOSITION.search(
                self.flat, max(self.previous_start, m.start - 16), m.start
            ):
                continue
            fronted = _FRONTED.fullmatch(self.flat, self.previous_start, m.start)
            if not (asked or fronted) and _VERB.search(self.flat, self.previous_start, m.start):
                return None
            if self.flat.startswith("'s ", m.end):
                if following and following.start - m.end < _OWN:
                    continue
                return None
            several = following and following.letter == m.letter and _AND.fullmatch(self.flat, m.end, following.start)
            return None if several or m.letter == "P" else m
        return self.only("OMAS") if asked else None

    def subjects(self) -> tuple[Mention, ...]:
        """The states and organisations that the sentence before speaks of together ("A and B signed", "both agencies signed")."""
        named = [m for m in self.previous if m.letter in "OSMAPE"]
        if not named or _VERB.search(self.flat, self.previous_start, named[0].start):
            return ()
        if _PREPOSITION.search(self.flat, max(self.previous_start, named[0].start - 16), named[0].start):
            return ()
        together = [named[0]]
        for m in named[1:]:
            if not _LISTED.fullmatch(self.flat, together[-1].end, m.start):
                break
            together.append(m)
        several = len({entity for m in together for entity in m.entities}) > 1
        return tuple(together) if several and all(m.letter in "OS" for m in together) else ()

    def only(self, letters: str) -> Mention | None:
        """The one thing of these types that the two sentences name."""
        found = {m.entities: m for m in (*self.previous, *self.here) if m.letter in letters}
        return next(iter(found.values())) if len(found) == 1 else None

    def fitting(self, letters: str) -> Mention | None:
        """The subject if it is of these types, else the only thing that is."""
        subject = self.subject()
        return subject if subject and subject.letter in letters else self.only(letters)

    def agreement(self, at: int) -> Mention | None:
        """The agreement that the sentence before, or the text shortly before, spoke of last."""
        return next((m for m in reversed(self.agreements) if at - m.start < _REACH), None)


def antecedent_of_it(before: Before, start: int, end: int, stop: int) -> Mention | None:
    """What "it" means at a place in a sentence that ends at `stop`."""
    flat = before.flat
    if _expletive().match(flat, end):
        return None
    front = flat[max(before.sentence, start - _BACK) : start]
    if not _opens(before, start):
        return _leading(before) if _RELATIVE.search(front) else _done_to(before, start, front)
    said = next((letters for letters, verbs in _said().items() if verbs.match(flat, end, stop)), "")
    if said == "A" and (found := before.agreement(start)):
        return found
    if _covering().match(flat, end, stop) and (texts := [m for m in before.previous if m.letter == "A"]):
        return texts[-1]
    if said and said != "A" and (one := before.fitting(said)):
        return one
    led = next((m for m in before.here if m.letter in "OMAS" and _VERB.search(flat, m.end, start)), None)
    return led if led else before.subject()


def _leading(before: Before) -> Mention | None:
    """The organisation, state or mission with which the sentence begins, or the only one of it, but for the last that it names."""
    named = [m for m in before.here[:-1] if m.letter in "OSM"]
    leads = named and named[0].start - before.sentence <= len("The ")
    return named[0] if leads or len({m.entities for m in named}) == 1 else None


_RELATIVE = re.compile(r",? (?:which|that) $")
"""What stands before the "it" of a relative clause ("the Union, which it joined in 2011")."""


def _opens(before: Before, start: int) -> bool:
    return (
        start - before.sentence <= 1
        or before.flat[max(before.sentence, start - 2) : start] in ("; ", ", ")
        or before.flat.startswith(", and ", max(before.sentence, start - 6))
        or bool(_OPENING.fullmatch(before.flat, before.sentence, start))
    )


def _done_to(before: Before, start: int, front: str) -> Mention | None:
    """What somebody does something to: "X operates it", "Y has ratified it"; nothing on condition, in a
    denial, nor where the sentence describes one."""
    kinds = [letters for letters, verbs in _objects().items() if verbs.search(front)]
    kind = next(iter(kinds), None)
    if len(kinds) > 1 and not any(m.letter == kind for m in before.previous):
        kind = kinds[1]
    if (
        kind is None
        or _CONDITION.match(before.flat, before.sentence)
        or _DENIED.search(before.flat, before.sentence, start)
    ):
        return None
    if kind == "A":
        return before.agreement(start)
    here = {m.entities: m for m in before.here if m.letter in kind}
    if kind == "M" and (here or _described(before, start)):
        return next(iter(here.values())) if len(here) == 1 else None
    return before.fitting(kind)


_CONDITION = re.compile(r"(?:If|Should|Were|Had|Unless|Whether)\b")
_DENIED = re.compile(r"\b(?:no|not|never|neither|nor|declined|refused)\b")
_CRAFT = re.compile(
    r"\b(?:satellite|spacecraft|mission|probe|rocket|station|telescope|lander|rover|instrument|camera|capsule|vehicle)s?\b"
)


def _described(before: Before, start: int) -> bool:
    """Whether the sentence speaks of a spacecraft or instrument that is none of the things named in it."""
    nouns = [m.start() for m in _CRAFT.finditer(before.flat, before.sentence, start)]
    return any(not any(m.start <= at < m.end for m in before.here) for at in nouns)


_CLAUSE = re.compile(r"; |, (?:and|but|while) ")


def owner(before: Before, start: int) -> Mention | None:
    """Whose something is behind "its": the subject of the clause, else what the sentence names first, else of the sentence before."""
    clause = max((m.end() for m in _CLAUSE.finditer(before.flat, before.sentence, start)), default=before.sentence)
    if before.here and before.here[-1].letter in "OS" and _ACTED_BY.fullmatch(before.flat, before.here[-1].end, start):
        return before.here[-1]
    here = [m for m in before.here if m.letter in "OMAS" and 0 <= m.start - clause <= len("the ")]
    if here := here or [m for m in before.here if m.letter != "P"]:
        first = here[0]
        if first.letter in "MAE" and _post().match(before.flat, start):
            return next((m for m in reversed(before.here) if m.letter in "OS"), first)
        others = [m for m in before.here if m.letter == "O" and m.start >= first.end]
        return next((m for m in others if _is_meant(before.flat, first, m, start)), first)
    named = next((m for m in before.previous if m.letter in "OMA"), None)
    return None if named and _VERB.search(before.flat, before.previous_start, named.start) else named


_ACTED_BY = re.compile(
    r"(?: \([^()]{1,40}\))?,? (?:(?:signed|represented|led|headed|joined|attended|opened|chaired) )?(?:by|through|under|in the person of) ",
)
"""Between somebody and those who act for him ("for the Union by its president")."""


@lru_cache(maxsize=1)
def _post() -> re.Pattern[str]:
    """ "Its president": a post, which only bodies and states have."""
    return re.compile(rf"[Ii]ts[ \t](?:[A-Za-z-]+[ \t]){{0,3}}?{title_pattern()}")


_COMPOUND = re.compile(r" (?:[a-z-]+ ){0,2}(?:partner|contractor|subcontractor|supplier|subsidiary|provider|vendor) ")
_TO_DO = re.compile(r" (?:of [A-Z][^;,]{2,60} )?to (?!the\b|its\b|an?\b)[a-z]+ ")
_GETS_TO_DO = re.compile(
    r"\b(?:awarded|select(?:ed|s)|chose|contracted|commissioned|hired|tasked|asked|allow(?:ed|s)|enabl(?:ed|es))\b[^;,]{0,80}$"
)


def _is_meant(flat: str, first: Mention, other: Mention, start: int) -> bool:
    """Whether "its" is another's than the first named: "NASA partner Boeing flies its …", "NASA selected Astrobotic to land its …"."""
    if _COMPOUND.fullmatch(flat, first.end, other.start):
        return True
    to_do = _TO_DO.match(flat, other.end, start)
    return to_do is not None and _GETS_TO_DO.search(flat, first.end, other.start) is not None


def antecedents_of_both(before: Before, start: int) -> tuple[Mention, Mention] | None:
    """The two spacecraft that "both" or "them" means behind a verb that tells so ("operates both")."""
    if not _objects()["M"].search(before.flat[max(before.sentence, start - _BACK) : start]):
        return None
    found = {m.entities: m for m in (*before.previous, *before.here) if m.letter == "M" and len(m.entities) == 1}
    if len(found) != 2:
        return None
    first, second = found.values()
    return first, second


def antecedents_of_they(before: Before, start: int) -> tuple[Mention, ...]:
    """The states and organisations that "they" means where it opens a sentence."""
    return before.subjects() if _opens(before, start) and not before.here else ()


def owner_of_craft(before: Before, start: int) -> Mention | None:
    """The spacecraft whose instrument or twin is "its": where the words open the sentence, or somebody made it for the spacecraft."""
    front = before.flat[max(before.sentence, start - _BACK) : start]
    if not (start - before.sentence <= 1 or _GIVES.search(front)):
        return None
    subject = before.subject()
    return subject if subject and subject.letter == "M" else before.only("M")


_GIVES = re.compile(
    r"\b(?:provid|suppl|contribut|deliver|furnish|built|build|develop|donat|lent|lend)\w*[ \t]$|\bby[ \t]$",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _expletive() -> re.Pattern[str]:
    """What behind "it" tells that the word means nothing ("it is important to")."""
    words = lexicon("reference")["it"]
    be = r"(?:is|was|has been|had been|will be|would be|may be|remains|seems|became|becomes)"
    return re.compile(
        rf" {be}(?: (?:{'|'.join(words['adverbs'])}))*"
        rf" (?:{'|'.join(words['nothing'])})\b| (?:takes?|took|seems|appears|turned out|follows)\b",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _said() -> dict[str, re.Pattern[str]]:
    """By types of things, what is said of them behind "it"."""
    words = lexicon("reference")["it"]
    return {
        letters: re.compile(rf" (?:[a-z]+ ){{0,4}}?(?:{'|'.join(words[kind])})\b", re.IGNORECASE)
        for letters, kind in (("A", "agreement"), ("M", "mission"), ("OS", "party"))
    }


@lru_cache(maxsize=1)
def _covering() -> re.Pattern[str]:
    """What agreements do, and other things too."""
    return re.compile(
        rf" (?:also |will |would )?(?:{'|'.join(lexicon('reference')['it']['covering'])})\b", re.IGNORECASE
    )


@lru_cache(maxsize=1)
def _objects() -> dict[str, re.Pattern[str]]:
    """By types of things, what is done to them in front of "it"."""
    words = lexicon("reference")["it"]
    return {
        letters: re.compile(rf"\b(?:{'|'.join(words[kind])})[ \t]$", re.IGNORECASE)
        for letters, kind in (("A", "signed"), ("O", "joined"), ("M", "made"))
    }
