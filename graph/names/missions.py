"""Tells whether a name in a text is a mission's by the words that stand beside it ("X spacecraft", "X, a satellite that …"), and which
nouns ("the telescope") may stand for a mission."""

import re
from collections import Counter
from collections.abc import Collection
from functools import lru_cache
from typing import Final

from graph.fronts import Front
from graph.lexicon import lexicon
from graph.names.alternatives import any_case
from graph.names.carrying import carries
from graph.names.english import is_word
from graph.names.launching import is_launched
from graph.names.played import is_played_in
from graph.names.series import LAUNCHERS


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], Front]:
    nouns = lexicon("heads")["missions"]["after"]
    longest_first = sorted(nouns, key=len, reverse=True)
    noun = "(?:" + "|".join(map(re.escape, longest_first)) + r")\b"
    after = re.compile(
        rf"(?:[ \t](?:sample return|space|lunar|Mars|ocean|science|first|flagship|cargo|crewed|resupply|relay|weather|communications"
        rf"|observation|radar|imaging|robotic|astrophysics|heliophysics|planetary|climate|navigation|sounding rocket|rocket|balloon"
        rf"|student|twin|stratospheric|asteroid|comet|infrared|X-ray|gravity)){{0,2}}[ \t]{noun}(?!\s+"
        rf"(?:director|manager|operations|scientist|engineer|control|office))"
        r"|(?:,[ \t][A-Z][\w-]+){0,3},?[ \t]and[ \t][A-Z][\w-]+[ \t]"
        r"(?:missions|satellites|probes|orbiters|landers|rovers|telescopes|observatories|programmes|programs|cubesats|spacecraft)\b"
    )
    apposed = re.compile(
        r"(?:,|[ \t](?:is|was|will be))[ \t](?:also[ \t])?"
        r"(?:(?:one of )?the|an?|its|their|(?-i:(?:[A-Z][\w&.-]*[ \t]){0,3}[A-Z][\w.-]*'s))[ \t]"
        r"(?:(?:one|first|second|third|last|latest|newest|next|pair|trio|series|set|fleet|couple|group|member|part)[ \t](?:of|in)[ \t]"
        r"|(?!(?:of|for|by|at|with|from|to|in|on|that|which|who|whose)\b)[\w'-]+[ \t]){0,7}?"
        rf"{any_case([*map(re.escape, longest_first), *_APPOSED_TOO])}\b(?!')"
        r"(?! (?:participants?|partners?|members?|contributors?|managers?|directors?|scientists?|engineers?|leads?|operators?|critics?)\b)",
        re.IGNORECASE,
    )
    before = Front(
        r"(?:[Tt]he|[Aa]|[Oo]ne|[Ii]ts|[Tt]heir|first|new|called|named|dubbed|reflector|observation)[ \t](?:[a-z-]+[ \t]){0,3}(?:satellite"
        r"|spacecraft|mission|probe|rover|lander|orbiter|telescope|cubesat|nanosatellite|microsatellite|space shuttle|capsule|spaceplane"
        r"|cargo ship|freighter)s?,?[ \t]"
        r"(?:are[ \t]|(?:is[ \t])?(?:called|named|dubbed)[ \t])?$"
        r"|\b(?:satellites|spacecraft|probes|rovers|landers|orbiters|cubesats|nanosatellites|missions),?[ \t](?:such as|among them)[ \t]$"
    )
    return after, apposed, before


_APPOSED_TOO = (
    "cubesats",
    "microsatellite",
    "minisatellite",
    "nanosat",
    "smallsat",
    "demonstrator",
    "sentinel",
    "spaceplane",
)
"""What else a spacecraft is said to be."""
_HYPHENATED = re.compile(r"-[a-z]+$")
_PLACED = Front(r"\b(?:in|at|from|near|to) (?:the )?$")


_HEAVENLY = Front(r"\b(?:asteroids?|comets?|planets?|exoplanets?|moons?|stars?|galaxy|crater|nebula|rockets?)[ \t]$")
"""What stands before the name of something in the sky, or of a rocket."""
_ASTEROID = re.compile(r"(?:19|20)\d\d [A-Z]{2}\d{0,3}\b")


