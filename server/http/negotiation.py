"""Accept headers and the forms on offer in, the form to answer in out (RFC 9110, section 12.5)."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Offer:
    """A media type that can be answered in, and the name that the rest of the server has for it."""

    media_type: str
    name: str


@dataclass(frozen=True, slots=True)
class _Range:
    kind: str
    subtype: str
    parameters: frozenset[str]
    quality: float

    def specificity(self, offer: Offer) -> int:
        """How closely the range names the offer: 0 not at all, 1 by */*, 2 by type/*, 3 or more by its name."""
        kind, _, subtype = offer.media_type.partition(";")[0].partition("/")
        parameters = {part.strip() for part in offer.media_type.split(";")[1:]}
        if self.kind == "*" and self.subtype == "*":
            return 1
        if self.kind != kind:
            return 0
        if self.subtype == "*":
            return 2
        if self.subtype != subtype or not self.parameters <= parameters:
            return 0
        return 3 + len(self.parameters)


def choose(accept: str | None, offers: Sequence[Offer]) -> Offer | None:
    """The offer that the client likes best; among equals the first. None where it likes none; no header means that it
    takes any."""
    if not offers:
        return None
    if accept is None or not accept.strip():
        return offers[0]
    ranges = _ranges(accept)
    best: Offer | None = None
    best_quality = 0.0
    for offer in offers:
        matches = [(found, item.quality) for item in ranges if (found := item.specificity(offer))]
        quality = max(matches)[1] if matches else 0.0
        if quality > best_quality:
            best, best_quality = offer, quality
    return best


class Negotiator:
    """`choose` among the same offers again and again: what was chosen for a header is remembered, for so many headers."""

    def __init__(self, offers: Sequence[Offer], remembered: int = 256) -> None:
        self._offers = offers
        self._remembered = remembered
        self._chosen: dict[str | None, Offer | None] = {}

    def choose(self, accept: str | None) -> Offer | None:
        """See `choose`."""
        if accept not in self._chosen:
            if len(self._chosen) >= self._remembered:
                self._chosen.clear()
            self._chosen[accept] = choose(accept, self._offers)
        return self._chosen[accept]


def choose_encoding(accept: str | None, known: Sequence[str]) -> str:
    """The content coding to answer in: the best liked of `known` (ties go to the first), or "" for none."""
    if not accept:
        return ""
    qualities: dict[str, float] = {}
    for part in accept.split(","):
        name, _, rest = part.partition(";")
        qualities[name.strip().lower()] = _quality([rest.strip()]) if rest else 1.0
    best = max(known, key=lambda name: qualities.get(name, qualities.get("*", 0.0)), default="")
    quality = qualities.get(best, qualities.get("*", 0.0))
    return best if quality > 0 and quality >= qualities.get("identity", 0.0) else ""


def _ranges(accept: str) -> list[_Range]:
    found = []
    for part in accept.split(","):
        pieces = [piece.strip() for piece in part.split(";")]
        kind, slash, subtype = pieces[0].lower().partition("/")
        if not slash:
            continue
        parameters = frozenset(piece.lower() for piece in pieces[1:] if piece and not piece.lower().startswith("q="))
        parameters -= {piece for piece in parameters if piece.startswith("charset=")}
        found.append(_Range(kind.strip(), subtype.strip(), parameters, _quality(pieces[1:])))
    return found


def _quality(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0
