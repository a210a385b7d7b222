"""The day from which a document speaks, where it states no day of issue: an editor's note tells it, and a title that ends in a day."""

from graph.dates.speaking import anchor
from graph.documents import Block, BlockKind, Document


def spoken(title: str, body: str) -> str | None:
    text = f"{title}\n{body}"
    blocks = (Block(BlockKind.TITLE, 0, len(title)), Block(BlockKind.PARAGRAPH, len(title) + 1, len(text)))
    day = anchor(Document("example.txt", "document-example", "0" * 64, text, blocks))
    return day.value if day else None


def test_an_editors_note_tells_the_day() -> None:
    note = "Editor's note: This advisory was updated Feb. 28, 2024, to add a name. A picture of March 13, 2023."
    assert spoken("Liftoff comes closer", note) == "2024-02-28"


def test_a_title_that_ends_in_a_day_tells_it() -> None:
    assert spoken("The Kiruna Comet for February 21, 2024", "It flew on Feb. 15.") == "2024-02-21"


def test_a_day_that_nothing_takes_up_tells_nothing() -> None:
    assert spoken("Liftoff comes closer", "A picture of March 13, 2023. It flies on Feb. 15.") is None


def test_the_year_of_an_annual_report_tells_it() -> None:
    assert spoken("Annual Report 2024 - Chapter 5", "The text was signed on 9 October.") == "2024"


def test_the_days_at_the_head_of_minutes_tell_it() -> None:
    assert (
        spoken("Council, 47th session, Suva, 26-27 June 2025", "A text was signed on 3 April.")
        == "2025-06-26/2025-06-27"
    )


def test_a_day_in_whose_year_all_weekdays_fall_as_told_tells_it() -> None:
    assert spoken("A picture of March 13, 2024", "It flies on Monday, May 6.") == "2024-03-13"
    assert spoken("Liftoff: a picture of March 13, 2024, of ice", "It flies on Monday, May 6.") == "2024-03-13"
    assert spoken("Liftoff: a picture of March 13, 2024, of ice", "It flies on Tuesday, May 6.") is None
