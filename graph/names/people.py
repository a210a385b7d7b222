"""Names of people in a text, told by an honorific, a title or a verb of saying beside them; spans out."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from graph.fronts import Front
from graph.lexicon import lexicon
from graph.names.alternatives import any_case
from graph.names.beginnings import Beginnings
from graph.names.chains import openers, title_heads
from graph.names.english import is_word
from graph.names.folding import plain
from graph.names.given import broken_off, given_names, is_given
from graph.names.missions import mission_at
from graph.names.organisations import organisation_at

_ARTICLE = r"(?:(?:al|el|ad|an|ar|as|ash|at|az|ul|ur)-)?"
"""The Arabic article in front of a name ("al-Harbi"), as it sounds there."""
_SMALL = r"[a-z]+(?:[A-Z][a-z]+)?(?:(?:'(?!s\b)|-)[A-Z]?[a-z]+)*(?:(?<=[a-rt-z])'(?=[ \t][A-Z]))?"
_PART = (
    rf"(?:{_ARTICLE}(?:d')?[A-Z]{_SMALL}|[A-Z]'[A-Z][a-z]+"
    r"|[A-Z]{1,2}\.(?:-?[A-Z]\.)*|[A-Z]{3,}|[A-Z](?=[ \t][A-Z][a-z]))"
)
_FIRST = (
    rf"[A-Zadeu](?<![\w'-].)(?:(?<=[A-Z])(?:{_SMALL}|'[A-Z][a-z]+|[A-Z]?\.(?:-?[A-Z]\.)*|[A-Z]{{2,}}"
    r"|(?<=[B-HJ-Z])(?=[ \t](?:[A-Z][ \t])?[A-Z][a-z])|(?<=A)(?=[ \t][A-Z][ \t][A-Z][a-z]))"
    rf"|(?:(?:(?<=a)(?:[dlnrtz]|sh?)|(?<=e)l|(?<=u)[lr])-(?:d')?|(?<=d)')[A-Z]{_SMALL})"
)
"""A part at which no word goes on; the first letter stands first, since `re` passes quickly over what an expression cannot begin with."""
NICKNAME = r"[\"“(][A-Z][A-Za-z.-]*[\"”)][ \t]"
"""A nickname inside a name, with the blank behind it."""
_UNIT = r"(?-i:[A-Z][\w&'-]*(?:,? (?:[A-Z][\w&'-]*|and|of|the|for|&))*)"
_TO_WHOM = r"(?:(?! to\b)|(?<=mbassador)|(?<=nvoy)|(?<=elegate)|(?<=sentative)|(?<=mmissioner))"
"""Behind a title: no "to", or one of a title that has it ("Ambassador to Chile")."""
_WORD = re.compile(r"\S+")
_SAYING = (
    r"(?:said|says|added|adds|noted|notes|explained|explains|commented|stated|stressed|emphasi[sz]ed|remarked"
    r"|told|recalled|announced|highlighted|signed|shared|welcomed)"
)


_DEGREE = r"(?:Ph\.?D\.?|M\.?D\.?|M\.?Sc\.?|MBA|P\.?E\.?|OBE|CBE|FRS)"


@lru_cache(maxsize=1)
def title_pattern() -> str:
    """A regular expression for the noun in which a title ends, singular or plural, any case; longest first."""
    heads = sorted(map(plain, title_heads()), key=lambda h: (-len(h), h))
    return rf"(?:\b{any_case(re.escape(h).replace(chr(92) + ' ', ' ') + 's?' for h in heads)}\b)"


@lru_cache(maxsize=1)
def stance() -> str:
    """A regular expression for where a person stands in a picture, a role in a crew, an age, a degree or a short bracket: ", left," (its
    last comma is left), ", 54," or " (left)"."""
    people = lexicon("people")
    words = "|".join(map(re.escape, (*people["stances"], *people["crew_roles"])))
    return rf"(?:,? (?:{words}|\d\d|<N\d+>(?: from (?:left|right))?|{_DEGREE})(?=,)|,? \([^()<>]{{1,40}}\))?"


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A full name, and what in front of it tells a person."""
    people = lexicon("people")
    particles = "|".join(map(re.escape, people["particles"]))
    honorifics = "|".join(re.escape(h) for h in sorted(people["honorifics"], key=len, reverse=True))
    full = re.compile(
        rf"{_FIRST}(?:[ \t](?:(?:{particles})[ \t]){{0,2}}(?:{NICKNAME})?{_PART}){{1,12}}(?:(?<=[ \t][JS]r)\.)?(?![\w-])"
    )
    before = re.compile(
        rf"\b(?:(?:{honorifics})\.?|{title_pattern()}(?:(?:{_TO_WHOM} (?:of|for|to)(?: the)? {_UNIT}(?<! for)(?<! of)(?<! and)(?<! the))?"
        rf"(?:,? (?:is|was|are|were|include|included|including|will be)|,|:| \||)(?:,? \(?(?:from )?left(?: to right)?\)?[,:]?)?"
        rf"|,? (?:of|for|at) [^,;\n]{{2,60}},|(?<=s),)|(?:said|says|added|adds|noted|notes|explained|commented|according to)"
        rf"|(?:signed|represented|led|attended|headed|presented|opened|hosted|succeeded|replaced|chaired|held) by(?: the)?"
        rf"|(?:took|takes?|taken|taking) over from|succeed(?:s|ed|ing)|(?:appoint|elect|nominat)(?:s|ed|ing)|(?:predecessor|successor),?"
        rf"|\b(?:signatures? of|(?:for|on behalf of)(?: the)? {_UNIT} by|signed (?:for|on behalf of)(?: the)? {_UNIT},? and"
        r"|signed by [A-Z][^.;\n]{3,90},? and))[ \t\n]+$"
    )
    return full, before