@lru_cache(maxsize=1)
def _rockets(flat: str) -> frozenset[str]:
    """What a text calls a rocket somewhere, and nowhere a mission."""
    called: dict[bool, set[str]] = {True: set(), False: set()}
    for found in _ROCKETS.finditer(flat) if any(word in flat for word in _ROCKET_WORDS) else ():
        called[found["rocket"] is not None] |= {found[1], found[1].split()[-1]}
    return frozenset(called[True] - called[False])


@lru_cache(maxsize=1)
def _spoken_of(flat: str) -> frozenset[str]:
    """The names with a number, as spacecraft have them, that a text speaks of more than once, of which one opens a sentence or line, and
    none is said of what something rides on."""
    found = list(_NUMBERED.finditer(flat)) if _NUMBER.search(flat) else []
    counts = Counter(match.group() for match in found)
    opening = {
        m.group()
        for m in found
        if _OPENS.search(flat, max(0, m.start() - 3), m.start()) and not _IN_COLUMNS.match(flat, m.end())
    }
    ridden = {m.group() for m in found if _VEHICLE.search(flat, max(0, m.start() - 40), m.start())}
    return frozenset(name for name in opening - ridden if counts[name] > 1)


_NUMBER: Final = re.compile(r"[a-z]-\d")
_NUMBERED: Final = re.compile(
    r"(?<![\w-])(?!(?:Article|Level|Group|Phase|Version|Annex|Stage|Block|Class|Covid|Type|Table|Figure|Tier|Page|Part|Section|Chapter|Item"
    r"|Option|Route|Room|Building|Gate|Model|Mark|Series|Step|Round|Track|Unit|Zone|Grade|Category|Appendix|Schedule|Volume|Number|Week|Year"
    r"|Session|Launch|Flight|Mission|Hangar|Facility|Complex|Team|Panel|Crew|Expedition)-)[A-Z][a-z]{3,}-\d{1,2}[A-Z]?\b(?!-)"
)
_OPENS: Final = re.compile(r"(?:^|\n|[.!?:] |[-*•] |# )$")
_IS_PART: Final = re.compile(
    r"(?:, which)? (?:is|was|will be) (?:a )?part of (?:the )?(?:[A-Z][\w.]*|agency)'s (?:[A-Z][\w-]* ){1,5}"
    r"(?:[Pp]rogram(?:me)?|[Ii]nitiative)\b"
)
_IN_COLUMNS: Final = re.compile(r"[ \t]*(?:\||\t|  )")
_VEHICLE: Final = re.compile(
    r"(?:\b(?:on|aboard|atop|with|by|of|from|onto) (?:an?|the|its) |\b(?:rocket|launcher|vehicle|booster|carrier)\b[^.;\n]{0,12})$",
    re.IGNORECASE,
)
_ROCKET_WORDS = ("rocket", "launcher", "launch vehicle", "booster")
_ROCKETS = re.compile(
    r"([A-Z](?<![\w-].)[\w-]{0,40}(?:[ \t][A-Z\d][\w-]{0,40})?)[ \t]"
    rf"(?:(?P<rocket>{'|'.join(_ROCKET_WORDS)})(?! (?:flight|experiment|mission|campaign)\b)|mission|spacecraft|satellite|probe)\b"
)


@lru_cache(maxsize=1)
def _no_missions() -> frozenset[str]:
    """Worlds and head words, which name no mission alone."""
    words = lexicon("heads")["missions"]
    return frozenset((*words["bodies"], *words["heads"]))


def is_rocket(flat: str, start: int, end: int) -> bool:
    """Whether the text calls what bears a name a rocket, here or elsewhere."""
    return flat[start:end] in _rockets(flat) or _RIDDEN.search(flat, max(0, start - 16), start) is not None


