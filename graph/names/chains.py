"""Chains of capitalised words in a text, and what kind of thing each names, told by its head word."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from graph.lexicon import lexicon
from graph.names.english import is_word
from graph.names.folding import plain

_COMPOUND = (
    r"(?:led|based|headquartered|built|funded|managed|operated|developed|sponsored|provided|owned|class|wide|style|related"
    r"|supported|born|made|run)\b"
)
_OF_MANY = r"(?:(?:(?<=ers)|(?<=ors)|(?<=ists))'(?=[ \t][A-Z]))?"
"""The apostrophe of those whom a body is for ("Satellite Users' Group")."""
_WORD_REST = rf"[A-Za-z0-9]*(?:(?:'(?!s\b)|-(?!{_COMPOUND})|&|\.(?=[A-Z]))[A-Za-z0-9]+)*{_OF_MANY}"
_SHORTENED_REST = r"(?:(?<=[FMS])t|(?<=[DJS])r|(?<=C)o(?:rp)?|(?<=I)nc|(?<=L)td|(?<=U)\.[KNS])?\.(?!\w)"
"""Of an abbreviation: a letter, "St.", "Inc.", "U.S." """
WORD = rf"[A-Z]{_WORD_REST}"
ABBREVIATION = rf"(?:[A-Z]{_SHORTENED_REST})"
LINK = (
    r"(?:of|for|and|the|on|de|du|des|la|le|di|del|della|da|do|dos|van|von|der|den|d'|&|al|bin|y|e|fur|zur|zum"
    r"|spatiale|spaziale|espacial|nationale|nazionale|nacional|internationale|internacional|polaire|aerospatiale|aeroespacial)"
)
_CHAIN = re.compile(
    rf"[A-Z](?<!\w.)(?:{_SHORTENED_REST}|{_WORD_REST})(?:[ \t]+(?:{LINK}[ \t]+){{0,3}}(?:{ABBREVIATION}|(?:[dl]')?{WORD})){{0,60}}"
)
"""At most 61 capitalised words: no name is longer, and a text made of nothing else is read in pieces. That no word goes on to the first
letter is asked behind it, since `re` passes quickly over what an expression cannot begin with."""
_HAS_FIELDS = re.compile(
    r"\b(?:Ministry|Department|Secretariat|Committee|Faculty|School)[ \t](?:of|for)[ \t](?:the[ \t])?[A-Z][\w-]*(?:[ \t][A-Z][\w-]*)*$"
)
_FIELDS = re.compile(
    rf"(?:,[ \t]{WORD}(?:[ \t]{WORD}){{0,2}}){{1,4}}(?:,?[ \t](?:and|&)[ \t](?:the[ \t])?{WORD}(?:[ \t]{WORD}){{0,2}})(?![\w-])"
)
"""Further fields of a ministry, behind its first."""
_FIELD_JOINT = re.compile(r",?[ \t](?:and|&)[ \t](?:the[ \t])?|,[ \t]")
_FIELD = frozenset({"Aerospace", "Aviation", "Dynamics", "Systems"})
"""What a faculty or a ministry is for, though firms end in it too."""
_SPLIT = re.compile(r"[ \t]+(?:and|&)[ \t]+(?:the[ \t]+)?")
_ON = re.compile(r"[ \t]+(?:on(?:[ \t]+the)?|for[ \t]+the)[ \t]+")
_ON_DAY = re.compile(
    r"[ \t]+on[ \t]+(?=(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]*(?:$|[ \t]))"
)
"""In front of the day of which no name tells ("the Accords on Thursday")."""
_SAID_OF = re.compile(r"[ \t]+(?=(?:Held|Convened|Signed|Adopted|Done)(?:[ \t]|$))")
"""In front of what a line of a masthead says of the name in the line above ("Council of the Union / Held in Oslo")."""
_CAPITALS_APART = re.compile(r"[ \t]+(?:IN|TO|UNDER|BY|WITH)(?:[ \t]+THE)?[ \t]+(?=[A-Z])")
"""Small words in a line in capitals that no name has ("ACCESSION TO THE CONVENTION")."""
_TAKES_ON = frozenset(
    [
        "Committee",
        "Commission",
        "Panel",
        "Force",
        "Group",
        "Conference",
        "Convention",
        "Treaty",
        "Laboratory",
        "Council",
        "Board",
        "Symposium",
        "Workshop",
        "Forum",
        "Seminar",
        "Agreement",
        "Memorandum",
        "Declaration",
        "Arrangement",
        "Network",
        "Accord",
        "Accords",
        "Congress",
        "Institute",
        "Assembly",
        "Protocol",
        "Principles",
    ]
)
"""Words that "on" may follow inside a name ("Committee on Space Research")."""
_OPENER = re.compile(r"([A-Za-z']+|Q[1-4])\.?(?:[ \t]+|$)")
_TITLE = re.compile(r"((?:[A-Z][A-Za-z-]+ ){0,2}[A-Z][A-Za-z-]+)[ \t]+(?:of|for)[ \t]+(?:the[ \t]+)?")
_LINK_WORD = re.compile(r"OF|FOR|AND|THE|ON|IN|TO")
_STATES_LIKE_WORDS = frozenset(["Chile", "China", "Guinea", "Turkey"])
"""States whose names are English words too."""
_TAIL = re.compile(r"[ \t]+(?:of|for|on|in|to|at)[ \t]+")


class Chain(NamedTuple):
    """A slice of the text made of capitalised words; `kind` is the class that its head word tells, None where there is none."""

    start: int
    end: int
    kind: str | None


@lru_cache(maxsize=1)
def _heads() -> dict[str, str]:
    """Head word → class; organisations before missions before agreements."""
    lists = lexicon("heads")
    table: dict[str, str] = {}
    for kind, words in lists["organisations"].items():
        for word in words:
            table.setdefault(word, kind.rstrip("2"))
    for word in lists["events"]["heads"]:
        table.setdefault(word, "Event")
    for word in lists["missions"]["heads"]:
        table.setdefault(word, "Mission")
    for nouns in lexicon("agreements").values():
        for noun in nouns:
            table.setdefault(
                " ".join(w if w in ("of", "for", "on", "to") else w[:1].upper() + w[1:] for w in noun.split()),
                "Agreement",
            )
    for word in lists["agreements"]["heads"]:
        table.setdefault(word, "Agreement")
    for word in lists["units"]["heads"]:
        table[word] = "Unit"
    return table


@lru_cache(maxsize=1)
def openers() -> frozenset[str]:
    """Capitalised words that begin no name."""
    return frozenset(lexicon("heads")["openers"]["words"])


@lru_cache(maxsize=1)
def title_heads() -> frozenset[str]:
    """The nouns in which a person's title ends, in lower case."""
    return frozenset(lexicon("people")["title_heads"])


