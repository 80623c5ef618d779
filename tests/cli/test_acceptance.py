"""The main job from an empty record to the mails, as one person would live it."""

from __future__ import annotations

import email
import email.policy
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Terminal
    from tests.conftest import Ran

A_DAY_LATER = "2026-11-26T10:00:00-05:00"
TWO_DAYS_LATER = "2026-11-27T10:00:00-05:00"


def _codes(draft: dict[str, Any]) -> set[str]:
    return {check["code"] for check in draft["checks"]}


def _holding(draft: dict[str, Any]) -> set[str]:
    return {check["code"] for check in draft["checks"] if check["blocking"]}


def _by_ref(ran: Ran) -> dict[str, dict[str, Any]]:
    return {draft["followup"]: draft for draft in ran.json}


@pytest.mark.usefixtures("henry")
def test_empty_record_to_a_list_of_who_is_owed(run: Callable[..., Ran]) -> None:
    ran = run("followups --json")

    rows = ran.json
    assert [(r["ref"], r["contact"]["role"], r["state"]) for r in rows] == [
        ("f1", "program-director", "due"),
        ("f2", "coordinator", "due"),
        ("f3", "faculty", "due"),
    ]
    assert {(r["interviewed_on"], r["due_from"], r["due_by"]) for r in rows} == {
        ("2026-11-23", "2026-11-25", "2026-11-26")
    }
    assert rows[2]["contact"]["email"] == "faculty@example.org"

    assert "Henry Ford Hospital: 0 of 3 thanked" in ran.stderr
    hint = next(line for line in ran.stderr.splitlines() if "Dr. Second Resident" in line)
    assert "is owed no mail until something is noted" in hint
    assert "fmgtrack note f4" in hint


@pytest.mark.usefixtures("henry")
def test_the_resident_joins_once_something_is_remembered(run: Callable[..., Ran]) -> None:
    assert [r["state"] for r in run("followups --all --json").json] == [*["due"] * 3, "not-owed"]

    ran = run('note f4 "the first months of an intern who trained abroad"')
    assert "the first months of an intern who trained abroad" in ran.stdout.split("in the mail:")[1]

    after = run("followups --json")
    assert [row["ref"] for row in after.json] == ["f1", "f2", "f3", "f4"]
    assert "is owed no mail" not in after.stderr


@pytest.mark.parametrize(
    ("moment", "states", "code"),
    [
        ("2026-11-23T14:59:00-05:00", [], 0),
        ("2026-11-23T15:01:00-05:00", ["open"] * 3, 0),
        ("2026-11-24T23:59:00-05:00", ["open"] * 3, 0),
        ("2026-11-25T00:01:00-05:00", ["due"] * 3, 1),
        (A_DAY_LATER, ["due"] * 3, 1),
        ("2026-11-26T23:59:00-05:00", ["due"] * 3, 1),
        (TWO_DAYS_LATER, ["overdue"] * 3, 1),
    ],
)
@pytest.mark.usefixtures("henry")
def test_the_window_opens_and_closes_by_the_programs_calendar(
    run: Callable[..., Ran],
    monkeypatch: pytest.MonkeyPatch,
    moment: str,
    states: list[str],
    code: int,
) -> None:
    monkeypatch.setenv("FMGTRACK_NOW", moment)

    assert [row["state"] for row in run("followups --json").json] == states
    assert [row["state"] for row in run("followups --check --json", code=code).json] == states


@pytest.mark.usefixtures("henry")
def test_check_is_content_when_all_are_thanked(run: Callable[..., Ran]) -> None:
    run("sent henry --on yesterday")

    ran = run("followups --check")
    assert ran.stdout == ""
    rows = run("followups --all --json").json
    assert [(r["state"], r["sent_on"]) for r in rows[:3]] == [("sent", "2026-11-24")] * 3


@pytest.mark.usefixtures("henry")
def test_before_anything_is_noted_no_interviewers_mail_gets_out(
    run: Callable[..., Ran], tmp_path: Path
) -> None:
    drafts = _by_ref(run('draft-email "henry ford" --json'))

    assert list(drafts) == ["f1", "f2", "f3"]
    assert drafts["f3"]["to"] == "Dr. First Faculty <faculty@example.org>"
    for ref in ("f1", "f3"):
        assert {"gap", "generic"} <= _codes(drafts[ref])
        assert "[[" in drafts[ref]["body"]
        assert _holding(drafts[ref]) == {"gap"}
    assert all("policy-unknown" in _codes(draft) for draft in drafts.values())

    out = tmp_path / "out"
    ran = run(f'draft-email "henry ford" --eml {out}', code=1)
    assert [file.name for file in out.iterdir()] == ["f2.eml"]
    assert re.search(r"held back: f1 \(gap: [^`\[\]]+\); f3 \(gap: [^`\[\]]+\);", ran.stderr)
    assert "f2" not in ran.stderr