def mission_at(flat: str, start: int, end: int) -> str | None:
    """ "Mission" if the words around the slice say so, else None."""
    name = flat[start:end]
    if not (name[0].isupper() or name[0].isdigit()) or name in _no_missions() or _HYPHENATED.search(name):
        return None  # "Earth-observing satellite", "Mars rover": no names
    after, apposed, before = _patterns()
    placed = _PLACED.search(flat, max(0, start - 12), start)
    if _IN_TITLE.search(flat, max(0, start - 8), start):
        return None  # "Hands" in "Success Is in Our Hands"
    if _DESIGNATION.fullmatch(name) and name in _aircraft(flat):
        return None  # "DC-8"
    end = _behind_expansion(flat, name, end)
    found = (
        after.match(flat, end)
        or ((not placed or flat.startswith((", a ", ", an "), end)) and apposed.match(flat, end))
        or before.search(flat, max(0, start - 50), start)
        or _SATELLITE.fullmatch(name)
        or name in _spoken_of(flat)
        or (_is_strange(name) and ((not placed and _flies(flat, start, end)) or _modified(flat, start, end)))
        or _is_run(flat, start, end)
        or (name.endswith(" Vehicle") and " Launch " not in name and flat.startswith("'s ", max(0, start - 3)))
        or (name.count(" ") < 2 and (not placed or placed[0].startswith(("to", "in"))) and carries(flat, start, end))
        or is_launched(flat, start, end)
        or (" " not in name and _OPENS.search(flat, max(0, start - 3), start) and _IS_PART.match(flat, end))
        or is_played_in(flat, start, end, placed is not None)
        or (_LEADS_IN.search(flat, max(0, start - 3), start) and _described().match(flat, end))
        or (name[-1].isdigit() and _ON.search(flat, max(0, start - 14), start) and _SPOKEN_OF.match(flat, end))
    )
    return "Mission" if found and not _is_other(flat, start, name) else None


_EXPANSION: Final = re.compile(r" \((?:the )?([A-Z])[A-Za-z-]*(?: [A-Za-z&-]+){1,9}\)")


def _behind_expansion(flat: str, name: str, end: int) -> int:
    """Where a name ends with the bracket that says what its letters stand for ("HERON (Heat Radiation Observer), a satellite")."""
    found = _EXPANSION.match(flat, end) if name[:2].isupper() and " " not in name else None
    return found.end() if found and found[1] == name[0] else end


_ON: Final = Front(r"(?:^|[\n.)\d] ?)(?:On|Regarding|Concerning|As for|As to) $")
_SPOKEN_OF: Final = re.compile(r",.{0,300}?\bthe (?:mission|satellite|spacecraft|launch)\b", re.DOTALL)
"""Behind the name that an item of minutes is about ("On Skua-2, the Council agreed that the launch …")."""
_RUN: Final = re.compile(
    r"(?P<noun>[ \t](?:experiment|challenge|competition|contest|study))?[ \t](?:is|was|are|were)[ \t](?:jointly[ \t])?"
    r"(?:led|managed|sponsored|administered|operated|funded|overseen|run|coordinated)(?:,? and \w+)?[ \t](?:by|at|out of|through)\b"
)
_UNDERTAKING: Final = re.compile(r"[ \t](?:Challenge|Competition|Contest|Experiment|Study)$")


_IN_TITLE: Final = Front(r"[a-z,] (?:Our|My|Your|His|Her|We|You) $")


_CONTEST: Final = re.compile(r" (?:challenge|competition|contest)\b")


def _is_run(flat: str, start: int, end: int) -> bool:
    """Whether a name is that of a competition, an experiment or a study of which the text tells by whom it is run, or of somebody's
    competition ("NASA's Student Launch challenge")."""
    name = flat[start:end]
    found = _RUN.match(flat, end)
    if found is None:
        called = _CONTEST.match(flat, end) or (
            name.endswith(" Challenge") and flat.startswith("'s ", max(0, start - 3))
        )
        return " " in name and bool(called and _OWNED.search(flat, max(0, start - 6), start))
    return bool(_UNDERTAKING.search(name)) or (
        found["noun"] is not None and (name.isupper() or not is_word(name.replace("-", "").replace(" ", "")))
    )


def is_called_mission(flat: str, end: int) -> bool:
    """Whether behind a name that ends here stands a word such as "mission"."""
    return _patterns()[0].match(flat, end) is not None


def _is_other(flat: str, start: int, name: str) -> bool:
    """Whether a name is that of a kind of thing, a rocket or a body in the sky, or an adverb ("Specifically, NASA's mission …")."""
    return (
        name.split()[-1] in lexicon("heads")["missions"]["never"]
        or name in _rockets(flat)
        or LAUNCHERS.fullmatch(name) is not None
        or _FLYER.match(flat, start + len(name)) is not None
        or _HEAVENLY.search(flat, max(0, start - 16), start) is not None
        or _ASTEROID.match(flat, max(0, start - 5)) is not None
        or (name.endswith("ly") and is_word(name))
    )


