"""Style sheet and scripts in, their addresses and their bytes out: the built bundle where there is one, else the
modules as they are written, which do all that needs no package."""

import gzip
import hashlib
import json
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from server.http.negotiation import choose_encoding
from server.http.problems import ProblemError

_PAGES: Final = Path(__file__).parent
_BUILT: Final = _PAGES.parent / "static"
_SOURCES: Final = _PAGES.parent / "web" / "src"
_FOR_EVER: Final = "public, max-age=31536000, immutable"
_TYPES: Final = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is served; `lasting`: its name changes with its content."""

    body: bytes
    packed: bytes
    media_type: str
    lasting: bool
    etag: str


class Assets:
    """The files, read when first asked for. `built` tells whether there is a bundle."""

    def __init__(self, built: Path = _BUILT, sources: Path = _SOURCES) -> None:
        self._built_folder = built
        self._sources = sources

    @cached_property
    def built(self) -> bool:
        """Whether the bundle is there."""
        return (self._built_folder / "manifest.json").is_file()

    @cached_property
    def plain(self) -> str:
        """Why there is no bundle, in a sentence; "" where there is one."""
        if self.built:
            return ""
        try:
            return (self._built_folder / "plain.txt").read_text(encoding="utf-8").strip()
        except OSError:
            return "The pages are plain (no query editor, no drawings): they were not built."

    @cached_property
    def style(self) -> str:
        """The address of the style sheet."""
        return f"/assets/{self._style_name}"

    def prepare(self) -> None:
        """Read and compress the files."""
        _ = self._files, self.plain

    def script(self, name: str) -> str:
        """The address of a page's script, such as `query`; "" where there is none."""
        if self.built:
            entry = self._manifest.get(f"src/{name}.js")
            return f"/{entry['file']}" if entry else ""
        return f"/assets/{name}.js" if f"{name}.js" in self._files else ""

    def answer(self, request: Request, name: str) -> Response:
        """A file.

        Raises:
            ProblemError: 404 where there is none of this name.
        """
        found = self._files.get(name)
        if found is None:
            raise ProblemError(404, f"there is no file {name[:80]}")
        headers = {
            "Cache-Control": _FOR_EVER if found.lasting else "no-cache",
            "ETag": found.etag,
            "Vary": "Accept-Encoding",
        }
        if found.etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if choose_encoding(request.headers.get("accept-encoding"), ("gzip",)):
            headers["Content-Encoding"] = "gzip"
            return Response(found.packed, headers=headers, media_type=found.media_type)
        return Response(found.body, headers=headers, media_type=found.media_type)

    @cached_property
    def _manifest(self) -> Mapping[str, Mapping[str, str]]:
        content: Mapping[str, Mapping[str, str]] = json.loads((self._built_folder / "manifest.json").read_bytes())
        return content

    @cached_property
    def _style_name(self) -> str:
        return f"style-{hashlib.sha256((_PAGES / 'style.css').read_bytes()).hexdigest()[:8]}.css"

    @cached_property
    def _files(self) -> Mapping[str, Asset]:
        folder = self._built_folder / "assets" if self.built else self._sources
        files = {path.name: _asset(path, self.built) for path in sorted(folder.glob("*")) if path.suffix in _TYPES}
        return files | {self._style_name: _asset(_PAGES / "style.css", True)}


def _asset(path: Path, lasting: bool) -> Asset:
    body = path.read_bytes()
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    etag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    return Asset(body, gzip.compress(body, 9, mtime=0), kind, lasting, etag)