@pytest.mark.usefixtures("henry")
def test_what_was_noted_makes_the_mail(run: Callable[..., Ran], tmp_path: Path) -> None:
    noted = run('note f3 "your work on early sepsis alerts"')
    assert "your work on early sepsis alerts" in noted.stdout.split("in the mail:")[1]
    run('edit i1 --highlight "the morning report on a missed pulmonary embolism"')
    run('note f4 "the first months of an intern who trained abroad"')

    drafts = _by_ref(run('draft-email "henry ford" --json'))
    assert [ref for ref, draft in drafts.items() if _holding(draft)] == []
    assert len({draft["body"] for draft in drafts.values()}) == 4
    assert len({draft["subject"] for draft in drafts.values()}) == 4
    assert not any("too-alike" in _codes(draft) for draft in drafts.values())
    assert "no-address" in _codes(drafts["f4"])

    out = tmp_path / "out"
    run(f'draft-email "henry ford" --eml {out}')
    assert sorted(file.name for file in out.iterdir()) == [f"f{n}.eml" for n in (1, 2, 3, 4)]
    message_bytes = (out / "f3.eml").read_bytes()
    message = email.message_from_bytes(message_bytes, policy=email.policy.default)
    assert message["X-Unsent"] == "1"
    assert [str(value) for value in message.get_all("To", [])] == [
        '"Dr. First Faculty" <faculty@example.org>'
    ]
    assert [str(value) for value in message.get_all("Subject", [])] == [drafts["f3"]["subject"]]
    assert "your work on early sepsis alerts" in message.get_content()

    (out / "f3.eml").write_text("mine")
    ran = run(f'draft-email "henry ford" --eml {out}')
    assert f"kept {out / 'f3.eml'}: it was changed there" in ran.stderr
    assert "f2.eml" in ran.stdout
    assert (out / "f3.eml").read_text() == "mine"
    run(f"draft-email f3 --eml {out} --force")
    assert (out / "f3.eml").read_bytes() == message_bytes

    assert message.get_content().replace("\r\n", "\n") == drafts["f3"]["body"]
    without = email.message_from_bytes((out / "f4.eml").read_bytes(), policy=email.policy.default)
    assert without["To"] is None
    assert without["X-Unsent"] == "1"


@pytest.mark.usefixtures("henry")
def test_the_same_record_gives_the_same_drafts(run: Callable[..., Ran]) -> None:
    first = run("draft-email henry --json").stdout

    assert run("draft-email henry --json").stdout == first
    assert json.loads(run("draft-email f3 --json").stdout)[0] == json.loads(first)[2]


@pytest.mark.parametrize("policy", ["no-thanks", "no-contact"])
@pytest.mark.usefixtures("henry")
def test_a_program_that_wants_no_mail_gets_none(
    run: Callable[..., Ran], tmp_path: Path, policy: str
) -> None:
    run('note f3 "your work on early sepsis alerts"')
    run(f'edit "henry ford" --policy {policy} --policy-source "invitation mail of 12 October"')

    assert run("followups --json").json == []
    rows = run("followups --all --json").json
    assert {row["state"] for row in rows if row["ref"] != "f4"} == {"withheld"}
    assert "invitation mail of 12 October" in rows[0]["reason"]
    assert run("followups --check").code == 0

    shown = run("draft-email f3")
    assert "your work on early sepsis alerts" in shown.stdout
    assert "policy" in shown.stdout
    assert "invitation mail of 12 October" in shown.stdout
    assert "Henry Ford Hospital asks for no mail" in shown.stderr

    out = tmp_path / "out"
    for way in (f"--eml {out}", "--open", "--copy"):
        refused = run(f"draft-email f3 {way}", code=1)
        assert "f3 (policy)" in refused.stderr
        assert "--force" in refused.stderr
    assert not out.exists()
    run(f"draft-email f3 --eml {out} --force")
    assert [file.name for file in out.iterdir()] == ["f3.eml"]


@pytest.mark.usefixtures("henry")
def test_without_a_policy_nothing_is_held_back(run: Callable[..., Ran], tmp_path: Path) -> None:
    run('note f3 "your work on early sepsis alerts"')

    draft = run("draft-email f3 --json").json[0]
    assert "policy-unknown" in _codes(draft)
    assert _holding(draft) == set()
    run(f"draft-email f3 --eml {tmp_path / 'one.eml'}")
    assert (tmp_path / "one.eml").exists()

    run('edit p1 --policy welcome --policy-source "FAQ page"')
    assert "policy-unknown" not in _codes(run("draft-email f3 --json").json[0])


