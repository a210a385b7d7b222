"""Light marks in text that was converted from PDF, slides or the web: list markers, headings, links, emphasis."""

import re
from dataclasses import dataclass

# Bullet glyphs of word processors and slide programs; U+F0xx are the private-use glyphs of Symbol and Wingdings.
_GLYPHS = "-*+•◦▪▫■□●○❑❒❖➢➤►▶‣⁃∙·–—✓✔✦→\uf0a7\uf0b7\uf0d8\uf0fc\uf076\uf0a8\uf06e"
_BULLET = re.compile(rf"^(\s*)([{re.escape(_GLYPHS)}])\s+(?=\S)")
_TIGHT_BULLET = re.compile(r"^(\s*)([•▪■●❑❒➢➤►‣\uf0a7\uf0b7\uf0d8\uf0fc\uf076])(?=\S)")
_BOX = re.compile(r"^(\s*)\[[ xX✓✔✗–-]\]\s+(?=\S)")
"""The box of a list of things to do."""
_NUMBER = re.compile(r"^(\s*)((?:\(\d{1,3}\)|\d{1,3}[.)])|\([a-z]{1,4}\)|[a-z]\)|[ivx]{1,4}[.)])\s+(?=\S)")
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_LINK = re.compile(r"!?\[([^\[\]]{0,2000})\]\([^()\s]{0,2000}(?:\s+\"[^\"]{0,500}\")?\)")
_IMAGE = re.compile(r"!\[[^\[\]]{0,2000}\]\([^()\s]{0,2000}(?:\s+\"[^\"]{0,500}\")?\)")
_ANGLE = re.compile(r"<((?:https?://|mailto:|www\.)[^<>\s]{1,2000}|[^<>\s@]{1,200}@[^<>\s@]{1,200})>")
_STAR = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]{0,5000}?[^\s*])\*(?![\w*])")
_UNDERSCORE = re.compile(r"(?<![\w_])_(?=[^\s_])([^_]{0,5000}?[^\s_])_(?![\w_])")
_CODE = re.compile(r"`([^`\n]{1,500})`")


@dataclass(frozen=True, slots=True)
class Marker:
    """The marker that a line of a list begins with: its `indent` in columns, its `style` (glyph or kind of number), the text after it."""

    indent: int
    style: str
    rest: str

    @property
    def is_bullet(self) -> bool:
        """A glyph, not a number or letter."""
        return self.style in _GLYPHS or self.style == "☐"


def list_marker(line: str) -> Marker | None:
    """The list marker of a line, None where the line does not begin with one."""
    bullet = _BULLET.match(line) or _TIGHT_BULLET.match(line)
    if bullet:
        return Marker(_columns(bullet.group(1)), bullet.group(2), line[bullet.end() :])
    if box := _BOX.match(line):
        return Marker(_columns(box.group(1)), "☐", line[box.end() :])
    number = _NUMBER.match(line)
    if number:
        style = re.sub(r"[a-z]+", "a", re.sub(r"\d+", "1", number.group(2)))
        return Marker(_columns(number.group(1)), style, line[number.end() :])
    return None


def heading(line: str) -> tuple[int, str] | None:
    """Level and text of a Markdown heading, None for any other line."""
    match = _HEADING.match(line)
    return (len(match.group(1)), match.group(2)) if match else None


def strip(text: str) -> str:
    """The text without links, images, emphasis and code marks; a footnote star after a word stays."""
    if "[" in text:
        text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    if "<" in text:
        text = _ANGLE.sub(lambda match: match.group(1).removeprefix("mailto:"), text)
    text = strip_emphasis(text)
    return _CODE.sub(r"\1", text) if "`" in text else text


def strip_emphasis(text: str) -> str:
    """The text without emphasis marks, paired or left over from a broken conversion."""
    if "*" in text:
        text = _STAR.sub(r"\1", text.replace("**", ""))
    return _UNDERSCORE.sub(r"\1", text.replace("__", "")) if "_" in text else text


def is_only_link(text: str) -> bool:
    """A line that is nothing but one link or image."""
    match = _LINK.fullmatch(text.strip().strip("*_")) or _ANGLE.fullmatch(text.strip())
    return match is not None


def _columns(space: str) -> int:
    return len(space.expandtabs(4))