def _is_strange(name: str) -> bool:
    """Whether a name is one word that is none of English, or bears a number or letters as spacecraft do ("HERON-A", "Metop-SG B1")."""
    if " " in name:
        return _CODED.fullmatch(name) is not None
    return (
        name[-1].isdigit()
        or not is_word(name)
        or _SERIES.fullmatch(name) is not None
        or _SHOUTED.fullmatch(name) is not None
        or _OWNER_FIRST.fullmatch(name) is not None
    )


_OWNED = Front(r"(?:'s|\b[Tt]he|\b[Ii]ts|\b[Tt]heir) $")
_MODIFIED = re.compile(
    r"(?: [a-z-]+){1,2} (?:mission|satellites?|spacecraft|probe|orbiter|lander|rover)\b(?! [a-z]*(?:director|manager))"
)


def _modified(flat: str, start: int, end: int) -> bool:
    """Whether a name stands before words that say what kind of spacecraft it is ("Chile's Tololo cloud mission")."""
    return bool(_OWNED.search(flat, max(0, start - 6), start) and _MODIFIED.match(flat, end))


_PROJECT = re.compile(
    r" (?:project|program|programme|mission|initiative)\b(?! (?:manager|director|office|lead|scientist|engineer|executive)s?\b)"
)
_PLURAL = re.compile(
    r"(?:Systems|Technologies|Solutions|Dynamics|Services|Communications|Robotics|Engineering|Optics|Instruments)$"
)


def is_project(flat: str, start: int, end: int) -> bool:
    """Whether what ends in a plural as companies do is somebody's project ("NASA's Relay and Navigation Systems project")."""
    owned = _OWNED.search(flat, max(0, start - 6), start)
    return bool(owned and _PLURAL.search(flat[start:end]) and _PROJECT.match(flat, end))


_CODED = re.compile(r"[A-Z][\w-]+ (?:[A-Z]{1,2}-?\d[A-Z]?|\d{1,2}[A-Z]?|[A-Z][a-z]+-\d{1,2})")
_OWNER_FIRST = re.compile(r"[A-Z]{3,}-[A-Z][a-z]\w+")
"""Whose it is, then the name: "SBSF-Sentry"."""
_SHOUTED = re.compile(r"[A-Z]{4,}(?:-[A-Z0-9]{1,3})?")


_LEADS_IN: Final = re.compile(r"(?:^|\n)(?:[-*•][ \t])?$")


@lru_cache(maxsize=1)
def _described() -> re.Pattern[str]:
    """What stands behind the name that leads a paragraph in: ". A lander led by …", ": two satellites …"."""
    nouns = any_case(map(re.escape, lexicon("heads")["missions"]["after"]))
    return re.compile(
        rf"(?: and [A-Z][\w-]+)?[.:][ \t]+(?:(?:[Aa]n?|[Tt]he|[Tt]wo|[Tt]hree|[Oo]ur)[ \t](?:[\w'-]+[ \t]){{0,4}}?{nouns}\b"
        r"|(?:jointly[ \t])?(?:[Ll]ed|[Bb]uilt|[Mm]anaged|[Oo]perated|[Ff]lown|[Dd]eveloped)(?:,? and \w+)? by\b)"
    )


