"""The rank order list below the command line: every refusal, every check, every undo."""

from __future__ import annotations

import csv
import json
import sqlite3
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from fmgtrack.actions import (
    certify,
    comparing,
    couples,
    entering,
    history,
    journal,
    programs,
    ratings,
    records,
    rol,
    seasons,
    standing,
)
from fmgtrack.actions.explaining import explain
from fmgtrack.actions.interviews import add_interview
from fmgtrack.errors import FmgtrackError, InvalidError, UsageError
from fmgtrack.records import RECORDS, to_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from fmgtrack.actions.work import Work

    Act = Callable[[Work], Any]

PLACES = (
    ("Henry Ford Hospital", "Detroit", "MI", ("1300140C0",)),
    ("Mayo Clinic", "Rochester", "MN", ("1310140C0", "1310140P1")),
    ("Iowa Hospitals", "Iowa City", "IA", ()),
    ("Stanford Health", "Stanford", "CA", ("1820040A0",)),
    ("Emory Healthcare", "Atlanta", "GA", ("1430140C0",)),
)


def _add(work: Work, name: str, *codes: str, **more: str) -> None:
    programs.add_program(work, {"name": name, "code": codes, **more})


def _edit(ref: str, **values: str) -> Act:
    return lambda work: records.edit(work, ref, values)


def _five(work: Work) -> None:
    for number, (name, city, state, codes) in enumerate(PLACES, start=1):
        _add(work, name, *codes, city=city, state=state)
        add_interview(work, f"p{number}", {"when": f"{number} Nov 2026 9:00"})


def _ranked(work: Work) -> None:
    _five(work)
    for text in ("henry", "1310140C0", "stanford", "emory"):
        rol.add(work, text)
    rol.add(work, "1310140P1", letter="A")
    rol.link(work, "A", "stanford", None, linked=True)


@pytest.fixture(scope="module")
def made() -> Iterator[dict[Act, sqlite3.Connection]]:
    """Records as they are after these acts, each made once."""
    kept: dict[Act, sqlite3.Connection] = {}
    yield kept
    for conn in kept.values():
        conn.close()


def _as_after(work: Work, made: dict[Act, sqlite3.Connection], act: Act) -> Work:
    if act in made:
        made[act].backup(work.store.conn)
    else:
        act(work)
        made[act] = sqlite3.connect(":memory:")
        work.store.conn.backup(made[act])
    return work


@pytest.fixture
def five(work: Work, made: dict[Act, sqlite3.Connection]) -> Work:
    """Five programs interviewed at: one with two codes, one without any, one advanced."""
    return _as_after(work, made, _five)


@pytest.fixture
def ranked(work: Work, made: dict[Act, sqlite3.Connection]) -> Work:
    """A list of p1, p2, p4, p5 (r1 to r4), and a first year at p2 linked to p4 (r5)."""
    return _as_after(work, made, _ranked)


def _records(work: Work) -> dict[str, list[dict[str, Any]]]:
    return {
        name: [to_row(row) for row in work.store.table(spec.cls).list()]
        for name, spec in RECORDS.items()
    }


def _order(work: Work) -> list[str]:
    rows = standing.board(work).row["primary"]
    assert [row["rank"] for row in rows] == list(range(1, len(rows) + 1))
    return [row["program"]["ref"] for row in rows]


def _codes(work: Work) -> list[str]:
    return [check["code"] for check in standing.checks(work)]


def _made_by(work: Work, words: str) -> str:
    rows = journal.listing(work, None).rows
    ref: str = next(row["ref"] for row in rows if words in row["title"])
    return ref


