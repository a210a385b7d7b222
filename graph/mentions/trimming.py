"""A chain of capitalised words and the mentions known by then in; the part of it that is a name of its own, and its kind, out."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from graph.lexicon import lexicon
from graph.mentions.agreements import is_noun
from graph.mentions.headlines import PAPER_OF
from graph.mentions.model import Mention, type_letter
from graph.names.chains import Chain, head_kind, legal_forms, title_heads
from graph.names.english import is_word
from graph.names.missions import is_called_mission, is_project
from graph.names.organisations import is_mixed, organisation_at

NAMES: Final = "OMAEUP"
"""The types of mentions that are names of their own, of which a chain of capitalised words is no other."""
_AND = re.compile(r" (?:and|&) (?:the )?")
_OF = re.compile(r" of (?:the )?")
_JOINT = re.compile(r",?[ \t](?:(?:of|from|at|for|and|with|on)[ \t]){0,2}(?:the[ \t])?")


def trimmed(flat: str, mentions: Mapping[int, Mention], chain: Chain) -> Chain:
    """A chain in which something is known without what is no part of its name."""
    if employer := before_post(flat, mentions, chain):
        return employer
    chain = behind_known(flat, mentions, chain)
    return without_home(flat, mentions, before_known(flat, mentions, without_adjectives(flat, mentions, chain)))


_CRAFT: Final = re.compile(
    r"(?:Satellite|Spacecraft|Cube[Ss]at|Nanosatellite|Lander|Rover|Probe|Orbiter) (?=[A-Z][\w-]*\d[A-Z]?(?![\w-]))"
)


_ORGAN_OF: Final = re.compile(
    r"(?:General |Governing |Executive )?(?:Council|Board|Assembly|Secretariat|Conference) of the (?=[A-Z])"
)
"""How the organ of an organisation is named, whose name follows."""
_AT_HOME: Final = re.compile(r"[A-Z]\S*(?: [A-Z]\S*){0,4} of [A-Z][\w'-]+(?: [A-Z][\w'-]+)?")
"""A firm with its town: "Deccan Orbital of Pune"."""
_DECIDES: Final = re.compile(
    r" (?:\([^()\n]{1,12}\) )?(?:has |had |unanimously |also |formally )*"
    r"(?:elect|appoint|admit|adopt|approv|decid|welcom|accept|agree|accord|grant|vote|chose|authori[sz]|endors|invit)"
)
"""What an organ does, no gathering."""


def apart(flat: str, chains: Iterable[Chain]) -> Iterator[Chain]:
    """The chains, each "Institute on the Polaris-2" before the word "mission" as the two names that it is, "Cubesat Polaris-2" and
    "Council of the Polar Union" as one."""
    for chain in chains:
        if flat.find(" ", chain.start, chain.end) < 0:
            yield chain
            continue
        if " the " in flat[chain.start : chain.end].lower():
            chain = _named_behind(flat, chain)
        if (bound := flat.find(" for ", chain.start, chain.end)) > 0 and _is_firm(flat[chain.start : bound]):
            chain = _piece(flat, chain.start, bound)  # "a contract with Deccan Orbital for Skua-2"
        bound = flat.rfind(" of ", chain.start, chain.end)
        if bound > 0 and _AT_HOME.fullmatch(flat, chain.start, chain.end) and _is_from_there(flat, chain, bound):
            chain = _piece(flat, chain.start, bound)
        if craft := _CRAFT.match(flat, chain.start, chain.end):
            chain = _piece(flat, craft.end(), chain.end)
        joint = flat.rfind(" on the ", chain.start, chain.end)
        if joint > 0 and is_called_mission(flat, chain.end):
            yield _piece(flat, chain.start, joint)
            chain = _piece(flat, joint + len(" on the "), chain.end)
        yield chain


def _named_behind(flat: str, chain: Chain) -> Chain:
    """The name of the body or agreement whose organ or paper a chain names ("Council of the Polar Union", "Bulletin of the …")."""
    organ = _ORGAN_OF.match(flat, chain.start, chain.end)
    if organ and (chain.kind != "Event" or _DECIDES.match(flat, chain.end)):
        body = _piece(flat, organ.end(), chain.end)
        chain = body if body.kind and type_letter(body.kind) == "O" else chain
    if paper := PAPER_OF.match(flat, chain.start, chain.end):
        named = _piece(flat, paper.end(), chain.end)
        chain = named if named.kind and type_letter(named.kind) in "OA" else chain
    return chain


def _piece(flat: str, start: int, end: int) -> Chain:
    """A part of a chain, of the kind that its own words tell."""
    return Chain(start, end, head_kind(flat[start:end]))


def _is_firm(name: str) -> bool:
    """Whether a name is a firm's: by a capital inside or its last word, alone or behind a strange one; no "Study of Dust Dynamics" is."""
    if is_mixed(name):
        return True
    *front, last = name.split()
    weak = last in lexicon("heads")["weak"]["Company"]
    return " of " not in name and (head_kind(name) == "Company" or bool(weak and front and not is_word(front[0])))


