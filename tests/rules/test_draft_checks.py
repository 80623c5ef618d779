from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from fmgtrack.rules.draft_checks import (
    BLOCKING,
    CHECKS,
    Check,
    DraftFacts,
    FirstChoice,
    Person,
    Place,
    check_draft,
)

BODY = """Dear Dr. Lindqvist,

Thank you for taking the time to speak with me on Tuesday. Your early sepsis alerts, and the way the
night nurses own them, stayed with me on the journey home.

I grew up beside a district ward with four monitors, so a trial that needs none of them is what I
hope to learn. Could you tell me whether interns may join the weekly audit?

Kind regards,
Amira Haddad"""

PLAIN = """Dear Dr. Lindqvist,

Thank you for taking the time to speak with me on Tuesday. [[what you talked about]]

It was a wonderful opportunity to learn about the program.

Kind regards,
Amira Haddad"""

OWN = Place(
    ref="p1",
    name="Henry Ford Macomb Hospital",
    institution="Henry Ford Health",
    city="Clinton Township",
    state="MI",
    state_name="Michigan",
    specialty="Internal Medicine",
)

FACTS = DraftFacts(
    subject="Thank you",
    body=BODY,
    recipient=Person(ref="c1", name="Anna Lindqvist", title="Dr.", role="program-director"),
    email="a.lindqvist@example.org",
    program=OWN,
    applicant="Amira Haddad",
    met=True,
    said=("your early sepsis alerts",),
    plain=PLAIN,
    colleagues=(
        Person(ref="c2", name="Ada Okafor", title="Dr."),
        Person(ref="c3", name="Jo Rivera", title="Ms.", role="coordinator"),
    ),
    strangers=(
        Person(ref="c7", name="Tomasz Wierzbicki", title="Dr."),
        Person(ref="c8", name="Grace Long", title="Dr."),
        Person(ref="c9", name="Nils van der Lindqvist", title="Prof."),
        Person(ref="c10", name="Sena Mayo", title="Dr."),
        Person(ref="c11", name="Pérez-Iñigo, Lucía", title="Dr."),
    ),
    others=(
        Place(ref="p2", name="Mayo Clinic", city="Rochester", state="MN", state_name="Minnesota"),
        Place(ref="p3", name="Henry Ford Hospital", city="Detroit", state="MI"),
        Place(ref="p4", name="University of Michigan", city="Ann Arbor", state="MI"),
        Place(ref="p5", name="Mercy Hospital St. Louis", city="St. Louis", state="MO"),
        Place(ref="p6", name="Rush University Medical Center", city="Chicago", state="IL"),
        Place(ref="p7", name="Johns Hopkins Hospital/Bayview", city="Baltimore", state="MD"),
        Place(ref="p8", name="University of California, San Francisco"),
        Place(ref="p9", name="GEISINGER MEDICAL CENTER - DANVILLE", specialty="Internal Medicine"),
        Place(ref="p10", name="Boston Medical Center Internal Medicine Residency Program"),
        Place(ref="p11", name="Program 11", institution="St. Luke's University Health Network"),
        Place(ref="p12", name="Icahn School of Medicine at Mount Sinai", city="New York"),
        Place(ref="p13", name="Case Western Reserve University", city="Cleveland"),
        Place(ref="p14", name="The Hospital", city="Boston"),
        Place(ref="p15", name="Memorial Regional Institute"),
        Place(ref="p17", name="UT Southwestern"),
        Place(ref="p18", name="Northern University Hospital"),
        Place(ref="p19", name="Einstein Medical Center"),
        Place(ref="p16", name="Sparrow Beacon Hospital of Wyandotte"),
    ),
    siblings=(),
    policy="welcome",
    policy_source=None,
    policy_on=None,
    state="due",
    today=date(2026, 11, 27),
    due_by=date(2026, 11, 27),
)


def found(code: str, **over: object) -> Check | None:
    checks = check_draft(replace(FACTS, **over))  # type: ignore[arg-type]  # values of any field
    return next((check for check in checks if check.code == code), None)


