from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.reference.fees import fee_table
from fmgtrack.rules.codes import NO_MATCH
from fmgtrack.rules.fees import list_fees
from fmgtrack.rules.rol_checks import CHECKS, LETTERS, MOST_RANKS, check_list
from fmgtrack.rules.rol_facts import ListCheck, ListFacts, Place, RankedLine

if TYPE_CHECKING:
    from collections.abc import Mapping

CATEGORICAL, PRELIMINARY, ADVANCED = "1000140C0", "1001140P0", "1002160A0"
RESERVED, PRIMARY_CARE, FELLOWSHIP, SUBSPECIALTY = (
    "1003160R0",
    "1004140M0",
    "1005141F0",
    "1006143S0",
)
ACGME = "1200511068"

CODES = (
    "no-interview",
    "unranked",
    "excluded-ranked",
    "fellowship-code",
    "no-code",
    "acgme-number",
    "advanced-alone",
    "preliminary-alone",
    "reserved",
    "duplicate",
    "supplemental-code",
    "supplemental-unlinked",
    "more-than-20",
    "length-fee",
    "over-300",
    "visa-unconfirmed",
    "contract-unconfirmed",
    "ecfmg",
    "not-certified",
    "changed-since-certified",
    "empty",
)


def line(rank: int, code: str | None = CATEGORICAL, letter: str = "", **over: Any) -> RankedLine:  # noqa: ANN401  any field
    base = RankedLine(
        rank=rank,
        letter=letter,
        ref=f"p{rank}",
        name=f"Program {rank}",
        code=code,
        interviewed=True,
        acgme=None,
        visa_confirmed=True,
        contract_confirmed=True,
    )
    return replace(base, **over)


def lines(*codes: str | None, letter: str = "") -> tuple[RankedLine, ...]:
    return tuple(line(rank, code, letter) for rank, code in enumerate(codes, start=1))


def many(count: int, letter: str = "", kind: str = "C") -> tuple[RankedLine, ...]:
    return lines(*(f"{1000 + number}140{kind}0" for number in range(count)), letter=letter)


CLEAN = ListFacts(
    primary=lines(CATEGORICAL, ADVANCED, PRIMARY_CARE),
    supplemental={"A": (line(1, PRELIMINARY, "A", ref="p9"),)},
    links={"A": (ADVANCED,)},
    interviewed_unranked=(),
    excluded=(),
    needs_visa=True,
    had_training=False,
    ecfmg_missing=(),
    days_left=12,
    deadline_passed=False,
    fees=(),
    certified=True,
    changed_since=False,
)


def facts(primary: tuple[RankedLine, ...] = CLEAN.primary, **over: Any) -> ListFacts:  # noqa: ANN401  any field
    return replace(CLEAN, primary=primary, **over)


def alone(*codes: str | None, **over: Any) -> ListFacts:  # noqa: ANN401  any field
    """A primary list without supplemental lists."""
    return facts(lines(*codes), supplemental={}, links={}, **over)


def supplemented(*codes: str | None, links: tuple[str, ...] = (ADVANCED,)) -> ListFacts:
    """The clean primary list with one supplemental list of these codes."""
    return facts(supplemental={"A": lines(*codes, letter="A")}, links={"A": links})


def charged(primary: int, supplemental: int = 0) -> ListFacts:
    first, second = many(primary), many(supplemental, "A", "P")
    fees = list_fees(
        [one.code or "" for one in first],
        [one.code or "" for one in second],
        primary,
        fee_table(2027),
    )
    return facts(first, supplemental={"A": second} if second else {}, links={}, fees=fees)


def found(given_facts: ListFacts, code: str) -> list[ListCheck]:
    return [check for check in check_list(given_facts) if check.code == code]


