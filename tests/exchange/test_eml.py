from __future__ import annotations

import email
import email.policy
import string
from email.message import EmailMessage

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fmgtrack.errors import InvalidError
from fmgtrack.exchange.eml import eml, eml_name, one_line

HEADERS = {
    "x-unsent",
    "to",
    "subject",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
}
HOSTILE = [
    "a\r\nBcc: x@example.org",
    "a\nBcc: x@example.org",
    "a\rBcc: x@example.org",
    "a\u2028Bcc: x@example.org",
    "a\x85Bcc: x@example.org",
    "a\x0bBcc: x@example.org\x00",
    "=?utf-8?q?a=0D=0ABcc:_x@example.org?=",
    "<script>alert(1)</script>",
    "x@example.org, y@example.org",
    'Wei "the, one" Chen; <x@example.org>',
    "\\",
    '"',
    "Łukasz Žižka, MD",
    "魏晨" * 30,
    "\ud800",
    "",
]


def read(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def make(
    to_name: str | None = "Dr. Wei Chen",
    to_address: str | None = "w.chen@example.org",
    subject: str = "Thank you",
    body: str = "Dear Dr. Chen,\n\nthank you.\n",
) -> bytes:
    return eml(to_name=to_name, to_address=to_address, subject=subject, body=body)


def names(message: EmailMessage) -> list[str]:
    return sorted(name.lower() for name in message)


def lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def test_a_draft_that_mail_programs_open_unsent() -> None:
    data = make()
    assert data.splitlines()[0] == b"X-Unsent: 1"
    message = read(data)
    assert set(names(message)) == HEADERS
    assert message["To"] == '"Dr. Wei Chen" <w.chen@example.org>'
    assert message["Subject"] == "Thank you"
    assert message["MIME-Version"] == "1.0"
    assert message.get_content_type() == "text/plain"
    assert message.get_content_charset() == "utf-8"
    assert lines(message.get_content()) == "Dear Dr. Chen,\n\nthank you.\n"


def test_no_address_no_recipient() -> None:
    assert set(names(read(make(to_address=None)))) == HEADERS - {"to"}


def test_an_address_without_a_name() -> None:
    assert read(make(to_name=None))["To"] == "w.chen@example.org"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_name_or_subject_makes_a_second_header(text: str) -> None:
    message = read(make(to_name=text, subject=text))
    assert names(message) == sorted(HEADERS)
    [address] = message["To"].addresses
    assert address.addr_spec == "w.chen@example.org"
    expected = one_line(text)
    assert message["Subject"] == expected
    # a reader may show a space where a long name was folded
    assert address.display_name.replace(" ", "") == expected.replace(" ", "")


@given(st.text(max_size=120), st.text(max_size=200), st.text())
@example("a\r\nb", "\x85", "\x85\x0b\u2028a\x0cb")
@example("", "0000 000" + "\u00a1" * 5 + "\U00010000" * 6 + " \u00a1", "")
@example("n", "s", ".\r\n.\r\nFrom x\n" + "y" * 2000 + " \t\n ")
def test_everything_reads_back(name: str, subject: str, body: str) -> None:
    data = make(to_name=name, subject=subject, body=body)
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\r" not in data.replace(b"\r\n", b"")
    message = read(data)
    assert names(message) == sorted(HEADERS)
    assert [address.addr_spec for address in message["To"].addresses] == ["w.chen@example.org"]
    assert message["Subject"] == one_line(subject)
    assert lines(message.get_content()).removesuffix("\n") == lines(body).removesuffix("\n")


@given(st.text(alphabet=string.ascii_letters + string.digits + "!#$%&'*+-./=?^_`{|}~", min_size=1))
def test_every_plain_address_stays_one(local: str) -> None:
    message = read(make(to_address=f"{local}@example.org"))
    assert names(message) == sorted(HEADERS)
    assert len(message["To"].addresses) == 1


@pytest.mark.parametrize(
    "address",
    [
        "",
        "w.chen",
        "@example.org",
        "w.chen@",
        "a@b@example.org",
        "w chen@example.org",
        "a@example.org, b@example.org",
        "a@example.org\r\nBcc: b@example.org",
        "a@exam\nple.org",
        "Wei <a@example.org>",
        '"a"@example.org',
        "josé@example.org",
        "a\x00@example.org",
        "a\ud800@example.org",
    ],
)
def test_addresses_that_are_refused(address: str) -> None:
    with pytest.raises(InvalidError) as caught:
        make(to_address=address)
    assert "\n" not in caught.value.message
    assert caught.value.hint


@given(st.text())
def test_any_address_is_one_or_refused(address: str) -> None:
    try:
        message = read(make(to_address=address))
    except InvalidError:
        return
    assert [found.addr_spec for found in message["To"].addresses] == [address.strip()]


def test_long_texts_are_cut_in_headers_alone() -> None:
    message = read(make(to_name="é" * 100_000, subject="word " * 100_000, body="b" * 1_000_000))
    assert len(message["Subject"]) <= 500
    assert message.get_content().strip() == "b" * 1_000_000


def test_lone_surrogates_become_question_marks() -> None:
    message = read(make(subject="a\ud800", body="b\udfff"))
    assert message["Subject"] == "a?"
    assert message.get_content().strip() == "b?"


def test_the_file_is_named_after_the_ref() -> None:
    assert eml_name("f12") == "f12.eml"


@pytest.mark.parametrize("ref", ["", "f", "3", "F3", "../f3", "f3\n", "f3.eml", "con", "f٣", "ff3"])
def test_no_other_name_becomes_a_file(ref: str) -> None:
    with pytest.raises(InvalidError):
        eml_name(ref)


@given(st.text())
def test_one_line_is_one(text: str) -> None:
    plain = one_line(text)
    assert plain.splitlines() in ([], [plain])
    assert plain == plain.strip()
    assert one_line(plain) == plain
