"""Two states and some things of fiction, and documents made of given paragraphs, for tests of extraction."""

from graph.documents import Block, BlockKind, Document, Span
from graph.mentions.model import Mention, Recognised
from graph.mentions.recognition import Recogniser
from ontology.authority import Authority, AuthorityEntry

AUTHORITY = Authority(
    (
        AuthorityEntry(
            "ruritania", "State", "Ruritania", ("Ruritania", "Republic of Ruritania"), demonyms=("Ruritanian",)
        ),
        AuthorityEntry("zubrowka", "State", "Zubrowka", ("Zubrowka",), demonyms=("Zubrowkan",)),
        AuthorityEntry(
            "zsa",
            "SpaceAgency",
            "Zubrowka Space Organisation",
            ("Zubrowka Space Organisation", "ZSO"),
            acronyms=("ZSO",),
            state="zubrowka",
        ),
        AuthorityEntry("zsa-lab", "ResearchInstitution", "Lutz Field Centre", ("Lutz Field Centre",), parent="zsa"),
        AuthorityEntry(
            "polar-union",
            "IntergovernmentalOrganization",
            "Polar Space Union",
            ("Polar Space Union", "PSU"),
            acronyms=("PSU",),
            ambiguous=frozenset({"PSU"}),
        ),
        AuthorityEntry(
            "plains-university",
            "University",
            "Plains State University",
            ("Plains State University", "PSU"),
            acronyms=("PSU",),
            ambiguous=frozenset({"PSU"}),
            state="ruritania",
        ),
        AuthorityEntry("courage", "Mission", "Courage", ("Courage",), common=frozenset({"Courage"})),
        AuthorityEntry("marmot", "Mission", "Marmot", ("Marmot",)),
        AuthorityEntry(
            "alpine-treaty", "Agreement", "Alpine Orbit Treaty", ("Alpine Orbit Treaty",), agreement_type="treaty"
        ),
    )
)
"""A small authority; no name of it is real."""


def document(*paragraphs: str, kind: BlockKind = BlockKind.PARAGRAPH, name: str = "invented.txt") -> Document:
    """A document of paragraphs, or of blocks of another kind."""
    blocks: list[Block] = []
    at = 0
    for paragraph in paragraphs:
        blocks.append(Block(kind, at, at + len(paragraph)))
        at += len(paragraph) + 2
    text = "\n\n".join(paragraphs)
    return Document(name, f"document-{name.partition('.')[0]}", "0" * 64, text, tuple(blocks))


def recognised(*paragraphs: str, authority: Authority = AUTHORITY, kind: BlockKind = BlockKind.PARAGRAPH) -> Recognised:
    """What the recogniser finds in paragraphs."""
    return Recogniser(authority).recognise(document(*paragraphs, kind=kind))


def shown(found: Recognised, text: str) -> dict[str, tuple[str, str]]:
    """The mentions by their words: the kind and label of what each means; a mention without a thing has its letter and no label."""
    return {text[m.start : m.end]: _meant(found, m) for m in found.mentions}


def _meant(found: Recognised, mention: Mention) -> tuple[str, str]:
    if not mention.entities:
        return mention.letter, ""
    entity = found.table.entities[mention.entities[0]]
    return entity.kind, entity.label


def whole(text: str) -> Span:
    """The span of a whole text."""
    return Span(0, len(text))
