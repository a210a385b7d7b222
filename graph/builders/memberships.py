"""Memberships: members, organisation, role, and since or until when."""

import re
from collections.abc import Iterator, Sequence

from graph.dates.values import Date
from graph.extraction.modality import Modality
from graph.extraction.patterns import Match
from graph.extraction.scene import Pairs, Scene
from graph.facts import Concept, EntityRef, Fact
from graph.mentions.model import Mention
from graph.rules import Rule

_ROLES = (
    (re.compile(r"\bfull[- ]member", re.I), "full-member"),
    (
        re.compile(
            r"\bfound(?:ing|er)[- ](?:member|state|nation|countr|organi|agenc)|\b(?:co-)?founders?\b|\bcharter[- ]member",
            re.I,
        ),
        "founding-member",
    ),
    (re.compile(r"\bassociated?[- ](?:member|status|standing)|\bassociates?$", re.I), "associate-member"),
    (re.compile(r"\bsignator(?:y|ies)", re.I), "signatory-member"),
    (re.compile(r"\bobserver", re.I), "observer"),
    (re.compile(r"\b(?:chair|chairs|chairmanship|presidency)\b", re.I), "chair"),
    (re.compile(r"\b(?:partner|cooperating state|cooperative partnership)", re.I), "partner"),
    (re.compile(r"\bmember|\bparticipating state", re.I), "member"),
)
_STATUS = (
    (
        re.compile(r"ratification (?:is )?(?:in process|in progress|pending|under way)|pending ratification", re.I),
        "ratification-in-process",
    ),
    (re.compile(r"\bsuspended\b", re.I), "suspended"),
    (re.compile(r"\b(?:applicant|applied|candidate)\b", re.I), "applicant"),
    (re.compile(r"\b(?:former|withdrawn|ended)\b", re.I), "ended"),
)


_TWO = 2
_WITHOUT_MEMBERS = frozenset({"University", "Company", "SpaceAgency", "ResearchInstitution"})
_OPENING = re.compile(r"(?:(?P<lasting>From|Since)|As of|In|On) (?P<day><Y\d+>),? ", re.I)
_ENTRY = re.compile(
    r"\b(?:join|bec[ao]m|admi[ts]|accept|acced|grant|receiv|welcom|enter|mov|add|took|sign|left|quit|withdr"
    r"|resign|exit|drop|expel|exclud|pull|g[ai]ve|relinq|renounc|leav)",
    re.I,
)


_LEAVES = (
    r"(?:later |then |since )?(?:has |have |had )?(?:since )?(?:left|withdrew|withdrawn|quit|resigned|pulled out|dropped out)"
    r"(?=[.;,]|$| (?:it|in|on|at|after|again|because|following|over|when"
    r"|the (?:union|organi[sz]ation|council|association|network|group|club))\b)"
)
_LEFT_SINCE = re.compile(
    r"(?: for (?:<N\d+> years|[^;,<>]{3,30}(?= when| until| before)))?(?: when| before|;| but|, but|,? and|, until)"
    rf" (?:it|they|he|she|<[SO]\d+>) {_LEAVES}[^;,]{{0,40}}",
    re.I,
)
_LEFT_NEXT = re.compile(rf"\s+(?:It|They) {_LEAVES}")
"""Behind a membership: that who had it has left."""
_EACH_AS = re.compile(
    r",? the (?:former|first) as (?:an? |the )?(?P<former>[a-z -]{3,30}?),? (?:and|while|but) the (?:latter|second|other)"
    r" as (?:an? |the )?(?P<latter>[a-z -]{3,30})"
    r"|,? as (?:an? )?(?P<one>[a-z -]{3,30}?) and (?:an? )?(?P<other>[a-z -]{3,30}?),? respectively\b",
    re.I,
)
"""Behind two members: the standing of each."""
_SUSPENDED = re.compile(r" (?:is|are|was|were|has been|have been|remains?) suspended\b")


def role_of(words: str) -> str | None:
    """The membership role that some words name ("Associate Members" → associate-member), the first in them."""
    found = [(m.start(), role) for pattern, role in _ROLES if (m := pattern.search(words))]
    if not found:
        return None
    first = min(at for at, _ in found)
    return next(role for at, role in found if at == first)


def status_of(words: str) -> str | None:
    """The membership status that some words name, else None."""
    return next((status for pattern, status in _STATUS if pattern.search(words)), None)


def values(
    member: EntityRef, organization: EntityRef, role: str | None, status: str, start: Date | None, end: Date | None
) -> Pairs:
    """The values of a membership in the order of the contract."""
    return [
        ("org:member", member),
        ("org:organization", organization),
        ("org:role", Concept(role or "member")),
        ("sp:status", Concept(status)),
        ("schema:startDate", start),
        ("schema:endDate", end),
    ]


