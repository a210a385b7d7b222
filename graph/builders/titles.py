"""The words of a title in; the same without what is no part of it, whether it is that of several people, and of a crew on a flight, out."""

import re

from graph.names.chains import title_heads

_CREW = r"commander|pilot|mission specialist|payload specialist|flight engineer"
_CREW_ROLE = re.compile(
    rf"(?:.*[ -])?(?:{_CREW.replace('pilot', '(?:spacecraft|module|mission) pilot')})(?: (?:on|of|for|aboard) .*)?",
    re.I,
)
"""What somebody does on a flight is no post."""

_PLURAL = re.compile(r"(?:s|men|women)$", re.I)
"""A title of several people; a singular one belongs to the first of a list."""


def clean(title: str) -> str:
    """A title without an article, and without what its status tells."""
    title = re.sub(
        r"^(?:the|a|an|its|their|also|as|then|former|formerly|retired|late|current)\s+",
        "",
        title.strip(" ,'"),
        flags=re.I,
    )
    title = _without_role(title)
    return re.sub(r"^(?:the|a|an|former)\s+|(?:\s+(?:of|for|the|and|at|in))+$", "", title)


def _without_role(title: str) -> str:
    """ "astronauts Commander", of which the last word is only the first one's role on the flight, is "astronauts"."""
    return re.sub(rf"(nauts?) (?:{_CREW})$", r"\1", title, flags=re.I)


def singular(title: str) -> str:
    """ "astronauts" of two people is "astronaut" of each."""
    words = title.split()
    return (
        title[:-1]
        if words[-1:] and words[-1].lower().removesuffix("s") in title_heads() and title.endswith("s")
        else title
    )


def is_plural(title: str) -> bool:
    """Whether a title is that of several people ("astronauts Commander": of all whom the list names)."""
    return _PLURAL.search(_without_role(title)) is not None


def names_several(title: str) -> bool:
    """Whether the noun of a title, before what the title is for, is that of several people ("scientists for the study of snow")."""
    noun = re.split(r" (?:of|for|in|on) ", title)[0]
    return any(w.endswith("s") and w[:-1] in title_heads() for w in noun.lower().split())


def is_role_on_flight(title: str) -> bool:
    """Whether a title is only what somebody does on a flight of a space agency."""
    return "naut" not in title and (title.lower() == "pilot" or _CREW_ROLE.fullmatch(title) is not None)


def rank_of(name: str) -> str:
    """The rank in front of a name ("Maj. Gen." of "Maj. Gen. Ada Holm"), empty if there is none."""
    found = _RANK.match(name)
    return found[0].rstrip() if found else ""


_RANK = re.compile(
    r"(?:(?:Lt|Maj|Brig|Gen|Col|Capt|Adm|Cmdr|Cdr|Sgt)\.? |(?:Rear|Vice) (?=Adm)"
    r"|(?:Lieutenant|Major|Brigadier|General|Colonel|Captain|Admiral|Commander|Sergeant) )+"
)
"""A rank in front of a name ("Air Force Maj. Gen. Ada Holm")."""