@pytest.mark.parametrize(
    ("place", "order"),
    [
        ({"to": "1"}, ["p5", "p1", "p2", "p4"]),
        ({"to": "4"}, ["p1", "p2", "p4", "p5"]),
        ({"to": "2"}, ["p1", "p5", "p2", "p4"]),
        ({"above": "henry"}, ["p5", "p1", "p2", "p4"]),
        ({"below": "henry"}, ["p1", "p5", "p2", "p4"]),
        ({"above": "1820040A0"}, ["p1", "p2", "p5", "p4"]),
        ({"below": "stanford"}, ["p1", "p2", "p4", "p5"]),
    ],
)
def test_a_line_goes_where_it_is_wanted(
    ranked: Work, place: dict[str, str], order: list[str]
) -> None:
    done = rol.move(ranked, "emory", **place)

    assert _order(ranked) == order
    assert bool(done.title) == (order[-1] != "p5")


@pytest.mark.parametrize(
    ("place", "error"),
    [
        ({}, UsageError),
        ({"to": "1", "above": "mayo"}, UsageError),
        ({"above": "mayo", "below": "mayo"}, UsageError),
        *(({"to": text}, InvalidError) for text in ("0", "5", "two", "²", "٣", "1.0", "", " 1")),
        ({"to": "9" * 5000}, InvalidError),
        ({"above": "henry"}, InvalidError),
        ({"above": "iowa"}, FmgtrackError),
        ({"below": ""}, FmgtrackError),
    ],
)
def test_a_place_that_is_none(
    ranked: Work, place: dict[str, str], error: type[FmgtrackError]
) -> None:
    before = _records(ranked)
    with pytest.raises(error):
        rol.move(ranked, "henry", **place)
    assert _records(ranked) == before


def test_what_is_ranked_is_not_excluded(ranked: Work) -> None:
    with pytest.raises(FmgtrackError) as caught:
        rol.exclude(ranked, "henry", "cold")
    assert caught.value.hint == "`fmgtrack rol drop p1` first"

    rol.drop(ranked, "mayo")
    with pytest.raises(FmgtrackError) as caught:
        rol.exclude(ranked, "mayo", "cold")
    assert caught.value.hint == "`fmgtrack rol drop p2 --list A` first"


@pytest.mark.parametrize(
    "pair",
    [
        *("culture=0", "culture=6", "culture=3.5", "culture=٣", "culture=-1", "culture"),
        *("c=5", "=5", "cultuer=5", "culture=5=5", "culture=five"),
    ],
)
def test_a_rating_that_is_none(five: Work, pair: str) -> None:
    before = _records(five)
    with pytest.raises(FmgtrackError):
        ratings.rate(five, "henry", ("training=5", pair))
    assert _records(five) == before


def _weigh(work: Work, key: str, **given: Any) -> None:  # noqa: ANN401  options of one command
    options: dict[str, Any] = {"label": None, "weight": None, "rename": None, "drop": False}
    ratings.weigh(work, key, **(options | given))


@pytest.mark.parametrize(
    ("key", "given"),
    [
        ("parking", {"weight": "2"}),
        ("culture", {"weight": "nan"}),
        ("culture", {"weight": "-1"}),
        ("culture", {"weight": "1e9"}),
        ("culture", {"weight": "heavy"}),
        ("culture", {"label": " "}),
        ("culture", {"rename": "research"}),
        *(("culture", {"rename": name}) for name in ("", " ", "a=b", "1st", "x" * 400, "a\0b")),
        *((name, {"label": "x"}) for name in ("", "a=b", "-", "x" * 400)),
        ("nothing", {"drop": True}),
        ("nothing", {"rename": "something"}),
    ],
)
def test_a_criterion_that_is_none(five: Work, key: str, given: dict[str, Any]) -> None:
    before = _records(five)
    with pytest.raises(FmgtrackError):
        _weigh(five, key, **given)
    assert _records(five) == before


def test_criteria_are_the_persons_own(five: Work) -> None:
    _weigh(five, "parking", label="a place for the car", weight="3")
    _weigh(five, "parking", rename="garage")
    _weigh(five, "cost", weight="0")
    ratings.rate(five, "henry", ("culture=5", "garage=1", "cost=5"))
    shown = ratings.sheet(five, "henry").row
    assert (shown["score"], shown["coverage"]) == (2.0, "2 of 10")

    _weigh(five, "garage", drop=True)
    assert ratings.sheet(five, "henry").row["score"] == 5.0


