from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fmgtrack.errors import FmgtrackError, InvalidError, RefusedError
from fmgtrack.exchange.form import read_form, read_mail_form, write_form, write_mail_form

NAMES = ("name", "city", "note", "nrmp_code")
TEXTS = st.one_of(st.text(), st.text(alphabet="a:# \t\r\n\x0b\x85\u2028\ufeff"))


def trimmed(text: str) -> str:
    """What a value is after a visit to the editor."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip() for line in plain.split("\n")).rstrip()


def test_a_form() -> None:
    text = write_form(
        "p3 Henry Ford\nan empty value is not set",
        [("name", "Henry Ford: # one"), ("city", ""), ("note", "first\n\n  second")],
    )
    assert text == (
        "# p3 Henry Ford\n# an empty value is not set\n\n"
        "name: Henry Ford: # one\ncity:\nnote: first\n  \n    second\n"
    )
    assert read_form(text, NAMES) == {
        "name": "Henry Ford: # one",
        "city": "",
        "note": "first\n\n  second",
    }


@given(st.text(), TEXTS, TEXTS, TEXTS)
@example("", "\n\nfoo", " \nfoo", "\n")
@example("", "a\r\n\r\nb\rc", "# a\n# b", "name: x\ncity: y")
@example("\r\nname: x", "   leading", "\ufeff", "trailing \n\n")
def test_any_text_comes_back(title: str, name: str, city: str, note: str) -> None:
    fields = [("name", name), ("city", city), ("note", note)]
    read = read_form(write_form(title, fields), NAMES)
    assert read == {field: trimmed(value) for field, value in fields}


@given(TEXTS)
def test_an_editor_that_trims_lines_and_uses_crlf_changes_nothing(note: str) -> None:
    written = write_form("", [("name", ""), ("note", note)])
    plain = "\n".join(line.rstrip() for line in written.split("\n"))
    assert read_form("\ufeff" + plain.replace("\n", "\r\n"), NAMES)["note"] == trimmed(note)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", {}),
        ("# all\n\n#gone", {}),
        ("\ufeffname: x", {"name": "x"}),
        ("name:x", {"name": "x"}),
        ("name :  x  ", {"name": " x"}),
        ("Name: x\nNRMP-Code: y", {"name": "x", "nrmp_code": "y"}),
        ("nrmp code: y", {"nrmp_code": "y"}),
        ("note:\n  a\n  b", {"note": "a\nb"}),
        ("note: a\n\tb\n c", {"note": "a\nb\nc"}),
        ("note: a\n\n\n  b\n\n\ncity: d", {"note": "a\n\n\nb", "city": "d"}),
        ("note: a\n# between\n  b", {"note": "a\nb"}),
        ("name:   \ncity:", {"name": "", "city": ""}),
    ],
)
def test_what_people_type(typed: str, expected: dict[str, str]) -> None:
    assert read_form(typed, NAMES) == expected


@pytest.mark.parametrize(
    ("typed", "said", "hint"),
    [
        ("# t\n\nnaem: x", "line 3 names a field that does not exist, `naem`", "`name`"),
        ("zzz: x", "line 1 names a field that does not exist, `zzz`", "name, city, note"),
        ("name: x\nand more", "line 2 is no field, `and more`", "two spaces"),
        ("  early", "line 1 is no field, `early`", "two spaces"),
        (": x", "line 1 is no field, `: x`", "two spaces"),
        ("name: x\ncity: y\nName: z", "line 3 gives `name` a second time", "line 1"),
        ("a" * 500, "line 1 is no field, `" + "a" * 40 + "...`", "two spaces"),
    ],
)
def test_mistakes_name_the_line_and_the_piece(typed: str, said: str, hint: str) -> None:
    with pytest.raises(InvalidError) as caught:
        read_form(typed, NAMES)
    assert caught.value.message == said
    assert hint in caught.value.hint


@given(TEXTS)
def test_any_text_is_read_or_refused(text: str) -> None:
    for reader in (lambda text: read_form(text, NAMES), read_mail_form):
        refusal: FmgtrackError | None = None
        try:
            reader(text)
        except FmgtrackError as error:
            refusal = error
        assert refusal is None or (refusal.hint and len(refusal.message.splitlines()) == 1)


def test_lone_surrogates_become_question_marks() -> None:
    assert write_form("\ud800", [("name", "a\udfff")]) == "# ?\n\nname: a?\n"


def test_a_mail() -> None:
    text = write_mail_form(
        "Dr. Wei Chen <w.chen@example.org>", "Thank you", "Dear Dr. Chen,\n\n# 1\n", ["two\nlines"]
    )
    assert text == (
        "# To: Dr. Wei Chen <w.chen@example.org>\n# two\n# lines\n"
        "Subject: Thank you\n\nDear Dr. Chen,\n\n# 1\n"
    )
    assert read_mail_form(text) == ("Thank you", "Dear Dr. Chen,\n\n# 1")


@given(st.text(), st.text(), TEXTS, st.lists(st.text(), max_size=3))
def test_any_body_comes_back(to: str, extra: str, body: str, notes: list[str]) -> None:
    subject, read = read_mail_form(write_mail_form(to, f"Thanks {extra}", body, notes))
    assert subject.split() == write_mail_form("", f"Thanks {extra}", "", []).split()[3:]
    plain = body.replace("\r\n", "\n").replace("\r", "\n")
    assert read == plain.strip("\n").rstrip()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Subject: a\n\nb", ("a", "b")),
        ("\ufeffsubject:a\r\nb\r\n", ("a", "b")),
        ("# x\n\n# y\n\n SUBJECT :  a: b \n\n\n\nb\n\nc\n\n", ("a: b", "b\n\nc")),
        ("Subject: # a\n\n# b", ("# a", "# b")),
        ("Subject: a", ("a", "")),
    ],
)
def test_mails_people_write(typed: str, expected: tuple[str, str]) -> None:
    assert read_mail_form(typed) == expected


@pytest.mark.parametrize("typed", ["", "\n \n", "# only\n# comments\n", "\ufeff"])
def test_an_emptied_mail_is_left_as_it_was(typed: str) -> None:
    with pytest.raises(RefusedError, match="left as it was"):
        read_mail_form(typed)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("# x\nDear Dr. Chen,", "line 2 is no subject, `Dear Dr. Chen,`"),
        ("Subject:  \n\nb", "the subject on line 1 is empty"),
    ],
)
def test_a_mail_without_a_subject(typed: str, said: str) -> None:
    with pytest.raises(InvalidError) as caught:
        read_mail_form(typed)
    assert caught.value.message == said