def _is_from_there(flat: str, chain: Chain, bound: int) -> bool:
    """Whether what stands in front of "of" is a firm: by its name, or a name without a head word before a town and its state."""
    name = flat[chain.start : bound]
    words = name.split()
    in_state = flat.startswith(", ", chain.end) and flat[chain.end + 2 : chain.end + 3].isupper()
    alone = len(words) > 1 and words[-1] in ("Lab", "Labs")
    return _is_firm(name) or (in_state and (alone or (head_kind(name) is None and not any(map(is_word, words)))))


def before_post(flat: str, mentions: Mapping[int, Mention], chain: Chain) -> Chain | None:
    """ "Kestrel Institute" of "Kestrel Institute Deputy Director A B": the organisation in front of a title and the person who holds it."""
    inside = [m for at in range(chain.start, chain.end) if (m := mentions.get(at))]
    person = next((m for m in inside if m.letter == "P"), None)
    known = person is not None and any(m.start < person.start and m.letter not in "SDL" for m in inside)
    words = flat[chain.start : person.start].split() if person and not known else []
    for n in range(len(words) - 1, 1, -1):
        name, title = " ".join(words[:n]), " ".join(words[n:]).lower()
        may_be = title.split()[-1] in title_heads() and not _PART_OF_POST.search(name)
        kind = head_kind(name) if may_be else None
        if kind and kind not in ("Unit", "Event") and type_letter(kind) == "O" and flat.startswith(name, chain.start):
            return Chain(chain.start, chain.start + len(name), kind)
    return None


_PART_OF_POST = re.compile(
    r"\b(?:Deputy|Associate|Assistant|Acting|Vice|Senior|Chief|Former)\b|^\S+ (?:Center|Centre|Systems|Office)$"
)
"""What belongs to the post rather than to the name of an organisation ("Deputy Center Director", "PACE Systems Engineer")."""
_ON_THE = re.compile(r"(?:[ \t](?:on|for))?[ \t]+the[ \t]+")


def closes(known: Mention, kind: str | None) -> bool:
    """Whether nothing that ends with what is known there is a name of its own: a place ends that of an organisation or agreement
    ("University of X", "Treaty of X")."""
    houses = kind is not None and kind not in ("Unit", "Event") and type_letter(kind) in "OA"
    return known.letter in NAMES or (known.letter == "L" and not houses)


_NUMBERED: Final = re.compile(r" (?=[A-Z][\w-]*-\d+[A-Z]?(?![\w-]))")


def behind_known(flat: str, mentions: Mapping[int, Mention], chain: Chain) -> Chain:
    """ "ESA on the Polaris-2", "ESA Polaris-2", "ESA and Corvid" behind the name that is known and no part of the other."""
    known = mentions.get(chain.start)
    found = _ON_THE.match(flat, known.end, chain.end) if known and known.letter in "OMSL" else None
    if known and known.letter == "O" and is_called_mission(flat, chain.end):
        found = found or _NUMBERED.match(flat, known.end, chain.end)
    if known and known.letter == "O" and chain.kind is None:
        found = found or _AND.match(flat, known.end, chain.end)
    return _piece(flat, found.end(), chain.end) if found else chain


def is_legal_form(flat: str, kind: str | None, chain: Chain, inside: Sequence[Mention]) -> bool:
    """Whether all that is known in a company's name is what a centre is called too ("JSC"), at its end."""
    return (
        kind == "Company"
        and len(inside) == 1
        and inside[0].start > chain.start
        and flat[inside[0].start : inside[0].end] in legal_forms()
    )


def without_adjectives(flat: str, mentions: Mapping[int, Mention], chain: Chain) -> Chain:
    """ "French-Italian Polaris-2" without the adjectives of states in front, "Director A B of the Institute" without the person."""
    people = (m for at in range(chain.start, chain.end) if (m := mentions.get(at)) and m.letter == "P")
    start = next((m.start for m in people if _JOINT.match(flat, m.end)), chain.start)
    while (m := mentions.get(start)) and m.letter in "DP" and m.end < chain.end:
        if m.letter == "D" and _is_national(flat[m.end + 1 : chain.end], chain.kind):
            break
        joint = _JOINT.match(flat, m.end)
        start = joint.end() if joint and m.letter == "P" else m.end + 1
    if start == chain.start:
        return chain
    rest = flat[start : chain.end]
    return chain._replace(start=start, kind=head_kind(rest) if " " not in rest else chain.kind or head_kind(rest))