def with_sentence(sentence: str) -> str:
    return BODY.replace("I grew up", f"{sentence} I grew up")


def test_a_good_mail_passes_every_check() -> None:
    assert check_draft(FACTS) == ()


def test_codes_come_in_the_order_of_the_product_page() -> None:
    codes = [run.__name__.replace("_", "-") for run in CHECKS]
    assert codes == [
        "gap",
        "generic",
        "too-alike",
        "length",
        "wrong-name",
        "asks-for-rank",
        "first-choice",
        "third-person",
        "no-address",
        "bad-address",
        "late",
        "policy-unknown",
        "policy",
        "soap",
    ]
    assert set(codes) >= BLOCKING


def test_each_message_is_one_sentence_and_blocks_as_its_code_does() -> None:
    bad = replace(
        FACTS,
        body="Dear Dr. Okafor,\n\nHer work at Mayo [[x]]. Will you rank me? ]]",
        email="a b",
        policy="no-thanks",
        state="overdue",
    )
    checks = check_draft(bad)
    assert len(checks) == 8
    for check in checks:
        assert check.blocking is (check.code in BLOCKING)
        assert not check.message.endswith(".")
        assert "\n" not in check.message
        assert ":" in check.message


# gap


@pytest.mark.parametrize(
    ("subject", "body", "named"),
    [
        ("Thank you", "one [[what you talked about]] two", ["`[[what you talked about]]`"]),
        ("[[subject]]", "[[a]] and [[b]]", ["`[[subject]]`", "`[[a]]`", "`[[b]]`"]),
        ("Thank you", "split [[over\r\ntwo lines]]", ["`[[over two lines]]`"]),
        ("Thank you", "hidden [\u200b[x]\u200b]", ["`[[x]]`"]),
        ("Thank you", "wide \uff3b\uff3bx\uff3d\uff3d", ["`[[x]]`"]),
        ("Thank you", "an opened [[ one", ["`[[` of a half-removed gap"]),
        ("Thank you", "a closed ]] one", ["`]]` of a half-removed gap"]),
        ("Thank you", "[[a", ["`[[`"]),
    ],
)
def test_gaps_are_named(subject: str, body: str, named: list[str]) -> None:
    check = found("gap", subject=subject, body=body)
    assert check is not None
    assert check.blocking
    for name in named:
        assert name in check.message


@pytest.mark.parametrize("body", ["a [note] here", "a[0][1]", "[ [x] ]", ""])
def test_single_brackets_are_no_gap(body: str) -> None:
    assert found("gap", body=body) is None


# generic


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("Your early sepsis alerts stayed with me.", False),
        ("I loved your bedside ultrasound curriculum.", False),
        ("It was a wonderful opportunity to interview at your excellent program.", True),
        ("Thank you, Dr. Lindqvist, for Tuesday, 24 November 2026 at Henry Ford Macomb.", True),
        (
            "The residents, the faculty and the warm, friendly, collegial culture impressed me.",
            True,
        ),
        ("I enjoyed our talk about sepsis.", True),
        ("[[early sepsis alerts and night nurses]]", True),
        ("", True),
    ],
)
def test_generic_wants_words_of_this_meeting(text: str, flagged: bool) -> None:
    body = f"Dear Dr. Lindqvist,\n\nThank you for your time.\n\n{text}\n\nKind regards,\nAmira"
    assert (found("generic", body=body) is not None) is flagged


@pytest.mark.parametrize("ending", ["ing", "ed", "es", "s", "ly", "e"])
@pytest.mark.parametrize("turned", [False, True])
def test_another_ending_makes_no_other_word(ending: str, turned: bool) -> None:
    bare = ("mentor", "lantern", "sculpt", "harbor")
    inflected = " ".join(f"{word}{ending}" for word in bare)
    plain, text = (inflected, " ".join(bare)) if turned else (" ".join(bare), inflected)
    body = f"Dear Dr. Lindqvist,\n\n{text}\n\nKind regards,\nAmira"

    assert found("generic", body=body, plain=plain)
    assert not found("generic", body=body, plain="")


