"""Template names and values in, HTML answers out."""

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from server.linked import path_of, short


class Pages:
    """The templates in `server/pages/templates`; whatever is put into them is escaped."""

    def __init__(self) -> None:
        self._templates = Environment(
            loader=PackageLoader("server.pages"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters |= {"path_of": path_of, "short": short}

    def page(self, name: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page from a template and its values."""
        headers = {"Cache-Control": "public, max-age=0, must-revalidate", "Vary": "Accept"}
        return HTMLResponse(self._templates.get_template(name).render(values), status, headers)
