"""The keys of `--json`, which other people's scripts rely on: they are only ever added to.

`PROMISED` is section 11 of the product page word for word; `ALL` is everything that is printed
today. A key that goes or changes its name fails both; a new one has to be written down in `ALL`.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.cli.conftest import Piped
    from tests.conftest import Ran

PROGRAM = """ref name institution specialty city state timezone nrmp_codes acgme_code url status
    signal contact_policy visa visa.j1 visa.h1b visa.source visa.checked_on notes"""
CONTACT = "ref name title role email program program.ref program.name"
INTERVIEW = """ref program program.ref program.name status starts_at ends_at timezone format place
    respond_by met met.ref met.contact met.contact.ref met.contact.name met.contact.role
    met.setting met.talked_about met.to_ask"""
FOLLOW_UP = """ref state program program.ref program.name interview interview.ref contact
    contact.ref contact.name contact.role contact.email interviewed_on due_from due_by sent_on
    reason"""
DEADLINE = "ref title due_at timezone body binding source confidence program done_on"
DRAFT = "followup to subject body edited checks checks.code checks.blocking checks.message"
ROL = """deadline certified_at changed_since_certified primary primary.rank primary.program
    primary.program.ref primary.program.name primary.nrmp_code primary.score primary.coverage
    supplemental unranked excluded checks checks.code checks.blocking checks.message
    checks.program"""

JUDGED = """ref name specialty city state status signal signal_use group rules rules.rule
    rules.strict rules.outcome rules.reason rules.lacks rules.said rules.who rules.source
    rules.checked_on rules.unconfirmed ask ask.whom ask.ref ask.role ask.url ask.rules preferences
    total"""


COUNTED = "programs applied waitlisted invited interviewed rejected withdrawn"


def _under(above: str, keys: str) -> str:
    return " ".join(f"{above}.{key}" for key in keys.split())


TURN = " ".join(
    f"{place} {place}.name {place}.question {place}.question.ref {place}.question.key"
    f" {place}.question.kind {place}.question.text {place}.question.minutes {place}.program"
    f" {place}.why {place}.why.code {place}.why.days {place}.why.interview_on {place}.why.mends"
    f" {place}.due_on {place}.tried_on {place}.rating {place}.tries"
    for place in ("next", "then")
)
TURN = f"{TURN} next.program.ref next.program.name"
"""The question that comes next, here for a program, and those after it."""

PROMISED = {
    "programs": PROGRAM,
    "contacts": CONTACT,
    "interviews": INTERVIEW,
    "followups --all": FOLLOW_UP,
    "deadlines --all": DEADLINE,
    "draft-email f2 f3": DRAFT,
    "rol": ROL,
    "show p2": PROGRAM,
    "show c1": CONTACT,
    "show i1": INTERVIEW,
    "show f3": FOLLOW_UP,
    "show d1": DEADLINE,
}

QUESTION = """ref key kind text assesses minutes frame prepared points versions tries to_mend
    why"""

ALL = {
    "prep questions": QUESTION,
    "prep questions --for p2": f"{QUESTION} why.code why.number why.wanted why.specialty",
    "prep questions --kind yours-to-ask": "ref key kind text settings topic on_page",
    "prep question about-yourself": f"{QUESTION} asks pitfalls shape shape.name shape.parts"
    " shape.advice answer program_answers older mends practices",
    "prep why p1": """program program.ref program.name reasons concrete wanted missing findings
        findings.code findings.ref findings.program findings.kind findings.number enough""",
    "programs": f"{PROGRAM} policy_source policy_on contract_on",
    "contacts": f"{CONTACT} notes",
    "interviews": f"{INTERVIEW} home_starts_at respond_zone home_respond_by highlight notes"
    " met.contact.title",
    "followups --all": f"{FOLLOW_UP} contact.title replied_on setting talked_about to_ask",
    "deadlines --all": f"{DEADLINE} program.ref program.name home_due_at is_past key",
    "draft-email f2 f3": f"{DRAFT} kind sent_on",
    "rol": f"{ROL} deadline.ref deadline.due_at deadline.home_due_at deadline.timezone"
    " deadline.confidence deadline.source deadline.is_past deadline.days_left primary.score_rank"
    " primary.apart checks.hint",
    "show c1": f"{CONTACT} notes",
    "show i1": f"{INTERVIEW} home_starts_at respond_zone home_respond_by highlight notes"
    " met.contact.title",
    "show f3": f"{FOLLOW_UP} contact.title replied_on setting talked_about to_ask",
    "show d1": f"{DEADLINE} home_due_at is_past key",
    "history": "ref at title undoes undone_by",
    "prep phrases": "when situation say why",
    "prep ask henry": """program program.ref program.name chosen proposed proposed.setting
        proposed.key proposed.text proposed.topic offers""",
    "prep": """now interviews interviews.interview interviews.interview.ref interviews.program
        interviews.program.ref interviews.program.name interviews.days_left interviews.starts_at
        interviews.timezone interviews.home_starts_at interviews.format interviews.over
        interviews.tasks interviews.tasks.code interviews.tasks.reason interviews.tasks.have
        interviews.tasks.wanted interviews.tasks.missing interviews.tasks.refs
        interviews.tasks.first anyway next""",
    "prep sheet henry --with-notes": """program program.ref program.name program.institution
        program.specialty program.city program.state program.url interview interview.ref
        interview.status interview.starts_at interview.ends_at interview.timezone
        interview.home_starts_at interview.home_ends_at interview.format interview.place
        interview.days_left home_zone people people.ref people.name people.title people.role
        people.setting people.email own_name own_name_said why why.reasons why.concrete why.wanted
        facts answers unanswered stories stories.tell stories.told reread ask open open.visa
        open.visa.need open.visa.j1 open.visa.h1b open.visa.source open.visa.checked_on
        open.visa.unconfirmed open.contract open.contract.on open.contract.open checklist
        evening evening.key evening.part evening.text thanks thanks.from thanks.by developments
        phrases phrases.when phrases.say notes notes.program notes.interview notes.people""",
    "prep checklist i2": """interview interview.ref program program.ref program.name format
        starts_at ends_at timezone home_starts_at day days_left items items.number items.key
        items.part items.text items.state items.done_on items.known dropped""",
    "prep ask henry last-good-day": "action refs changed undo notices",
    "prep checklist i2 --done 1": "action refs changed undo notices notices.code notices.message",
    "add-development Dialysis": "action refs changed undo notices notices.code notices.message",
    "config": """settings settings.name settings.signature settings.home-zone settings.due-from
        settings.due-by settings.editor settings.season files files.record files.templates
        files.backups""",
    "apply experience": """experiences hands_on hands_on.months hands_on.by_specialty observed
        observed.months observed.by_specialty undated skills overlaps to_mark_done thanks_owed
        letter_not_asked""",
    "apply letters": """starts_on most letters sets us_letters none_assigned none_assigned.ref
        none_assigned.name""",
    "apply documents": """starts_on documents missing missing.kind missing.name missing.specialty
        missing.needed missing.issuer missing.needs missing.source missing.confidence visa""",
    "config name": "key value",
    "prep stories --grid": """rows rows.key rows.competencies rows.low rows.high rows.have
        rows.missing rows.unfinished rows.stories complete""",
    "add-story Night --told f3": "action refs changed undo notices notices.code notices.message",
    "add-mock coach Ola": "action refs changed undo notices notices.code notices.message",
    "prep mend Slower": "action refs changed undo notices",
    "prep practice": TURN,
    "prep practice about-yourself --rating 4 --mend Slower": "action refs changed undo notices"
    " notices.code notices.message",
    "prep practice --history": "question due_on tries spacing",
    "prep practice --explain": "rule source range pause_seconds soon_days longest_days",
    "debrief i1": f"{INTERVIEW} home_starts_at respond_zone home_respond_by highlight notes"
    " met.contact.title ratings ratings.key ratings.label ratings.weight ratings.value asked"
    " stories still still.what still.ref still.name",
    "init --name Sana": "action refs changed undo notices notices.code notices.message",
    "note p1 gossip": "action refs changed undo notices",
    "add-contact mayo Nobody": "action refs changed undo notices notices.code notices.message",
    "draft-email f3 --fresh": "action refs changed undo notices notices.code notices.message",
    "undo": "action refs changed undo notices notices.code notices.message",
    "season 2027": "action refs changed undo notices notices.code notices.message",
    "apply fact p1": """program program.ref program.name rules rules.rule rules.means rules.form
        rules.eligibility rules.strict rules.preferred visa visa.j1 visa.h1b visa.source
        visa.checked_on visa.unconfirmed""",
    "apply fact p1 size=3": "action refs changed undo notices notices.code notices.message",
    "apply prefer state=MI": "action refs changed undo notices",
    "apply suggest": f"""season specialty group applicant applicant.graduated applicant.step2ck
        applicant.step3 applicant.failed_attempts applicant.failed_attempts.least
        applicant.failed_attempts.most applicant.certified applicant.visa_need
        applicant.usce_hands_on applicant.usce_hands_on.months applicant.usce_hands_on.complete
        applicant.usce_observed applicant.usce_observed.months applicant.usce_observed.complete
        applicant.us_letters applicant.us_letters.least applicant.us_letters.most if counts
        counts.fits counts.ask counts.fails programs {_under("programs", JUDGED)} missing
        missing.rule missing.reason missing.programs moves since plan plan.signals
        plan.signals.specialty plan.signals.tier plan.signals.allowed plan.signals.used
        plan.signals.left plan.signals.season plan.signals.source plan.signals.confidence
        plan.signals_unknown plan.signals_wanted plan.costs plan.costs.specialty
        plan.costs.service plan.costs.programs plan.costs.cost plan.costs.one_more
        plan.costs.season plan.costs.source plan.costs.confidence plan.cost plan.no_specialty
        plan.if_all_fit plan.if_all_fit.programs plan.if_all_fit.cost""",
    "apply suggest --why p1": f"{JUDGED} if was",
    "apply cv": """specialty name contact school country graduated education schooling certified
        exams parts languages left_out gaps text written""",
    "apply season": f"""season programs stages stages.status stages.standing stages.so_far
        called_off by_specialty {_under("by_specialty", f"specialty {COUNTED}")}
        by_state {_under("by_state", f"state {COUNTED}")} invitations invitations.weeks
        invitations.weeks.week invitations.weeks.count invitations.undated invitations.outside
        invitations.sure invitations.at_latest interviews interviews.weeks interviews.weeks.week
        interviews.weeks.count interviews.undated interviews.outside""",
    "season": """season today week undated outside weeks weeks.week weeks.interviews
        weeks.interviews.ref weeks.interviews.program weeks.interviews.program.ref
        weeks.interviews.program.name weeks.interviews.on weeks.mails weeks.mails.interview
        weeks.mails.program weeks.mails.program.ref weeks.mails.program.name weeks.mails.due_from
        weeks.mails.due_by weeks.mails.owed weeks.dates weeks.dates.ref weeks.dates.title
        weeks.dates.on weeks.dates.binding weeks.dates.program weeks.dates.program.ref
        weeks.dates.program.name""",
    "apply check": """code blocking message hint ref program program.ref program.name source
        confidence""",
    "apply costs --add IM=3 --currency PKR --rate 281.5": """season statuses programs
        programs.counted programs.considered programs.added programs.withdrawn
        programs.no_specialty specialties specialties.specialty specialties.service
        specialties.programs specialties.to_come specialties.cost specialties.to_pay
        specialties.one_more specialties.season specialties.source specialties.confidence lines
        lines.group lines.what lines.name lines.ref lines.count lines.amount lines.to_pay
        lines.local lines.season lines.source lines.confidence lines.other lines.other.amount
        lines.other.season lines.other.source lines.other.confidence left_out total to_pay
        total_local to_pay_local chart chart.specialty chart.service chart.points
        chart.points.programs chart.points.cost chart.points.one_more chart.points.step
        chart.points.counted currency currency.code currency.rate""",
    "apply profile": """ref eras_name nrmp_name said citizenship visa_need school school_country
        graduated practice_years had_training specialties languages pathway pathway_on certified_on
        nrmp_verified_on token_on transcript_on name signature names_differ img_group
        years_since_graduation exams gaps unexplained ecfmg ecfmg.part ecfmg.state ecfmg.says
        ecfmg.on ecfmg.exam ecfmg.needed_for ecfmg.due ecfmg.due.ref ecfmg.due.due_at
        ecfmg.due.timezone ecfmg.due.home_due_at ecfmg.due.is_past ecfmg.due.confidence
        ecfmg.due.source ecfmg.doubts ecfmg.doubts.code ecfmg.doubts.says ecfmg.doubts.source
        season""",
}

TODAY = "now overdue due open debrief interviews invitations deadlines rol programs prepare"


def _paths(document: Any, before: str = "") -> Iterator[str]:  # noqa: ANN401  any document
    """Every key with those above it, items of a list taken together."""
    if isinstance(document, list):
        for item in document:
            yield from _paths(item, before)
    elif isinstance(document, dict):
        for key, value in document.items():
            yield f"{before}{key}"
            yield from _paths(value, f"{before}{key}.")


def _leaves(document: Any, key: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401  the same
    if isinstance(document, list):
        for item in document:
            yield from _leaves(item, key)
    elif isinstance(document, dict):
        for name, value in document.items():
            yield from _leaves(value, name)
    else:
        yield key, document


@pytest.mark.parametrize("line", PROMISED)
@pytest.mark.usefixtures("season")
def test_what_was_promised_is_there(run: Callable[..., Ran], line: str) -> None:
    found = set(_paths(run(f"{line} --json").json))

    assert set(PROMISED[line].split()) <= found


@pytest.mark.parametrize("line", ALL)
@pytest.mark.usefixtures("season")
def test_nothing_comes_or_goes_unnoticed(run: Callable[..., Ran], line: str) -> None:
    found = set(_paths(run(f"{line} --json").json))

    assert found == set(ALL[line].split())


@pytest.mark.usefixtures("season")
def test_the_day_is_made_of_the_listings_rows(run: Callable[..., Ran]) -> None:
    day = run("today --json").json

    assert list(day) == TODAY.split()
    assert run("--json").json == day
    rows = run("followups --json").json
    assert [*day["overdue"], *day["due"], *day["open"]] == rows
    interviews = {row["ref"]: row for row in run("interviews --json").json}
    assert day["interviews"] == [interviews["i2"]]
    assert day["invitations"] == [interviews["i3"] | {"hours_left": 48}]
    assert day["debrief"] == []  # something of the day is noted
    assert {key for task in day["prepare"] for key in task} == {
        *("interview", "program", "days_left"),
        *("code", "reason", "have", "wanted", "missing", "refs"),
    }
    assert set(day["rol"]) == {
        *("ranked", "unranked", "certified_at", "changed_since_certified"),
        *("due_at", "home_due_at", "days_left", "confidence", "is_past"),
    }


@pytest.mark.parametrize(
    ("line", "ref", "listing"),
    [
        ("show mayo", "p2", "programs"),
        ("show c1", "c1", "contacts"),
        ("show i1", "i1", "interviews"),
        ("show f3", "f3", "followups --all"),
        ("show d1", "d1", "deadlines --all"),
    ],
)
@pytest.mark.usefixtures("season")
def test_one_record_has_the_values_of_its_listing(
    run: Callable[..., Ran], line: str, ref: str, listing: str
) -> None:
    (row,) = [row for row in run(f"{listing} --json").json if row["ref"] == ref]

    shown = run(f"{line} --json").json
    assert {key: shown[key] for key in row} == row
    if ref == "p2":
        added = {"contacts", "interviews", "followups", "deadlines", "stages"}
        assert set(shown) - set(row) == added
        assert [set(one) for one in shown["stages"]] == [{"status", "reached_on", "sure"}] * 3
        assert shown["interviews"] == run("interviews --program p2 --json").json


@pytest.mark.usefixtures("season")
def test_a_change_says_what_it_did_and_how_to_take_it_back(run: Callable[..., Ran]) -> None:
    done = run("add-program Vanderbilt --state TN --json").json

    assert done["action"] == "add-program"
    assert done["refs"] == ["p4"]
    assert done["changed"] == "added program p4 Vanderbilt"
    assert done["changed"] in done["undo"]
    assert {notice["code"] for notice in done["notices"]} <= {"two-zones"}
    assert run("show p4 --json").json["timezone"] == "America/Chicago"


@pytest.mark.usefixtures("season")
def test_what_changed_nothing_says_so(run: Callable[..., Ran]) -> None:
    run("edit p1 --city Detroit")

    done = run("edit p1 --city Detroit --json").json
    assert (done["changed"], done["undo"]) == (None, None)


@pytest.mark.parametrize(
    ("line", "code", "number"),
    [
        ("show p99 --json", "not-found", 1),
        ("show zebra --json", "not-found", 1),
        ("add-contact hospital X --json", "ambiguous", 1),
        ("add-interview mayo 03/04/2026 --json", "when", 1),
        ("add-program X --code 12 --json", "invalid", 1),
        ("draft-email iowa --json", "refused", 1),
        ("import nowhere.csv --json", "import-failed", 1),
        ("programs --frob --json", "usage", 2),
        ("programs --status gone --json", "usage", 2),
        ("add-program --json", "usage", 2),
        ("frobnicate --json", "usage", 2),
        ("remove p1 --json", "usage", 2),
    ],
)
@pytest.mark.usefixtures("season")
def test_an_error_is_one_object_on_standard_error(
    run: Callable[..., Ran], line: str, code: str, number: int
) -> None:
    ran = run(line, code=number)

    assert ran.stdout == ""
    assert set(json.loads(ran.stderr)) == {"error"}
    assert set(ran.error) == {"code", "message", "hint", "candidates"}
    assert ran.error["code"] == code
    assert ran.error["message"]
    assert ran.error["hint"]


@pytest.mark.usefixtures("season")
def test_candidates_have_ref_and_name(run: Callable[..., Ran]) -> None:
    ran = run("interviews --program hospital --json", code=1)

    found = ran.error["candidates"]
    assert [set(one) for one in found] == [{"ref", "name"}] * 2
    assert {one["ref"]: one["name"].split(",")[0] for one in found} == {
        "p1": "Henry Ford Hospital",
        "p3": "Iowa Hospitals",
    }


@pytest.mark.parametrize("line", ["today", *ALL])
@pytest.mark.usefixtures("season")
def test_moments_carry_an_offset_and_days_none(run: Callable[..., Ran], line: str) -> None:
    for key, value in _leaves(run(f"{line} --json").json):
        if value is None or not (key.endswith(("_at", "_on")) or key in ("now", "respond_by")):
            continue
        if key.endswith("_on"):
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", value), (key, value)
        elif key == "due_at" and len(value) == len("2026-11-25"):
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", value)  # a source without a clock time
        else:
            assert datetime.fromisoformat(value).tzinfo, (key, value)


@pytest.mark.usefixtures("season")
def test_an_appointment_has_the_offset_of_the_zone_it_was_said_in(run: Callable[..., Ran]) -> None:
    row = run("show i2 --json").json
    assert row["starts_at"] == "2026-12-01T16:30:00-06:00"
    assert row["ends_at"] == "2026-12-01T18:00:00-06:00"
    assert row["home_starts_at"] == "2026-12-02T03:30:00+05:00"
    assert row["timezone"] == "America/Chicago"

    run("edit i2 --when '7 Jun 2027 9:00' --until 12:00 --zone PT")
    row = run("show i2 --json").json
    assert (row["starts_at"], row["timezone"]) == (
        "2027-06-07T09:00:00-07:00",
        "America/Los_Angeles",
    )
    assert run("show i3 --json").json["respond_by"] == "2026-11-27T09:00:00-06:00"
    (own,) = run("deadlines --program mayo --json").json
    assert own["due_at"] == "2027-01-05T17:00:00-06:00"


@pytest.mark.usefixtures("season")
def test_what_is_missing_is_null_and_what_is_many_is_a_list(run: Callable[..., Ran]) -> None:
    bare = run("show iowa --json").json

    for key in ("institution", "specialty", "city", "acgme_code", "url", "notes"):
        assert bare[key] is None
    assert bare["visa"] == {"j1": None, "h1b": None, "source": None, "checked_on": None}
    assert bare["nrmp_codes"] == []
    full = run("show mayo --json").json
    assert full["visa"] == {
        "j1": True,
        "h1b": False,
        "source": "FAQ page",
        "checked_on": "2026-11-25",
    }
    assert full["nrmp_codes"] == ["1310140C0", "1310140P1"]
    assert "" not in [value for _, value in _leaves(run("programs --json").json)]


@pytest.mark.parametrize("line", ["programs", "followups --program mayo", "contacts"])
def test_an_empty_listing_is_an_empty_list(run: Callable[..., Ran], line: str) -> None:
    run("add-program Mayo --state MN")
    run("undo") if line == "programs" else None

    assert run(f"{line} --json").json == []


@pytest.mark.parametrize("place", ["before", "after"])
@pytest.mark.usefixtures("season")
def test_json_may_be_said_before_or_after_the_command(run: Callable[..., Ran], place: str) -> None:
    ran = run("--json programs" if place == "before" else "programs --json")

    assert [row["ref"] for row in ran.json] == ["p1", "p3", "p2"]


@pytest.mark.parametrize("line", ["followups", "draft-email f1 f2", "today", "deadlines", "undo"])
@pytest.mark.usefixtures("season")
def test_one_document_whatever_else_there_is_to_say(shell: Callable[..., Piped], line: str) -> None:
    done = shell(*line.split(), "--json")

    assert json.loads(done.stdout)
    assert done.stdout.endswith("\n")
    assert not done.stdout.endswith("\n\n")


@pytest.mark.usefixtures("season")
def test_a_draft_held_back_is_a_document_and_an_error(shell: Callable[..., Piped]) -> None:
    done = shell("draft-email", "f1", "--eml", "out", "--json", code=1)

    assert [draft["followup"] for draft in json.loads(done.stdout)] == ["f1"]
    last = done.stderr[done.stderr.index("{") :]
    assert json.loads(last)["error"]["code"] == "refused"