@pytest.mark.parametrize(
    ("known", "said"),
    [("freed", "fre"), ("cling", "cl"), ("toxes", "tox"), ("glues", "glu"), ("oily", "oi")],
)
def test_three_letters_are_no_stem(known: str, said: str) -> None:
    body = f"Dear Dr. Lindqvist,\n\nmentor {said} {known}x\n\nKind regards,\nAmira"

    assert not found("generic", body=body, plain=f"{known} {known}x")


def test_generic_lets_a_coordinator_who_was_not_met_pass() -> None:
    coordinator = Person(ref="c3", name="Jo Rivera", title="Ms.", role="coordinator")
    body = "Dear Ms. Rivera,\n\nThank you for arranging the day."
    assert found("generic", body=body, recipient=coordinator, met=False) is None
    assert found("generic", body=body, recipient=coordinator, met=True) is not None


# length


def paragraphs(*counts: int) -> str:
    middle = "\n\n".join(" ".join(["word"] * count) for count in counts)
    return f"Dear Dr. Lindqvist,\n\n{middle}\n\nKind regards,\nAmira Haddad\nAAMC 12345678"


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        ((20, 20), None),
        ((90, 90), None),
        ((70, 80, 70), None),
        ((19, 20), "39 words"),
        ((70, 81, 70), "221 words"),
        ((91, 20), "a paragraph of 91 words"),
        ((60,), "1 paragraph:"),
        ((20, 20, 20, 20), "4 paragraphs"),
        ((), "0 paragraphs"),
    ],
)
def test_length_counts_what_stands_between(counts: tuple[int, ...], says: str | None) -> None:
    check = found("length", body=paragraphs(*counts))
    message = check.message if check else ""
    assert (says in message) if says else not message


@pytest.mark.parametrize(
    "body",
    [
        BODY.replace("\n", "\r\n"),
        BODY.replace("Lindqvist,\n\n", "Lindqvist, "),
        BODY.replace("Lindqvist,\n\n", "Lindqvist,\n"),
        BODY.replace("\n\nKind regards,\nAmira Haddad", "\nSincerely, Amira"),
        BODY.replace("Kind regards,\n", ""),
        BODY.replace("Kind regards,", "Thank you again,\nWith best wishes,"),
        "\n\n" + BODY + "\n\nP.S. The paper is on its way.",
        BODY.replace("\n\n", "\n \u00a0\n\n\n"),
    ],
)
def test_length_knows_greetings_and_signoffs_in_many_shapes(body: str) -> None:
    assert found("length", body=body) is None


# wrong-name: programs