FIRES: list[tuple[str, bool, ListFacts]] = [
    ("no-interview", False, facts((line(1, interviewed=False),), supplemental={}, links={})),
    (
        "no-interview",
        False,
        facts(supplemental={"A": (line(1, PRELIMINARY, "A", interviewed=False),)}),
    ),
    ("unranked", False, facts(interviewed_unranked=(Place("p7", "Elsewhere"),))),
    ("excluded-ranked", True, facts(excluded=(Place("p3", "Program 3"),))),
    ("excluded-ranked", True, facts(excluded=(Place("p9", "Program 9"),))),
    ("fellowship-code", True, alone(FELLOWSHIP)),
    ("fellowship-code", True, alone(CATEGORICAL, SUBSPECIALTY)),
    ("fellowship-code", True, supplemented(FELLOWSHIP)),
    ("no-code", True, alone(None)),
    ("no-code", True, alone(" ")),
    ("no-code", True, alone("1000140X0")),
    ("no-code", True, alone("12005110")),
    ("no-code", True, supplemented(None)),
    ("no-code", True, facts((line(1, None, acgme=ACGME),))),
    ("acgme-number", True, alone(ACGME)),
    ("acgme-number", True, alone("120 051-1068")),
    ("acgme-number", True, supplemented(ACGME)),
    ("advanced-alone", False, alone(ADVANCED)),
    ("advanced-alone", False, facts(links={})),
    ("advanced-alone", False, facts(links={"A": (CATEGORICAL,)})),
    ("advanced-alone", False, facts(supplemental={"A": ()})),
    ("advanced-alone", False, facts(supplemental={})),
    ("preliminary-alone", False, alone(PRELIMINARY)),
    ("reserved", True, alone(RESERVED, had_training=False)),
    ("reserved", False, alone(RESERVED, had_training=None)),
    ("duplicate", True, alone(CATEGORICAL, PRIMARY_CARE, CATEGORICAL)),
    ("duplicate", True, alone(CATEGORICAL, "1000-140-c0")),
    ("duplicate", True, supplemented(PRELIMINARY, PRELIMINARY)),
    ("supplemental-code", True, supplemented(PRELIMINARY, CATEGORICAL)),
    ("supplemental-code", True, supplemented(ADVANCED)),
    ("supplemental-code", True, supplemented(RESERVED)),
    ("supplemental-code", True, supplemented(NO_MATCH)),
    ("supplemental-unlinked", False, facts(links={})),
    ("supplemental-unlinked", False, supplemented(PRELIMINARY, links=())),
    ("supplemental-unlinked", True, supplemented(PRELIMINARY, links=(ADVANCED, CATEGORICAL))),
    ("supplemental-unlinked", True, supplemented(PRELIMINARY, links=(ADVANCED, "1999160A0"))),
    ("supplemental-unlinked", True, supplemented(PRELIMINARY, links=(ADVANCED, "nonsense"))),
    ("supplemental-unlinked", True, facts(links={"A": (ADVANCED,), "B": (RESERVED,)})),
    ("more-than-20", False, charged(21)),
    ("more-than-20", False, charged(3, 21)),
    ("length-fee", False, charged(100)),
    ("over-300", True, facts(many(301))),
    ("over-300", True, facts(supplemental={"A": many(301, "A", "P")})),
    ("visa-unconfirmed", False, facts((line(1, visa_confirmed=False),))),
    ("visa-unconfirmed", False, facts((line(1, visa_confirmed=False),), needs_visa=None)),
    ("contract-unconfirmed", False, facts((line(1, contract_confirmed=None),))),
    ("contract-unconfirmed", False, facts((line(1, contract_confirmed=False),))),
    ("ecfmg", False, facts(ecfmg_missing=("Step 2 CK",))),
    ("ecfmg", False, facts(ecfmg_missing=None)),
    ("ecfmg", False, facts(ecfmg_missing=("OET",), deadline_passed=True)),
    ("not-certified", False, facts(certified=False)),
    ("not-certified", False, facts(certified=False, deadline_passed=True)),
    ("changed-since-certified", False, facts(changed_since=True)),
    ("changed-since-certified", False, facts(changed_since=True, deadline_passed=True)),
    ("empty", True, facts(())),
]