def _rank(*texts: str) -> tuple[Act, ...]:
    """Each on the primary list; `A:text` on list A."""

    def act(text: str) -> Act:
        letter, _, name = text.rpartition(":")
        return lambda work: rol.add(work, name, letter=letter or None)

    return tuple(map(act, texts))


def _sign(work: Work) -> None:
    certify.certify(work, force=False)


def _link(work: Work) -> None:
    rol.link(work, "A", "stanford", None, linked=True)


def _exclude(ref: str) -> Act:
    return lambda work: rol.exclude(work, ref, "far")


TULANE = ("Tulane Medical Center", "1500140C0")

CHECKS: tuple[tuple[str, tuple[Act, ...], bool, str | None], ...] = (
    ("no-interview", (lambda w: _add(w, *TULANE), *_rank("tulane")), False, "p6"),
    ("unranked", (), False, "p1"),
    ("excluded-ranked", (_exclude("henry"), *_rank("henry")), True, "p1"),
    ("fellowship-code", (_edit("p1", code="1300141F0"), *_rank("1300141F0")), True, "p1"),
    ("fellowship-code", (_edit("p1", code="1300141S0"), *_rank("1300141S0")), True, "p1"),
    ("no-code", _rank("iowa"), True, "p3"),
    ("no-code", (_edit("p3", acgme="1402611234"), *_rank("iowa")), True, "p3"),
    ("advanced-alone", _rank("stanford"), False, "p4"),
    ("preliminary-alone", _rank("1310140P1"), False, "p2"),
    ("reserved", (_edit("p5", code="1430040R0"), *_rank("1430040R0")), False, "p5"),
    ("supplemental-code", _rank("A:henry"), True, "p1"),
    ("supplemental-unlinked", _rank("A:1310140P1"), False, None),
    ("visa-unconfirmed", _rank("henry"), False, None),
    ("contract-unconfirmed", _rank("henry"), False, "p1"),
    ("ecfmg", (), False, None),
    ("not-certified", _rank("henry"), False, None),
    ("changed-since-certified", (*_rank("henry"), _sign, *_rank("emory")), False, None),
    ("empty", (), True, None),
)


@pytest.mark.parametrize(("code", "steps", "blocking", "program"), CHECKS)
def test_each_check_comes_from_the_record(
    five: Work, code: str, steps: tuple[Act, ...], blocking: bool, program: str | None
) -> None:
    for step in steps:
        step(five)

    found = [check for check in standing.checks(five) if check["code"] == code]
    assert found
    assert (found[0]["blocking"], found[0]["program"]) == (blocking, program)
    assert found[0]["message"]
    assert "`" in found[0]["hint"] or code == "ecfmg"


@pytest.mark.parametrize(
    ("code", "steps", "mended"),
    [
        (
            "no-interview",
            (lambda w: _add(w, *TULANE, state="LA"), *_rank("tulane")),
            lambda w: add_interview(w, "tulane", {"when": "20 Nov 2026"}),
        ),
        ("unranked", _rank("henry", "A:1310140P1", "stanford", "emory"), _exclude("iowa")),
        ("no-code", _rank("iowa"), _edit("p3", code="1250140C0")),
        ("advanced-alone", _rank("stanford", "A:1310140P1"), _link),
        ("supplemental-unlinked", _rank("stanford", "A:1310140P1"), _link),
        ("visa-unconfirmed", _rank("henry"), _edit("p1", j1="no", visa_source="its mail")),
        ("contract-unconfirmed", _rank("henry"), _edit("p1", contract="20 Nov 2026")),
        ("empty", (), *_rank("henry")),
        ("not-certified", _rank("henry"), _sign),
    ],
)
def test_what_a_check_asks_for_quiets_it(
    five: Work, code: str, steps: tuple[Act, ...], mended: Act
) -> None:
    for step in steps:
        step(five)
    assert code in _codes(five)

    mended(five)
    assert code not in _codes(five)