def find_chains(flat: str, start: int = 0, end: int | None = None) -> Iterator[Chain]:
    """The chains of a slice of `plain` text, split where "and" joins two names; openers and titles in front cut off."""
    stop = len(flat) if end is None else end
    behind = start
    for match in _CHAIN.finditer(flat, start, stop):
        start = match.start()
        if start < behind:
            continue
        behind = _behind_fields(flat, match, stop)
        for chain in _chains_of(flat[start:behind]):
            yield Chain(start + chain.start, start + chain.end, chain.kind)


def _behind_fields(flat: str, chain: re.Match[str], stop: int) -> int:
    """Where a chain ends; a ministry's with all its fields ("Ministry of Education, Science and Technology")."""
    fields = _FIELDS.match(flat, chain.end(), stop) if flat.startswith(",", chain.end()) else None
    if fields is None or not _HAS_FIELDS.search(chain.group()):
        return chain.end()
    words = [words for field in _FIELD_JOINT.split(fields.group()) if (words := field.split())]
    known = all(is_word(word) for field in words for word in field)
    bodies = any(word in _heads() for field in words if len(field) > 1 or field[0] not in _FIELD for word in field)
    return fields.end() if known and not bodies else chain.end()


@lru_cache(maxsize=1 << 14)
def _chains_of(text: str) -> tuple[Chain, ...]:
    """The chains of a run of capitalised words; the same runs come again and again."""
    return tuple(_classified(text, 0, len(text)))