QUIET: list[tuple[str, ListFacts]] = [
    ("unranked", facts(interviewed_unranked=(Place("p1", "Program 1"),))),
    ("unranked", facts(interviewed_unranked=(Place("p9", "on list A"),))),
    (
        "unranked",
        facts(interviewed_unranked=(Place("p7", "E"),), excluded=(Place("p7", "E"),)),
    ),
    ("excluded-ranked", facts(excluded=(Place("p7", "Elsewhere"),))),
    ("no-code", alone(ACGME)),
    ("no-code", alone("1000140C123")),
    ("no-code", alone(CATEGORICAL, NO_MATCH)),
    ("no-interview", facts((line(1), line(2, NO_MATCH, interviewed=False)))),
    ("acgme-number", alone(None)),
    ("acgme-number", alone("1000140C12")),
    ("acgme-number", facts((line(1, acgme=ACGME),))),
    ("acgme-number", facts((line(1, None, acgme=ACGME),))),
    ("advanced-alone", facts(links={"A": ("1002-160-a0",)})),
    (
        "advanced-alone",
        facts(
            supplemental={"A": (), "B": lines(PRELIMINARY, letter="B")},
            links={"A": (ADVANCED,), "B": (ADVANCED,)},
        ),
    ),
    ("advanced-alone", supplemented(PRELIMINARY, ADVANCED)),
    ("preliminary-alone", alone(CATEGORICAL, RESERVED, PRIMARY_CARE)),
    ("reserved", alone(RESERVED, had_training=True)),
    ("reserved", alone(CATEGORICAL, had_training=None)),
    ("duplicate", alone("1000140C0", "1000140C1", None, None, "", "")),
    ("duplicate", alone(CATEGORICAL, CATEGORICAL, coupled=True)),
    ("duplicate", alone(CATEGORICAL, NO_MATCH, NO_MATCH)),
    (
        "duplicate",
        facts(
            (line(1, PRELIMINARY),),
            supplemental={
                "A": lines(PRELIMINARY, letter="A"),
                "B": lines(PRELIMINARY, letter="B"),
            },
        ),
    ),
    ("supplemental-code", supplemented(None, "nonsense", ACGME)),
    ("supplemental-unlinked", facts(links={"A": (ADVANCED,), "B": ()})),
    ("supplemental-unlinked", facts(supplemental={**CLEAN.supplemental, "B": ()})),
    ("more-than-20", charged(20, 20)),
    ("length-fee", charged(99)),
    ("over-300", facts(many(300))),
    ("visa-unconfirmed", facts((line(1, visa_confirmed=False),), needs_visa=False)),
    ("visa-unconfirmed", facts(needs_visa=None)),
    ("visa-unconfirmed", facts((line(1), line(2, NO_MATCH, visa_confirmed=False)))),
    ("not-certified", facts((), certified=False)),
    ("not-certified", facts(changed_since=True)),
    ("changed-since-certified", facts(certified=False, changed_since=True)),
]


@pytest.mark.parametrize(("code", "blocking", "given_facts"), FIRES)
def test_a_check_fires(code: str, blocking: bool, given_facts: ListFacts) -> None:
    checks = found(given_facts, code)
    assert checks
    assert {check.blocking for check in checks} == {blocking}


@pytest.mark.parametrize(("code", "given_facts"), QUIET)
def test_a_check_keeps_quiet(code: str, given_facts: ListFacts) -> None:
    assert found(given_facts, code) == []


def test_no_check_speaks_of_how_likely_a_match_is() -> None:
    for _, _, given_facts in FIRES:
        for check in check_list(given_facts):
            said = f"{check.message} {check.hint}".casefold()
            assert not re.search(r"likel|chance|probab|odds|safe|reach|%", said)


def test_nothing_is_said_of_a_clean_list() -> None:
    assert check_list(CLEAN) == ()


def test_every_code_fires_in_the_table() -> None:
    assert {code for code, _, _ in FIRES} == set(CODES)
    assert tuple(check.__name__.replace("_", "-") for check in CHECKS) == CODES