def test_what_another_season_said_is_not_confirmed(five: Work) -> None:
    rol.add(five, "henry")
    spring = five.but(now=datetime.fromisoformat("2026-03-01T10:00:00-05:00"))
    records.edit(spring, "p1", {"j1": "yes", "visa_source": "FAQ", "contract": "1 Feb 2026"})

    found = {check["code"]: check["message"] for check in standing.checks(five)}
    assert "visa-unconfirmed" in found
    assert "is of another season" in found["contract-unconfirmed"]


def test_more_than_twenty_codes_cost(five: Work) -> None:
    codes = [f"9{number:03}140C0" for number in range(21)]
    _add(five, "Many Tracks", *codes)
    for code in codes[:20]:
        rol.add(five, code)
    assert "more-than-20" not in _codes(five)

    rol.add(five, codes[20])
    found = next(check for check in standing.checks(five) if check["code"] == "more-than-20")
    assert "21 unique codes, 1 more than are included: $30 falls due" in found["message"]
    assert [fee.amount for fee in standing.fees(five)] == [30]
    assert certify.listing(five).notices[0].facts["amount"] == 30


def test_the_deadline_is_that_of_the_running_season(five: Work) -> None:
    for year in (2026, 2027):
        seasons.bring(five, year)

    due = standing.deadline(five)
    assert due is not None
    assert due["due_at"] == "2027-03-03T21:00:00-05:00"


def test_answers_name_lines_by_ref_program_and_code(ranked: Work) -> None:
    assert comparing.answer(ranked, "emory", "1300140c0").refs == ("r4", "r1")
    for better, worse in (
        ("emory", "r4"),
        ("emory", "iowa"),
        ("r1", "r99"),
        ("r5", "r1"),  # of a supplemental list
        ("c1", "r1"),
        ("", "r1"),
    ):
        with pytest.raises(FmgtrackError):
            comparing.answer(ranked, better, worse)
    rol.add(ranked, "1310140P1")
    with pytest.raises(FmgtrackError, match="several codes"):
        comparing.answer(ranked, "mayo", "henry")
    assert comparing.answer(ranked, "1310140P1", "henry").refs == ("r6", "r1")
    assert comparing.state(ranked).row["answered"] == 2


def test_a_contradiction_is_shown_and_ends(ranked: Work) -> None:
    for better, worse in (("henry", "mayo"), ("mayo", "stanford"), ("stanford", "henry")):
        comparing.answer(ranked, better, worse)

    row = comparing.state(ranked).row
    circle = [
        (one["better"]["program"]["ref"], one["worse"]["program"]["ref"])
        for one in row["contradiction"]
    ]
    assert circle == [("p1", "p2"), ("p2", "p4"), ("p4", "p1")]
    most = row["at_most"]
    for _ in range(most):
        if not row["complete"]:
            comparing.answer(ranked, *(line["entry"] for line in row["question"]))
            row = comparing.state(ranked).row
    assert row["complete"]
    comparing.accept(ranked)
    assert not comparing.state(ranked).row["differs"]


@pytest.mark.parametrize("which", ["0", "4", "-", "all", "²", "", "9" * 5000])
def test_an_example_that_is_none(which: str) -> None:
    with pytest.raises(FmgtrackError) as caught:
        explain(which)
    assert caught.value.hint == "type a number from 1 to 3"


@pytest.mark.parametrize("version", ["h999", "999", "p1", "", "h0", "h" + "9" * 5000])
def test_a_version_that_is_none(ranked: Work, version: str) -> None:
    before = _records(ranked)
    for act in (certify.restore, certify.diff):
        with pytest.raises(FmgtrackError) as caught:
            act(ranked, version)
        assert "rol history" in caught.value.hint
    assert _records(ranked) == before


