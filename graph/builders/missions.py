"""Who takes which part in a mission."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from graph.extraction.modality import Modality
from graph.extraction.patterns import Match
from graph.extraction.scene import Scene
from graph.extraction.tagging import Tagged
from graph.facts import Concept, Fact
from graph.mentions.model import Mention
from graph.rules import Rule

_HARDWARE = (
    (
        re.compile(
            r"instrument|spectromet|camera|radar|altimet|telescope|sensor|radiomet|detector|magnetomet|lidar|seismomet"
            r"|imager|interferomet|coronagraph|reflector|receiver|sounder|analy[sz]er|microscope|spectrograph|polarimet"
            r"|photomet|mass spec|antenna|oscillator|counter\b|mapper\b|tracker\b|accelerometer|gradiometer|dosimeter|transponder"
            r"|transmitter|\bdrill\b|\bclock\b|(?:langmuir|plasma|dust) probe",
            re.I,
        ),
        "instrument-provider",
    ),
    (re.compile(r"payload|cubesat|experiment|rover\b", re.I), "payload-provider"),
    (re.compile(r"launch (?:service|vehicle)|\blaunch\b|rocket|launcher", re.I), "launch-provider"),
    (re.compile(r"\b(?:fund|financ|budget|[mb]illion\b|euros?\b|dollars?\b)", re.I), "funder"),
    (re.compile(r"spacecraft|satellite|platform|\bbus\b", re.I), "builder"),
)

_VERBS = (
    (re.compile(r"launch|\bloft|\borbit$|\b(?:carry|send|put)$", re.I), "launch-provider"),
    (re.compile(r"contractor|maker|delivered|completed|handed over|work of", re.I), "builder"),
    (re.compile(r"customer", re.I), "customer"),
    (
        re.compile(
            r"principal investigator|"
            r"manag|\bled\b|\blead|\brun\b|head|direct|overs|spearhead|coordinat|\bown(?:ed|ers?)\b|belong|property|brainchild|initiat",
            re.I,
        ),
        "lead",
    ),
    (re.compile(r"operat|control|flown|\bfl(?:y|ies|ew)$|steer|command", re.I), "operator"),
    (re.compile(r"buil[dt]|construct|taking shape|together|assembl|manufactur|fabricat", re.I), "builder"),
    (re.compile(r"develop|design|provid|supplied|contributed", re.I), "developer"),
    (
        re.compile(r"fund|financ|sponsor|\bcosts?\b|\bbill\b|expenses|\bpa(?:id|ys?|ying)\b|bankroll|underwr", re.I),
        "funder",
    ),
)
"""The role of whoever has done to a mission what the verb says, or is to it what the noun says."""
_ONLY_ASKED = re.compile(r"\binvit(?:ed?|es|ing) (?:the )?$", re.I)
"""In front of whoever takes part: an invitation."""
_HOUSE = re.compile(r"\b(?:University|Institute) Observatory$")
"""An observatory that is a house with people in it."""
_PERHAPS = re.compile(r"\b(?:may|might|could)\b", re.I)
_NEWS = re.compile(
    r"\b(?:coverage|updates?|information|photos?|images?|news|details|insights?|look|opportunit\w+|briefing|views?|astronauts?|crews?)\b",
    re.I,
)
"""What is provided about a mission, not to it."""


def hardware_role(words: str) -> str:
    """The role of whoever provides what the words name, or else what it is for: an instrument, a payload, the launch, else a partner."""
    named = (words.partition(" for ")[0], words)
    return next((role for said in named for pattern, role in _HARDWARE if pattern.search(said)), "partner")


def done_role(words: str) -> str:
    """The role of whoever does to a mission what the words tell ("construction"), else a partner."""
    return next((role for pattern, role in _VERBS if pattern.search(words)), "partner")


def share_role(words: str) -> str:
    """The role of whoever has a share of the work on a mission: a part of it, or a task ("operation of the spacecraft")."""
    task, _, part = words.partition(" of ")
    role = done_role(task)
    if role == "operator" or (role != "partner" and hardware_role(part) in ("partner", "builder")):
        return role
    return hardware_role(words)


def participation(scene: Scene, rule: Rule, match: Match) -> Iterator[Fact]:
    """One participation for each participant and mission; plans count as far as the rule says, denials and endings do not."""
    granted = "granted" in rule.set and not scene.denied(match)  # whose mission it is, whatever is said of it
    modality = Modality.STATED if granted else scene.modality(match)
    if modality in (Modality.DENIED, Modality.NEGOTIATED) or not scene.follows(rule):
        return
    if rule.set.get("role") != "invited" and (
        "invited" in match.text("verb") or _ONLY_ASKED.search(scene.sentence.text[: match.start])
    ):
        return
    if _PERHAPS.search(match.text("verb")):
        return
    if modality is Modality.PLANNED and rule.set.get("planned") == "no":
        return
    what = _own_words(scene, match)
    if _NEWS.search(what):
        return
    wanted = {"named": "name", "craft": "short"}
    forms = [form for key, form in wanted.items() if key in rule.set]
    missions = scene.refs([m for m in _with_their_list(rule, match) if not forms or m.form in forms])
    if rule.set.get("mission") == "recent" and not missions:
        missions = scene.refs(unnamed_mission(scene, match, lambda m: not _is_left_out(scene, rule, m)))
    agents = _up_to_the_next_subject(match, match.mentions("agents", rule.set.get("letters", "SO")))
    if "letters" in rule.set and _is_one_house(scene, agents):
        return
    missions = [(key, m) for key, m in missions if not _is_left_out(scene, rule, m)]
    if form := rule.set.get("form"):
        agents = [m for m in agents if m.form == form and (form != "pronoun" or _means_nearest(scene, m))]
    for participant, used in scene.refs(agents):
        for mission, where in missions:
            if _belongs_to_another(scene, where, used) or _is_told_of_another(scene, where, used):
                continue
            role = _bracketed(scene, used) or _role(scene, rule, match, participant.key, what)
            role = _fitting(scene, role, participant.key, where)
            yield scene.fact(
                "Participation",
                rule,
                [("sp:mission", mission), ("sp:participant", participant), ("org:role", Concept(role))],
                [used, where],
            )


_FURTHER = re.compile(
    r"(?:, (?:the )?<M\d+>)*,? and (?:the )?<M\d+>(?! (?:is|are|was|were|will|has|have)\b| [a-z]+s\b)"
)
_FORMER = re.compile(r"(?:<M\d+>, (?:the )?)*<M\d+>,? and (?:the )?$")
_PLURAL = re.compile(r" (?:are|were|have)\b|, (?:both|all|two|three)\b")


def _with_their_list(rule: Rule, match: Match) -> list[Mention]:
    """The missions that a match names, with those listed with the last of them where it is what somebody does something to, and with those
    in front of the first where they are the subject together."""
    named = match.mentions("mission", "M")
    group, text = match.text("mission"), match.sentence.text
    if not named or "granted" in rule.set:
        return named
    end = text.find(group, match.start, match.end) + len(group)
    further = _FURTHER.match(text, end) if end == match.end else None
    former = _FORMER.search(text[: end - len(group)]) if _PLURAL.match(text, end) else None
    return [
        *(match.sentence.mentions(former[0], "M") if former else ()),
        *named,
        *(match.sentence.mentions(further[0], "M") if further else ()),
    ]


_GOES_ON = re.compile(r" (?:is|are|was|were|will|has|have|had|to|[a-z]+[^s]s)\b(?! of\b)")
_FINITE = re.compile(r"\b(?:is|are|was|were|will|has|have|had)\b", re.I)
_CLAUSE = re.compile(r",? (?:and|while) (?:the )?<[SO]\d+>$")


def _up_to_the_next_subject(match: Match, agents: list[Mention]) -> list[Mention]:
    """Without the last of those by whom something is done where a verb behind it makes it the subject of the next clause."""
    told = match.sentence.text[: match.end]
    begins = _CLAUSE.search(told) if len(agents) > 1 and told.endswith(match.text("agents")) else None
    if begins and _FINITE.search(match.text("verb")) and _GOES_ON.match(match.sentence.text, match.end):
        return agents[:-1]
    return agents


_BRACKET = re.compile(r" \((?:the )?([a-z][a-z -]{2,40})\)")


def _bracketed(scene: Scene, agent: Mention) -> str | None:
    """The role that a bracket behind the participant tells ("the University of Bern (spectrometer)"), if one does."""
    found = _BRACKET.match(scene.document.text, agent.end)
    roles = (done_role(found[1]), hardware_role(found[1])) if found else ()
    return next((role for role in roles if role != "partner"), None)


_DONE_BY = re.compile(r"(?: [^,;.]{0,60})?, (?:and |which (?:is|was) )?\w+ (?:by|at) ", re.I)


def _belongs_to_another(scene: Scene, mission: Mention, agent: Mention) -> bool:
    """Whether a clause skips a mission that stands nearer to what was done: "X is part of Y, managed by Z" does not say who manages X."""
    text = scene.document.text
    return any(
        mission.end <= m.start < agent.start
        and m.entities != mission.entities
        and _DONE_BY.match(text, m.end, agent.start)
        for m in _cut_off(scene.sentence)
    )


_PART_OF = re.compile(
    r"<M\d+>(?: \([^()]*\))?, (?:which is )?(?:[a-z]+ ){0,4}(?:of|in|under|within|for|through) (?:the )?(?:<[OS]\d+>'s )?$"
)
_ABOUT = re.compile(
    r"\b(?:review|study|survey|analysis|assessment|report|paper|history|film|audit|evaluation|poll|exhibition) (?:of|on|about) (?:the )?$"
)
_TOLD = re.compile(r"(?: [a-z]+){0,2}, (?:is|was|will|are|were|has|have|had|[a-z]+(?:ed|s)) ")


def _is_told_of_another(scene: Scene, mission: Mention, agent: Mention) -> bool:
    """Whether a mission stands in what is put in behind the subject ("X, part of the Y program, is run by …"), or only tells what it is
    about ("a review of X was led by …")."""
    sentence = scene.sentence
    at = next((i for i, m in enumerate(sentence.slots) if m.start == mission.start and m.letter == "M"), None)
    if at is None or agent.start < mission.end:
        return False
    slot = f"<M{at}>"
    before, found, behind = sentence.text.partition(slot)
    return bool(found and (_ABOUT.search(before) or (_TOLD.match(behind) and _PART_OF.search(before))))


def _cut_off(sentence: Tagged) -> Iterator[Mention]:
    """The missions that the sentence names in a part that its text leaves out."""
    return (m for i, m in enumerate(sentence.slots) if m.letter == "M" and f"<M{i}>" not in sentence.text)


def _is_left_out(scene: Scene, rule: Rule, mission: Mention) -> bool:
    """Whether a mission is of the type that the rule is not for; the office of a station ("the … Station Program") is never meant,
    nor a university's observatory."""
    kind, words = type_of(scene, mission), scene.words_of(mission)
    is_office = kind == "space-station" and words.endswith(("Program", "Programme"))
    return is_office or _HOUSE.search(words) is not None or (kind is not None and rule.set.get("but") == kind)