def test_every_check_names_the_address_of_its_rule() -> None:
    for check in CHECKS:
        told = check.__doc__ or ""
        assert re.search(r"https?://\S+", told) or "product.md section 7" in told, check.__name__


def test_the_limit_is_that_of_the_fee_table() -> None:
    assert fee_table(2027).most_ranks == MOST_RANKS
    assert len(LETTERS) == len(set(LETTERS)) == 16


@pytest.mark.parametrize(
    ("given_facts", "code", "message", "program", "hint"),
    [
        pytest.param(
            facts((line(1), line(2, PRIMARY_CARE, ref="p3", interviewed=False))),
            "no-interview",
            "p3 Program 2 is number 2 without an interview, which is allowed but of no use:"
            " programs do not rank people whom they have not interviewed",
            "p3",
            "`fmgtrack add-interview p3 WHEN` records one, `fmgtrack rol drop p3` takes it off",
        ),
        pytest.param(
            facts(interviewed_unranked=(Place("p7", "Elsewhere"),)),
            "unranked",
            "p7 Elsewhere was interviewed at and is neither ranked nor excluded",
            "p7",
            "`fmgtrack rol add p7` ranks it, `fmgtrack rol exclude p7 --why TEXT` leaves it out",
        ),
        pytest.param(
            facts(excluded=(Place("p9", "Program 1"),)),
            "excluded-ranked",
            "p9 Program 1 is number 1 of list A although it is excluded, and a match there binds",
            "p9",
            "`fmgtrack rol drop p9 --list A` takes it off",
        ),
        pytest.param(
            alone(FELLOWSHIP),
            "fellowship-code",
            "p1 Program 1 (1005141F0) is number 1 and is a fellowship, which belongs to another"
            " match",
            "p1",
            "`fmgtrack rol drop p1` takes it off",
        ),
        pytest.param(
            facts((line(1, None, acgme=ACGME),)),
            "no-code",
            "p1 Program 1, number 1, has no NRMP code on record, and R3 does not take its ACGME"
            " number",
            "p1",
            "`fmgtrack edit p1 --code CODE` records it",
        ),
        pytest.param(
            alone("12OO"),
            "no-code",
            "p1 Program 1, number 1, has `12OO` for a code, which is not an NRMP code",
            "p1",
            "`fmgtrack edit p1 --code CODE` records it",
        ),
        pytest.param(
            alone(ACGME),
            "acgme-number",
            "p1 Program 1, number 1, has the ACGME number `1200511068` where its NRMP code belongs",
            "p1",
            "`fmgtrack edit p1 --without 1200511068 --acgme 1200511068 --code CODE` corrects it",
        ),
        pytest.param(
            facts((line(1, ACGME, acgme=ACGME),)),
            "acgme-number",
            "p1 Program 1, number 1, has the ACGME number `1200511068` where its NRMP code belongs",
            "p1",
            "`fmgtrack edit p1 --without 1200511068 --code CODE` corrects it",
        ),
        pytest.param(
            alone(ADVANCED),
            "advanced-alone",
            "p1 Program 1 (1002160A0) is number 1 and starts in the year after the Match, and no"
            " list is linked: a match to it binds you and leaves you without a first year of"
            " training",
            "p1",
            "`fmgtrack rol add PROGRAM --list A` ranks first years,"
            " `fmgtrack rol link A 1002160A0` links them",
        ),
        pytest.param(
            facts(
                supplemental={"A": lines(PRELIMINARY, letter="A"), "B": ()},
                links={"B": (ADVANCED,)},
            ),
            "advanced-alone",
            "p2 Program 2 (1002160A0) is number 2 and starts in the year after the Match, and list"
            " B linked to it is empty: a match to it binds you and leaves you without a first year"
            " of training",
            "p2",
            "`fmgtrack rol add PROGRAM --list B` ranks first years",
        ),
        pytest.param(
            alone(RESERVED),
            "reserved",
            "p1 Program 1 (1003160R0) is number 1 and takes only people with earlier graduate"
            " training, and you have had none",
            "p1",
            "`fmgtrack rol drop p1` takes it off",
        ),
        pytest.param(
            alone(CATEGORICAL, PRIMARY_CARE, CATEGORICAL),
            "duplicate",
            "`1000140C0` is number 1 and again number 3",
            "p3",
            "`fmgtrack rol drop p3` takes it off",
        ),
        pytest.param(
            supplemented(PRELIMINARY, PRIMARY_CARE),
            "supplemental-code",
            "p2 Program 2 (1004140M0), number 2 of list A, is primary, and a supplemental list"
            " holds preliminary codes only",
            "p2",
            "`fmgtrack rol drop p2 --list A` takes it off",
        ),
        pytest.param(
            supplemented(PRELIMINARY, links=(ADVANCED, CATEGORICAL)),
            "supplemental-unlinked",
            "list A is linked to `1000140C0`, which is categorical and not advanced",
            "p1",
            "`fmgtrack rol unlink A 1000140C0` unlinks it",
        ),
        pytest.param(
            supplemented(PRELIMINARY, links=(ADVANCED, "gone")),
            "supplemental-unlinked",
            "list A is linked to `gone`, which is not on the primary list",
            None,
            "`fmgtrack rol unlink A CODE` unlinks it",
        ),
        pytest.param(
            charged(25),
            "more-than-20",
            "the primary list has 25 unique codes, 5 more than are included: $150 falls due on"
            " certifying and is not given back",
            None,
            "compare it with R3: the rate is from the 2027 Match (secondary),"
            " https://www.myerasediting.com/guides/couples-match",
        ),
        pytest.param(
            charged(1, 22),
            "more-than-20",
            "the supplemental lists together have 22 unique codes, 2 more than are included: $60"
            " falls due on certifying and is not given back",
            None,
            "compare it with R3: the rate is from the 2027 Match (secondary),"
            " https://www.myerasediting.com/guides/couples-match",
        ),
        pytest.param(
            charged(151),
            "length-fee",
            "the primary list has 151 ranks: a length fee of $100 falls due on certifying and is"
            " not given back",
            None,
            "compare it with R3: the rate is from the 2024 Match (secondary),"
            " https://residencyexperts.com/final-steps-of-2024-match/",
        ),
        pytest.param(
            facts(many(302)),
            "over-300",
            "the primary list has 302 ranks, and R3 takes at most 300",
            None,
            "`fmgtrack rol drop PROGRAM` takes a line off",
        ),
        pytest.param(
            facts((line(1, visa_confirmed=False),)),
            "visa-unconfirmed",
            "you need a visa, and what p1 Program 1 does about visas is not confirmed this season",
            "p1",
            "`fmgtrack edit p1 --j1 yes/no --h1b yes/no --visa-source TEXT` records what the"
            " program says",
        ),
        pytest.param(
            facts(ecfmg_missing=("Step 2 CK", "Pathway", "OET")),
            "ecfmg",
            "ECFMG still lacks Step 2 CK, Pathway and OET: a list may be certified before that,"
            " but NRMP withdraws whoever ECFMG has not confirmed by the deadline, with 12 days"
            " left",
            None,
            "ask ECFMG for your status well before that day",
        ),
    ],
)
def test_what_is_said(
    given_facts: ListFacts, code: str, message: str, program: str | None, hint: str
) -> None:
    (check,) = found(given_facts, code)
    assert (check.message, check.program, check.hint) == (message, program, hint)