_DESIGNATION = re.compile(r"[A-Z]{1,3}-\d{1,3}[A-Z]?")
"""How aircraft are called, and some spacecraft too."""
_AIRCRAFT: Final = re.compile(rf"\b({_DESIGNATION.pattern}) (?:[a-z-]+ )?(?:aircraft|airplane|plane|jet|pilots?)\b")
_FLIES = re.compile(
    r"(?:,[^,.;\n]{3,70},)?[ \t](?:(?:has|had|have|been|was|were|is|are|will|to|be|being|due|booked|scheduled|expected|planned"
    r"|successfully|jointly|itself)[ \t]){1,5}(?:launched|orbited|lofted|deployed|in orbit)\b"
    r"|(?:,[^,.;\n]{3,70},)?[ \t](?:(?:has|had|have|will|is to|now|successfully)[ \t]){0,2}(?:left the pad|reach(?:ed)? (?:space|orbit)"
    r"|(?:entered|left) (?:its |lunar |Earth |Mars |polar )?orbit|(?:lift(?:s|ed)?|blast(?:s|ed)?) off"
    r"|(?:roar|thunder|streak|soar)(?:s|ed) (?:off|aloft|skyward|into the sky|into space)|burn(?:ed|t) up|splashed down"
    r"|re-?entered (?:the|Earth)|(?:orbits|circles|is circling|is orbiting) (?:the|Earth|Mars|Venus|our)"
    r"|(?:starts?|started|begins?|began) its (?:voyage|journey)|(?:goes|went|will go) up)\b|,[ \t](?:launched|orbited|lofted)\b"
    r"|,?[ \t](?:which[ \t])?(?:is|was|are|were)[ \t](?:due|planned|scheduled|set|slated|booked)[ \t]"
    r"(?:for launch|to (?:be launched|launch|lift off|fly))\b"
    r"|, which[ \t](?:(?:is|was|has|had|been|will|be|to|also|jointly)[ \t]){1,3}(?:launched|orbited|flown|lofted)\b"
    r"|, as the [^,.;\n]{0,50}(?:satellites?|spacecraft|mission|constellation|rover|lander)[^,.;\n]{0,20} (?:is|are) (?:known|called)\b"
    r"|(?: \([a-z ]{3,30}\))?[ \t](?:launched(?=,|[ \t](?:from|aboard|atop|on an?)\b|[ \t]*(?:$|\n))|launch(?=[ \t]*(?:$|[\n(.,;|])))"
    r"|,[ \t]an?[ \t](?:follow-(?:up|on)|successor|sequel|precursor|predecessor|pathfinder)[ \t](?:to|of|for)\b"
    r"| ?[;|:-] ?(?:[Ii]n orbit|[Ll]aunched|[Ll]ost with)\b| \((?:to be )?(?:launched|orbited|in orbit)\b"
)
_FLOWN = re.compile(
    r"\b(?:(?:predecessor|successor|sister|twin)s?,?|(?:[Ll]aunch|[Ll]ift-?off|[Ff]light) of"
    r"|(?:[Cc]ustomer|[Bb]uilder|[Oo]perator|[Mm]anufacturer|[Dd]eveloper|[Oo]wner|[Mm]aker|contractor|provider) (?:of|for)"
    r"|(?:[Ss]atellites?|[Ss]pacecraft|[Cc]ube[Ss]at|rovers?|landers?|orbiters?)"
    r"(?: that \w+ \w+ \w+ \w+)?,?"
    r"|model of|module of|formation with (?:[A-Z]\w+'s)?|mission)[ \t](?:the[ \t])?$"
)
_IS_LAUNCHED = re.compile(r",? which (?:is|was|will be|is to be|has been|had been) (?:[a-z]+ )?(?:launched|orbited)\b")
"""What is said of a spacecraft behind words that a rocket may have in front, too ("the record begun by Skua-1, which was launched …")."""
_ROCKET = Front(
    r"(?:aboard|atop|on board|by|on|with|rocket|launcher|vehicle|(?<!will )(?<!to )(?<!would )launch)[ \t](?:an?[ \t]|the[ \t])?$"
)
_RIDDEN = Front(r"(?:aboard|atop|on board|on|rocket|launcher|vehicle)[ \t](?:an?[ \t]|the[ \t])?$")
_SATELLITE = re.compile(r"[A-Z]\w+-[Ss]at(?:-\w{1,3})?|[A-Z]\w+Sat-\w{1,3}|[A-Z]\w+Cube-\d{1,2}")
"""Names such as "Tide-Sat" and "TideSat-1A"; operators are called "Tidesat"."""
_SERIES = re.compile(r"[A-Z][A-Za-z]{2,}-(?:\d{1,2}|[IVX]{1,4}|[A-Z]|[A-Z]{1,3}\d{1,2})")


@lru_cache(maxsize=1)
def _aircraft(flat: str) -> frozenset[str]:
    """The designations that the text has as those of aircraft."""
    return frozenset(_AIRCRAFT.findall(flat))