def _in_front(scene: Scene, match: Match) -> Date | None:
    """The date that opens the sentence of an entry or exit ("In 2023 it became an observer"), or since which a standing lasts; another of
    a standing tells no beginning."""
    opening = _OPENING.match(scene.sentence.text)
    if (
        opening is None
        or opening.end() > match.start + 2 > 2
        or not (opening["lasting"] or _ENTRY.search(scene.sentence.text, match.start, match.end))
    ):
        return None
    value = scene.sentence.slot(opening["day"]).value
    return value if isinstance(value, Date) else None


_FORMER = re.compile(r"\b(?:former|formerly|used to be|previously)\b", re.IGNORECASE)
_HAD_BEEN = re.compile(r"\bhad been\b")
_SAID = re.compile(r"\b(?:said|told|stated|noted|recalled|added|confirmed|reported|stressed)\b")
"""Behind which "had been" may still be so."""


def _may_have(
    scene: Scene, organization: Mention, role: str | None, members: Sequence[tuple[EntityRef, Mention]]
) -> bool:
    """Whether an organisation can have members: no university, company or agency of one state has; a research institute has those
    states that founded it together."""
    kind = scene.table.entities[organization.entities[0]].kind
    by_states = role == "founding-member" and len(members) > 1 and all(m.letter == "S" for _, m in members)
    return (
        kind not in _WITHOUT_MEMBERS or scene.has_members(organization) or (kind == "ResearchInstitution" and by_states)
    )


def _left_out(scene: Scene, rule: Rule, match: Match) -> list[Mention]:
    """The organisation of a rule that may leave it out: the document's main one, or the one that the sentence's part of it is about."""
    where = rule.set.get("organization")
    if where != "house":
        return scene.memory.main("O", scene.has_members) if where == "main" else []
    before = [m for m in scene.sentence.mentions(scene.sentence.text[: match.start], "O") if scene.has_members(m)]
    return before if len({m.entities for m in before}) == 1 else scene.house()


def _roles_of_two(behind: str, members: int) -> tuple[str, str] | None:
    """The roles of two members of which the words behind tell which is which."""
    each = _EACH_AS.match(behind) if members == _TWO else None
    first, second = (
        (role_of(each[a] or each[b]) for a, b in (("former", "one"), ("latter", "other"))) if each else (None, None)
    )
    return (first, second) if first and second else None


def membership(scene: Scene, rule: Rule, match: Match) -> Iterator[Fact]:
    """One membership for each member; "was … until" and "former" end it, plans and denials make none."""
    modality = scene.modality(match)
    if modality is not Modality.STATED and rule.set.get("modality") not in ("any", modality.value):
        return
    named = match.mentions("organization", "O")
    if not named and role_of(match.text("role")) == "signatory-member":
        return  # of a text, not of the organisation that the paragraph is about
    organizations = scene.refs(named or _left_out(scene, rule, match))
    if not scene.follows(rule):
        return
    members = scene.refs(match.mentions("members", rule.set.get("letters", "SO")))
    if not organizations or len(members) < int(rule.set.get("least", "1")):
        return
    words = match.text("role") or rule.set.get("role", "member")
    role = rule.set.get("role") or role_of(words)
    until = scene.date(match, "until")
    since = scene.date(match, "since")
    if not until and not since and (opening := _in_front(scene, match)):
        since, until = (None, opening) if rule.set.get("status") == "ended" else (opening, None)
    if span := scene.date(match, "span"):
        first, _, last = span.value.partition("/")
        since, until = Date.parse(first), Date.parse(last) if last else None
    whole = scene.sentence.text[match.start : match.end]
    behind = scene.sentence.text[match.end :]
    status = rule.set.get("status") or (
        "suspended"
        if _SUSPENDED.match(behind)
        else "ended"
        if until
        or _FORMER.search(whole)
        or (_HAD_BEEN.search(whole) and not _SAID.search(scene.sentence.text[: match.start]))
        else status_of(whole) or "active"
    )
    if status == "active" and (
        left := _LEFT_SINCE.match(behind) or _LEFT_NEXT.match(scene.document.text, scene.sentence.end)
    ):
        status = "ended"
        until = next((m.value for m in scene.sentence.mentions(left[0], "Y") if isinstance(m.value, Date)), None)
    dates = [m.value for m in match.mentions("dates", "Y") if isinstance(m.value, Date)]
    since = dates[0] if len(dates) == 1 and not until else since
    roles = _roles_of_two(behind, len(members))
    for i, (member, used) in enumerate(members):
        role = roles[i] if roles else role
        own = dates[i] if match.text("respectively") and len(dates) == len(members) else since
        for organization, place in organizations:
            if organization != member and _may_have(scene, place, role, members):
                yield scene.fact(
                    "Membership", rule, values(member, organization, role, status, own, until), [used, place]
                )
