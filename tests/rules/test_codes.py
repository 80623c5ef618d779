"""Reading NRMP codes and ACGME numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.errors import FmgtrackError, InvalidError
from fmgtrack.rules.codes import TYPES, NrmpCode, read_acgme_code, read_nrmp_code

if TYPE_CHECKING:
    from collections.abc import Callable

PLAIN = NrmpCode("1000140C0", "1000", "140", "C", "0")


@pytest.mark.parametrize(
    "typed",
    [
        "1000140C0",
        "1000140c0",
        "  1000140C0\n",
        "1000-140-C-0",
        "1000 140 C 0",
        "1000\u2212140\u2212C\u22120",
        "1000–140–C–0",  # noqa: RUF001 - the dash that a word processor makes
        "1000\u00a0140\u00a0C0",
        "\ufeff1000140C0\u200b",
        "1000140\u0421\u0030",
        "\uff11\uff10\uff10\uff10140C0",
        "\u0661\u0660\u0660\u0660140C0",
    ],
)
def test_a_code_is_read_however_it_was_typed(typed: str) -> None:
    assert read_nrmp_code(typed) == PLAIN


@pytest.mark.parametrize(
    ("typed", "track"), [("1234140P1", "1"), ("1234140P12", "12"), ("1234140P123", "123")]
)
def test_a_track_has_one_to_three_digits(typed: str, track: str) -> None:
    assert read_nrmp_code(typed).track == track


@pytest.mark.parametrize(
    ("letter", "name"),
    [
        ("C", "categorical"),
        ("M", "primary"),
        ("P", "preliminary"),
        ("A", "advanced"),
        ("R", "reserved"),
        ("F", "fellowship"),
        ("S", "subspecialty"),
    ],
)
def test_a_letter_has_a_name(letter: str, name: str) -> None:
    assert read_nrmp_code(f"1000140{letter}0").type_name == name


def test_the_table_holds_no_other_letter() -> None:
    assert set(TYPES) == set("CMPARFS")


@pytest.mark.parametrize(
    ("typed", "message", "hint"),
    [
        ("", "the NRMP code is empty", "1000140C0"),
        (" - ", "the NRMP code is empty", "1000140C0"),
        ("999999999", "couples", "the program's own code"),
        ("999-999-999", "couples", "the program's own code"),
        ("1200511068", "ten-digit ACGME number", "--acgme 1200511068"),
        ("120-05-11068", "ten-digit ACGME number", "--acgme 1200511068"),
        ("1000140C", "has 8 characters", "1000140C0"),
        ("1000140C0000", "has 12 characters", "1000140C0"),
        ("1000140T0", "`T` in `1000140T0` is not a type", "C categorical"),
        ("1000140X0", "`X` in `1000140X0` is not a type", "F fellowship"),
        ("1O00140C0", "letter O where the digit zero", "`1000140C0`"),
        ("1ooo14oco", "letter O where the digit zero", "`1000140C0`"),
        ("1000140CO", "letter O where the digit zero", "`1000140C0`"),
        ("I000140C0", "letter I where the digit one", "`1000140C0`"),
        ("l000140C0", "letter L where the digit one", "`1000140C0`"),
        ("100014000", "no type letter at its eighth place", "1000140C0"),
        ("10001400000", "no type letter at its eighth place", "1000140C0"),
        ("1000140É0", "no type letter at its eighth place", "1000140C0"),
        ("1000I40T0", "is not an NRMP code", "1000140C0"),
        ("1000C40C0", "is not an NRMP code", "1000140C0"),
        ("Henry Ford", "is not an NRMP code", "1000140C0"),
    ],
)
def test_each_wrong_code_has_its_own_reason(typed: str, message: str, hint: str) -> None:
    with pytest.raises(InvalidError) as caught:
        read_nrmp_code(typed)
    assert message in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    "typed", ["1200511068", " 120-05-11-068 ", "120 0511 068", "\u0661200511068"]
)
def test_an_acgme_number_is_ten_digits(typed: str) -> None:
    assert read_acgme_code(typed) == "1200511068"


@pytest.mark.parametrize(
    ("typed", "message", "hint"),
    [
        ("", "the ACGME number is empty", "1200511068"),
        ("1000140c0", "is an NRMP code", "--code 1000140C0"),
        ("1000140C12", "is an NRMP code", "--code 1000140C12"),
        ("12OO511O68", "letter O where the digit zero", "`1200511068`"),
        ("120051106", "has 9 digits", "FREIDA"),
        ("12005110681", "has 11 digits", "FREIDA"),
        ("Detroit", "has digits only", "1200511068"),
    ],
)
def test_each_wrong_acgme_number_has_its_own_reason(typed: str, message: str, hint: str) -> None:
    with pytest.raises(InvalidError) as caught:
        read_acgme_code(typed)
    assert message in caught.value.message
    assert hint in caught.value.hint


@given(st.from_regex(r"[0-9]{7}[CMPARFS][0-9]{1,3}", fullmatch=True))
def test_every_code_of_the_right_form_reads_back_and_is_no_acgme_number(code: str) -> None:
    read = read_nrmp_code(code)
    assert read.text == code
    assert read.institution + read.specialty + read.type + read.track == code
    with pytest.raises(InvalidError, match="NRMP code"):
        read_acgme_code(code)


@given(st.text(st.one_of(st.sampled_from("0123456789OIlCcTXx- "), st.characters()), max_size=14))
def test_anything_is_read_or_refused_in_one_sentence(text: str) -> None:
    refusals = []
    for read in (read_nrmp_code, read_acgme_code):
        try:
            read(text)
        except FmgtrackError as error:
            refusals.append(error)
    # nothing is both, so at least one refuses
    assert refusals
    assert all(error.hint and not error.message.endswith(".") for error in refusals)


@pytest.mark.parametrize(
    ("read", "typed", "message", "hint"),
    [
        (read_acgme_code, " ", "the ACGME number is empty", "it has ten digits, like `1200511068`"),
        (
            read_acgme_code,
            " Detroit ",
            "`Detroit` is not an ACGME number, which has digits only",
            "it looks like `1200511068`",
        ),
        (
            read_acgme_code,
            "120-051",
            "`120-051` has 6 digits and an ACGME number has 10",
            "copy it again from ERAS or FREIDA, it looks like `1200511068`",
        ),
        (
            read_acgme_code,
            "12-OO-511O68",
            "`12-OO-511O68` has the letter O where the digit zero belongs",
            "the likely code is `1200511068`",
        ),
        (
            read_nrmp_code,
            "1O00-140-C0",
            "`1O00-140-C0` has the letter O where the digit zero belongs",
            "the likely code is `1000140C0`",
        ),
        (
            read_nrmp_code,
            "Henry Ford",
            (
                "`Henry Ford` is not an NRMP code, which is seven digits, a letter and one to"
                " three digits"
            ),
            "copy it again from R3, it looks like `1000140C0`",
        ),
        (
            read_nrmp_code,
            "1000140T0",
            "`T` in `1000140T0` is not a type of program",
            (
                "type one of C categorical, M primary, P preliminary, A advanced,"
                " R reserved, F fellowship, S subspecialty at the eighth place"
            ),
        ),
    ],
)
def test_the_whole_sentence_names_what_was_typed(
    read: Callable[[str], object], typed: str, message: str, hint: str
) -> None:
    with pytest.raises(InvalidError) as caught:
        read(typed)
    assert (caught.value.message, caught.value.hint) == (message, hint)