def _flies(flat: str, start: int, end: int) -> bool:
    """Whether a word that is none of English is what is launched ("X, orbited in May"), or bears the number of a series; rockets apart."""
    if _ROCKET.search(flat, max(0, start - 16), start) and not _IS_LAUNCHED.match(flat, end):
        return False
    if _SERIES.fullmatch(flat, start, end) and re.search(
        r"\b(?:orbit|launch|(?:nano|micro|mini|pico)?sat(?:ellite)?s?\b|spacecraft|cubesat|mission|rocket|spectrometer|crewed)",
        flat[max(0, start - 80) : end + 80],
    ):
        return True
    return bool(_FLIES.match(flat, end) or _FLOWN.search(flat, max(0, start - 60), start) or _is_made(flat, start, end))


_MADE = re.compile(
    r"(?:, which)?,?[ \t](?:(?:is|was|are|were|has|had|been|also|jointly|itself)[ \t]){0,3}"
    r"(?:developed|built|designed|assembled|manufactured|operated|owned)[ \t](?:and[ \t]\w+[ \t])?(?:by|at|in)\b"
)
_CRAFT = re.compile(r"\b(?:satellite|spacecraft|cubesat|orbiter)s?\b", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:instrument|camera|sensor|spectrometer|radar|payload|rocket|launcher|experiment|software|model|detector)s?\b"
)


def _is_made(flat: str, start: int, end: int) -> bool:
    """Whether somebody made or operates what bears a name as spacecraft do, where the text speaks of satellites and not of their parts."""
    name = flat[start:end]
    strange = _SHOUTED.fullmatch(name) or _SERIES.fullmatch(name) or _OPENS.search(flat, max(0, start - 3), start)
    if not strange or not _MADE.match(flat, end):
        return False
    around = flat[max(0, start - 200) : end + 60]
    return bool(_CRAFT.search(around)) and not _PART.search(around)


_FLYER = re.compile(r", (?:an?|the) (?:[\w-]+ ){0,3}(?:astro|cosmo|taiko)naut\b")
"""Behind the name of somebody who flies."""
_NO_MISSION = re.compile(r"\b(?:by|from|via) \S+$|^(?!.*\b(?:Space|Orbital|Lunar|Moon|Mars)\b).*\bStation$")
_CLASS = re.compile(r"\b[Aa]n? $")
_ONE_OF_MANY = re.compile(
    r"\b(?:[a-z]+est|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|new|other) $"
)
"""In front of the name of a class of missions ("Europe's largest Earth Explorer")."""
_INSTRUMENT = re.compile(r"(?: ?\([^()]{2,15}\))? (?:instrument|detector|camera|sensor|spectrometer|payload)s?\b")
_PROGRAMME = re.compile(r"(?:programme|program|initiative|campaign)s?\b", re.IGNORECASE)


def may_name_mission(flat: str, start: int, end: int) -> bool:
    """Whether a name that ends in a mission's head word may be one's: no station on Earth, nothing that is only done "by Satellite",
    no class ("a Small Explorer"), no instrument."""
    return not (
        _NO_MISSION.search(flat[start:end])
        or _CLASS.search(flat, max(0, start - 3), start)
        or (flat[start:end].endswith("Explorer") and _ONE_OF_MANY.search(flat, max(0, start - 12), start))
        or _INSTRUMENT.match(flat, end)
    )


def is_programme(flat: str, start: int, end: int) -> bool:
    """Whether the mission's name in the slice ends in such a word, or is followed by one."""
    return bool(_PROGRAMME.match(flat, flat.rfind(" ", start, end) + 1) or _PROGRAMME.match(flat, end + 1))


def may_be_called(noun: str, mission_type: str | None, names: Collection[str], label: str) -> bool:
    """Whether "the NOUN" may mean a mission of a type (a local name in spv:) with these names; one without a name is only described.

    "The spacecraft" means no programme and no station. A mission of unknown type may be called anything but a programme or a station.
    """
    noun = noun.lower()
    if not names or any(name.lower().endswith(" " + noun) for name in names):
        return label.lower().endswith(" " + noun) if not names else True
    types = lexicon("reference")["called"][noun]
    return mission_type in types if mission_type else not {"programme", "space-station", "constellation"} & set(types)
