"""What a document speaks of: mentions (slices of the text) and the document's own table of the entities that they mean."""

from dataclasses import dataclass, field, replace

from graph.facts import Entity, Unresolved, Value
from graph.identifiers import slug
from graph.names.folding import key as name_key

TYPES = {
    "State": "S",
    "Person": "P",
    "Mission": "M",
    "Agreement": "A",
    "Place": "L",
}
"""The letter that stands for a kind of thing in rule patterns; every other kind is an organisation, O."""

WITH_MEMBERS = frozenset({"IntergovernmentalOrganization", "InternationalBody", "ScientificSociety"})
"""The kinds of organisations that have members."""


def type_letter(kind: str) -> str:
    """The pattern letter of a kind: S state, P person, M mission, A agreement, L place, O organisation."""
    return TYPES.get(kind, "O")


@dataclass(frozen=True, slots=True)
class Mention:
    """A slice of the text that means something.

    `letter` is the type that patterns see (also D demonym, Y date, N number, T title); `entities` are keys of the document's entity table
    (several for "both agencies"). `form` tells how it is named: "name", "short" ("the Alliance"), "pronoun", or "" for dates and numbers.
    `value` is the date, number or text of mentions that are not entities.
    """

    start: int
    end: int
    letter: str
    entities: tuple[str, ...] = ()
    form: str = "name"
    value: object = None
    antecedent: tuple[int, int] | None = None

    def within(self, start: int, end: int) -> bool:
        """Whether the mention lies inside the slice."""
        return start <= self.start and self.end <= end


@dataclass(slots=True)
class EntityTable:
    """The entities of one document, by key, each with every name that the document gives it."""

    entities: dict[str, Entity] = field(default_factory=dict)
    by_name: dict[tuple[str, str], str] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)
    """The last number given to a key that is taken."""

    def known(self, authority: str, kind: str, label: str, name: str) -> str:
        """The key of an authority entry, entered with the name by which the document calls it."""
        if authority not in self.entities:
            self.entities[authority] = Entity(authority, kind, label, (label,), authority)
            self.by_name.setdefault((type_letter(kind), name_key(label)), authority)
        self.add_name(authority, name)
        return authority

    def unseen(self, kind: str, name: str) -> str:
        """The key of a thing that no authority knows: the one of that name and type if the document has it, else a new one."""
        found = self.find(type_letter(kind), name)
        if found:
            return found
        key = self._free_key(slug(name))
        self.entities[key] = Entity(key, kind, name, (name,))
        self.by_name[(type_letter(kind), name_key(name))] = key
        return key

    def anonymous(self, kind: str, description: str) -> str:
        """The key of a new thing without a name, such as an agreement that is only called "an agreement"."""
        key = self._free_key(slug(description) + "-unnamed")
        self.entities[key] = Entity(key, kind, description, ())
        return key

    def find(self, letter: str, name: str) -> str | None:
        """The key of the entity of that type that bears the name."""
        return self.by_name.get((letter, name_key(name)))

    def begins_name(self, text: str) -> bool:
        """Whether an entity has a name that goes on from the text ("Corvid" where there is Corvid Ltd)."""
        return any(name.startswith(f"{text} ") for entity in self.entities.values() for name in entity.names)

    def add_name(self, key: str, name: str) -> None:
        """Notes a further name of an entity."""
        entity = self.entities[key]
        if name not in entity.names:
            self.entities[key] = replace(entity, names=(*entity.names, name))
        self.by_name.setdefault((type_letter(entity.kind), name_key(name)), key)

    def set_property(self, key: str, prop: str, value: Value) -> None:
        """Gives an entity a further statement, replacing one of the same property."""
        entity = self.entities[key]
        if entity.properties[-1:] == ((prop, value),):
            return
        kept = tuple(p for p in entity.properties if p[0] != prop)
        self.entities[key] = replace(entity, properties=(*kept, (prop, value)))

    def property(self, key: str, prop: str) -> Value | None:
        """The value of an entity's property, if it has one."""
        return next((v for p, v in self.entities[key].properties if p == prop), None)

    def letter(self, key: str) -> str:
        """The pattern letter of an entity; E for a gathering."""
        kind = self.entities[key].kind
        return "E" if kind == "Event" else type_letter(kind)

    def _free_key(self, base: str) -> str:
        key, n = base, self._numbers.get(base, 1)
        while key in self.entities:
            n += 1
            key = f"{base}-{n}"
        self._numbers[base] = n
        return key


@dataclass(slots=True)
class Recognised:
    """The mentions of a document in order of place, none overlapping another, its entities, and the names nobody knows."""

    mentions: list[Mention]
    table: EntityTable
    unresolved: list[Unresolved]
    flat: str
    """The document's text in plain spelling."""
