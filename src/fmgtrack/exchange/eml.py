"""A mail as an `.eml` file that mail programs open as an unsent draft."""

from __future__ import annotations

import re
import unicodedata

from fmgtrack.errors import InvalidError
from fmgtrack.exchange.files import well_formed

_ADDRESS = re.compile(r"[^\s@<>()\[\]\\,;:\"]+@[^\s@<>()\[\]\\,;:\"]+", re.ASCII)
_LONGEST_HEADER = 500  # characters; mail programs cut there or earlier
_REF = re.compile(r"[a-z]\d+", re.ASCII)


def one_line(text: str) -> str:
    """The text as one line: control characters, line ends and any run of spaces as one space."""
    plain = well_formed(text)
    return " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in plain).split())


def eml(*, to_name: str | None, to_address: str | None, subject: str, body: str) -> bytes:
    """The bytes of an unsent message to one person, UTF-8, lines ending in CRLF.

    There is no From, Date or Message-ID: the mail program adds them when the person sends. With
    no address there is no To. Nothing in a name, subject or body makes a second header; a name or
    subject is one line of at most 500 characters.

    Raises:
        InvalidError: `to_address` is not one plain ASCII address.
    """
    from email.message import EmailMessage
    from email.policy import SMTP

    head = ["X-Unsent: 1"]
    if to_address is not None:
        head.append(f"To: {_recipient(to_name, to_address)}")
    head.append(f"Subject: {_encoded(subject)}")
    message = EmailMessage(policy=SMTP)
    lines = well_formed(body).replace("\r\n", "\n").replace("\r", "\n")
    message.set_content(lines, charset="utf-8", cte="quoted-printable")
    return "".join(f"{line}\r\n" for line in head).encode("ascii") + message.as_bytes()


def _recipient(name: str | None, address: str) -> str:
    from email.utils import quote

    plain = address.strip()
    if not (plain.isascii() and plain.isprintable() and _ADDRESS.fullmatch(plain)):
        raise InvalidError(
            f"`{one_line(address)}` is not a mail address a draft can be made for",
            "type one like `name@example.org`",
        )
    shown = _header_text(name or "")
    if not shown:
        return plain
    encoded = _encoded(shown)
    return f"{encoded} <{plain}>" if encoded != shown else f'"{quote(shown)}" <{plain}>'


def _header_text(text: str) -> str:
    return one_line(text)[:_LONGEST_HEADER].rstrip()


def _encoded(text: str) -> str:
    """The text for a header, as encoded words unless it is plain ASCII.

    The email package's newer header classes lose a space where they fold some encoded words (seen
    in Python 3.11), so the older one does it.
    """
    from email.header import Header

    plain = _header_text(text)
    # a typed `=?utf-8?q?...?=` would be decoded by the reader, line ends inside it included
    if plain.isascii() and "=?" not in plain:
        return plain
    return Header(plain, "utf-8", header_name="Subject").encode(linesep="\r\n")


def eml_name(ref: str, kind: str = "thanks") -> str:
    """The file name for a draft: from a follow-up's ref `f3.eml`, of another kind `c2-accept.eml`.

    Raises:
        InvalidError: `ref` is not a letter and a number.
    """
    if not _REF.fullmatch(ref):
        raise InvalidError(f"`{one_line(ref)}` is not a ref", "a ref looks like `f3`")
    return f"{ref}.eml" if kind == "thanks" else f"{ref}-{kind}.eml"
