"""A number and a seed in, a folder of that many invented documents with the facts that they state out, for runs at any size.

    python tests/benchmarks/corpus.py FOLDER --documents 10000 [--seed 7]

The same number and seed give the same files. Names come from grammars, sentences from templates, both made for this generator. Documents
are press releases, mission sheets (HTML tables), rosters (lists) and reports without a fact, of 100 to 2,200 words, 550 in the middle. How
many things there are to speak of grows with the square root of the number of documents, as names do in real archives. `documents/` gets the
documents, `gold/` the facts in the form that `spacepact evaluate --gold` reads.
"""

import argparse
import calendar
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

SYLLABLES = [
    "ba",
    "be",
    "bri",
    "ca",
    "cor",
    "da",
    "del",
    "dra",
    "el",
    "fa",
    "fen",
    "gor",
    "ha",
    "hel",
    "is",
    "jo",
    "ka",
    "kel",
    "lan",
    "lor",
    "ma",
    "mir",
    "na",
    "nor",
    "os",
    "pa",
    "pel",
    "qui",
    "ra",
    "ros",
    "sa",
    "sel",
    "ta",
    "tor",
    "ul",
    "va",
    "ven",
    "wil",
    "yar",
    "zel",
    "zo",
]
ENDINGS = ["ria", "land", "via", "nia", "mar", "stan", "dor", "vik", "burg", "sund", "mont", "hold"]
FIELDS = [
    "Ocean",
    "Forest",
    "Climate",
    "Lunar",
    "Polar",
    "Solar",
    "Orbital",
    "Geodetic",
    "Coastal",
    "Volcano",
    "Ionosphere",
    "Glacier",
    "Magnetic",
    "Cosmic",
    "Radar",
    "Optical",
]
BODIES = (
    ("SpaceAgency", "{place} Space Agency"),
    ("ResearchInstitution", "{place} Institute of {field} Physics"),
    ("InternationalBody", "{place} {field} Research Council"),
    ("Company", "{name} Aerospace"),
    ("University", "University of {place}"),
    ("IntergovernmentalOrganization", "{place} Union for {field} Observation"),
)
GIVEN = [
    "Ada",
    "Bruno",
    "Carla",
    "Dario",
    "Edda",
    "Farid",
    "Greta",
    "Hugo",
    "Ines",
    "Jonas",
    "Keiko",
    "Lena",
    "Mateo",
    "Nadia",
    "Omar",
    "Petra",
    "Quentin",
    "Rosa",
    "Samir",
    "Tilda",
]
TITLES = ("director", "president", "head of programmes", "chief scientist", "deputy director")
FILLER = (
    "The weather over the test range stayed calm for most of the week, and the crews used the time to repair two fences.",
    "A small exhibition in the foyer showed drawings by children from nearby schools.",
    "Visitors asked how much the power supply weighs and how long the paint takes to dry.",
    "Engineers spent the winter on the wiring, a task that fills more hours than anything else in the hall.",
    "Most of the budget goes into salaries, and the rest into travel, paper and spare parts.",
    "The library keeps measurements from four decades on shelves that nobody has counted.",
    "Students will find the timetable of the courses on the notice board beside the canteen.",
    "Dust remains the main enemy of the mirrors, so the doors are opened only for an hour at noon.",
    "The workshop bought a second lathe and sold the old one to a museum of farming tools.",
    "Every sample is weighed twice, photographed and put into a box with a number on its lid.",
    "On the third day the bus was late, and the talk about batteries began without half of its audience.",
    "Readers who want the longer account will find it in the yearbook, in the chapter on maintenance.",
)


@dataclass(frozen=True)
class Thing:
    """A thing of the invented world."""

    key: str
    kind: str
    names: tuple[str, ...]
    more: dict[str, str] = field(default_factory=dict)
    """What else its entry in the gold file says."""


@dataclass(frozen=True)
class World:
    """What the documents speak of."""

    bodies: tuple[Thing, ...]
    missions: tuple[Thing, ...]
    people: tuple[Thing, ...]


