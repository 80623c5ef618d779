from __future__ import annotations

from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.exchange.links import mailto


def test_a_link_as_rfc_6068_wants_it() -> None:
    assert mailto("w.chen@example.org", "Thank you & more", "Dear Dr. Chen,\nthanks: 100%?") == (
        "mailto:w.chen@example.org?subject=Thank%20you%20%26%20more"
        "&body=Dear%20Dr.%20Chen%2C%0D%0Athanks%3A%20100%25%3F"
    )


@pytest.mark.parametrize(
    ("address", "encoded"),
    [
        (None, ""),
        ("", ""),
        ("w+match@example.org", "w%2Bmatch@example.org"),
        ("a?bcc=x@example.org", "a%3Fbcc%3Dx@example.org"),
        ("a@b@example.org", "a%40b@example.org"),
        ("a@example.org,x@example.org", "a%40example.org%2Cx@example.org"),
        ("a@example.org\r\nBcc: x@example.org", "a%40example.org%20Bcc%3A%20x@example.org"),
        ("josé@example.org", "jos%C3%A9@example.org"),
    ],
)
def test_an_address_stays_one_address(address: str | None, encoded: str) -> None:
    assert mailto(address, "s", "b") == f"mailto:{encoded}?subject=s&body=b"


@pytest.mark.parametrize(("length", "fits"), [(1900, True), (1901, False)])
def test_the_longest_link(length: int, fits: bool) -> None:
    bare = mailto("a@example.org", "s", "") or ""
    link = mailto("a@example.org", "s", "b" * (length - len(bare)))
    assert (link is not None) == fits
    assert link is None or len(link) == length


@given(st.text(max_size=40), st.text(max_size=80), st.text(max_size=80))
def test_nothing_typed_adds_a_field(address: str, subject: str, body: str) -> None:
    link = mailto(address, subject, body)
    assert link is not None
    assert link.isascii()
    assert "+" not in link
    parts = urlsplit(link)
    assert not parts.fragment
    fields = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True)
    assert [name for name, _ in fields] == ["subject", "body"]
    assert not set(fields[0][1]) & set("\r\n")
    assert not set(unquote(parts.path)) & set("\r\n")
    assert fields[1][1].replace("\r\n", "\n") == body.replace("\r\n", "\n").replace("\r", "\n")


def test_lone_surrogates_do_not_stop_it() -> None:
    assert mailto("a\ud800@example.org", "\udfff", "b\ud800") == (
        "mailto:a%3F@example.org?subject=%3F&body=b%3F"
    )