@lru_cache(maxsize=1 << 16)
def head_kind(name: str) -> str | None:
    """The class that the head word of a name tells: its last word or words, else the last before "of", "for" or "on"."""
    if name.isupper() and " " in name:
        name = _written_small(name)
    if kind := _first_head(name):
        return kind
    heads = _heads()
    whole = name.replace(".", "").split()
    lead = _TAIL.split(name.replace(".", ""))[0].split()
    if len(lead) < len(whole) and any(heads.get(" ".join(lead[-n:])) == "Agreement" for n in (1, 2, 3)):
        return "Agreement"  # "Convention on the Preservation of Observatories"
    if len(lead) < len(whole) and (heads.get(lead[-1]) == "Event" or lead == ["Session"]):
        return "Event"  # "Assembly of the Polar Space Union"
    for part in (whole, lead):
        for n in (4, 3, 2, 1):
            if len(part) >= n and (found := heads.get(" ".join(part[-n:]))):
                if n == 1 and len(part) == 1 and part is whole:
                    return None  # a head word alone names nothing
                return _unit_or(found, part, whole)
    return None


def _written_small(name: str) -> str:
    """A name in capitals as it stands in running text ("COUNCIL OF STATES": "Council of States")."""
    return " ".join(w.lower() if _LINK_WORD.fullmatch(w) else w.title() for w in name.split())


def _first_head(name: str) -> str | None:
    """The class of a name whose head stands first, of at least three words."""
    if len(name.split()) < 3:
        return None
    return next((kind for kind, heads in _first_heads() if name.startswith(heads)), None)


@lru_cache(maxsize=1)
def _first_heads() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Class → the heads that stand first, each with the blank behind it."""
    return tuple((kind, tuple(f"{plain(h)} " for h in heads)) for kind, heads in lexicon("heads")["first"].items())


def _unit_or(kind: str, part: list[str], whole: list[str]) -> str:
    """ "X Department" and "X Office" are parts of an organisation; "Department of X" is one of its own."""
    trailing = part is whole or len(part) == len(whole)
    if whole[:2] in (["Office", "of"], ["Office", "for"], ["Division", "of"]):
        return "Unit"
    return "Unit" if trailing and part[-1] in ("Department", "Secretariat", "Group") and kind != "SpaceAgency" else kind


def _classified(flat: str, start: int, end: int) -> Iterator[Chain]:
    start = _skip_openers(flat, start, end)
    if start >= end:
        return
    if deed := _DEED.match(flat, start, end):
        start = deed.end()
    start = _skip_title(flat, start, end)
    text = flat[start:end]
    if cut := _end_of_name(text):
        yield from _classified(flat, start, start + cut[0])
        yield from _classified(flat, start + cut[1], end)
        return
    for joint in _SPLIT.finditer(text):
        left, right = text[: joint.start()], text[joint.end() :]
        if _stands_alone(left, right, joint.group()):
            yield from _classified(flat, start, start + joint.start())
            yield from _classified(flat, start + joint.end(), end)
            return
    yield Chain(start, end, head_kind(text))


def _end_of_name(text: str) -> tuple[int, int] | None:
    """Where a name ends inside a chain: behind a company's legal form, or before an "on" that no name has ("the Agency on the mission")."""
    for match in re.finditer(r"\S+", text):
        if (
            match.group().rstrip(".") in legal_forms()
            and match.end() < len(text)
            and text[match.end() :].split()[0].rstrip(".") not in legal_forms()
            and not _SPLIT.match(text, match.end())
        ):
            return match.end(), match.end() + 1
    if said := _SAID_OF.search(text) or (_CAPITALS_APART.search(text) if text.isupper() else None):
        return said.start(), said.end()
    if day := _ON_DAY.search(text):
        return day.start(), day.end()
    for match in _ON.finditer(text):
        left = text[: match.start()]
        if left.split()[-1] not in _TAKES_ON and head_kind(left):
            return match.start(), match.end()
    return None