@pytest.mark.parametrize(
    ("sentence", "named", "ref"),
    [
        ("I would love to train at Mayo.", "`Mayo`", "p2 Mayo Clinic"),
        ("I would love to train at Mayo Clinic.", "`Mayo Clinic`", "p2"),
        ("Mayo's residents were kind.", "`Mayo's`", "p2"),
        ("I saw MAYO in the list.", "`MAYO`", "p2"),
        ("A Mayo-trained chief spoke.", "`Mayo`", "p2"),
        ("I would love the mayo clinic.", "`mayo clinic`", "p2"),
        ("I would love the M\u200bayo way.", "`Mayo`", "p2"),
        ("Henry Ford Hospital is my goal.", "`Henry Ford Hospital`", "p3"),
        ("The University of\nMichigan is kind.", "`University of Michigan`", "p4"),
        ("U of M is kind.", "`U of M`", "p4"),
        ("UofM is kind.", "`UofM`", "p4"),
        ("I liked Mercy Hospital.", "`Mercy Hospital`", "p5"),
        ("I liked Mercy hospital.", "`Mercy hospital`", "p5"),
        ("The Mercy residency is kind.", "`Mercy residency`", "p5"),
        ("I liked Rush University.", "`Rush University`", "p6"),
        ("The Hopkins way is known.", "`Hopkins`", "p7"),
        ("Your Bayview clinic is known.", "`Bayview`", "p7"),
        ("I liked Johns\u00a0Hopkins.", "`Johns Hopkins`", "p7"),
        ("UCSF is far.", "`UCSF`", "p8"),
        ("UC San Francisco is far.", "`UC San Francisco`", "p8"),
        ("I hope for Geisinger.", "`Geisinger`", "p9"),
        ("Boston Medical Center is far.", "`Boston Medical Center`", "p10"),
        ("I hope to come to St. Luke\u2019s.", "`St. Luke's`", "p11"),
        ("I hope to come to Saint Luke's.", "`Saint Luke's`", "p11"),
        ("I hope to come to Mt. Sinai.", "`Mt. Sinai`", "p12"),
        ("I hope to come to Mount Sinai.", "`Mount Sinai`", "p12"),
        ("I hope to come to Case Western.", "`Case Western`", "p13"),
        ("UT Southwestern is far.", "`UT Southwestern`", "p17"),
        ("Northern University is far.", "`Northern University`", "p18"),
        ("The Einstein program is far.", "`Einstein program`", "p19"),
        ("SBHW is far.", "`SBHW`", "p16"),
        ("SBHW's clinic is far.", "`SBHW's`", "p16"),
    ],
)
def test_names_of_other_programs(sentence: str, named: str, ref: str) -> None:
    check = found("wrong-name", body=with_sentence(sentence))
    assert check is not None
    assert check.blocking
    assert f"{named} is another program on record, {ref}" in check.message


@pytest.mark.parametrize(
    "sentence",
    [
        "Henry Ford Macomb is my goal.",
        "Henry Ford is my goal.",
        "Henry Ford Health is my goal.",
        "HFH is my goal.",
        "I toured 11 hospital wards and 11 programs.",
        "Southwestern towns and Northern lights were kind, as Einstein said.",
        "The sbhw was far.",
        "Macomb and Clinton Township are my goal.",
        "My home is in Michigan.",
        "I was born in Boston and love Rochester.",
        "Your university hospital has a medical center.",
        "The Hospital is near.",
        "I put mayo on bread at noon.",
        "Mercy and hope guide us.",
        "Hope to see you; the Rush of the ward is real.",
        "In the case of sepsis a western blot is no use.",
        "The Case conference was lively.",
        "Henry, one of your interns, led the round.",
        "I had an MRI and read the USMLE ICU chapter.",
        "We saw the University. Michigan was cold.",
        "We rush to the hospital.",
        "St. Louis is far.",
        "Dr. Hopkinson spoke of internal medicine.",
        "The mountain was high and Luke was kind.",
    ],
)
def test_own_names_and_plain_words_are_no_other_program(sentence: str) -> None:
    assert found("wrong-name", body=with_sentence(sentence)) is None


def test_another_program_in_the_subject() -> None:
    check = found("wrong-name", subject="Thank you from a Geisinger applicant")
    assert check is not None
    assert "p9 GEISINGER" in check.message


def test_the_full_name_is_told_once_not_with_its_parts() -> None:
    check = found("wrong-name", body=with_sentence("Mayo Clinic and again Mayo Clinic."))
    assert check is not None
    assert check.message.count("p2") == 1


def test_own_name_inside_the_name_of_another_program() -> None:
    others = (
        Place(ref="p2", name="University of Michigan Health-West"),
        Place(ref="p3", name="Trinity Health Grand Rapids"),
    )
    own = Place(ref="p1", name="University of Michigan")
    body = with_sentence("The University of Michigan is my goal, U of M above all.")
    assert found("wrong-name", body=body, program=own, others=others) is None
    reverse = Place(ref="p1", name="University of Michigan Health-West")
    assert found("wrong-name", body=body, program=reverse, others=(own,)) is None


# wrong-name: people