def test_restoring_keeps_a_code_that_came_later(five: Work) -> None:
    rol.add(five, "iowa")
    version = _made_by(five, "ranked Iowa")
    records.edit(five, "p3", {"code": "1250140C0"})
    rol.add(five, "henry")
    certify.restore(five, version)

    (line,) = standing.board(five).row["primary"]
    assert line["nrmp_code"] == "1250140C0"
    (part, *_) = certify.diff(five, version).row["lists"]
    assert [line["nrmp_code"] for line in part["edited"]] == ["1250140C0"]
    assert not part["added"] + part["removed"] + part["moved"]


PARTNER = (
    {"list": "", "nrmp_code": "1310300C0", "program": "Mayo Pediatrics", "state": "MN"},
    {"list": "", "nrmp_code": "1430320C0", "program": "Emory Pediatrics", "state": "GA"},
    {"list": "A", "nrmp_code": "1430320P0", "program": "Emory Pediatrics", "state": "GA"},
)
NONE = "999999999"


@pytest.fixture
def partner(tmp_path: Path) -> str:
    """What a partner's `rol export --json` wrote; the last line is of a supplemental list."""
    path = tmp_path / "partner.json"
    path.write_text(json.dumps(PARTNER), encoding="utf-8")
    return str(path)


def _pairs(work: Work) -> list[tuple[str, str]]:
    rows = couples.board(work).row["pairs"]
    assert [row["rank"] for row in rows] == list(range(1, len(rows) + 1))
    return [(row["mine"]["nrmp_code"], row["theirs"]["nrmp_code"]) for row in rows]


def test_supplemental_lines_of_a_partner_are_not_paired(ranked: Work, partner: str) -> None:
    couples.take_in(ranked, partner, 0.5)

    pairs = _pairs(ranked)
    assert len(set(pairs)) == len(pairs) == 4 * 2 + 4 + 2
    assert {theirs for _, theirs in pairs} == {"1310300C0", "1430320C0", NONE}
    assert {mine for mine, _ in pairs} == {*_coded(ranked), NONE}


def _coded(work: Work) -> list[str]:
    return [row["nrmp_code"] for row in standing.board(work).row["primary"]]


@pytest.mark.parametrize("form", ["json", "csv", "board"])
def test_what_export_writes_couple_reads(ranked: Work, tmp_path: Path, form: str) -> None:
    path = tmp_path / "export"
    rows = entering.lines(ranked).rows
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        if form == "csv":
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        else:
            json.dump(rows if form == "json" else standing.board(ranked).row, file)
    couples.take_in(ranked, str(path), 0.0)

    assert {theirs for _, theirs in _pairs(ranked)} == {*_coded(ranked), NONE}


def test_pairs_are_added_dropped_and_moved(ranked: Work, partner: str) -> None:
    couples.take_in(ranked, partner, 0.5)
    for _ in range(12):
        couples.drop(ranked, "3")
    first, second = _pairs(ranked)
    couples.move(ranked, "2", "1")
    assert _pairs(ranked) == [second, first]
    assert not couples.move(ranked, "2", "2").title

    couples.add(ranked, "1820040A0", NONE)
    couples.add(ranked, NONE, " 1430320c0 ")
    pairs = _pairs(ranked)
    assert pairs[2:] == [("1820040A0", NONE), (NONE, "1430320C0")]
    rol.add(ranked, "iowa")  # a line without a code is no answer to an empty text
    for mine, theirs in (
        ("1820040A0", NONE),
        ("1250140C0", "1430320C0"),
        ("1300140C0", "1300140C0"),
        ("1310140P1", NONE),
        ("", "1430320C0"),
        (NONE, ""),
    ):
        with pytest.raises(FmgtrackError):
            couples.add(ranked, mine, theirs)
    for text in ("0", "5", "x", "", "²", "9" * 5000):
        with pytest.raises(InvalidError):
            couples.drop(ranked, text)
        with pytest.raises(InvalidError):
            couples.move(ranked, "1", text)
    assert _pairs(ranked) == pairs


