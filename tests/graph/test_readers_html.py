"""HTML: the main text, its blocks, what the page says of itself, and pages that mean harm."""

import time
from pathlib import Path

import pytest

from graph.documents import BlockKind, RawDocument
from graph.readers import ReadError
from graph.readers.formats import read_source
from graph.readers.source import Limits, Source

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Fiji joins | Tidal Council</title>
<meta property="og:site_name" content="Tidal Council"><style>p{{}}</style></head><body>
<div class="site-cookie-bar">We use cookies. <button>Accept</button></div>
<header><a href="/">Home</a><nav><ul><li><a>About</a></li><li><a>Members</a></li></ul></nav></header>
<p class="breadcrumb">Home &rsaquo; News</p>{body}
<div class="sidebar-related"><h3>Related news</h3><ul><li><a href="#">Tonga signs lunar accord</a></li></ul></div>
<footer><p>&copy; 2004&ndash;2025 Tidal Council. All rights reserved.</p></footer></body></html>"""
ARTICLE = """<h1>Fiji joins the council</h1><p>Fiji joined the Tidal Council on Monday, as its twelfth member, at a ceremony in the harbour
of Suva that the ministers of nine other members attended.</p>
<h2>Members</h2><ul><li>Samoa</li><li>Tonga<ul><li>since 2001</li></ul></li></ul>"""


def read(html: str | bytes, limits: Limits | None = None) -> RawDocument:
    data = html if isinstance(html, bytes) else html.encode()
    return read_source(Source(Path("a.html"), data, limits or Limits()))


def texts(html: str | bytes) -> list[str]:
    return [block.text for block in read(html).blocks]


@pytest.mark.parametrize(
    "wrapper",
    [
        "<main><article>{}</article></main>",
        "<article>{}</article>",
        "<div id=main-content>{}</div>",
        "<div>{}</div>",
        "{}",
    ],
)
def test_only_the_main_text_is_read(wrapper: str) -> None:
    document = read(PAGE.format(body=wrapper.format(ARTICLE)))
    assert [(block.kind, block.level) for block in document.blocks] == [
        (BlockKind.TITLE, 0),
        (BlockKind.PARAGRAPH, 0),
        (BlockKind.HEADING, 2),
        (BlockKind.ITEM, 1),
        (BlockKind.ITEM, 1),
        (BlockKind.ITEM, 2),
    ]
    assert document.blocks[4].text == "Tonga"


def test_page_with_much_of_its_text_in_an_element_named_like_furniture_keeps_it() -> None:
    assert "Fiji joins the council" in texts(f"<body><div class='menu-wrapper'>{ARTICLE}</div></body>")


def test_metadata() -> None:
    document = read(PAGE.format(body=f"<main>{ARTICLE}</main>"))
    assert (document.title, document.publisher, document.language, document.issued) == (
        "Fiji joins the council",
        "Tidal Council",
        "en",
        None,
    )


@pytest.mark.parametrize(
    ("head", "issued"),
    [
        ('<meta property="article:published_time" content="2025-04-03T09:00:00+02:00">', "2025-04-03"),
        ('<meta name="DC.date" content="2025-04">', "2025-04"),
        (
            '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","datePublished":"2025-04-03"}]}</script>',
            "2025-04-03",
        ),
        ('<script type="application/ld+json">{broken</script>', None),
        ('<meta property="article:published_time" content="soon">', None),
        ('<meta property="article:modified_time" content="2025-04-03">', None),
    ],
)
def test_date_of_issue_in_the_head(head: str, issued: str | None) -> None:
    document = read(f"<html><head>{head}</head><body>{ARTICLE}</body></html>")
    assert (document.issued.value if document.issued else None) == issued


def test_date_of_issue_in_the_text() -> None:
    document = read(
        PAGE.format(
            body="<main><h1>Fiji joins</h1><p>Posted on Thursday, 3 April 2025 &middot; 4 min read</p><p>Text.</p></main>"
        )
    )
    assert document.issued is not None and document.issued.value == "2025-04-03"


def test_publisher_from_the_copyright_line_and_from_json() -> None:
    footer = "<footer>© 2004–2025 Tidal Council. All rights reserved.</footer>"
    assert read(f"<body>{ARTICLE}{footer}</body>").publisher == "Tidal Council"
    data = '<script type="application/ld+json">{"publisher":{"name":"Lagoon Press"}}</script>'
    assert read(f"<body>{data}{ARTICLE}{footer}</body>").publisher == "Lagoon Press"


def test_row_of_headings_with_an_empty_corner_is_the_header() -> None:
    table = "<table><tr><td></td><th>Zorin-1</th><th>Zorin-2</th></tr><tr><th>Pad</th><td>Kiruna</td><td>Addu</td></tr></table>"
    rows = [block for block in read(f"<main>{ARTICLE}{table}</main>").blocks if block.kind is BlockKind.ROW]
    assert rows[1].header == ("", "Zorin-1", "Zorin-2")


def test_table_with_spans() -> None:
    table = """<table><caption>Parties</caption><tr><th>State</th><th>Role</th><th>Since</th></tr>
    <tr><td rowspan=2>Samoa</td><td>Member</td><td>2001</td></tr><tr><td>Chair</td><td>2003</td></tr>
    <tr><td colspan=2>Tonga</td><td>2005</td></tr></table>"""
    blocks = read(f"<main>{ARTICLE}{table}</main>").blocks[-5:]
    assert blocks[0].kind is BlockKind.CAPTION
    assert [block.cells for block in blocks[1:]] == [
        ("State", "Role", "Since"),
        ("Samoa", "Member", "2001"),
        ("Samoa", "Chair", "2003"),
        ("Tonga", "", "2005"),
    ]
    assert blocks[4].header == ("State", "Role", "Since")


def test_table_that_lays_out_the_page_is_read_through() -> None:
    assert "Fiji joins the council" in texts(f"<table><tr><td>x</td><td>{ARTICLE}</td></tr></table>")


def test_captions_notes_and_definitions() -> None:
    extra = "<figure><figcaption>The ministers</figcaption></figure><p><small>* founding member.</small></p>"
    extra += "<dl><dt>Seat</dt><dd>Suva</dd></dl>"
    blocks = read(f"<main>{ARTICLE}{extra}</main>").blocks[-3:]
    assert [(block.kind, block.text, block.cells) for block in blocks] == [
        (BlockKind.CAPTION, "The ministers", ()),
        (BlockKind.NOTE, "* founding member.", ()),
        (BlockKind.ROW, "", ("Seat", "Suva")),
    ]


def test_note_marks_go_and_powers_and_stars_stay() -> None:
    html = '<p>The Convention<sup><a href="#1">1</a></sup> covers 10 m<sup>2</sup>, Chile<sup>*</sup> and treaties<sup>[3]</sup>.</p>'
    assert texts(html)[-1] == "The Convention covers 10 m2, Chile* and treaties."


def test_line_breaks_part_lines_and_wrapped_source_does_not() -> None:
    assert texts("<p>For the Institute: A. Quill<br>For the Ministry: O. Vane</p><p>one\n   sentence\n</p>")[-3:] == [
        "For the Institute: A. Quill",
        "For the Ministry: O. Vane",
        "one sentence",
    ]


def test_hidden_text_and_scripts_are_not_read() -> None:
    hidden = '<p hidden>a1</p><p style="display: none">a2</p><div aria-hidden="true">a3</div><script>a4</script><template>a5</template>'
    assert not any(
        mark in " ".join(texts(f"<main>{ARTICLE}{hidden}</main>")) for mark in ("a1", "a2", "a3", "a4", "a5")
    )


@pytest.mark.parametrize(
    "data",
    [
        "<p>Türkiye</p>".encode(),
        b"\xef\xbb\xbf" + "<p>Türkiye</p>".encode(),
        '<meta charset="iso-8859-9"><p>Türkiye</p>'.encode("iso-8859-9"),
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252"><p>Türkiye</p>'.encode("cp1252"),
        "<p>Türkiye</p>".encode("utf-16"),
    ],
)
def test_charset(data: bytes) -> None:
    assert texts(data)[-1] == "Türkiye"


def test_control_characters_are_no_fault() -> None:
    assert texts(f"<main><p>{'Much text. ' * 20}</p><p>One\x01 line.</p><nav>x</nav>\x02 tail \ufffe&#3;</main>")[
        1:
    ] == ["One line.", "tail"]


def test_entities_are_not_expanded_and_nothing_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("top secret")
    entities = f'<!ENTITY x SYSTEM "file://{secret}"><!ENTITY y "boom">'
    html = f'<?xml version="1.0"?><!DOCTYPE html [{entities}]><html><body><p>A &x; &y; b</p></body></html>'
    assert "secret" not in " ".join(texts(html)).replace("secret.txt", "")


def test_elements_nested_deeper_than_the_limit_are_read_as_text() -> None:
    html = "<div>" * 150 + "deep" + "</div>" * 150
    assert [block.text for block in read(html).blocks] == ["deep"]


def test_page_nested_too_deep_is_reported() -> None:
    with pytest.raises(ReadError, match="nested too deep"):
        read("<p>start<div>" * 20_000)


def test_page_without_text_is_reported() -> None:
    with pytest.raises(ReadError, match="empty"):
        read("<html><body><script>render()</script></body></html>")


@pytest.mark.parametrize(
    "html",
    [
        "<b><p>" * 5_000 + "x",
        "<table><tr>" + "<td colspan=999999 rowspan=999999>x</td>" * 500 + "</tr></table>",
        "<p>" + "a" * 2_000_000 + "</p>",
        "<ul><li><a>x</a>" * 100,
        '<div class="' + "menu " * 50_000 + '"><p>x</p></div>',
        "<p>x" + "<br>" * 100_000 + "y",
    ],
)
def test_hostile_page_ends_soon(html: str) -> None:
    start = time.perf_counter()
    assert any(block.text or block.cells for block in read(html).blocks)
    assert time.perf_counter() - start < 10


def test_what_is_struck_out_is_not_read() -> None:
    assert texts("<main><h1>Fiji</h1><p>Fiji <del>left</del> <s>quit</s> joined.</p></main>") == [
        "Fiji",
        "Fiji joined.",
    ]