@pytest.mark.parametrize(
    ("days", "ending"),
    [
        (None, "is used"),
        (0, "is used, and today is the last day"),
        (-1, "is used, and today is the last day"),
        (1, "is used, with 1 day left"),
        (2, "is used, with 2 days left"),
    ],
)
def test_the_days_left_are_said(days: int | None, ending: str) -> None:
    (check,) = found(facts(certified=False, days_left=days), "not-certified")
    assert check.message.endswith(ending)


@pytest.mark.parametrize(
    "over",
    [{"certified": False}, {"changed_since": True}, {"ecfmg_missing": ("OET",)}],
)
def test_after_the_deadline_no_days_are_left(over: Mapping[str, Any]) -> None:
    (check,) = check_list(facts(deadline_passed=True, days_left=0, **over))
    assert "the deadline has passed" in check.message
    assert "left" not in check.message
    assert "today" not in check.message


def test_a_program_ranked_by_several_codes_is_dropped_by_code_and_asked_about_once() -> None:
    twice = (
        line(1, "1000140C0", ref="p5", visa_confirmed=False, contract_confirmed=None),
        line(2, "1000140C1", ref="p5", visa_confirmed=False, contract_confirmed=None),
    )
    checks = check_list(facts(twice, supplemental={}, links={}, excluded=(Place("p5", "Both"),)))
    assert [(check.code, check.hint.split("`")[1]) for check in checks] == [
        ("excluded-ranked", "fmgtrack rol drop p5 --code 1000140C0"),
        ("excluded-ranked", "fmgtrack rol drop p5 --code 1000140C1"),
        ("visa-unconfirmed", "fmgtrack edit p5 --j1 yes/no --h1b yes/no --visa-source TEXT"),
        ("contract-unconfirmed", "fmgtrack edit p5 --contract DATE"),
    ]