def test_a_new_partner_file_keeps_the_pairs_that_hold(
    ranked: Work, partner: str, tmp_path: Path
) -> None:
    couples.take_in(ranked, partner, 0.5)
    couples.move(ranked, "14", "1")
    before = _pairs(ranked)
    newer = tmp_path / "newer.json"
    newer.write_text(json.dumps({"primary": PARTNER[1:2]}), encoding="utf-8")

    done = couples.take_in(ranked, str(newer), 0.5)
    assert done.notices[0].code == "pairs-kept"
    assert _pairs(ranked) == [pair for pair in before if pair[1] != "1310300C0"]


def test_own_lines_without_a_code_are_named_first(ranked: Work, partner: str) -> None:
    rol.add(ranked, "iowa")
    with pytest.raises(FmgtrackError) as caught:
        couples.take_in(ranked, partner, 0.5)
    assert "edit p3 --code" in caught.value.hint


def test_three_hundred_pairs_at_most(ranked: Work, tmp_path: Path) -> None:
    file = tmp_path / "long.json"
    file.write_text(json.dumps([{"nrmp_code": f"{n:04}140C0"} for n in range(300)]), "utf-8")
    couples.take_in(ranked, str(file), 0.5)

    assert len(_pairs(ranked)) == 300
    with pytest.raises(FmgtrackError, match="300 pairs already"):
        couples.add(ranked, NONE, NONE)