_LIST_JOINT = re.compile(
    r"(?:,? (?:left|right|center)(?=,)| \((?:[a-z]+ )?(?:left|right|center)\))?"
    r"(?:,? (?:of|from) [A-Z][\w .'-]{2,40}(?:, [A-Z][\w .'-]{2,24})?)?(?:[,;]|,? and|,? &|; and)(?: and)? "
)
"""What stands between the names of a list: a comma or "and", behind a home town where one is given."""
_EMPLOYER_JOINT = re.compile(r"(?: (?:and|of|for|on|in) [^,;.\n]{1,60})?,[ \t](?:the[ \t])?")
"""What stands between the title behind a name and whom its holder works for ("Anna Holm, director, Marmot Labs")."""
_BODY_GOES_ON = re.compile(r" (?:of|for|at) (?:the )?(?:[A-Z][\w&'-]* (?:(?:of|for|and|on|the) )*)*")
"""What stands between the title behind a name and further words of the body in which its holder has it."""
_AFTER = re.compile(
    rf"(?:,? {_SAYING}\b|, (?:who|whose)\b|(?: of [A-Z]\w+)?,? (?:has been|was) (?:appointed|elected|named)\b"
    r"|(?: of [A-Z]\w+)? (?:presides?|presided) over\b|,? on behalf of\b"
    r"|(?:,? who)? (?:(?:has|have|had|will) )?(?:took office|takes? over|took over|steps? down|stepped down|resign(?:s|ed)|retire[sd]"
    r"|succeed(?:s|ed)|replace[sd])\b[^.;]{0,60}? as (?:the |its |their )?[A-Za-z])"
)
"""What a person does: speaks, or takes or leaves a post."""


@lru_cache(maxsize=1)
def _apposed() -> re.Pattern[str]:
    """An apposition that is a title: ", president of …", ", the former director", ", PACE program executive at …"."""
    return re.compile(
        rf"(?:{stance()},[ \t](?:(?:the|a|an|its|their|our)[ \t])?|[ \t](?:is|was|serves as|served as|became|works as|worked"
        r" as|has been)[ \t](?:(?:currently|also|now|the|a|an|one of the)[ \t])*)(?:(?!which\b|who\b|where\b|and [A-Z]|said\b"
        r"|is\b|was\b|has\b|will\b)[A-Za-z0-9'.&/-]+,?[ \t]){0,7}?"
        rf"{title_pattern()}|[ \t]\((?:[A-Za-z0-9'.&/-]+[ \t]){{0,5}}?{title_pattern()}(?:\)|[ \t](?:of|at|for|in)[ \t])"
    )