def test_whether_a_visa_is_needed_is_asked_once_for_the_whole_list() -> None:
    primary = tuple(replace(one, visa_confirmed=False) for one in lines(CATEGORICAL, PRIMARY_CARE))
    (check,) = check_list(facts(primary, supplemental={}, links={}, needs_visa=None))
    assert (check.code, check.program) == ("visa-unconfirmed", None)


@pytest.mark.parametrize(
    ("need", "said", "message"),
    [
        ("j1", {"j1": False}, "you need a J-1, and p2 Program 2 says no (its FAQ)"),
        ("h1b", {"h1b": False}, "you need an H-1B, and p2 Program 2 says no (its FAQ)"),
        (
            "either",
            {"j1": False, "h1b": False, "visa_confirmed": False, "visa_source": None},
            "says no (no source on record, not confirmed this season)",
        ),
        ("either", {"j1": False, "h1b": True}, None),
        ("either", {"j1": False}, None),
        ("j1", {"h1b": False}, None),
        ("none", {"j1": False, "h1b": False}, None),
        (None, {"j1": False}, None),
    ],
)
def test_a_program_that_refuses_the_visa_needed_stands_before_the_unconfirmed(
    need: str | None, said: dict[str, Any], message: str | None
) -> None:
    refusing = line(2, PRIMARY_CARE, **{"visa_source": "its FAQ"} | said)
    given = facts((line(1, visa_confirmed=False), refusing), visa_need=need)
    checks = found(given, "visa-unconfirmed")
    assert [check.program for check in checks] == (["p2", "p1"] if message else ["p1"])
    if message:
        assert message in checks[0].message
        assert not checks[0].blocking
        option = "h1b" if need == "h1b" else "j1"
        assert checks[0].hint.split("`")[1::2] == [
            "fmgtrack rol drop p2",
            f"fmgtrack edit p2 --{option} yes --visa-source TEXT",
        ]


def test_findings_come_by_check_then_list_then_rank() -> None:
    primary = (
        line(2, FELLOWSHIP, interviewed=False, ref="p2"),
        line(1, None, interviewed=False, ref="p1"),
    )
    supplemental = {
        "B": (line(1, FELLOWSHIP, "B", ref="p4"),),
        "A": (line(1, FELLOWSHIP, "A", ref="p3"),),
    }
    checks = check_list(facts(primary, supplemental=supplemental, links={}))
    assert [(check.code, check.program) for check in checks[:6]] == [
        ("no-interview", "p1"),
        ("no-interview", "p2"),
        ("fellowship-code", "p2"),
        ("fellowship-code", "p3"),
        ("fellowship-code", "p4"),
        ("no-code", "p1"),
    ]