@pytest.mark.parametrize(
    ("greeting", "flagged"),
    [
        ("Dear Dr. Lindqvist,", False),
        ("Dear Dr. Anna Lindqvist:", False),
        ("DEAR DR. LINDQVIST,", False),
        ("dear dr lindqvist", False),
        ("Dear Dr Lindqvist thank you", False),
        ("Hi Anna,", False),
        ("Dear Dr. Lindqvist-Berg,", False),
        ("Dear Dr. Lindqvist and team,", False),
        ("Dear Dr. L,", False),
        ("Dear Program Director,", False),
        ("Dear Sir or Madam,", False),
        ("Dear Selection Committee,", False),
        ("Dear Henry Ford Macomb team,", False),
        ("Hello everyone,", False),
        ("Good morning!", False),
        ("To whom it may concern:", False),
        ("Dear [[name]],", False),
        ("Dear Dr. [[name]],", False),
        ("Thank you so much", False),
        ("Dear Dr. Okafor,", True),
        ("Dear Dr. Anna Okafor,", True),
        ("dear dr okafor,", True),
        ("Hi Ada,", True),
        ("Dr. Okafor,", True),
        ("Dear Dr. Unheard-Of,", True),
        ("Dear Ms. Rivera", True),
        ("Dear Dr. Wierzbicki \u2013 thank you", True),
        ("Dear Dr. Lindqvis\u200bt,", False),
    ],
)
def test_the_greeting_names_the_recipient(greeting: str, flagged: bool) -> None:
    body = BODY.replace("Dear Dr. Lindqvist,", greeting)
    assert (found("wrong-name", body=body) is not None) is flagged


@pytest.mark.parametrize(
    ("name", "greeting", "flagged"),
    [
        ("José Núñez", "Dear Dr. Nunez,", False),
        ("Jose Nunez", "Dear Dr. Nu\u0301n\u0303ez,", False),
        ("Jörg Müller", "Dear Dr. Mueller,", False),
        ("Søren Ødegård", "Dear Dr. Odegard,", False),
        ("Maria van der Berg", "Dear Dr. van der Berg,", False),
        ("Maria van der Berg", "Dear Dr. Berg,", False),
        ("Omar Al-Rashid", "Dear Dr. Rashid,", False),
        ("Ines García-López", "Dear Dr. García,", False),
        ("Liam O\u2019Brien", "Dear Dr. O'Brien,", False),
        ("Chen Wei", "Dear Dr. Chen,", False),
        ("Lindqvist, Anna", "Dear Dr. Lindqvist,", False),
        ("Anna Lindqvist, MD, PhD", "Dear Dr. Lindqvist,", False),
        ("Linh Do", "Dear Dr. Do,", False),
        ("José Núñez", "Dear Dr. Nunes,", True),
        ("Maria van der Berg", "Dear Dr. van der Meer,", True),
        ("王伟", "Dear 王伟,", False),
    ],
)
def test_greetings_in_many_spellings(name: str, greeting: str, flagged: bool) -> None:
    body = BODY.replace("Dear Dr. Lindqvist,", greeting)
    person = Person(ref="c1", name=name, title="Dr.")
    check = found("wrong-name", body=body, recipient=person, strangers=())
    assert (check is not None) is flagged


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("As Dr. Wierzbicki told me, it works.", "`Dr. Wierzbicki` is c7 Dr. Tomasz Wierzbicki"),
        ("As Tomasz Wierzbicki told me, it works.", "`Tomasz Wierzbicki` is c7"),
        ("As WIERZBICKI told me, it works.", "`WIERZBICKI` is c7"),
        ("Wierzbicki's ward works.", "`Wierzbicki's` is c7"),
        ("As dr. wierzbicki told me, it works.", "`dr. wierzbicki` is c7"),
        ("As Dr. T. Wierzbicki told me, it works.", "`Dr. T. Wierzbicki` is c7"),
        ("As Grace Long told me, it works.", "`Grace Long` is c8"),
        ("As Dr. Long told me, it works.", "`Dr. Long` is c8"),
        ("As Nils van der Lindqvist told me, it works.", "`Nils van der Lindqvist` is c9"),
        ("As Dr. Mayo told me, it works.", "`Dr. Mayo` is c10"),
        ("As Dr. Perez Inigo told me, it works.", "`Dr. Perez Inigo` is c11"),
        ("As Lucía Pérez-Iñigo told me, it works.", "is c11"),
        (
            "As Dr. Okafor told me, it works.",
            "`Dr. Okafor` is c2 Dr. Ada Okafor, who is in no note",
        ),
        ("As Ada Okafor told me, it works.", "`Ada Okafor` is c2"),
        ("As Ms. Rivera told me, it works.", "`Ms. Rivera` is c3"),
    ],
)
def test_names_of_other_people(sentence: str, named: str) -> None:
    check = found("wrong-name", body=with_sentence(sentence))
    assert check is not None
    assert named in check.message