HOSTILE = {
    "empty": b"",
    "not-json": b"{not json",
    "words": b"my list is in my head\n",
    "null": b"null",
    "numbers": b"[1, 2, 3]",
    "no-lines": b'{"primary": {"a": 1}}',
    "wrong-code": b'[{"nrmp_code": "12345"}]',
    "no-code": b'[{"nrmp_code": null, "program": "Mayo"}]',
    "odd-code": b'[{"nrmp_code": {"a": ["b"]}, "city": [1], "state": {"x": 2}}]',
    "acgme": b"rank,nrmp_code\n1,1402611234\n",
    "nested": b"[" * 100_000,
    "nested-line": b'[{"nrmp_code": ' + b"[" * 50_000 + b"]" * 50_000 + b"}]",
    "huge-number": b'[{"nrmp_code": ' + b"9" * 6000 + b"}]",
    "ten-thousand": b"nrmp_code\n" + b"".join(b"%04d140C0\n" % n for n in range(10_000)),
    "too-large": b" " * 1_000_001,
    "latin": b"nrmp_code,program\n1300140C0,Ren\xe9\n",
    "huge-cell": b'nrmp_code,program\n1300140C0,"' + b"x" * 200_000 + b'"\n',
    "long-name": b"nrmp_code,program\n1300140C0," + b"x" * 50_000 + b"\n",
    "surrogate": b'[{"nrmp_code": "1300140C0", "program": "\\ud800"}]',
    "spreadsheet": b"PK\x03\x04" + bytes(range(256)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_no_list_changes_nothing(ranked: Work, tmp_path: Path, name: str) -> None:
    before = _records(ranked)
    file = tmp_path / "partner.json"
    file.write_bytes(HOSTILE[name])

    with pytest.raises(FmgtrackError) as caught:
        couples.take_in(ranked, str(file), 0.5)
    assert len(caught.value.message) < 400
    assert caught.value.hint
    assert _records(ranked) == before


@pytest.mark.parametrize("path", ["nowhere.json", ".", "", "\0", "x" * 5000])
def test_a_file_that_is_not_there(ranked: Work, path: str) -> None:
    with pytest.raises(FmgtrackError):
        couples.take_in(ranked, path, 0.5)


def _restore(work: Work) -> Any:  # noqa: ANN401  as any act
    return certify.restore(work, _made_by(work, "ranked Mayo Clinic number 2"))


COMMANDS: dict[str, Act] = {
    "add": lambda w: rol.add(w, "1310140P1"),
    "add-to-list": lambda w: rol.add(w, "1310140P1", letter="B"),
    "drop": lambda w: rol.drop(w, "henry"),
    "drop-linked": lambda w: rol.drop(w, "stanford"),
    "drop-from-list": lambda w: rol.drop(w, "1310140P1", letter="A"),
    "move": lambda w: rol.move(w, "emory", to="1"),
    "move-below": lambda w: rol.move(w, "henry", below="stanford"),
    "exclude": lambda w: rol.exclude(w, "iowa", "farther"),
    "include": lambda w: rol.include(w, "iowa"),
    "link": lambda w: rol.link(w, "B", "stanford", None, linked=True),
    "unlink": lambda w: rol.link(w, "A", "stanford", None, linked=False),
    "rate": lambda w: ratings.rate(w, "henry", ("culture=1", "research=", "cost=3")),
    "criterion": lambda w: _weigh(w, "parking", label="car"),
    "reweigh": lambda w: _weigh(w, "culture", weight="2", rename="people"),
    "drop-criterion": lambda w: _weigh(w, "culture", drop=True),
    "compare": lambda w: comparing.answer(w, "stanford", "mayo"),
    "accept": comparing.accept,
    "forget": comparing.forget,
    "certify": lambda w: certify.certify(w, force=True),
    "restore": _restore,
    "pair": lambda w: couples.add(w, NONE, NONE),
    "drop-pair": lambda w: couples.drop(w, "2"),
    "move-pair": lambda w: couples.move(w, "3", "1"),
    "late-code": _edit("p3", code="1250140C0"),
    "remove-program": lambda w: records.remove(w, ["stanford"]),
}


@pytest.mark.parametrize("name", [*COMMANDS, "couple", "couple-again"])
def test_undo_gives_the_record_back_and_forward_again(
    ranked: Work, partner: str, tmp_path: Path, name: str
) -> None:
    ratings.rate(ranked, "henry", ("culture=5", "research=4"))
    rol.exclude(ranked, "iowa", "far")
    for better, worse in (("emory", "henry"), ("henry", "mayo"), ("mayo", "stanford")):
        comparing.answer(ranked, better, worse)
    certify.certify(ranked, force=False)
    if name != "couple":
        couples.take_in(ranked, partner, 0.5)
    newer = tmp_path / "newer.json"
    newer.write_text(json.dumps([*PARTNER[1:], {"nrmp_code": "1500140C0"}]), encoding="utf-8")
    acts: dict[str, Act] = COMMANDS | {
        "couple": lambda w: couples.take_in(w, partner, 0.5),
        "couple-again": lambda w: couples.take_in(w, str(newer), 0.5),
    }
    before = _records(ranked)
    acts[name](ranked)
    after = _records(ranked)
    assert after != before

    history.undo(ranked, None)
    assert _records(ranked) == before
    history.undo(ranked, None)
    assert _records(ranked) == after


def test_a_long_list_moved_often_has_all_its_versions(work: Work) -> None:
    codes = [f"{number:04}140C0" for number in range(60)]
    _add(work, "Many Tracks", *codes)
    for code in codes:
        rol.add(work, code)
    for _ in range(10):
        rol.move(work, codes[0], to="60")
        rol.move(work, codes[0], to="1")

    rows = certify.history(work).rows
    assert len(rows) == 60 + 20
    assert rows[0]["ranked"] == 60
    (part,) = certify.diff(work, None).row["lists"]
    assert [(line["from"], line["to"]) for line in part["moved"]] == [(60, 1)]
    assert not part["added"] + part["removed"] + part["edited"]