def _is_one_house(scene: Scene, agents: list[Mention]) -> bool:
    """Whether of those named with a slash between them one is a part of another: a credit ("Agency/Lab"), no joint mission."""
    keys = {entity for m in agents for entity in m.entities}
    return any(isinstance(of := scene.table.property(key, "parent"), Concept) and of.name in keys for key in keys)


def _role(scene: Scene, rule: Rule, match: Match, participant: str, what: str) -> str:
    """The role that the rule sets, an agency's own where it sets one; "by-verb" is told by the verb, and no role by what is provided."""
    role = rule.set.get("role")
    if "agency" in rule.set and scene.table.entities[participant].kind == "SpaceAgency":
        return rule.set["agency"]
    if role == "by-work":
        return share_role(what) if what else done_role(match.text("verb"))
    if role in ("by-verb", "by-noun"):
        return done_role(match.text(role.removeprefix("by-")))
    return role or hardware_role(what)


def _fitting(scene: Scene, role: str, participant: str, mission: Mention) -> str:
    """The role as far as it can be played in a programme: nobody launches one into space, and no company leads one by flying in it."""
    if not _is_programme(scene, mission):
        return role
    if role == "launch-provider":
        return "lead"
    company = scene.table.entities[participant].kind == "Company"
    return "participant" if company and role in ("lead", "operator") else role