def test_names_from_outside_stay_one_plain_line() -> None:
    hostile = line(1, None, name="Mercy\n\x1b[31m`rm -rf ~`\u202e Hospital" + "x" * 500)
    (check,) = found(facts((hostile,)), "no-code")
    assert check.message.isprintable()
    assert check.message.count("`") == 0
    assert len(check.message) < 200


TEXTS = st.text(max_size=14)
ANY_CODE = st.one_of(
    st.none(),
    st.sampled_from(
        [CATEGORICAL, PRELIMINARY, ADVANCED, RESERVED, FELLOWSHIP, SUBSPECIALTY, ACGME, NO_MATCH]
    ),
    TEXTS,
)
ANY_LETTER = st.sampled_from(["", "A", "B", "P", "\n`"])
ANY_REF = st.sampled_from(["p1", "p2", "p3"])
ANY_LINE = st.builds(
    RankedLine,
    rank=st.integers(min_value=-1, max_value=400),
    letter=ANY_LETTER,
    ref=ANY_REF,
    name=st.text(max_size=40),
    code=ANY_CODE,
    interviewed=st.booleans(),
    acgme=st.one_of(st.none(), st.just(ACGME), TEXTS),
    visa_confirmed=st.booleans(),
    contract_confirmed=st.none() | st.booleans(),
)
ANY_LINES = st.lists(ANY_LINE, max_size=6).map(tuple)
ANY_PLACES = st.lists(st.builds(Place, ANY_REF, TEXTS), max_size=3).map(tuple)
ANY_FACTS = st.builds(
    ListFacts,
    primary=ANY_LINES,
    supplemental=st.dictionaries(ANY_LETTER, ANY_LINES, max_size=3),
    links=st.dictionaries(
        ANY_LETTER, st.lists(ANY_CODE.map(lambda code: code or ""), max_size=3).map(tuple)
    ),
    interviewed_unranked=ANY_PLACES,
    excluded=ANY_PLACES,
    needs_visa=st.none() | st.booleans(),
    had_training=st.none() | st.booleans(),
    ecfmg_missing=st.none() | st.lists(TEXTS, max_size=4).map(tuple),
    days_left=st.none() | st.integers(min_value=-400, max_value=400),
    deadline_passed=st.booleans(),
    fees=st.tuples(
        st.integers(min_value=0, max_value=30),
        st.integers(min_value=0, max_value=30),
        st.integers(min_value=0, max_value=400),
    ).map(
        lambda counts: list_fees(
            map(str, range(counts[0])), map(str, range(counts[1])), counts[2], fee_table(2027)
        )
    ),
    certified=st.booleans(),
    changed_since=st.booleans(),
    coupled=st.booleans(),
)


@given(ANY_FACTS)
def test_any_record_is_checked_in_one_sentence_each(given_facts: ListFacts) -> None:
    checks = check_list(given_facts)
    assert [CODES.index(check.code) for check in checks] == sorted(
        CODES.index(check.code) for check in checks
    )
    for check in checks:
        assert "\n" not in check.message + check.hint
        assert not check.message.endswith(".")
        assert check.message
        assert check.hint
        assert check.message.count("`") % 2 == 0


@given(ANY_FACTS)
def test_the_order_in_which_lines_are_handed_in_changes_nothing(given_facts: ListFacts) -> None:
    ranked = tuple(replace(one, rank=rank) for rank, one in enumerate(given_facts.primary, start=1))
    straight = replace(given_facts, primary=ranked)
    turned = replace(given_facts, primary=ranked[::-1])
    assert check_list(straight) == check_list(turned)


@given(ANY_FACTS)
def test_a_code_is_never_both_missing_and_an_acgme_number(given_facts: ListFacts) -> None:
    one_line = replace(given_facts, primary=given_facts.primary[:1], supplemental={}, links={})
    codes = {check.code for check in check_list(one_line)}
    assert not {"no-code", "acgme-number"} <= codes