@pytest.mark.parametrize(
    "sentence",
    [
        "It has been long, and by the grace of a long night I learnt.",
        "Long nights taught me. Grace is a skill.",
        "Dr. Lindqvist, thank you again.",
        "I look forward to working with you, Prof. Lindqvist.",
        "Michael Wierzbicki, my cousin, is a nurse there.",
        "The Rivera family clinic was busy.",
        "Amira Haddad is my name.",
        "I long for Wierzbickigrad.",
    ],
)
def test_words_that_are_nobody_elses_name(sentence: str) -> None:
    assert found("wrong-name", body=with_sentence(sentence)) is None


def test_a_colleague_may_be_named_when_it_was_recorded() -> None:
    body = with_sentence("The rounds with Dr. Okafor that you spoke of sound lively.")
    assert found("wrong-name", body=body) is not None
    assert found("wrong-name", body=body, said=("your rounds with Ada Okafor",)) is None


def test_names_inside_a_gap_are_the_gaps_matter() -> None:
    body = with_sentence("[[what Dr. Wierzbicki of Mayo said]].")
    assert found("wrong-name", body=body) is None
    assert found("gap", body=body) is not None


def test_an_empty_record_names_nobody() -> None:
    nobody = Person(ref="c1", name="", title=None)
    nowhere = Place(ref="p1", name="")
    over = {
        "recipient": nobody,
        "program": nowhere,
        "applicant": None,
        "strangers": (Person(ref="c2", name=" "), Person(ref="c3", name="Dr.")),
        "others": (nowhere, Place(ref="p9", name="---")),
        "body": "Hello.",
    }
    assert found("wrong-name", **over) is None


# third-person


@pytest.mark.parametrize(
    ("sentence", "quoted"),
    [
        ("Her work on sepsis moved me.", "`Her work`"),
        ("I admire his research.", "`his research`"),
        ("She told me about the audit.", "`She told me`"),
        ("I read their papers at night.", "`their papers`"),
        ("Dr. Lindqvist's work moved me.", "`Dr. Lindqvist's work`"),
        ("It was kind to meet with Dr. Lindqvist today.", "`Dr. Lindqvist today`"),
        ("Dr. Anna Lindqvist told me so.", "`Dr. Anna Lindqvist told`"),
        ("HER WORK MOVED ME.", "`HER WORK`"),
        ("I wish h\u200ber well.", "`her well`"),
    ],
)
def test_the_recipient_in_the_third_person(sentence: str, quoted: str) -> None:
    check = found("third-person", body=f"Dear Dr. Lindqvist,\n\n{sentence}\n\nKind regards,\nAmira")
    assert check is not None
    assert not check.blocking
    assert quoted in check.message


@pytest.mark.parametrize(
    "sentence",
    [
        "Patients and their families taught me.",
        "The residents and their schedule impressed me.",
        "The residents were kind. Their research was new to me.",
        "A patient who lost her leg taught me.",
        "My mother is a physician. Her work inspired me, and she still teaches.",
        "Dr. Okafor showed me her lab.",
        "As Ada Okafor said, her lab is small.",
        "Thank you, Dr. Lindqvist, for your work.",
        "Thank you Dr. Lindqvist for your work.",
        "The program and their values fit me.",
        "There is a theory here.",
        "Someone left his coat.",
    ],
)
def test_somebody_else_in_the_third_person(sentence: str) -> None:
    body = f"Dear Dr. Lindqvist,\n\n{sentence}\n\nKind regards,\nAmira"
    assert found("third-person", body=body) is None


