"""Links that open a mail program or Gmail with a draft in it."""

from __future__ import annotations

from fmgtrack.exchange.eml import one_line
from fmgtrack.exchange.files import well_formed

LONGEST_LINK = 1_900
"""Characters of a link; cautious, since Windows and its mail programs cut or refuse longer ones."""


def mailto(address: str | None, subject: str, body: str) -> str | None:
    """A `mailto:` link (RFC 6068), or None when it is longer than 1,900 characters.

    That is a cautious limit: mail programs on Windows still take it. With no address the mail
    program asks for one. An address is one address, whatever is in it.
    """
    from urllib.parse import quote

    local, at, domain = one_line(address or "").rpartition("@")
    # the reserved signs too, so that `?bcc=` or a comma in an address stays in the address
    to = f"{quote(local, safe='')}{at}{quote(domain, safe='')}"
    lines = well_formed(body).replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
    link = f"mailto:{to}?subject={quote(one_line(subject), safe='')}&body={quote(lines, safe='')}"
    return link if len(link) <= LONGEST_LINK else None


def gmail(address: str | None, subject: str, body: str) -> str | None:
    """A link that opens Gmail in a browser with the draft in it, or None when it is too long.

    The limit is that of `mailto`. Everything in it is percent-encoded, so that no address or text
    adds another recipient.
    """
    from urllib.parse import quote

    lines = well_formed(body).replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
    parts = {"to": one_line(address or ""), "su": one_line(subject), "body": lines}
    query = "&".join(f"{name}={quote(text, safe='')}" for name, text in parts.items())
    link = f"https://mail.google.com/mail/?view=cm&fs=1&{query}"
    return link if len(link) <= LONGEST_LINK else None
