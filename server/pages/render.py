"""Template names and values in, HTML answers out."""

from collections.abc import Mapping
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ontology.namespaces import SPID
from server.linked import path_of, short
from server.pages.assets import Assets
from server.views.answer import answer
from server.views.facts import words

MENU: Final = (
    ("/", "Overview"),
    ("/network", "Network"),
    ("/query", "Query"),
    ("/documents", "Documents"),
    ("/checks", "Checks"),
)
"""The pages that every page leads to."""


class Pages:
    """The templates in `server/pages/templates`; whatever is put into them is escaped."""

    def __init__(self) -> None:
        self.assets = Assets()
        self._templates = Environment(
            loader=PackageLoader("server.pages"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters |= {
            "path_of": path_of,
            "short": short,
            "words": words,
            "day": day_text,
            "sentence": sentence,
            "web": web,
            "local": lambda iri: iri.removeprefix(SPID),
        }
        self._templates.globals |= {"assets": self.assets, "menu": MENU}

    def prepare(self) -> None:
        """Read all templates and assets, so that no first reader waits for that."""
        for name in self._templates.list_templates(extensions=["html"]):
            self._templates.get_template(name)
        self.assets.prepare()

    def page(self, name: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page from a template and its values."""
        headers = {"Cache-Control": "public, max-age=0, must-revalidate", "Vary": "Accept"}
        return HTMLResponse(self._html(name, values), status, headers)

    def page_for(self, request: Request, name: str, values: Mapping[str, Any], status: int = 200) -> Response:
        """A page for a request: compressed where its client takes that, 304 where it has it."""
        here = "/" + request.url.path.strip("/").partition("/")[0]
        return answer(request, self._html(name, {**values, "here": here}).encode(), "text/html", status)

    def _html(self, name: str, values: dict[str, Any]) -> str:
        return self._templates.get_template(name).render({"here": "", **values})


_MONTHS: Final = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def day_text(text: str) -> str:
    """A date of any precision as people write it: `2024-09-01` is "1 September 2024"; what is no date stays."""
    if "/" in text:
        return " to ".join(day_text(part) for part in text.split("/"))
    parts = text.split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) not in (2, 3) or not 1 <= int(parts[1]) <= 12:
        return text
    month = f"{_MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return f"{int(parts[2])} {month}" if len(parts) == 3 else month


def sentence(text: str) -> str:
    """A text with a capital at its start."""
    return text[:1].upper() + text[1:]


def web(address: str | None) -> str:
    """An address that may be linked to: one of the web; else ""."""
    return address if address and address.startswith(("http://", "https://")) else ""
