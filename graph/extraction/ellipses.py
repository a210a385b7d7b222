"""A sentence with what was told before it in; the same with what it leaves out put in, out.

"Zubrowka is an observer" under the heading of a union says "Zubrowka is an observer of <O4>"; "Ruritania followed in 2019" behind "Zubrowka
joined the union" says "Ruritania joined <O4> in 2019"; "The pact was sealed on 3 May" behind a sentence of two states says "The pact
between <S4> and <S5> was sealed on 3 May". So rules that name all of it match, and none needs a form of its own for what is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

import ahocorasick

from graph.documents import Span
from graph.extraction.clauses import Clause
from graph.extraction.patterns import macros
from graph.extraction.scene import Scene
from graph.extraction.tagging import Tagged, spliced
from graph.facts import Concept
from graph.lexicon import lexicon
from graph.mentions.model import Mention
from graph.needed import START, needed

_BEFORE: Final = 300
"""Characters before a sentence in which the standing is told of which it says that somebody is "one of them"."""
_MONTHS: Final = "January|February|March|April|May|June|July|August|September|October|November|December"
_ENDS: Final = (
    rf"(?=(?: *(?:[.,;)]|$)| <Y| (?:(?:in|on) (?:<Y|(?:\d{{1,2}} )?(?:{_MONTHS})\b)|(?:and|but|since|until|while|as|alongside|with effect"
    r"|include|includes|included|are|is|were|was|on (?:that|the same)|the same|the following|before|after|during|within|by|shortly"
    r"|next|once|when|at|later|last|this|today|yesterday|soon|again|there)\b))(?! (?:the )?<[OA]))"
)
_ONE_OF_THEM: Final = re.compile(
    r"^(?P<they>They)(?= (?:are|were|include) (?:the )?<[SO])"
    r"|\b(?:[Oo]ne|two|three|some|part|among) (?P<them>of (?:them|these|those)|them)\b(?! of| who| that)"
)
_FRONT: Final = 24
"""Characters in front of a gap that tell that there is one."""
_MANY: Final = frozenset(map(Concept, ("accords", "treaty", "convention")))
"""The types of agreements that one joins."""
_SIGNED: Final = ("signed", "signs")
_MEMBERS: Final = re.compile(r"\b(?:members?|observers?|joined|enlarg\w+|admitted)\b", re.IGNORECASE)
_AS: Final = re.compile(r"\bas (?:an? |the |its )?(?:[a-z]+ )?$", re.IGNORECASE)
"""In front of a standing in which somebody does something, or did."""
_SUBJECT: Final = re.compile(
    r"(?:(?:On|At|In|During|Last|Earlier|Later|Today|Yesterday)\b[^,;]{0,60},? )?"
    r"(?:The|This|That|(?P<new>An?)|Their|Its) (?:(?!of |on )[a-z-]+ ){0,3}(?P<agreement><A\d+>)(?![^;]*\b(?:with|between|among|of|by)\b)",
    re.IGNORECASE,
)
_TOGETHER: Final = re.compile(r"\b(?:and|with|between|partners?|both|together|visit\w*|met|hosted|received)\b")
_PARAGRAPH: Final = 2_000
"""Characters of a paragraph that are looked at for the parties of an agreement."""
_TWO: Final = 2
"""As many as an agreement has parties of which the text tells no more."""


OF_FILLED: Final = frozenset({"membership", "party", "signers", "stage", "bond", "topic"})
"""What is read off sentences that something was put in."""


def filled(scene: Scene) -> Iterator[Clause]:
    """The sentence of a scene with one thing put in, for each thing that it leaves out."""
    text = scene.sentence.text
    if not ("<S" in text or "<O" in text):
        yield from _with_parties(scene)
        return
    hints = {kind for _, kinds in _hints().iter(START + text.lower()) for kind in kinds}
    if "standing" in hints:
        for found in _behind(_standing(), "attributes", text):
            house = None if _AS.search(text[: found.start()]) else _house(scene, found.end())
            if house:
                yield _put_in(scene, found.end(), " of ", house)
    for letter, fronts, prep, gap in _gaps():
        for found in _behind(gap, fronts, text) if letter in hints else ():
            signs = found[0].lower() in _SIGNED
            house = None if signs or fronts == "attributes" else _house(scene, found.end())
            meant = house if letter == "O" else None if house else _agreement(scene, found, signs)
            if meant and not _said_of_it(scene, found):
                yield _put_in(scene, found.end(), prep, meant)
    if "joining" in hints:
        yield from _joining(scene)
    if "again" in hints:
        yield from _again(scene)
    if "so" in hints:
        yield from _so_did(scene)
    if "them" in hints:
        yield from _one_of_them(scene)


@lru_cache(maxsize=1)
def _hints() -> ahocorasick.Automaton:
    """Finds words of which every text with a gap has one, and tells the kinds of gaps: to tell quickly that there is none."""
    gaps = [
        ("standing", _standing()),
        ("joining", _came()),
        ("again", _followed()),
        ("so", _SO_DID),
        ("them", _ONE_OF_THEM),
    ]
    gaps += [(letter, gap) for letter, _, _, gap in _gaps()]
    kinds: dict[str, set[str]] = {}
    for kind, pattern in gaps:
        for way in needed(pattern.pattern, re.IGNORECASE):
            for word in max(way, key=lambda words: min(map(len, words))):
                kinds.setdefault(word, set()).add(kind)
    automaton = ahocorasick.Automaton()
    for word, of in kinds.items():
        automaton.add_word(word, of)
    automaton.make_automaton()
    return automaton


def _behind(pattern: re.Pattern[str], fronts: str, text: str) -> Iterator[re.Match[str]]:
    """Where a pattern matches behind a name or such words."""
    for found in pattern.finditer(text):
        if _front(fronts).search(text, max(0, found.start() - _FRONT), found.start()):
            yield found


def _put_in(scene: Scene, at: int, words: str, mention: Mention, resume: int | None = None) -> Clause:
    """The sentence with words and a mention at a place, in place of what stands there up to `resume`."""
    sentence = scene.sentence
    new = f"{words}<{mention.letter}{len(sentence.slots)}>"
    tagged = spliced(sentence, ((0, at), new, (at if resume is None else resume, len(sentence.text))))
    return Clause(replace(tagged, slots=(*sentence.slots, mention)), at + 1, scene.before)


def _house(scene: Scene, at: int) -> Mention | None:
    """The organisation with members that the words before a place, or else those around the sentence, speak of."""
    place = scene.sentence.origin(min(at, len(scene.sentence.text) - 1))
    here = [m for m in scene.sentence.slots if m.letter == "O" and m.end <= place and scene.has_members(m)]
    named = {m.entities: m for m in here}
    if named:
        return here[0] if len(named) == 1 else None
    return next(iter(scene.house()), None)


def _said_of_it(scene: Scene, found: re.Match[str]) -> bool:
    """Whether the last thing named in front is only called "it"."""
    named = scene.sentence.mentions(scene.sentence.text[: found.end()], "OS")
    return bool(named) and named[-1].form == "pronoun" and len(named[-1].entities) == 1


def _agreement(scene: Scene, found: re.Match[str], signs: bool) -> Mention | None:
    """The agreement that the words before a place, or the sentence before, speak of; one that many join, but for who signs."""
    here = scene.sentence.mentions(scene.sentence.text[: found.start()], "A")
    meant = (here or scene.memory.just_named("A", scene.sentence.start))[-1:]
    if not meant or (here and signs):
        return None
    kind = scene.table.property(meant[0].entities[0], "sp:agreementType")
    is_named = bool(scene.table.entities[meant[0].entities[0]].names) and kind != Concept("contract")
    return meant[0] if signs or is_named or kind in _MANY else None


def _joining(scene: Scene) -> Iterator[Clause]:
    """Where a verb says only that somebody came, behind talk of members, that he joined the house."""
    start = scene.sentence.start
    told = scene.document.text[max(0, start - _BEFORE) : start]
    for found in _came().finditer(scene.sentence.text):
        if _MEMBERS.search(told + scene.sentence.text[: found.start()]) and (house := _house(scene, found.start())):
            yield _put_in(scene, found.start("verb"), "joined ", house, found.end("verb"))


def _again(scene: Scene) -> Iterator[Clause]:
    """Where a verb stands for what was done before, that in its place."""
    sentence, previous = scene.sentence, scene.previous
    for found in _followed().finditer(sentence.text):
        done = [*_done().finditer(sentence.text, 0, found.start())][-1:]
        source = sentence
        if not done and previous:
            done, source = [*_done().finditer(previous.text)][-1:], previous
        if not done and (verb := _bare(found.start(), sentence, previous)):
            meant = next(iter(scene.memory.just_named("A", sentence.start)), None)
            if meant:
                yield _put_in(scene, found.start("verb"), f"{verb} ", meant, found.end("verb"))
        if done:
            meant = source.slot(done[0]["what"])
            meant = replace(meant, antecedent=meant.antecedent or (meant.start, meant.end))
            start, end = found.span("verb")
            yield _put_in(scene, start, f"{done[0]['verb']} ", meant, end)


def _so_did(scene: Scene) -> Iterator[Clause]:
    """The same where the verb stands in front: "…, as did Ruritania", "So has Ruritania"."""
    sentence, previous = scene.sentence, scene.previous
    for found in _SO_DID.finditer(sentence.text):
        done, source = [*_done().finditer(sentence.text, 0, found.start())][-1:], sentence
        if not done and previous and not found.start():
            done, source = [*_done().finditer(previous.text)][-1:], previous
        if done:
            meant = source.slot(done[0]["what"])
            meant = replace(meant, antecedent=meant.antecedent or (meant.start, meant.end))
            yield _put_in(scene, found.end(), f" {done[0]['verb']} ", meant)


_SO_DID: Final = re.compile(
    r"(?:,? as|^So|[;,] so|[;,] and so|, and so) (?:did|has|have|had) (?:the )?<[SO]\d+>(?= *[.,;]|$| and (?:the )?<| in <Y| on <Y)"
)


def _bare(at: int, sentence: Tagged, previous: Tagged | None) -> str | None:
    """What was done before a place in the sentence, or in the one before, where no word tells with what ("Zubrowka signed on that day")."""
    for text in (sentence.text[:at], previous.text if previous else ""):
        if found := [*_BARE.finditer(text)]:
            return found[-1][1]
    return None


_BARE: Final = re.compile(
    r"<S\d+> (?:(?:has|have|had|both|all) )*(signed|ratified)(?=[.,;]| (?:on|in) (?:<Y|that|the same))"
)


def _one_of_them(scene: Scene) -> Iterator[Clause]:
    """Where "one of them" stands for one of the members told of before, that in its place."""
    for found in _ONE_OF_THEM.finditer(scene.sentence.text):
        start = scene.sentence.start
        told = scene.document.text[max(0, start - _BEFORE) : start] + scene.sentence.text[: found.start()]
        roles = re.findall(rf"\b{macros()['standing']}\b", told, re.IGNORECASE)
        if roles and (house := _house(scene, found.start())):
            words = f"The {roles[-1]} of " if found["they"] else f"of the {roles[-1]} of "
            yield _put_in(scene, found.start((found["they"] and "they") or "them"), words, house, found.end())


def _with_parties(scene: Scene) -> Iterator[Clause]:
    """An agreement of which a sentence without parties begins to tell is one between the two of which its paragraph speaks so far."""
    found = _SUBJECT.match(scene.sentence.text)
    agreement = scene.sentence.slot(found["agreement"]) if found else None
    if not found or not agreement or agreement.form != "unnamed":
        return
    kind = scene.table.property(agreement.entities[0], "sp:agreementType")
    if kind == Concept("contract") or (kind in _MANY and not found["new"]):
        return
    paragraph = scene.paragraph()
    here = Span(max(paragraph.start, paragraph.end - _PARAGRAPH), paragraph.end)
    named = {m.entities: m for m in scene.memory.within("OS", here.start, here.end) if len(m.entities) == 1}
    told = {entities: m for entities, m in named.items() if m.letter == "O"}
    told = told if len(told) == _TWO else named
    if len(told) != _TWO or not _TOGETHER.search(scene.document.text, here.start, here.end):
        return
    first, second = (replace(m, antecedent=m.antecedent or (m.start, m.end)) for m in told.values())
    one = _put_in(scene, found.end(), " between ", first)
    behind = found.end() + len(f" between <{first.letter}{len(scene.sentence.slots)}>")
    yield _put_in(replace(scene, sentence=one.tagged), behind, " and ", second)


@lru_cache(maxsize=1)
def _standing() -> re.Pattern[str]:
    """What tells of a standing and not in what: "is an observer", "its newest members are"."""
    chair = r"(?:chair|chairmanship|presidency)\b(?= (?:passed|passes|went|goes|was handed|from <|to <|to the <))"
    return re.compile(rf"\b(?:{macros()['standing']}\b{_ENDS}|{chair})", re.IGNORECASE)


@lru_cache(maxsize=1)
def _gaps() -> tuple[tuple[str, str, str, re.Pattern[str]], ...]:
    """The type of what is missing, what stands in front, the preposition before it, and the words behind which it is."""
    kinds = {"organisation": ("O", "passives"), "agreement": ("A", "doers"), "texts": ("A", "attributes")}
    return tuple(
        (letter, fronts, f" {prep} ".replace("  ", " "), re.compile(rf"\b(?:{'|'.join(said)})\b{_ENDS}", re.IGNORECASE))
        for kind, (letter, fronts) in kinds.items()
        for prep, said in lexicon("ellipses")[kind].items()
    )


@lru_cache(maxsize=3)
def _front(group: str) -> re.Pattern[str]:
    """What stands in front of such words: a name, or one of the words of a group."""
    words = lexicon("ellipses")[group] + (lexicon("ellipses")["doers"] if group == "passives" else [])
    words += [r"(?:as an?|an?|its|their) [a-z-]+"] if group == "attributes" else []
    return re.compile(rf"(?:^|[,;:(] |<[SOYN]\d+>(?:'s|,)? |\b(?:{'|'.join(words)}) )$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _came() -> re.Pattern[str]:
    words = "|".join(lexicon("ellipses")["joining"][""])
    return re.compile(
        rf"<[SO]\d+>(?: (?:has|have|had|also|both|then|later))* (?P<verb>{words})\b{_ENDS}", re.IGNORECASE
    )


@lru_cache(maxsize=1)
def _followed() -> re.Pattern[str]:
    words = "|".join(lexicon("ellipses")["again"]["followed"])
    return re.compile(
        rf"<[SO]\d+>(?: (?:has|have|had|also|both|then|soon|later|all))* (?P<verb>{words})\b{_ENDS}", re.IGNORECASE
    )


@lru_cache(maxsize=1)
def _done() -> re.Pattern[str]:
    words = "|".join(lexicon("ellipses")["again"]["done"])
    return re.compile(rf"\b(?<!not )(?<!never )(?P<verb>{words}) (?:the )?(?P<what><[OA]\d+>)", re.IGNORECASE)
