"""Reading people, addresses, titles, roles and settings as they are typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.errors import FmgtrackError, InvalidError, UsageError
from fmgtrack.records.words import ROLES, SETTINGS, TITLES
from fmgtrack.rules.people import (
    Person,
    last_name,
    read_email,
    read_person,
    read_role,
    read_setting,
    read_title,
)

MAIL = "w.chen@example.org"
CHEN = Person(None, "Wei Chen", MAIL)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            "Dr. Wei Chen <w.chen@example.org>, faculty, formal",
            Person("Dr.", "Wei Chen", MAIL, "faculty", "formal"),
        ),
        (
            "Dr. First Faculty <faculty@example.org>, faculty",
            Person("Dr.", "First Faculty", "faculty@example.org", "faculty"),
        ),
        ("Second Resident", Person(None, "Second Resident")),
        ("Coordinator, coordinator", Person(None, "Coordinator", role="coordinator")),
        ("Wei Chen, formal, PD", Person(None, "Wei Chen", None, "program-director", "formal")),
        ("Wei Chen,PD;lunch", Person(None, "Wei Chen", None, "program-director", "meal")),
        (
            "Wei Chen\uff0c PD\u060c Q & A",
            Person(None, "Wei Chen", None, *("program-director", "session")),
        ),
        ("Wei Chen, pd formal", Person(None, "Wei Chen", None, "program-director", "formal")),
        ("陈伟, faculty", Person(None, "陈伟", role="faculty")),
        ("Dr. ओलिविया राव, resident", Person("Dr.", "ओलिविया राव", role="resident")),
        ("Prof. Dr. Ana de la Cruz", Person("Prof.", "Ana de la Cruz")),
        ("professor Ana Cruz", Person("Prof.", "Ana Cruz")),
        ("DR Ana Cruz", Person("Dr.", "Ana Cruz")),
        ("Dr.Ana Cruz", Person("Dr.", "Ana Cruz")),
        ("Ana Cruz, Dr.", Person("Dr.", "Ana Cruz")),
        ("Miss Ana Cruz", Person("Miss", "Ana Cruz")),
        ("Drew Cruz", Person(None, "Drew Cruz")),
        ("  Wei \t Chen\n, PD ", Person(None, "Wei Chen", role="program-director")),
        ("Wei Chen, , ,", Person(None, "Wei Chen")),
        ("Wei Chen, APD, faculty", Person(None, "Wei Chen", role="associate-director")),
        ("Wei Chen, faculty, APD", Person(None, "Wei Chen", role="associate-director")),
        ("Priya Nair resident lunch", Person(None, "Priya Nair", None, "resident", "meal")),
        ("Dr. Priya Nair MD PD", Person("Dr.", "Priya Nair", None, "program-director")),
        ("Ana Cruz Program Director", Person(None, "Ana Cruz", None, "program-director")),
        ("Dr. Ana Faculty", Person("Dr.", "Ana Faculty")),
        ("Dr. Ana Cruz Faculty", Person("Dr.", "Ana Cruz Faculty")),
        ("Wei Chen, faculty, attending", Person(None, "Wei Chen", role="faculty")),
    ],
)
def test_a_person_is_read(typed: str, expected: Person) -> None:
    assert read_person(typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "Wei Chen <w.chen@example.org>",
        "Wei Chen w.chen@example.org",
        "Wei Chen, w.chen@example.org",
        "Wei Chen (w.chen@example.org)",
        "Wei Chen <mailto:w.chen@example.org>",
        "<w.chen@example.org> Wei Chen",
        "w.chen@example.org Wei Chen",
        '"Wei Chen" <w.chen@example.org>',
        '"Wei Chen <w.chen@example.org>"',
        '"Chen, Wei" <w.chen@example.org>',
        '"Chen, Wei, MD" <w.chen@example.org>',
        "\u200eWei Chen <\u202aw.chen@example.org\u202c>",
        "Wei Chen, MD <w.chen@example.org>",
        "Wei Chen MD, PhD <w.chen@example.org>",
    ],
)
def test_an_address_may_stand_anywhere(typed: str) -> None:
    assert read_person(typed) == CHEN


@pytest.mark.parametrize(
    "typed",
    [
        "Wei Chen, MD",
        "Wei Chen, M.D.",
        "Wei Chen, md",
        "Wei Chen, MD, PhD, FACP",
        "Wei Chen, MD PhD",
        "Wei Chen, MD/PhD",
        "Wei Chen, DO, MPH, MBA",
        "Wei Chen, MBBS",
        "Wei Chen M.D.",
        "Wei Chen MD PhD",
    ],
)
def test_credentials_are_dropped(typed: str) -> None:
    assert read_person(typed).name == "Wei Chen"


@pytest.mark.parametrize(
    "name", ["Kim Do", "Li Ma", "LI MA", "Van Minh DO", "Md Rahman", "CHIDI MBA"]
)
def test_surnames_that_look_like_credentials_stay(name: str) -> None:
    assert read_person(f"{name}, faculty").name == name


def test_a_suffix_stays_with_the_name() -> None:
    assert read_person("Wei Chen, Jr., MD, PD") == Person(
        None, "Wei Chen Jr.", role="program-director"
    )


@pytest.mark.parametrize(
    ("typed", "message", "hint"),
    [
        ("", "needs a name", "Wei Chen"),
        (" \n", "needs a name", "Wei Chen"),
        ("Dr.", "`Dr.` has no name", "Wei Chen"),
        ("--, faculty", "has no name", "Wei Chen"),
        ("w.chen@example.org", "has no name", "Wei Chen"),
        ("w.chen@example.org, faculty", "has no name", "Wei Chen"),
        ("Wei Chen, dean", "`dean` after `Wei Chen`", "program-director"),
        ("Wei Chen, faculty, Zoom", "`Zoom` after `Wei Chen`", "correspondence"),
        ("Chen, Wei", "`Wei` after `Chen`", "before the first comma"),
        ("Kim, Do", "`Do` after `Kim`", "before the first comma"),
        ("Wei Chen, PD, coordinator", "second role beside program-director", "one role"),
        ("Wei Chen, lunch, tour", "second setting beside meal", "one setting"),
        ("Wei <a@example.org> <b@example.org>", "more than one mail address", "--with"),
        ("Wei <a@example.org>, b@example.org", "more than one mail address", "--with"),
        ("Wei <a@example.org", "a `<` or `>` too many", "Wei Chen"),
        ("Wei > Chen", "a `<` or `>` too many", "Wei Chen"),
        ("Wei Chen <>", "address is empty", "w.chen"),
        ("Wei Chen <faculty>", "`faculty` is not one mail address", "w.chen"),
        ("Wei Chen <a@example.org, b>", "is not one mail address", "w.chen"),
        ("Wei\x00 Chen", "U+0000", "by hand"),
        ("Wei\x1b[31m Chen", "U+001B", "by hand"),
        ("Wei\ud800 Chen", "U+D800", "by hand"),
    ],
)
def test_what_is_not_understood_is_named(typed: str, message: str, hint: str) -> None:
    with pytest.raises(InvalidError) as caught:
        read_person(typed)
    assert message in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("typed", "role"),
    [(role, role) for role in ROLES]
    + [
        ("Program Director", "program-director"),
        ("PD", "program-director"),
        ("p.d.", "program-director"),
        ("program_director", "program-director"),
        ("Associate Program Director", "associate-director"),
        ("APD", "associate-director"),
        ("Department Chair", "chair"),
        ("PC", "coordinator"),
        ("Program Coordinator", "coordinator"),
        ("Attending", "faculty"),
        ("chief resident", "resident"),
        ("PGY-3", "resident"),
    ],
)
def test_a_role_is_read(typed: str, role: str) -> None:
    assert read_role(typed) == role


@pytest.mark.parametrize(
    ("typed", "setting"),
    [(setting, setting) for setting in SETTINGS]
    + [
        ("Lunch", "meal"),
        ("dinner", "meal"),
        ("Q&A", "session"),
        ("Q and A", "session"),
        ("info session", "session"),
        ("1:1", "formal"),
        ("1-on-1", "formal"),
        ("Interview", "formal"),
        ("e-mail", "correspondence"),
        ("mail", "correspondence"),
        ("hospital tour", "tour"),
    ],
)
def test_a_setting_is_read(typed: str, setting: str) -> None:
    assert read_setting(typed) == setting


@pytest.mark.parametrize(
    ("typed", "title"),
    [(title, title) for title in TITLES]
    + [("dr", "Dr."), ("Doctor", "Dr."), ("PROF", "Prof."), ("mrs", "Mrs."), ("miss.", "Miss")],
)
def test_a_title_is_read(typed: str, title: str) -> None:
    assert read_title(typed) == title


def test_an_unknown_choice_says_what_is_near() -> None:
    with pytest.raises(UsageError) as caught:
        read_role("cordinater")
    assert caught.value.message == "`cordinater` is no role"
    assert caught.value.hint == f"did you mean `coordinator`; one of: {', '.join(ROLES)}"
    with pytest.raises(UsageError, match="is no setting") as caught:
        read_setting("zzz")
    assert caught.value.hint == f"one of: {', '.join(SETTINGS)}"
    with pytest.raises(UsageError, match="`Sir` is no title"):
        read_title("Sir")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (MAIL, MAIL),
        (f" {MAIL} ", MAIL),
        (f"mailto:{MAIL}", MAIL),
        ("A.B+c'd_e@Mail.Example.ORG", "A.B+c'd_e@Mail.Example.ORG"),
        ("a@müller.example", "a@müller.example"),
        ("a@例え.テスト", "a@例え.テスト"),
        (f"\u202a{MAIL}\u202c", MAIL),
        (f"{'a' * 64}@example.org", f"{'a' * 64}@example.org"),
    ],
)
def test_an_address_is_read(typed: str, address: str) -> None:
    assert read_email(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "chen",
        "chen@example",
        "@example.org",
        "chen@",
        "chen@.org",
        "chen@example.",
        "chen@example..org",
        "chen@@example.org",
        "a@b@example.org",
        "a b@example.org",
        "a@exam ple.org",
        "a@example.org b@example.org",
        "a@example.org,b@example.org",
        "a@example.org;b@example.org",
        "<a@example.org>",
        "Chen <a@example.org>",
        ".a@example.org",
        "a.@example.org",
        "a..b@example.org",
        '"a b"@example.org',
        "a@example.org\n",
        "a@example.org\r\nBcc: b@example.org",
        "a\x00@example.org",
        "a@-example.org",
        "a@example-.org",
        "a@exa_mple.org",
        "a@127.0.0.1",
        "a@[127.0.0.1]",
        "é@example.org",
        f"{'a' * 65}@example.org",
        f"a@{'b' * 64}.org",
        f"a@{'b.' * 130}org",
    ],
)
def test_what_is_no_single_address_is_refused(typed: str) -> None:
    with pytest.raises(InvalidError) as caught:
        read_email(typed)
    assert "\n" not in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("Wei Chen", "Chen"),
        ("Chen", "Chen"),
        ("陈伟", "陈伟"),
        ("Anna van der Berg", "van der Berg"),
        ("Anna Van Der Berg", "Van Der Berg"),
        ("van der Berg", "van der Berg"),
        ("Van der Berg", "Van der Berg"),
        ("Juan de la Cruz", "de la Cruz"),
        ("de la Cruz", "de la Cruz"),
        ("Maria Da Silva", "Da Silva"),
        ("Omar Al-Sayed", "Al-Sayed"),
        ("Omar al Sayed", "al Sayed"),
        ("Pat O'Neil", "O'Neil"),
        ("Ali bin Rashid", "bin Rashid"),
        ("Van Nguyen", "Nguyen"),
        ("Ben Carter", "Carter"),
        ("Anh Le Tran", "Tran"),
        ("Kim Do", "Do"),
        ("Naoko Ii", "Ii"),
        ("John Sample Jr.", "Sample"),
        ("John Sample, Jr.", "Sample"),
        ("John Sample III", "Sample"),
        ("John Sample MD", "Sample"),
        ("John Sample, MD, PhD", "Sample"),
        ("Sample, John", "Sample"),
        ("van der Berg, Anna", "van der Berg"),
        ("  Wei   Chen ", "Chen"),
        ("", ""),
    ],
)
def test_a_greeting_uses_the_last_name(name: str, last: str) -> None:
    assert last_name(name) == last


PIECES = st.sampled_from([
    "Dr.", "Prof", "Wei", "Chen", "de", "PD", "faculty", "MD", "Jr.", "lunch", "formal", ",", ";",
    "<", ">", "@", "<w@example.org>", "w@example.org", '"', "(", ")", ".", "\n", "\x00", "1:1",
])  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES).map(" ".join), st.lists(PIECES).map("".join)))
def test_any_text_is_a_person_or_a_plain_error(text: str) -> None:
    try:
        person = read_person(text)
    except FmgtrackError:
        return
    assert person.name == " ".join(person.name.split())
    assert any(char.isalpha() for char in person.name)
    assert person.title in {None, *TITLES}
    assert person.role in {None, *ROLES}
    assert person.setting in {None, *SETTINGS}
    assert person.email is None or read_email(person.email) == person.email
    assert last_name(person.name)


LETTERS = st.text(st.characters(categories=["Lu", "Ll", "Lt", "Lo", "Mn", "Mc"]), min_size=1)
TITLE_WORDS = {"dr", "doctor", "prof", "professor", "mr", "mister", "ms", "mrs", "mx", "miss"}


@given(st.lists(LETTERS, min_size=1, max_size=4).map(" ".join))
def test_a_name_with_letters_survives(name: str) -> None:
    if not any(char.isalpha() for char in name) or name.partition(" ")[0].casefold() in TITLE_WORDS:
        return
    person = read_person(f"Dr. {name} <w.chen@example.org>, resident, tour")
    kept = person.name
    assert name == kept or (name.startswith(f"{kept} ") and name[len(kept) :].isupper())
    assert (person.title, person.email, person.role) == ("Dr.", MAIL, "resident")


GIVEN = st.sampled_from(["Wei", "Ana", "Ben", "Omar", "J.", "Mary Ann"])
SURNAME = st.sampled_from(["Chen", "O'Neil", "Al-Sayed", "van der Berg", "de la Cruz", "Do", "李"])
AFTER = st.sampled_from(["", " Jr.", ", MD", " III", " MD", ", MD, PhD", ", Jr., M.D."])


@given(GIVEN, SURNAME, AFTER)
def test_what_stands_round_a_surname_does_not_change_it(
    given_name: str, surname: str, after: str
) -> None:
    assert last_name(f"{given_name} {surname}{after}") == surname
    assert last_name(f"{surname}, {given_name}") == surname


@given(st.text())
def test_the_last_name_of_any_text_is_part_of_it(name: str) -> None:
    assert last_name(name) in " ".join(name.split())


@given(st.text(st.one_of(st.sampled_from("ab.@-<>,;\r\n \x00"), st.characters()), max_size=40))
def test_an_address_never_carries_a_header(text: str) -> None:
    try:
        address = read_email(text)
    except FmgtrackError:
        return
    assert address.count("@") == 1
    assert address.isprintable()
    assert not set(address) & set(' <>,;:"()[]\\')