@dataclass
class Sheet:
    """A document being written: its text, its facts, and the things in them."""

    random: Random
    world: World
    issued: date
    entities: dict[str, Thing] = field(default_factory=dict)
    facts: list[dict[str, object]] = field(default_factory=list)

    def use(self, thing: Thing) -> str:
        """Notes a thing and gives its name; a body with an acronym is introduced with it the first time."""
        first = thing.key not in self.entities
        self.entities[thing.key] = thing
        if len(thing.names) > 1 and thing.kind not in ("Company", "Person"):
            return f"{thing.names[0]} ({thing.names[1]})" if first else thing.names[1]
        return thing.names[0]

    def day(self, ahead: bool = False) -> date:
        """A day of the two years before the document's, or after it."""
        days = timedelta(self.random.randrange(20, 700))
        return self.issued + days if ahead else self.issued - days

    def add(self, kind: str, quote: str, **fields: object) -> str:
        """Notes a fact and gives its sentence."""
        self.facts.append({"kind": kind, **fields, "quote": quote})
        return quote


def name_of(random: Random, parts: int = 2) -> str:
    """An invented proper name."""
    return "".join(random.choice(SYLLABLES) for _ in range(parts)).capitalize()


def world_of(seed: int, documents: int) -> World:
    """The world of a corpus; a larger one has the same things and more."""
    size = max(20, int(documents**0.5 * 6))
    bodies, missions, people = {}, {}, {}
    for number in range(size):
        random = Random(f"{seed}/world/{number}")
        kind, form = BODIES[number % len(BODIES)]
        name = form.format(
            place=name_of(random) + random.choice(ENDINGS), field=random.choice(FIELDS), name=name_of(random, 3)
        )
        acronym = "".join(word[0] for word in name.split() if word[0].isupper())
        names = (name, acronym) if len(acronym) > 2 and kind != "Company" else (name,)
        bodies.setdefault(name, Thing(f"body-{number}", kind, names))
        mission = f"{name_of(random, 3)}-{random.randrange(1, 9)}"
        missions.setdefault(mission, Thing(f"mission-{number}", "Mission", (mission,)))
        person = f"{random.choice(GIVEN)} {name_of(random, 3)}"
        people.setdefault(person, Thing(f"person-{number}", "Person", (person,)))
    return World(tuple(bodies.values()), tuple(missions.values()), tuple(people.values()))