@pytest.fixture
def editor(tmp_path: Path) -> Callable[[str, str], dict[str, str]]:
    """An editor that replaces one text by another, as the environment that names it."""

    def make(old: str, new: str) -> dict[str, str]:
        script = tmp_path / "editor.py"
        script.write_text(
            "import pathlib, sys\n"
            "file = pathlib.Path(sys.argv[1])\n"
            "text = file.read_text(encoding='utf-8')\n"
            f"assert {old!r} in text\n"
            f"file.write_text(text.replace({old!r}, {new!r}), encoding='utf-8')\n",
            encoding="utf-8",
        )
        return {"EDITOR": f"{Path(sys.executable).as_posix()} {script.as_posix()}"}

    return make


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("I was also at Mayo last week, and it is no match for you.", "wrong-name"),
        ("Could you tell me where I stand on your rank list?", "asks-for-rank"),
        ("I will rank you first if you rank me to match.", "asks-for-rank"),
    ],
)
@pytest.mark.usefixtures("henry")
def test_an_edited_draft_is_kept_and_still_looked_at(  # noqa: PLR0917  fixtures
    run: Callable[..., Ran],
    terminal: Callable[..., Terminal],
    editor: Callable[[str, str], dict[str, str]],
    tmp_path: Path,
    said: str,
    code: str,
) -> None:
    run('add-program "Mayo Clinic" --city Rochester --state MN')
    run('note f3 "your work on early sepsis alerts"')
    was = run("draft-email f3 --json").json[0]
    assert _holding(was) == set()
    ending = "I am grateful to you"

    terminal("draft-email", "f3", "--edit", env=editor(ending, f"{said} {ending}")).end()

    draft = run("draft-email f3 --json").json[0]
    assert draft["edited"] is True
    assert said in draft["body"]
    assert code in _holding(draft)
    refused = run(f"draft-email f3 --eml {tmp_path / 'out'}", code=1)
    assert code in refused.stderr
    assert "changed since" not in refused.stderr

    run('note f3 "your clinic for people who have just arrived"')
    later = run("draft-email f3")
    assert "the record changed since" in later.stderr
    assert said in later.stdout

    run("draft-email f3 --fresh")
    again = run("draft-email f3 --json").json[0]
    assert again["edited"] is False
    assert said not in again["body"]
    assert "your clinic for people who have just arrived" in again["body"]
    assert run("undo").code == 0
    assert said in run("draft-email f3 --json").json[0]["body"]


@pytest.mark.usefixtures("henry")
def test_what_was_sent_stays_as_it_was(run: Callable[..., Ran]) -> None:
    run('note f3 "your work on early sepsis alerts"')
    was = run("draft-email f3 --json").json[0]
    run("sent f3")

    run('note f3 "your clinic for people who have just arrived"')

    draft = run("draft-email f3 --json").json[0]
    assert (draft["subject"], draft["body"]) == (was["subject"], was["body"])
    assert draft["sent_on"] == "2026-11-25"
    run("draft-email f3 --fresh", code=1)


CHANGES = (
    'config signature "Sana Mirza, MD"',
    'add-program "Cook County" --state IL --code 1320140C0',
    'add-contact henry "Dr. Late Comer" --role chair',
    'add-interview mayo "8 Dec 2026 9:00" --with "Dr. New Face, faculty"',
    'add-deadline "Visa papers" "1 Feb 2027"',
    'note f4 "the intern year" --ask "Is parking paid?"',
    'note p1 "asked for Step 3"',
    'note i1 "the tour was short"',
    "sent f1 f2",
    "sent henry",
    "replied f1",
    'skip f3 --why "met by chance"',
    'edit p1 --policy no-thanks --code 1300140P0 --city ""',
    "edit mayo --without 1310140P1",
    'edit c1 --name "Ada B. Okafor" --email ""',
    'edit i1 --when "24 Nov 2026 10:00" --until 16:00 --with "Dr. Third Person, chair"',
    "edit f3 --setting tour --about 'one thing' --about 'another'",
    "edit d1 --done yesterday",
    "edit i1 --without c3",
    "remove i1 --yes",
    "remove p1 --yes",
    "remove c1 d1 --yes",
    "rol add iowa",
    "rol drop henry",
    "rol move mayo 1",
    "season 2026",
)


@pytest.mark.parametrize("line", CHANGES)
@pytest.mark.usefixtures("henry")
def test_undo_gives_back_what_was(run: Callable[..., Ran], tmp_path: Path, line: str) -> None:
    run('add-program "Mayo Clinic" --state MN --code 1310140C0 --code 1310140P1')
    run('add-program "Iowa Hospitals" --state IA')
    run("rol add henry")
    run("rol add mayo --code 1310140C0")

    def whole(name: str) -> dict[str, Any]:
        run(f"export {tmp_path / name} --no-history")
        document = json.loads((tmp_path / name).read_text(encoding="utf-8"))
        return {key: document[key] for key in ("records", "settings")}

    before = whole("before.json")
    ran = run(f"{line} --json")
    assert ran.json["changed"]
    changed = whole("changed.json")
    assert changed != before

    run("undo")
    assert whole("after.json") == before
    run("undo")
    assert whole("again.json") == changed