def find_people(
    flat: str, taken: Callable[[int, int], bool], start: int = 0, end: int | None = None
) -> Iterator[tuple[int, int]]:
    """Spans of people's full names in a `plain` text. `taken(start, end)` tells what is already known to be something else."""
    full, before = _patterns()
    stop = len(flat) if end is None else end
    signed = _signature(flat, start, stop)
    listed_until = apposed_until = -1
    for match in full.finditer(flat, start, signed[0] if signed else stop):
        for first, last in _candidates(flat, match.start(), match.end(), taken):
            if (house := _HOUSE_OF.search(flat, max(0, first - 40), first)) and house[1] in _houses():
                continue  # "Bureau of Ocean Winds"
            more = _BODY_BEHIND.match(flat, last)
            if more and more[1] in _not_names() and not _is_title(more[1]) and not is_given(flat, first, last):
                continue  # "Operator: Polar Winds Institute"
            near = 0 <= first - apposed_until <= 90
            apposed = _apposed().match(flat, last)
            another = apposed is not None and flat.startswith(" and ", first - 5)
            if near and not another and _BODY_GOES_ON.fullmatch(flat, apposed_until, first):
                continue  # "Anna Holm, president of the Polar Radio Telescopes"
            employs = near and _EMPLOYER_JOINT.fullmatch(flat, apposed_until, first)
            told = not employs and before.search(flat, max(start, first - 110), first)
            no_name = flat[first - 2] == "s" or (told and _of_body(flat, first) and not is_given(flat, first, last))
            words = flat[first:last].split()
            if told and no_name and all(map(is_word, words)) and words[0] not in given_names():
                continue  # "Leaders Provide Annual Update", "Director of the Carthage Balloon Range"
            listed = 0 <= first - listed_until <= 60 and _LIST_JOINT.fullmatch(flat, listed_until, first)
            if _is_spelled(flat, first, last):
                continue
            if apposed and _OF_SEVERAL.search(apposed.group()) and not _AND.search(flat, max(0, first - 5), first):
                apposed = None
            if (
                told
                or listed
                or (_AFTER.match(flat, last) and not organisation_at(flat, first, last))
                or apposed
                or (_is_strange(flat, first, last) and not organisation_at(flat, first, last))
                or is_given(flat, first, last)
            ):
                if told or listed:
                    listed_until = last
                apposed_until = apposed.end() if apposed else apposed_until
                yield first, last
                break
    if signed and not taken(*signed):
        yield signed


_OF_SEVERAL = re.compile(r"[b-rt-z]s$")
_AND = re.compile(r"(?:,|&|\band|\bor) $")
_ACRONYM = re.compile(r"[ \t]\(([A-Z]{2,6})\)")


def _is_spelled(flat: str, start: int, end: int) -> bool:
    """Whether an acronym behind a name spells its words: no person is called so ("its Pilot Breathing Assessment (PBA) team")."""
    found = _ACRONYM.match(flat, end)
    return found is not None and found[1].endswith("".join(w[0] for w in flat[start:end].split()))


_SIGNED = re.compile(
    r"[.!?][\"']?[ \t]+(?P<name>(?P<given>[A-Z][\w'-]+)(?:[ \t][A-Z]\.)?[ \t](?P<last>[A-Z][\w'-]+))[ \t](?P<post>[A-Z][^.;:!?\n]{5,120})$"
)


def _signature(flat: str, start: int, end: int) -> tuple[int, int] | None:
    """The name in the last line of a paragraph that is a quotation, with the speaker's post: "… to fly. Ada Holm Project Manager"."""
    found = _SIGNED.search(flat, max(start, end - _LONGEST_SIGNATURE), end)
    if not found or not re.search(title_pattern(), found["post"]):
        return None
    named = found["given"] in given_names() or not is_word(found["last"])
    return found.span("name") if named and not _is_title(found["last"]) else None


_LONGEST_SIGNATURE = 180


def _of_body(flat: str, start: int) -> bool:
    """Whether what stands here is told a person only by a title that goes on to it ("Director of the Carthage …")."""
    return _complement().search(flat[max(0, start - 90) : start]) is not None