def _is_national(rest: str, kind: str | None) -> bool:
    """Whether the adjective of a state is part of an organisation's name ("Estonian Institute of Optics", "Swedish Space Corporation"), not
    in front of a company with a name of its own ("German Corvid GmbH")."""
    if kind == "Unit" or kind is None or type_letter(kind) != "O" or kind == "Event" or not rest[:1].isupper():
        return False
    return kind != "Company" or is_word(rest.split()[0])


def before_known(flat: str, mentions: Mapping[int, Mention], chain: Chain) -> Chain:
    """ "A University and NASA" up to the name that is known."""
    for joint in _AND.finditer(flat, chain.start, chain.end) if chain.start not in mentions else ():
        known = mentions.get(joint.end())
        if known and known.letter == "O" and known.end >= chain.end:
            return _piece(flat, chain.start, joint.start())
    return chain


def without_home(flat: str, mentions: Mapping[int, Mention], chain: Chain) -> Chain:
    """ "Vistula Optics of Poland" without the state that a company or a spacecraft is from, "Ice Division of ESA" without its agency, and
    without the state for which somebody "signed the Declaration on Snow for Zubrowka"."""
    if chain.kind == "Agreement" and (last := _FOR_STATE.search(flat, chain.start, chain.end)):
        home = mentions.get(last.end())
        if (
            home
            and home.letter == "S"
            and home.end == chain.end
            and _SIGNED.search(flat, max(0, chain.start - 24), chain.start)
        ):
            return chain._replace(end=last.start())
    for joint in _OF.finditer(flat, chain.start, chain.end) if chain.kind in _WITH_HOMES else ():
        home = mentions.get(joint.end())
        if home and home.letter == ("O" if chain.kind == "Unit" else "S") and home.end == chain.end:
            return _piece(flat, chain.start, joint.start())
    return chain


_FOR_STATE: Final = re.compile(r" for (?:the )?(?=[A-Z][\w .-]*$)")
_SIGNED: Final = re.compile(r"\bsign(?:ed|s|ing) (?:the )?$")


def kind_beside(flat: str, inside: Sequence[Mention], chain: Chain, kind: str | None) -> str | None:
    """The kind of a chain, or what the text around it tells: that of a gathering with members is an organisation's, that of what ends like
    a company ("Relay and Navigation Systems") a mission's before such a word."""
    if kind == "Company" and is_project(flat, chain.start, chain.end):
        return "Mission"
    if kind == "Event":
        return organisation_at(flat, chain.start, chain.end) or kind
    return kind or kind_before_state(flat, inside, chain)


def kind_before_state(flat: str, inside: Sequence[Mention], chain: Chain) -> str | None:
    """What a name tells that ends in a state's ("Science Foundation Ireland"), None where it does not."""
    if not inside or inside[-1].letter != "S" or inside[-1].end != chain.end or inside[-1].start - chain.start < 8:
        return None
    kind = head_kind(flat[chain.start : inside[-1].start].rstrip())
    return kind if kind and kind != "Unit" and type_letter(kind) == "O" and kind != "Event" else None


@lru_cache(maxsize=1)
def _organs() -> re.Pattern[str]:
    words = lexicon("reference")["other"]
    return re.compile(rf"(?:{'|'.join(words['organ_adjectives'])}) (?:{'|'.join(words['organs'])})", re.IGNORECASE)


def is_organ(name: str) -> bool:
    """Whether a name only says which organ of an organisation is meant ("Steering Board"), or what sort of school ("High School")."""
    return _organs().fullmatch(name) is not None or _SCHOOL.fullmatch(name) is not None


_SCHOOL = re.compile(
    r"(?:(?:Senior|Junior|Public|Historically|Tribal) )?(?:High|Middle|Elementary|Primary|Secondary|Grammar|Graduate|Business|Law|Medical"
    r"|Community|Black|Technical|Public|Charter) (?:School|College)"
)


_ORDINAL = re.compile(r"\b(?:\d+(?:st|nd|rd|th)|[A-Z][a-z]+(?:th|st|nd|rd)) $")


def ordinal_start(flat: str, start: int) -> int:
    """Where a gathering's name begins, its number in front included ("Ninth Tidal Conference")."""
    found = _ORDINAL.search(flat, max(0, start - 16), start)
    return found.start() if found else start