def unnamed_mission(scene: Scene, match: Match, fits: Callable[[Mention], bool] = lambda _: True) -> list[Mention]:
    """What a match leaves out: the one mission that fits and that the sentence names up to there, else the one spoken of before; none
    where the clause goes on to name another."""
    before, behind = match.sentence.text[: match.end], match.sentence.text[match.end :]
    told = _BEHIND.match(behind)
    own = before[before.rfind(";") + 1 :] if told else before
    if whose := _WHOSE.search(own):
        own = whose[1]
    if named := [m for m in match.sentence.mentions(own, "M") if fits(m)]:
        named = [m for m in named if m.form != "pronoun"] or named  # "its successor, X"
        return named if len({m.entities for m in named}) == 1 else []
    if told:
        return [m for m in match.sentence.mentions(told[1], "M") if fits(m)]
    if aside := [m for m in _cut_off(match.sentence) if fits(m)]:
        return aside if len({m.entities for m in aside}) == 1 else []
    if any(fits(m) for m in match.sentence.mentions(re.split(r"[;,]", behind, maxsplit=1)[0], "M")):
        return []
    return (
        _spoken_of(scene, fits)
        or _spoken_of(scene, lambda m: fits(m) and not _is_programme(scene, m))
        or _of_title(scene)
    )