# addresses


@pytest.mark.parametrize("email", [None, "", "  ", "\n"])
def test_no_address(email: str | None) -> None:
    check = found("no-address", email=email)
    assert check is not None
    assert "fmgtrack edit c1 --email" in check.message
    assert found("bad-address", email=email) is None


@pytest.mark.parametrize(
    ("email", "fault"),
    [
        ("a b@example.org", "a space"),
        (" a@example.org", "a space"),
        ("a\u00a0b@example.org", "a space"),
        ("a@example.org\nBcc: b@example.org", "hidden"),
        ("a\u200b@example.org", "hidden"),
        ("a\x00@example.org", "hidden"),
        ("example.org", "no `@`"),
        ("a@example", "no dot"),
        ("a@example.org,b@example.org", "more than one"),
        ("a@example.org;b@example.org", "more than one"),
        ("a@b@example.org", "more than one"),
        ("Anna<a@example.org>", "no such domain"),
        ("a@example..org", "no such domain"),
        ("a@.org", "no such domain"),
        ("a@example.org.", "no such domain"),
        ("a@-example.org", "no such domain"),
        ("a@10.0.0.1", "no such domain"),
        ("a@example.o", "no such domain"),
        ("@example.org", "before the `@`"),
        (".a@example.org", "before the `@`"),
        ("a..b@example.org", "before the `@`"),
        ("<a@example.org", "before the `@`"),
        (f"{'a' * 250}@example.org", "too long"),
    ],
)
def test_bad_address(email: str, fault: str) -> None:
    check = found("bad-address", email=email)
    assert check is not None
    assert fault in check.message
    assert found("no-address", email=email) is None


@pytest.mark.parametrize(
    "email",
    ["a@example.org", "O'Brien+im@mail.example.org", "jürgen@müller.example.org", "a_b-c@e-x.org"],
)
def test_good_addresses(email: str) -> None:
    assert found("bad-address", email=email) is None
    assert found("no-address", email=email) is None


# late and policy


@pytest.mark.parametrize(
    ("state", "today", "flagged"),
    [
        ("due", date(2026, 11, 27), False),
        ("open", date(2026, 11, 20), False),
        ("due", date(2026, 11, 28), True),
        ("overdue", date(2026, 11, 27), True),
        ("sent", date(2026, 12, 28), False),
        ("replied", date(2026, 12, 28), False),
    ],
)
def test_late(state: str, today: date, flagged: bool) -> None:
    check = found("late", state=state, today=today)
    assert (check is not None) is flagged
    if check:
        assert "2026-11-27" in check.message


@pytest.mark.parametrize(
    ("kind", "state", "asked"),
    [
        ("thanks", "scheduled", True),
        ("thanks", "due", True),
        ("question", "scheduled", False),
        ("question", "due", True),
        ("update", "scheduled", False),
        ("update", "sent", True),
        ("withdraw", "due", False),
        ("withdraw", "scheduled", False),
    ],
)
def test_before_the_interview_a_policy_on_mail_after_it_says_nothing(
    kind: str, state: str, asked: bool
) -> None:
    check = found("policy-unknown", kind=kind, state=state, policy="unknown")
    assert (check is not None) is asked


def test_an_unknown_policy_names_the_program_to_edit() -> None:
    check = found("policy-unknown", policy="unknown")
    assert check is not None
    assert not check.blocking
    assert "fmgtrack edit p1 --policy" in check.message
    assert found("policy", policy="unknown") is None


@pytest.mark.parametrize("policy", ["no-thanks", "no-contact"])
def test_a_policy_against_mail_shows_its_evidence(policy: str) -> None:
    check = found("policy", policy=policy, policy_source="FAQ\npage", policy_on="2026-10-01")
    assert check is not None
    assert check.blocking
    assert "source FAQ page, read on 2026-10-01" in check.message
    bare = found("policy", policy=policy)
    assert bare is not None
    assert "no source recorded, no day recorded" in bare.message


