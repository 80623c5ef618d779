"""Text of an invitation made plain: no control characters, no HTML, and the link of the meeting."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

LONGEST = 20_000
"""Characters of one text that are looked at; the rest of a longer one is dropped."""

_ESCAPED = re.compile(r"\\([nN,;:\\\"])")
_TAG = re.compile(
    r"</?(?:a|b|br|div|font|html|i|li|ol|p|span|strong|table|td|tr|u|ul)\b", re.IGNORECASE
)
_BREAKS = frozenset({"br", "div", "li", "p", "td", "tr", "h1", "h2", "h3"})
_SILENT = frozenset({"head", "script", "style", "title"})
_JOINERS = "\u200c\u200d"
_LINK = re.compile(r"https?://[^\s<>\"'\u00a0|]+", re.IGNORECASE)
_BLANKS = re.compile(r"\n{3,}")

VIDEO_HOSTS = (
    *("zoom.us", "zoom.com", "zoomgov.com", "teams.microsoft.com", "teams.live.com"),
    *("teams.microsoft.us", "webex.com", "meet.google.com", "thalamusgme.com"),
)
"""Hosts of video meetings; their subdomains too."""


def unescaped(value: str) -> str:
    """A TEXT value of RFC 5545 section 3.3.11 without its escapes."""
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value[:LONGEST])


def clean(text: str) -> str:
    """The text without characters that cannot be seen; line ends stay, tabs become spaces."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\u00a0", " ")
    kept = [
        char
        for char in text[:LONGEST]
        if char == "\n"
        or char in _JOINERS
        or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    ]
    return "".join(kept).strip()


def one_line(text: str) -> str:
    """The same in one line."""
    return " ".join(clean(text).split())


def plain(text: str) -> str:
    """A description as text of a few lines; HTML loses its tags, scripts and styles."""
    if _TAG.search(text):
        reader = _Plain()
        reader.feed(text[:LONGEST])
        reader.close()
        text = "".join(reader.parts)
    lines = (" ".join(line.split()) for line in clean(text).split("\n"))
    return _BLANKS.sub("\n\n", "\n".join(lines)).strip()


class _Plain(HTMLParser):
    """Collects the text of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._silent += tag in _SILENT
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        if tag in _BREAKS - {"br"}:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def video_link(*texts: str) -> str | None:
    """The first link of a video meeting in these texts, out of what mail filters wrap it in."""
    for text in texts:
        for match in _LINK.finditer(text[:LONGEST].replace("&amp;", "&")):
            link = _unwrapped(match[0]).rstrip(".,;:!?)>]}")
            if _is_video(_host(link)):
                return clean(link)
    return None


def _is_video(host: str) -> bool:
    return any(host == known or host.endswith(f".{known}") for known in VIDEO_HOSTS)


def _host(link: str) -> str:
    try:
        return (urlsplit(link).hostname or "").lower()
    except ValueError:  # an address such as `http://[`
        return ""


def _unwrapped(link: str) -> str:
    """The address inside a link of Safe Links or URL Defense, else the link itself."""
    host = _host(link)
    if host.endswith(".safelinks.protection.outlook.com"):
        return unquote(link.partition("url=")[2].partition("&")[0])
    if host == "urldefense.com" and (wrapped := re.search(r"__(https?:.*?)__", link)):
        return re.sub(r"^(https?):/+", r"\1://", wrapped[1])
    return link
