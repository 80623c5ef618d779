"""Whether a recorded mail address is one that a mail program would take."""

from __future__ import annotations

import unicodedata

from fmgtrack.rules.prose import fold

_MOST_ADDRESS = 254


def address_fault(email: str) -> str | None:
    """Say what is wrong with an address, or None."""
    local, at, domain = email.partition("@")
    labels = domain.split(".")
    top = labels[-1]
    dots = local.startswith(".") or local.endswith(".") or ".." in local
    faults = (
        (any(unicodedata.category(c) in _HIDDEN for c in email), "has a hidden character in it"),
        (any(c.isspace() for c in email), "has a space in it"),
        (email.count("@") > 1 or "," in email or ";" in email, "is more than one address"),
        (not at, "has no `@`"),
        (len(labels) == 1, "has no dot behind the `@`"),
        (not all(map(_is_label, labels)) or top.isdigit() or len(top) == 1, "has no such domain"),
        (not local or dots or set(local) & _NOT_LOCAL, "has no such name before the `@`"),
        (len(email) > _MOST_ADDRESS, "is too long"),
    )
    return next((fault for holds, fault in faults if holds), None)


_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_NOT_LOCAL = frozenset('()<>[]:\\"')


def _is_label(label: str) -> bool:
    """Whether a part of a domain is letters, digits and inner hyphens."""
    inner = label.replace("-", "")
    return bool(inner) and fold(inner).isalnum() and label[0] != "-" and label[-1] != "-"