@pytest.mark.parametrize("policy", ["welcome", "neutral"])
def test_policies_that_allow_mail(policy: str) -> None:
    assert found("policy", policy=policy) is None
    assert found("policy-unknown", policy=policy) is None


@pytest.mark.parametrize("piece", ["\n", "[[", "]]", "Dr. ", "Mayo Clinic ", "i will rank you if "])
def test_a_very_long_body_is_read_to_its_end(piece: str) -> None:
    body = f"{piece * (100_000 // len(piece))}\n\nWill I be ranked? I hope for Geisinger. [[end]]"
    codes = {check.code for check in check_draft(replace(FACTS, body=body))}
    assert codes >= {"gap", "asks-for-rank", "wrong-name"}


# first-choice

STATED = "Your program is my first choice."
OTHER = FirstChoice(program=Place(ref="p2", name="Mayo Clinic"), sent_on="2026-11-20")
KEPT = FirstChoice(program=Place(ref="p3", name="Henry Ford Hospital"))


def test_a_first_statement_of_first_choice_is_advised_and_a_second_is_held_back() -> None:
    first = found("first-choice", body=with_sentence(STATED))
    assert first
    assert not first.blocking
    assert "only if it is true" in first.message

    second = found("first-choice", body=with_sentence(STATED), first_choices=(OTHER, KEPT))
    assert second
    assert second.blocking
    assert "p2 Mayo Clinic (sent on 2026-11-20)" in second.message
    assert "p3 Henry Ford Hospital (kept as a draft)" in second.message


def test_a_statement_elsewhere_is_no_matter_of_a_mail_without_one() -> None:
    assert found("first-choice", first_choices=(OTHER,)) is None
    among = with_sentence("Your program is among my top choices.")
    assert found("first-choice", body=among, first_choices=(OTHER,)) is None


def test_a_subject_and_the_kind_of_mail_state_it_too() -> None:
    assert found("first-choice", subject="My first choice")
    assert found("first-choice", kind="first-choice")
    held = found("first-choice", kind="first-choice", first_choices=(OTHER,))
    assert held
    assert held.blocking


# soap

SOAP = (
    datetime.fromisoformat("2027-03-15T10:00:00-04:00"),
    datetime.fromisoformat("2027-03-18T21:00:00-04:00"),
)


@pytest.mark.parametrize("kind", ["thanks", "question", "withdraw"])
@pytest.mark.parametrize(
    ("passed", "held"), [(-1, False), (0, True), (3600, True), (298_799, True), (298_800, False)]
)
def test_nothing_goes_out_while_soap_runs(kind: str, passed: int, *, held: bool) -> None:
    check = found("soap", kind=kind, now=SOAP[0] + timedelta(seconds=passed), soap=SOAP)

    assert (check is not None) is held
    if check:
        assert check.blocking
        assert "2027-03-18 21:00" in check.message


def test_soap_is_over_at_its_last_moment_and_unknown_without_its_dates() -> None:
    assert found("soap", now=SOAP[1], soap=SOAP) is None
    assert found("soap", now=SOAP[0], soap=None) is None


# the other kinds


@pytest.mark.parametrize("kind", ["accept", "decline", "cancel", "update", "question"])
def test_a_mail_that_says_one_thing_may_be_short(kind: str) -> None:
    short = (
        "Dear Dr. Lindqvist,\n\nI am sorry to tell you that I have to cancel my interview on the"
        " first of December.\n\nKind regards,\nAmira Haddad"
    )
    late = replace(FACTS, body=short, plain=short, state="overdue", today=date(2026, 12, 30))

    assert check_draft(replace(late, kind=kind)) == ()
    assert {"generic", "length", "late"} <= {check.code for check in check_draft(late)}


def test_a_mail_of_any_kind_may_be_too_long() -> None:
    long = BODY.replace("I grew up", "word " * 200 + "I grew up")
    check = found("length", kind="update", body=long)
    assert check
    assert "15 to 180" in check.message