def shown(day: date) -> str:
    """A day as a press release writes it."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def signing(sheet: Sheet) -> str:
    """Two bodies that signed, or will sign, a memorandum."""
    one, other = sheet.random.sample(sheet.world.bodies, 2)
    ahead = sheet.random.random() < 0.25
    day, key = sheet.day(ahead), f"agreement-{len(sheet.facts)}"
    described = f"memorandum of understanding between {one.names[0]} and {other.names[0]}"
    sheet.entities[key] = Thing(key, "Agreement", (), {"type": "MemorandumOfUnderstanding", "descr": described})
    verb = "will sign" if ahead else "signed"
    sentence = f"The {sheet.use(one)} and the {sheet.use(other)} {verb} a memorandum of understanding on {shown(day)}."
    for party in (one, other):
        status = "planned" if ahead else "signed"
        sheet.add("party", sentence, agreement=key, party=party.key, status=status, date=day.isoformat())
    return sentence


def launching(sheet: Sheet) -> str:
    """A mission that was or will be launched."""
    mission, ahead = sheet.random.choice(sheet.world.missions), sheet.random.random() < 0.4
    day = sheet.day(ahead)
    verb = "is scheduled to launch" if ahead else "was launched"
    sentence = f"The {sheet.use(mission)} satellite {verb} on {shown(day)}."
    return sheet.add(
        "launch", sentence, mission=mission.key, date=day.isoformat(), status="planned" if ahead else "launched"
    )


def taking_part(sheet: Sheet) -> str:
    """A mission and who leads or builds it."""
    mission, body = sheet.random.choice(sheet.world.missions), sheet.random.choice(sheet.world.bodies)
    verb, role = sheet.random.choice((("is led", "lead"), ("was built", "builder"), ("is operated", "operator")))
    sentence = f"The {sheet.use(mission)} mission {verb} by the {sheet.use(body)}."
    return sheet.add("participation", sentence, mission=mission.key, agent=body.key, role=role)


def speaking(sheet: Sheet) -> str:
    """A person with a post."""
    person, body = sheet.random.choice(sheet.world.people), sheet.random.choice(sheet.world.bodies)
    title = sheet.random.choice(TITLES)
    sentence = f"“We learn from each other,” said {sheet.use(person)}, {title} of the {sheet.use(body)}."
    return sheet.add("position", sentence, person=person.key, organization=body.key, title=title)


def founding(sheet: Sheet) -> str:
    """A body and its year."""
    body, year = sheet.random.choice(sheet.world.bodies), sheet.random.randrange(1950, 2015)
    sentence = f"The {sheet.use(body)} was founded in {year}."
    return sheet.add("established", sentence, organization=body.key, date=str(year))


SENTENCES: tuple[Callable[[Sheet], str], ...] = (signing, launching, taking_part, speaking, founding)


def filler(sheet: Sheet, sentences: int) -> str:
    """Sentences without a fact."""
    return " ".join(sheet.random.choice(FILLER) for _ in range(sentences))


def release(sheet: Sheet) -> tuple[str, str]:
    """A press release in Markdown: facts between paragraphs of other text."""
    paragraphs = []
    for _ in range(sheet.random.randrange(3, 12)):
        written = [sheet.random.choice(SENTENCES)(sheet)] if sheet.random.random() < 0.6 else []
        paragraphs.append(" ".join([*written, filler(sheet, sheet.random.randrange(2, 7))]))
    return ".md", f"# News from the halls\n\n{shown(sheet.issued)}\n\n" + "\n\n".join(paragraphs) + "\n"


def roster(sheet: Sheet) -> tuple[str, str]:
    """A text with a list of members."""
    union = sheet.random.choice([body for body in sheet.world.bodies if body.kind == "IntergovernmentalOrganization"])
    members = [body for body in sheet.random.sample(sheet.world.bodies, sheet.random.randrange(4, 15)) if body != union]
    heading = f"The following organizations are members of the {sheet.use(union)}:"
    for member in members:
        sheet.add("membership", heading, member=member.key, organization=union.key, role="member")
    rows = "\n".join(f"- {sheet.use(member)}" for member in members)
    return ".md", f"# A list\n\n{filler(sheet, 6)}\n\n{heading}\n\n{rows}\n\n{filler(sheet, 12)}\n"


def mission_sheet(sheet: Sheet) -> tuple[str, str]:
    """A fact sheet in HTML."""
    mission, body, day = sheet.random.choice(sheet.world.missions), sheet.random.choice(sheet.world.bodies), sheet.day()
    rows = {"Mission": sheet.use(mission), "Operator": sheet.use(body), "Launch date": shown(day)}
    sheet.add("participation", "Operator", mission=mission.key, agent=body.key, role="operator")
    sheet.add("launch", "Launch date", mission=mission.key, date=day.isoformat(), status="launched")
    table = "".join(f"<tr><th>{label}</th><td>{value}</td></tr>" for label, value in rows.items())
    text = "".join(f"<p>{filler(sheet, 5)}</p>" for _ in range(sheet.random.randrange(2, 7)))
    title = mission.names[0]
    return (
        ".html",
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1><table>{table}</table>{text}</body></html>\n",
    )


def report(sheet: Sheet) -> tuple[str, str]:
    """A text that states nothing."""
    return ".txt", "\n\n".join(
        filler(sheet, sheet.random.randrange(4, 9)) for _ in range(sheet.random.randrange(3, 20))
    ) + "\n"


GENRES = ((release, 55), (roster, 8), (mission_sheet, 12), (report, 25))
"""What documents are, of a hundred."""


def write(folder: Path, number: int, seed: int, world: World) -> None:
    """Writes one document with its sidecar and its facts."""
    random = Random(f"{seed}/document/{number}")
    sheet = Sheet(random, world, date(2015, 1, 1) + timedelta(random.randrange(3650)))
    genre = random.choices([g for g, _ in GENRES], [share for _, share in GENRES])[0]
    suffix, text = genre(sheet)
    stem = f"d{number:07}"
    place = folder / "documents" / f"{number // 1000:04}"
    place.mkdir(parents=True, exist_ok=True)
    (place / (stem + suffix)).write_text(text, encoding="utf-8")
    (place / f"{stem}{suffix}.meta.toml").write_text(f"issued = {sheet.issued.isoformat()}\n", encoding="utf-8")
    entities = {key: {"kind": thing.kind, "names": thing.names, **thing.more} for key, thing in sheet.entities.items()}
    gold = {"doc": stem + suffix, "issued": sheet.issued.isoformat(), "entities": entities, "facts": sheet.facts}
    (folder / "gold").mkdir(exist_ok=True)
    (folder / "gold" / f"{stem}.json").write_text(json.dumps(gold, ensure_ascii=False) + "\n", encoding="utf-8")


def generate(folder: Path, documents: int, seed: int = 1) -> None:
    """Writes a corpus."""
    world = world_of(seed, documents)
    for number in range(documents):
        write(folder, number, seed, world)


def main() -> None:
    """Reads the arguments and writes the corpus."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    generate(arguments.folder, arguments.documents, arguments.seed)


if __name__ == "__main__":
    main()