def is_surname_alone(flat: str, start: int, end: int) -> bool:
    """Whether a word behind an honorific is a surname, though nobody is named so in full ("Ms. Jagirani", not "Mr. President")."""
    before = flat[max(0, start - 12) : start].split()
    behind = lexicon("people")["before_surname"]
    return bool(before) and before[-1].rstrip(".") in behind and not _is_title(flat[start:end]) and end - start > 2


def names_holder(line: str) -> bool:
    """Whether a line is a name that an honorific or a given name tells, with a post ("Dr. Ada Holm Professor at Marmot University")."""
    first = line.partition(" ")[0]
    return (first.rstrip(".") in lexicon("people")["honorifics"] or first in given_names()) and bool(
        _holder().match(line)
    )


@lru_cache(maxsize=1)
def _holder() -> re.Pattern[str]:
    return re.compile(rf"(?:[A-Z][\w'.-]*[ \t]){{2,8}}?{title_pattern()}[ \t](?:at|of|for|in)[ \t]")


_PLACED = re.compile(r"\b(?:in|at|from|near|to|outside|via|over)[ \t](?:the[ \t])?$|\b[Tt]he[ \t]$|[A-Z][\w'-]*[ \t]$")
_BODY_BEHIND = re.compile(r"[ \t](?!(?:Vice|Deputy|Acting|Associate|Assistant)\b)([A-Z][a-z]+)\b")
_HOUSE_OF = Front(r"\b([A-Z][a-z]+)[ \t](?:of|for)[ \t](?:the[ \t])?$")


@lru_cache(maxsize=1)
def _houses() -> frozenset[str]:
    """The words for organisations."""
    return frozenset(w for group in lexicon("heads")["organisations"].values() for w in group)


_NAMED_ON = re.compile(r"[ \t](?:[A-Z0-9]|(?:of|de|del|do)[ \t][A-Z])|-\d")


def _is_strange(flat: str, start: int, end: int) -> bool:
    """Whether two to four words are none of English and stand as no place and no part of a longer name does: people are called so."""
    words = flat[start:end].split()
    before = _PLACED.search(flat, max(0, start - 30), start)
    if before and before.group().split()[-1].lower() not in title_heads():
        return False
    return (
        2 <= len(words) <= 4
        and words[0] not in lexicon("people")["places"]
        and not any(word.isupper() and len(word) > 2 for word in words)
        and not any(is_word(word) for word in words if word[-1] != ".")
        and sum(word[-1] != "." for word in words) > 1
        and not _NAMED_ON.match(flat, end)
        and not mission_at(flat, start, end)
    )