_WITH_HOMES = frozenset({"Company", "Mission", "Unit", None})
"""The kinds of things in whose names no state or agency follows "of"; None is a name without a head word."""
_LEGAL_FORM = re.compile(
    r" \((?:Pvt|Pty|Pte|Private|Proprietary)\.?\) (?:Ltd|Limited)\b| (?:d\.o\.o|d\.d|a\.s|s\.r\.o|sp\. z o\.o|z\.o\.o|s\.p\.a|s\.r\.l)\b\.?"
    r"|(?<= S)\.(?:p\.A|r\.l)\b\.?|(?<= (?:Pvt|Pty|Pte|Sdn))\.? (?:Ltd|Bhd)\b\.?"
    r"|(?<=\.[A-Z])(?:\.[A-Z])+\.?|(?<=\.[A-Z])\.(?= ?[a-z,;:)])|(?:(?<= Inc)|(?<= Ltd)|(?<= Corp)|(?<= Co))\.(?= ?[a-z,;:)])"
)


def with_legal_form(flat: str, chain: Chain) -> Chain:
    """ "Karoo Robotics" with the "(Pty) Ltd" behind it, and "S.L." with its last full stop."""
    found = _LEGAL_FORM.match(flat, chain.end)
    return Chain(chain.start, found.end(), "Company") if found else chain


def is_unit(name: str) -> bool:
    """Whether a known name is that of a part of its organisation, or of a site of it."""
    return head_kind(name) == "Unit" or " Headquarters" in name


_RUNS: Final = r"(?:manag|oversee|fund|sponsor|direct|coordinat|administer|operat|supervis)"
_ACTS: Final = re.compile(
    rf"(?:[ \t]\([A-Z]{{2,8}}\))?[ \t](?:(?:at|in|within)[ \t](?:(?:[A-Z][\w&.'-]*,?|the|of|and|in|agency's)[ \t]){{1,16}})?(?:also[ \t])?"
    rf"(?:{_RUNS}e?s\b(?! (?:at|in|by)\b)|(?:leads|runs)\b|{_RUNS}(?:d|ed)[ \t](?:the|this|its)\b)"
)
_ACTED: Final = re.compile(
    rf"\b(?:{_RUNS}(?:n|d|ed)|led|run)[ \t](?:and[ \t]\w+[ \t])?(?:by|through|at|out of)[ \t](?:the[ \t])?"
    r"(?:(?:[A-Z][\w&.-]*[ \t]){0,4}(?:[A-Z][\w&.-]*|agency)'s?[ \t])?$"
)
_GOES_ON: Final = re.compile(r",[ \t][A-Z][a-z]+,?[ \t](?:and[ \t])?[A-Z]")
_FRONT: Final = 70
"""Characters in front of a name in which it is told what is done by whom bears it."""


def acts(flat: str, start: int, end: int) -> bool:
    """Whether the text tells what the part of an organisation that bears the name in the slice runs or pays for."""
    if _GOES_ON.match(flat, end):
        return False  # "Office of Tides, Waves, and Ice"
    return bool(_ACTS.match(flat, end) or _ACTED.search(flat, max(0, start - _FRONT), start))


def unit_kind(flat: str, mentions: Mapping[int, Mention], chain: Chain) -> str:
    """What a name with the head of a part is: a body of its own where a state is named in it ("Office of Tides of Ruritania")."""
    words = [mentions[at] for at in range(chain.start, chain.end) if at in mentions]
    of_state = any(m.letter == "S" and (m.start == chain.start or m.end == chain.end) for m in words)
    if of_state and any(m.end - m.start < chain.end - chain.start for m in words):
        return "GovernmentBody"
    if acts(flat, chain.start, chain.end):
        return "GovernmentBody"
    return organisation_at(flat, chain.start, chain.end) or "Unit"


_TOPIC_BEGUN = re.compile(
    r"(?P<noun>.+?) (?:on|for|concerning|regarding) (?:the )?(?:Earth|Moon|Mars|Sun|Arctic|Antarctic|Space)"
)
_TOPIC_GOES_ON = re.compile(
    r" (?:[a-z]+(?:tion|sion|ing|ment|[ae]nce|[st]ity|ology|ics)|research|data|weather|debris|dust|missions?|samples?|imagery"
    r"|services?|technolog(?:y|ies)|systems?|studies|traffic|safety|security|law|geodesy|ice|flights?)\b"
)


def begins_topic(flat: str, chain: Chain) -> bool:
    """Whether the capitals of an agreement end inside its topic ("Cooperation Agreement on Earth observation"): that is no name."""
    found = _TOPIC_BEGUN.fullmatch(flat, chain.start, chain.end)
    return found is not None and is_noun(found["noun"]) and _TOPIC_GOES_ON.match(flat, chain.end) is not None