def _spoken_of(scene: Scene, fits: Callable[[Mention], bool]) -> list[Mention]:
    """The mission of which the text has spoken just before, or else all along."""
    return scene.memory.recent("M", scene.sentence.start, fits) or scene.memory.main("M", fits)


def _is_programme(scene: Scene, mission: Mention) -> bool:
    return type_of(scene, mission) in ("programme", "initiative")


_WHOSE = re.compile(r"(<M\d+>),? whose (?![^;]*<M)")
"""The mission of a part of which the sentence goes on to tell."""
_BEHIND = re.compile(
    r"(?: [a-z ]{3,40})?,? (?:is|are|was|were|will be|flies|fly|flew|will fly"
    r"|completes?|complements?|joins?|joined|forms? part|rides?|sits?)\b"
    r"(?:[^;<>,]|<N\d+>){0,80}? (?:on|of|aboard|for) (?:the )?"
    r"(<M\d+>)"
)
"""What the sentence goes on to say where the mission stands behind ("…, is one of the instruments on the Polaris-2")."""


def _of_title(scene: Scene) -> list[Mention]:
    """The mission that the document's title names, if it names one first."""
    title = scene.memory.title
    named = [m for m in scene.memory.first("M") if title and m.within(title.start, title.end)]
    return [replace(m, antecedent=(m.start, m.end)) for m in named]


def type_of(scene: Scene, mission: Mention) -> str | None:
    """What kind of mission it is, where the authority or its name tells it."""
    kind = scene.table.property(mission.entities[0], "mission type")
    return kind.name if isinstance(kind, Concept) else None


def _means_nearest(scene: Scene, pronoun: Mention) -> bool:
    """Whether the last name before a pronoun in its sentence is what it means; one between would be as good an antecedent."""
    before = [
        m
        for m in scene.sentence.slots
        if m.letter in "SO" and m.form != "pronoun" and m.end <= pronoun.start and not _whose_people(scene, m)
    ]
    return bool(before) and before[-1].entities == pronoun.entities


def _whose_people(scene: Scene, m: Mention) -> bool:
    """Whether a name only tells whose people do something ("NASA astronauts")."""
    return re.match(r" (?:astro|cosmo)naut", scene.document.text[m.end : m.end + 10]) is not None


def _own_words(scene: Scene, match: Match) -> str:
    """The words of what is provided, mentions in it included ("the Poseidon altimeter")."""
    return scene.words(match.text("what")) or match.text("what")