def find_single_names(flat: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Spans of one-word names behind an honorific ("Ms. Jagirani"): surnames of people named in full elsewhere."""
    for match in _honorifics().matches(_single(), flat, start, len(flat) if end is None else end):
        yield match.start(1), match.end(1)


@lru_cache(maxsize=1)
def _honorifics() -> Beginnings:
    return Beginnings(f"{honorific} " for honorific in lexicon("people")["honorifics"])


@lru_cache(maxsize=1)
def _single() -> re.Pattern[str]:
    honorifics = "|".join(re.escape(h) for h in lexicon("people")["honorifics"])
    return re.compile(rf"\b(?:{honorifics})\.?[ \t]({_PART})(?![\w-]|[ \t][A-Z])")


@lru_cache(maxsize=1)
def _particles() -> frozenset[str]:
    return frozenset(particle.lower() for particle in lexicon("people")["particles"])


def surname_start(name: str) -> int:
    """Where the surname begins in a full name, particles included: "Frank De Winne" → 6. Family names in front are not told apart."""
    words = list(re.finditer(r"\S+", name))
    i = len(words) - 1
    while i > 1 and words[i - 1].group().lower() in _particles():
        i -= 1
    return words[i].start()


def _candidates(flat: str, start: int, end: int, taken: Callable[[int, int], bool]) -> Iterator[tuple[int, int]]:
    """The name parts of a match; of one that follows a title's complement ("Director of Human and Robotic Exploration Daniel …") first its
    last two words (three with an initial), since the complement goes on without a comma."""
    for first, last in _name_parts(flat, start, end, taken):
        words = list(_WORD.finditer(flat, first, last))
        if len(words) > 2 and _complement().search(flat[max(0, first - 90) : first]):
            initial = words[-2].group().endswith(".")
            yield words[-3 if initial else -2].start(), last
        else:
            yield first, broken_off(flat, first, last)


@lru_cache(maxsize=1)
def _complement() -> re.Pattern[str]:
    """The beginning of a title's complement, up to where a name may begin."""
    return re.compile(rf"{title_pattern()} (?:of|for)(?: the)? (?:{_UNIT} )?(?:and |of |the |for )?$")


_MONTHS_TOO = frozenset({"April", "May", "June", "Jan", "August"})
"""First names that are months as well."""
_PARTICLE = re.compile(r"[ \t](?:van|von|de|den|der)[ \t]")
_OPENERS_TOO = frozenset({"An", "Do", "So", "My", "To", "Will", "No"})
"""Last names that begin sentences as well ("Nguyen Van An, director")."""


def _name_parts(flat: str, start: int, end: int, taken: Callable[[int, int], bool]) -> Iterator[tuple[int, int]]:
    """The longest run of two to five words of a match that are neither openers, nor title words, nor taken; from the right."""
    words = [(m.start(), m.end()) for m in _WORD.finditer(flat, start, end)]
    run: list[tuple[int, int]] = []
    runs: list[list[tuple[int, int]]] = []
    for s, e in words:
        word = flat[s:e]
        goes_on = word in _MONTHS_TOO and e < end and (flat[e + 1].isupper() or _PARTICLE.match(flat, e))
        if (
            goes_on
            or (word in _OPENERS_TOO and run and flat[e : e + 1] in (",", ";", ")"))
            or _is_surname(flat, run, s, e)
        ):
            run.append((s, e))
        elif (
            word in openers() or _is_title(word) or taken(s, e) or word.rstrip(".") in _not_names() or _sent_to(flat, s)
        ):
            runs.append(run)
            run = []
        else:
            run.append((s, e))
    runs.append(run)
    for run in sorted(runs, key=lambda r: -r[0][0] if r else 0):
        while run and flat[run[0][0] : run[0][1]].islower():
            run = run[1:]
        if 2 <= len(run) <= 6:
            yield run[0][0], run[-1][1]


def _sent_to(flat: str, at: int) -> bool:
    """Whether a place is where the state stands to which somebody is sent, whose name may be a person's as well."""
    return flat.startswith("ambassador to ", at - 14) or flat.startswith("Ambassador to ", at - 14)


def _is_surname(flat: str, run: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a title's word is all that follows a given name ("Tom Vice, chief executive", "James Dean, a painter")."""
    word = flat[start:end]
    ends = flat[end : end + 1] == "," and (word == "Vice" or _is_title(word))
    acts = word in ("Dean", "King", "Prince") and _SMALL_WORD.match(flat, end) is not None
    return len(run) == 1 and (ends or acts) and flat[slice(*run[0])] in given_names()


_SMALL_WORD = re.compile(r"[ \t](?!(?:of|and|at|for|in)\b)[a-z]")


def _is_title(word: str) -> bool:
    """Whether a word is a title's head, or the plural of one ("Mission Specialists Mark C. Lee and …")."""
    return word.lower() in title_heads() or word.lower().removesuffix("s") in title_heads()


@lru_cache(maxsize=1)
def _not_names() -> frozenset[str]:
    """Words that stand capitalised beside names but are none: honorifics and the words of units, organisations and missions."""
    heads = lexicon("heads")
    words = {w for group in heads["organisations"].values() for w in group} | set(heads["weak"]["Company"])
    words |= set(heads["missions"]["heads"]) | set(heads["units"]["heads"]) | set(lexicon("people")["honorifics"])
    words |= {word for head in heads["events"]["heads"] for word in head.split()}
    words |= set(heads["units"]["words"]) | set(heads["agreements"]["heads"])
    words |= {
        noun.title() for nouns in lexicon("agreements").values() for noun in nouns if noun.islower() and " " not in noun
    }
    return frozenset(
        words
        | {
            "General",
            "Deputy",
            "Associate",
            "Assistant",
            "Acting",
            "Vice",
            "Space",
            "Science",
            "Research",
            "International",
            "National",
            "University",
            "State",
            "Foreign",
        }
    )