@lru_cache(maxsize=1)
def legal_forms() -> frozenset[str]:
    """The letters and words for what kind of company bears the name in front of them ("GmbH", "Limited")."""
    return frozenset(
        w
        for w in lexicon("heads")["organisations"]["Company"]
        if len(w) <= 4 or w in ("Limited", "Incorporated", "Corporation")
    )


def _stands_alone(left: str, right: str, joint: str) -> bool:
    """Whether "left and right" are two names: each has a head of its own, or neither ends what the other began."""
    left_head, right_head = head_kind(left), head_kind(right)
    if joint.rstrip().endswith("the"):
        return True
    if left_head == "Company" and right_head == "Unit" and is_word(left.split()[-1]):
        return False  # "Entry Systems and Technology Division"
    if left_head and right_head:
        return not _TAIL.search(left) or bool(_TAIL.search(right)) or left_head == right_head == "Company"
    if not left_head and not right_head:
        return not _TAIL.search(left)
    if left_head and not right_head:
        return not _TAIL.search(left) and (len(right.split()) > 1 or _is_name(right))
    return len(left.split()) == 1 and left.isupper()


def _is_name(word: str) -> bool:
    """Whether a capitalised word is a name ("Norway") and no further field or body of the name in front ("and Technology")."""
    return word in _STATES_LIKE_WORDS or not (word in _heads() or is_word(word))


def _skip_openers(flat: str, start: int, end: int) -> int:
    while match := _OPENER.match(flat, start, end):
        word = match.group(1)
        if word not in openers() and not word.islower() and not _opens(flat, match, end):
            break
        start = match.end()
    return start


_DEED = re.compile(
    r"(?:Launch|Lift-?off|Flight|Signing|Signature|Opening|Election|Appointment|Accession|Admission|Ratification|Withdrawal)"
    r" of (?:the )?(?=[A-Z])"
    r"|(?:Board of (?:Trustees|Directors|Governors)|(?:Steering|Executive|Management) (?:Committee|Board|Council)"
    r"|Governing (?:Board|Council)|Secretariat) of the (?=(?:[A-Z][\w'-]+ ){1,6}(?:Network|Union|Alliance|Association|Organi[sz]ation"
    r"|Council|League|Federation|Consortium|Society|Forum|Agency|Authority|Institute)\b)"
    r"|(?:Member |Founding |Contracting |Participating )*(?:States?|Countr(?:y|ies)|Part(?:y|ies)) of the (?=[A-Z])"
)
"""What is done to the thing whose name follows ("Launch of Polaris-2"), its organs, and who belongs to it ("Member State of the …")."""
_ARTICLE = re.compile(r"the[ \t]")
_NEXT = re.compile(r"[A-Z][\w-]*")


def _opens(flat: str, first: re.Match[str], end: int) -> bool:
    """Whether an English word only begins the sentence in which a name follows ("Operating the Polaris-2", "Building Skua-3")."""
    word = first.group(1)
    if first.end() < end and word in ("Will", "Can", "Do"):  # people are called so, too
        return True
    if first.end() == end or len(word) < 4 or not is_word(word):
        return False
    behind = _NEXT.match(flat, first.end(), end)
    return bool(_ARTICLE.match(flat, first.end(), end)) or (
        word.endswith("ing") and behind is not None and behind.end() == end and not is_word(behind[0])
    )


def _skip_title(flat: str, start: int, end: int) -> int:
    """The name begins after "President of the …": a title in front belongs to a person."""
    match = _TITLE.match(flat, start, end)
    words = match.group(1).lower().split() if match else []
    if match and any(" ".join(words[at:]).removesuffix("s") in title_heads() for at in range(len(words))):
        return match.end()
    return start
