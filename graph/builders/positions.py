"""Positions: a person, a title, the organisation or state; current, former or incoming."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache, partial

from graph.builders.titles import clean, is_plural, is_role_on_flight, names_several, rank_of, singular
from graph.builders.workplaces import is_unit, office, workplace
from graph.extraction.modality import Modality, of_verb
from graph.extraction.patterns import Match
from graph.extraction.scene import Pairs, Scene
from graph.facts import Concept, EntityRef, Fact
from graph.lexicon import lexicon
from graph.mentions.model import Mention
from graph.names.chains import head_kind
from graph.names.folding import plain
from graph.rules import Rule


@lru_cache(maxsize=1)
def _former() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(w) for w in lexicon("people")["former"]) + r")\b", re.I)


@lru_cache(maxsize=1)
def _incoming() -> re.Pattern[str]:
    return re.compile(
        r"(?:\b|-)(?:" + "|".join(re.escape(w.strip("-")) for w in lexicon("people")["incoming"]) + r")\b", re.I
    )


@lru_cache(maxsize=1)
def _state_office() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(w) for w in lexicon("people")["state_offices"]) + r")\b", re.I)


@lru_cache(maxsize=1)
def _of_nation() -> re.Pattern[str]:
    """A title that one holds for a state, not a trade that an adjective only tells the country of ("a British astronomer")."""
    words = (*lexicon("people")["state_offices"], *lexicon("people")["of_nation"])
    return re.compile("|".join(re.escape(w) for w in words), re.I)


def position(scene: Scene, rule: Rule, match: Match) -> Iterator[Fact]:
    """One position for each person; a title without an organisation takes the one that the sentence gave to the person before."""
    if scene.denied(match) or _HELD_OPEN.search(match.text("verb")):
        return
    title, organizations = _post(scene, rule, match)
    if not title or not organizations or _on_a_flight(scene, title, organizations[0]) or _of_others(match, title):
        return
    organization = organizations[0]
    status = rule.set.get("status") or _status(scene, rule, match)
    scene.memory.employer, scene.memory.told_at = organization, _end(scene, match)
    if rule.set.get("title") not in _OWN_HONOURS:
        scene.memory.told.append((scene.memory.told_at, organization))
    people = scene.refs(match.mentions("person", "P"))
    each = rule.set.get("each") == "own"
    if each and len(people) != len(organizations):
        return
    for at, (person, used) in enumerate(people if is_plural(title) else people[:1]):
        own = [] if rule.set.get("organ") == "elects" else _own_organization(scene, rule, used)
        if own and _joined_loosely(scene, used):
            continue
        employers = organizations[at : at + 1] if each else organizations
        organization = employers[0]
        if status == "current" or scene.table.property(person.key, "employer") is None:
            scene.table.set_property(person.key, "employer", EntityRef(organization.entities[0]))
        scene.memory.posts.pop(person.key, None)
        scene.memory.posts[person.key] = (title, organization)
        named_behind = bool(match.mentions("organization")) and organization.start > used.start
        for place in (own if not named_behind else []) or employers:
            values: Pairs = [
                ("org:member", person),
                ("org:organization", EntityRef(place.entities[0])),
                ("sp:title", singular(clean(title))),
                ("sp:status", Concept(status)),
            ]
            yield scene.fact("Position", rule, values, [used, place])


def _post(scene: Scene, rule: Rule, match: Match) -> tuple[str, list[Mention]]:
    """Title and organisations: those that the match tells, or those of the post that the text has told somebody to hold, the holder whom
    the match names or the one told of last."""
    if rule.set.get("title") == "rank":
        rank = rank_of(scene.words_of(match.mentions("person", "P")[0]))
        return rank, _organizations(scene, rule, match) if rank else []
    if (honour := rule.set.get("title", "")) in _HONOURS:
        honoured = all(scene.words_of(m).lower().startswith(_HONOURS[honour]) for m in match.mentions("person", "P"))
        return honour if honoured else "", _organizations(scene, rule, match)
    if "post" not in rule.set:
        title = scene.words(match.text("title")).strip(" ,.") or rule.set.get("title", "")
        return title, _organizations(scene, rule, match) if title else []
    posts = scene.memory.posts
    held = match.mentions("holder", "P")
    own = {m.entities[0] for m in match.mentions("person", "P")}
    here = [m.entities[0] for m in scene.sentence.mentions(scene.sentence.text[: match.start], "P")]
    told = next((person for person in reversed(posts) if person not in own), "") if _just_told(scene, match) else ""
    last = next((person for person in reversed(here) if person in posts and person not in own), told)
    title, organization = posts.get(held[0].entities[0] if held else last, ("", None))
    if (named := scene.words(match.text("title"))) and named.lower() != title.lower():
        return named, _main(scene)
    return title, [organization] if organization else []


def _just_told(scene: Scene, match: Match) -> bool:
    """Whether a post was told shortly before a match."""
    return 0 <= scene.sentence.origin(match.start) - scene.memory.told_at < INHERIT_REACH


def _told_here(scene: Scene, match: Match) -> bool:
    """Whether a post was told shortly before a match in the same paragraph."""
    between = scene.document.text[scene.memory.told_at : scene.sentence.origin(match.start)]
    return _just_told(scene, match) and "\n" not in between


def _main(scene: Scene) -> list[Mention]:
    """The main organisation of the document."""
    return scene.memory.main("O", partial(_is_whole, scene))


def _is_whole(scene: Scene, mention: Mention) -> bool:
    """Whether an organisation is not only the organ of another ("ESA Council")."""
    return _owner_of_organ(scene, mention) == mention


def _owner_of_organ(scene: Scene, mention: Mention) -> Mention:
    """The organisation whose organ elects somebody, for an organ ("ESA Council", "Council of the ESA"); anything else as it is."""
    label = scene.table.entities[mention.entities[0]].label
    owner, _, last = label.rpartition(" ")
    behind = _ORGAN_OF.match(label)
    key = scene.table.find("O", label[behind.end() :] if behind else owner) if behind or last in _ORGANS else None
    return replace(mention, entities=(key,)) if key else mention


_HONOURS = {"professor": "prof", "senator": "sen"}
"""Titles that stand as honorifics in front of a name, and how they begin there."""
_OWN_HONOURS = frozenset({"senator", "rank"})
"""Titles with which nobody else of a list is told."""
_ORGANS = frozenset({"Council", "Board", "Assembly", "Committee", "Bureau", "Secretariat", "Office"})
_ORGAN_OF = re.compile(r"(?:[A-Z][a-z]+ )?(?:Council|Board|Assembly|Bureau|Secretariat) of (?:the )?(?=[A-Z])")


def _end(scene: Scene, match: Match) -> int:
    """Where a match ends in the document."""
    text = scene.sentence.text
    return scene.sentence.origin(match.end) if match.end < len(text) else scene.sentence.end


def _of_others(match: Match, title: str) -> bool:
    """Whether a title of several stands behind a single person, so that it is of those told next ("Ada Holm, NASA scientists and …")."""
    person = match.text("person")
    before, _, behind = match.sentence.text.partition(person)
    between = behind[: behind.find(match.text("title"))] if match.text("title") else ""
    apposed = names_several(title) and _APPOSED.fullmatch(between) is not None
    return apposed and person.count("<P") == 1 and not _IN_LIST.search(before)


_APPOSED = re.compile(r"(?:, [a-z]+)?, (?:the )?(?:<[OSD]\d+>(?:'s|')? )?")
_IN_LIST = re.compile(r"(?:[,;:&]|\b(?:and|with|or|including|like|as)) ?(?:[A-Z][a-z]+\.? )?$")
"""In front of a person of several."""


def _is_agency(scene: Scene, organization: Mention) -> bool:
    return scene.table.entities[organization.entities[0]].kind == "SpaceAgency"


def _on_a_flight(scene: Scene, title: str, organization: Mention) -> bool:
    return _is_agency(scene, organization) and is_role_on_flight(title)


def _own_organization(scene: Scene, rule: Rule, person: Mention) -> list[Mention]:
    """The organisation that only one person of a list is of ("NASA astronauts A, B, and C of the Canadian Space Agency")."""
    if rule.set.get("of") == "all" or person not in scene.sentence.slots:
        return []
    behind = scene.sentence.text.partition(f"<P{scene.sentence.slots.index(person)}>")[2]
    found = re.match(r",? (?:of|from) (?:the )?(?:<O\d+>'s )?(<O\d+>)", behind)
    return [scene.sentence.slot(found.group(1))] if found else []


def _joined_loosely(scene: Scene, person: Mention) -> bool:
    """Whether a person is told beside a list, no further member of it ("NASA astronauts A and B, as well as C of Roscosmos")."""
    before = scene.sentence.text.partition(f"<P{scene.sentence.slots.index(person)}>")[0]
    return before.endswith((" as well as ", " along with ", " together with ", " alongside "))


_HELD_OPEN = re.compile(r"\b(?:could|might|may)\b", re.I)
"""In a verb: that somebody is only thought of for a post."""
_PREDECESSOR = re.compile(r"\bpredecessor(?:,| as|,? the)? ?$", re.I)
_WHO_WAS = re.compile(r", who (?:was|served as)\b(?! elected| appointed| named)")


def _status(scene: Scene, rule: Rule, match: Match) -> str:
    text, verb = scene.sentence.text, match.text("verb")
    whole = text[max(0, match.start - 12) : match.end]
    follows = "post" in rule.set  # "X was succeeded by Y"
    past = not follows and (
        re.search(
            r"\b(?:was|(?<!has )(?<!have )served|worked|had been|chaired|(?<!has )(?<!have )held|occupied)\b",
            verb,
            re.I,
        )
        or _WHO_WAS.search(whole)
    )
    if (
        _former().search(whole)
        or ", until " in whole
        or _PREDECESSOR.search(text[: match.start])
        or (past and not _APPOINTED.search(whole))
        or _OVER.match(text, match.end)
    ):
        return "former"
    to_come = of_verb(verb) is Modality.PLANNED
    return "incoming" if to_come or _incoming().search(whole) else "current"


_OWN_AGENCY = re.compile(
    r"(?:'s)? (?:[a-z-]+ ){0,4}(?:agency|institute|cent(?:er|re)|organi[sz]ation|authority|laboratory|company),?(?: the)? (<O\d+>)"
)
"""What stands behind a state whose agency is named ("lead with Australia's national science agency, CSIRO")."""
_SEATED = re.compile(r"\b(?:with|at|for|from) (?:the )?[A-Z][\w.-]+(?: [A-Z][\w.-]+)* (?:of|in) (?:the )?<S\d+>$")
"""Somebody whom nothing knows, with the state where he is ("an investigator with C-CORE of Canada")."""


def _organizations(scene: Scene, rule: Rule, match: Match) -> list[Mention]:
    """The organisations that the match names, else the one of the position told just before: never for an office of state ("foreign
    minister"), unless that one was held for a state."""
    if named := match.mentions("organization", "OSD"):
        if named[0].letter in "SD" and not _of_nation().search(match.text("title")):
            agency = _OWN_AGENCY.match(scene.sentence.text, match.end)
            if agency or named[0].letter == "D" or _SEATED.search(scene.sentence.text, match.start, match.end):
                return [scene.sentence.slot(agency.group(1))] if agency else []
        if rule.set.get("organ") == "elects":
            named = [_owner_of_organ(scene, m) for m in named]
        elects = rule.set.get("of") == "all" or rule.set.get("organ") == "elects"
        there = [] if elects else workplace(scene, match)
        return there or [office(scene, m) or m for m in named]
    if words := scene.words(match.text("employer")):
        return [] if is_unit(words) else [_employer(scene, match, words)]
    if rule.set.get("organization") == "main agency":
        return scene.main_agency()
    employer = scene.memory.employer
    if rule.set.get("organization") == "near" and employer and employer.letter == "O" and _told_here(scene, match):
        return [employer]
    if rule.set.get("organization") in ("main", "near"):
        return _main(scene)
    if rule.set.get("organization") == "house":
        return _house(scene)
    if rule.set.get("organization") == "employer":
        return _employer_of(scene, match.mentions("person", "P"))
    if rule.set.get("organization") == "its":
        return _named_before(scene, match, "SO" if _state_office().search(match.text("title")) else "O")
    if rule.set.get("organization") == "its state":
        return _own_state(scene, match)
    if rule.set.get("organization") == "state":
        return _state(scene, match)
    if rule.set.get("inherit") and (host := _introduced_by(scene, match)):
        return host
    at = scene.sentence.origin(match.start)
    last = 1 if rule.set.get("inherit") == "next" else _LAST
    told_at, employer = next(((end, who) for end, who in reversed(scene.memory.told[-last:]) if end <= at), (-1, None))
    if not rule.set.get("inherit") or employer is None or not 0 <= at - told_at < INHERIT_REACH:
        return []
    if rule.set["inherit"] == "next" and at - told_at > 2:
        return []
    if "\n" in scene.document.text[told_at:at] and not _is_colleague(scene, match, employer):
        return []
    title = match.text("title")
    if "naut" in title.lower() and employer.letter == "O" and not _is_agency(scene, employer):
        return []
    of_state = _state_office().search(title) or _OF_TOWN.search(title)
    if of_state if employer.letter == "O" else not _of_nation().search(title):
        return []
    return [employer]


_OF_TOWN = re.compile(r"\b(?:mayor|governor|congress(?:man|woman))\b", re.I)


def _employer_of(scene: Scene, people: list[Mention]) -> list[Mention]:
    """For whom a person works by the last post that the text told of: that stands for him."""
    posts = [scene.memory.posts.get(person.entities[0]) for person in people[:1]]
    return [post[1] for post in posts if post and post[1].letter == "O"]


def _house(scene: Scene) -> list[Mention]:
    """Whose office it is where nothing says so: the main organisation of the document; where it has none, the only one that the
    paragraph up to the sentence, or the heading above it, names; where nothing is named before, the only one of the sentence."""
    if found := _main(scene) or scene.speaks_for(partial(_is_whole, scene), in_paragraph=True):
        return found
    here = scene.sentence.mentions(scene.sentence.text, "O")
    is_first = not any(m.end <= scene.sentence.start for m in scene.memory.first("O"))
    return here[:1] if is_first and len({m.entities for m in here}) == 1 else []


def _own_state(scene: Scene, match: Match) -> list[Mention]:
    """The state of a minister whom nothing gives one: the one that the sentence named before, where it named no other, or the text just
    before, else the document's main one."""
    here = {m.entities for m in scene.sentence.mentions(scene.sentence.text[: match.start], "SD")}
    main = scene.memory.main("S")
    return main if len(here) > 1 else _named_before(scene, match, "SD") or main


def _named_before(scene: Scene, match: Match, letters: str) -> list[Mention]:
    """The thing of a type that the sentence names last before a match, else the one named just before the sentence."""
    here = scene.sentence.mentions(scene.sentence.text[: match.start], letters)
    return here[-1:] or scene.memory.just_named(letters[0], scene.sentence.start)


_PEOPLE = re.compile(
    r"\b(?:leaders|officials|experts|participants|speakers|representatives|panelists|executives|leadership)\b", re.I
)


def _introduced_by(scene: Scene, match: Match) -> list[Mention]:
    """The one organisation of whose people the line above a list speaks, for an item with nothing but a part of it behind the title."""
    if scene.intro is None or not _PEOPLE.search(scene.intro.text):
        return []
    hosts = {m.entities: m for m in scene.intro.slots if m.letter == "O"}
    behind = scene.sentence.text[: match.end].rpartition(match.text("title"))[2]
    return list(hosts.values()) if len(hosts) == 1 and (not behind or is_unit(behind)) and "<" not in behind else []


def _is_colleague(scene: Scene, match: Match, employer: Mention) -> bool:
    """Whether a line that names no organisation goes on with the main agency's: nothing behind the title but parts of an agency."""
    behind = scene.sentence.text[: match.end].rpartition(match.text("title"))[2]
    is_part = not behind or (is_unit(behind) and "<" not in behind and "'s" not in behind)
    return is_part and [m.entities for m in scene.main_agency()] == [employer.entities]


def _employer(scene: Scene, match: Match, name: str) -> Mention:
    """The organisation that nothing tells but its place behind a title."""
    key = scene.table.unseen(head_kind(plain(name)) or "Company", name)
    at = scene.sentence.origin(scene.sentence.text.index(match.text("employer"), match.start))
    return Mention(at, at + len(name), scene.table.letter(key), (key,))


def _state(scene: Scene, match: Match) -> list[Mention]:
    """The state whose president is named without it: the one that the sentence named before, else that of the main agency."""
    home = scene.main_agency()
    text = scene.sentence.text[: match.start]
    before = [
        m
        for m in scene.sentence.mentions(text, "SDO")
        if m.entities not in [a.entities for a in home]
        and (m.letter != "O" or scene.table.entities[m.entities[0]].kind == "SpaceAgency")
    ]
    if before:
        return before[-1:] if before[-1].letter in "SD" else []
    for agency in home:
        state = scene.table.property(agency.entities[0], "state")
        if isinstance(state, EntityRef):
            return [replace(agency, letter="S", entities=(state.key,))]
    return []


_APPOINTED = re.compile(r"\b(?:appoint|nam|elect|select|chos|hir|accept)(?:ed|en)\b|\bmade\b", re.I)

_OVER = re.compile(
    r"[^,;.<>()]{0,20}(?:,? \(?(?:until|from <Y\d+> (?:to|until|till)|between <Y\d+> and) (?!now|today|further)"
    r"|,? (?:who |has )*(?:died|passed away)\b|,? (?:at the time|of the day|as (?:he|she) then was)\b)",
    re.I,
)
"""Behind a post: that it is over."""

_LAST = 20
"""How many positions told last are looked at for the one before a title without an organisation."""

INHERIT_REACH = 400
"""Characters within which a title without an organisation takes that of the position before."""
