"""`draft-email --kind`: to whom it goes, what is kept of it, and what holds it back."""

from __future__ import annotations

import json
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from fmgtrack.records.words import MAIL_KINDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Terminal
    from tests.conftest import Ran

pytestmark = pytest.mark.usefixtures("season")

MAYO = "add-contact mayo 'Dr. Lena Weiss <l.weiss@example.org>' --role program-director"
OTHERS = [kind for kind in MAIL_KINDS if kind != "thanks"]
NEWS = "--kind update --about 'I passed Step 3 on 20 November'"


def one(ran: Ran) -> Any:  # noqa: ANN401  one draft
    (draft,) = ran.json
    return draft


def codes(draft: dict[str, Any], *, blocking: bool | None = None) -> set[str]:
    return {c["code"] for c in draft["checks"] if blocking in (None, c["blocking"])}


@pytest.mark.parametrize("kind", OTHERS)
def test_a_program_means_its_coordinator_or_for_a_first_choice_its_director(
    run: Callable[..., Ran], kind: str
) -> None:
    draft = one(run(f"draft-email henry --kind {kind} --json"))

    director = kind == "first-choice"
    assert draft["followup"] == ("c1" if director else "c2")
    assert draft["kind"] == kind
    assert draft["to"].startswith("Dr. Ada Okafor <" if director else "Cory Brandt <")
    assert draft["edited"] is False


@pytest.mark.parametrize(("text", "ref"), [("c3", "c3"), ("i1", "c2"), ("f4", "c4"), ("p1", "c2")])
def test_a_contact_an_interview_and_a_follow_up_name_somebody_too(
    run: Callable[..., Ran], text: str, ref: str
) -> None:
    assert one(run(f"draft-email {text} --kind question --json"))["followup"] == ref


def test_without_a_coordinator_the_director_is_written_to(run: Callable[..., Ran]) -> None:
    said = run("draft-email mayo --kind accept", code=1).stderr
    assert "neither coordinator nor director" in said
    assert 'fmgtrack add-contact p2 "Name" --role coordinator' in said
    assert '"Program Coordinator"' in said

    run(MAYO)
    assert one(run("draft-email mayo --kind accept --json"))["to"].startswith("Dr. Lena Weiss")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("draft-email --kind update", "to whom"),
        ("draft-email --due --kind update", "`--due`"),
        ("draft-email henry --kind accept --about x", "`--about` is not for `--kind accept`"),
        ("draft-email f3 --about x", "`--about` is not for `--kind thanks`"),
        ("sent henry --kind love", "first-choice"),
    ],
)
def test_wrong_usage_is_said(run: Callable[..., Ran], line: str, told: str) -> None:
    assert told in run(line, code=2).stderr


def test_the_only_interview_that_fits_is_spoken_of(run: Callable[..., Ran]) -> None:
    run(MAYO)
    draft = one(run("draft-email mayo --kind cancel --json"))
    assert "Tuesday, December 1" in draft["body"]

    run("add-interview mayo '9 Dec 2026 9:00'")
    said = run("draft-email mayo --kind cancel", code=1).stderr
    assert "fits more than one interview" in said
    assert {"i2", "i4"} <= {line.split()[0] for line in said.splitlines()[1:]}
    assert "December 9" in one(run("draft-email i4 --kind cancel --json"))["body"]


@pytest.mark.parametrize("kind", ["cancel", "reschedule"])
def test_a_change_inside_two_weeks_is_warned_of(run: Callable[..., Ran], kind: str) -> None:
    run(MAYO)
    assert "i2 is in 6 days" in run(f"draft-email i2 --kind {kind}").stderr
    assert "one to two weeks" in run(f"draft-email i2 --kind {kind}").stderr

    run("edit i2 --when '9 Dec 2026 9:00'")
    assert "one to two weeks" not in run(f"draft-email i2 --kind {kind}").stderr


def test_the_matter_is_kept_until_the_mail_is_sent(run: Callable[..., Ran]) -> None:
    draft = one(run(f"draft-email henry {NEWS} --json"))
    assert "I passed Step 3 on 20 November" in draft["body"]
    assert draft["edited"] is True
    assert codes(draft) == {"policy-unknown"}
    assert one(run("draft-email henry --kind update --json"))["body"] == draft["body"]

    assert "`--fresh`" in run(f"draft-email henry {NEWS}", code=1).stderr
    other = one(run("draft-email henry --kind update --about 'My visa came' --fresh --json"))
    assert "my visa came" in other["body"].lower()
    run("draft-email henry --kind update --fresh")
    assert "gap" in codes(one(run("draft-email henry --kind update --json")))


def test_what_was_kept_says_when_the_record_changed(run: Callable[..., Ran]) -> None:
    run(f"draft-email henry {NEWS}")
    assert "record changed" not in run("draft-email henry --kind update").stderr

    run("edit henry --name 'Henry Ford Health Hospital'")
    said = run("draft-email henry --kind update").stderr
    assert "`fmgtrack draft-email c2 --kind update --fresh`" in said


def test_what_was_sent_is_kept_and_the_next_is_a_new_one(run: Callable[..., Ran]) -> None:
    run(f"draft-email henry {NEWS}")
    ran = run("sent henry --kind update --on yesterday")
    assert "marked the update mail to c2 sent on 2026-11-24" in ran.stdout

    draft = run("draft-email henry --kind update --json")
    assert "gap" in codes(one(draft))
    assert one(draft)["sent_on"] is None
    assert "c2 was sent a mail of the kind update on 2026-11-24" in draft.stderr
    run("undo --yes")
    assert "Step 3" in one(run("draft-email henry --kind update --json"))["body"]


def test_the_same_mail_is_not_marked_twice_on_a_day(run: Callable[..., Ran]) -> None:
    run("sent henry --kind withdraw")
    assert "already" in run("sent henry --kind withdraw", code=1).stderr


def test_a_thank_you_is_marked_as_before(run: Callable[..., Ran]) -> None:
    run("sent f3")

    assert run("show f3 --json").json["state"] == "sent"
    assert one(run("draft-email f3 --json"))["kind"] == "thanks"


def test_a_draft_goes_to_the_person_for_whom_one_waits(run: Callable[..., Ran]) -> None:
    run(f"draft-email c3 {NEWS}")

    assert one(run("draft-email henry --kind update --json"))["followup"] == "c3"
    assert "to c3 sent" in run("sent henry --kind update").stdout


def test_an_editor_keeps_any_kind(
    run: Callable[..., Ran], terminal: Callable[..., Terminal], tmp_path: Path
) -> None:
    script = tmp_path / "editor.py"
    script.write_text(
        "import sys, pathlib\n"
        "file = pathlib.Path(sys.argv[1])\n"
        "text = file.read_text('utf-8').replace('I am sorry', 'With regret:')\n"
        "file.write_text(text, 'utf-8')\n"
    )
    editor = {"EDITOR": f"python3 {script}"}
    shown = terminal("draft-email", "henry", "--kind", "decline", "--edit", env=editor).end()
    assert "edited the decline mail to c2" in shown

    draft = one(run("draft-email henry --kind decline --json"))
    assert "With regret:" in draft["body"]
    assert draft["edited"] is True


def test_a_first_choice_is_stated_to_one_program_only(
    run: Callable[..., Ran], tmp_path: Path
) -> None:
    run(MAYO)
    said = run("draft-email henry mayo --kind first-choice", code=1).stderr
    assert "one program only" in said
    first = one(run("draft-email henry --kind first-choice --json"))
    assert "first-choice" in codes(first, blocking=False)
    assert codes(first, blocking=True) == set()
    run(f"draft-email henry --kind first-choice --eml {tmp_path / 'out'}")
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["c1-first-choice.eml"]
    run("sent henry --kind first-choice")

    second = one(run("draft-email mayo --kind first-choice --json"))
    assert codes(second, blocking=True) == {"first-choice"}
    (told,) = [c["message"] for c in second["checks"] if c["code"] == "first-choice"]
    assert "p1 Henry Ford Hospital (sent on 2026-11-25)" in told
    for way in (f"--eml {tmp_path / 'two'}", "--open", "--open-gmail", "--copy"):
        held = run(f"draft-email mayo --kind first-choice {way}", code=1).stderr
        assert "c3" not in held
        assert "first-choice" in held
    assert not (tmp_path / "two").exists()

    assert "only one can be true" in run("sent mayo --kind first-choice").stderr
    for ref in [row["ref"] for row in run("history --json").json][:2]:
        run(f"undo {ref} --yes")
    assert codes(one(run("draft-email mayo --kind first-choice --json")), blocking=True) == set()


@pytest.mark.parametrize("kept", ["sent", "edited"])
def test_a_statement_in_any_mail_counts(
    run: Callable[..., Ran], terminal: Callable[..., Terminal], tmp_path: Path, kept: str
) -> None:
    run(MAYO)
    script = tmp_path / "editor.py"
    script.write_text(
        "import sys, pathlib\n"
        "file = pathlib.Path(sys.argv[1])\n"
        "said = 'Thank you. Your program will be number one on my list.\\n\\nSincerely'\n"
        "text = file.read_text('utf-8').replace('Sincerely', said, 1)\n"
        "file.write_text(text if said in text else text + said, 'utf-8')\n"
    )
    terminal("draft-email", "f3", "--edit", env={"EDITOR": f"python3 {script}"}).end()
    own = one(run("draft-email f3 --json"))
    assert "first-choice" in codes(own)
    if kept == "sent":
        run("sent f3")

    second = one(run("draft-email mayo --kind first-choice --json"))
    (told,) = [c["message"] for c in second["checks"] if c["code"] == "first-choice"]
    assert "p1 Henry Ford Hospital" in told
    assert ("sent on 2026-11-25" if kept == "sent" else "kept as a draft") in told
    assert "first-choice" in codes(second, blocking=True)


@pytest.mark.parametrize(
    ("now", "held"),
    [
        ("2027-03-15T09:59:59-04:00", False),
        ("2027-03-15T10:00:00-04:00", True),
        ("2027-03-16T08:00:00-04:00", True),
        ("2027-03-18T20:59:59-04:00", True),
        ("2027-03-18T21:00:00-04:00", False),
        ("2027-03-19T05:59:00+05:00", True),  # 20:59 of the day before, in Eastern time
        ("2027-03-19T06:00:00+05:00", False),
    ],
)
@pytest.mark.parametrize("line", ["draft-email f3", "draft-email henry --kind question"])
def test_while_soap_runs_nothing_goes_to_a_program(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, now: str, line: str, *, held: bool
) -> None:
    monkeypatch.setenv("FMGTRACK_NOW", now)

    draft = one(run(f"{line} --json"))
    assert ("soap" in codes(draft, blocking=True)) is held
    if held:
        (told,) = [c["message"] for c in draft["checks"] if c["code"] == "soap"]
        assert "2027-03-18 21:00 EDT" in told


def test_a_corrected_date_of_soap_is_the_one_that_counts(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = run("deadlines --all --json").json
    (ref,) = [row["ref"] for row in rows if row["key"] == "soap-begins"]
    run(f"edit {ref} --when '16 Mar 2027 10:00'")
    monkeypatch.setenv("FMGTRACK_NOW", "2027-03-15T12:00:00-04:00")

    assert "soap" not in codes(one(run("draft-email f3 --json")))


@pytest.mark.parametrize(
    ("wish", "kind", "check"),
    [
        ("no-contact", "accept", None),
        ("no-contact", "decline", None),
        ("no-contact", "cancel", None),
        ("no-contact", "withdraw", False),
        ("no-contact", "update", True),
        ("no-contact", "first-choice", True),
        ("no-thanks", "update", False),
        ("no-thanks", "question", False),
        ("welcome", "update", None),
    ],
)
def test_what_the_program_asked_for_holds_back_what_it_means(
    run: Callable[..., Ran], wish: str, kind: str, check: bool | None
) -> None:
    run(f"edit henry --policy {wish} --policy-source 'FAQ page'")
    draft = one(run(f"draft-email henry --kind {kind} --json"))

    found = {c["code"]: c["blocking"] for c in draft["checks"]}
    assert found.get("policy") is check


def test_a_question_before_the_interview_is_no_mail_after_it(run: Callable[..., Ran]) -> None:
    run(MAYO)
    run("edit mayo --policy no-contact")

    assert "policy" not in codes(one(run("draft-email mayo --kind question --json")))


def test_two_people_of_one_program_get_two_wordings(run: Callable[..., Ran]) -> None:
    drafts = run("draft-email c1 c2 --kind update --json").json

    bodies = {draft["body"].split("\n\n")[1] for draft in drafts}
    assert len(bodies) == 2
    assert [draft["followup"] for draft in drafts] == ["c1", "c2"]


def test_the_file_is_an_unsent_message(run: Callable[..., Ran], tmp_path: Path) -> None:
    run(f"draft-email henry {NEWS} --eml {tmp_path / 'out'}")

    message = message_from_bytes(
        (tmp_path / "out" / "c2-update.eml").read_bytes(), policy=policy.default
    )
    assert message["X-Unsent"] == "1"
    assert message["To"] == "Cory Brandt <c.brandt@example.org>"
    assert "Step 3" in message.get_content()


def test_gmail_opens_with_the_draft_in_it(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("fmgtrack.cli.outside.open_address", opened.append)
    draft = one(run(f"draft-email henry {NEWS} --open-gmail --json"))

    (address,) = opened
    parts = urlsplit(address)
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "mail.google.com", "/mail/")
    fields = parse_qs(parts.query)
    assert fields["view"] == ["cm"]
    assert fields["fs"] == ["1"]
    assert fields["to"] == ["c.brandt@example.org"]
    assert fields["su"] == [draft["subject"]]
    assert fields["body"][0].replace("\r\n", "\n") == draft["body"]


def test_what_is_too_long_for_gmail_is_opened_as_a_message(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("fmgtrack.cli.outside.open_address", opened.append)
    news = "I passed " + "a very long examination " * 80
    run("draft-email henry --kind update --open-gmail --about", news)

    assert opened[0].endswith("c2-update.eml")


def test_a_withdrawal_names_what_is_still_to_come(run: Callable[..., Ran]) -> None:
    run(MAYO)

    assert "i2 is scheduled still" in run("draft-email mayo --kind withdraw").stderr
    assert "--status withdrawn" in run("sent mayo --kind withdraw").stderr


def test_the_day_of_an_interview_to_come_is_not_thanked_for(run: Callable[..., Ran]) -> None:
    run(MAYO)
    for kind in ("withdraw", "first-choice"):
        assert "interview on" not in one(run(f"draft-email mayo --kind {kind} --json"))["body"]
        assert "interview on" not in one(run(f"draft-email i2 --kind {kind} --json"))["body"]
        done = one(run(f"draft-email henry --kind {kind} --json"))["body"]
        assert "interview on Monday, November 23" in done


def test_mails_of_every_kind_survive_an_export(run: Callable[..., Ran], tmp_path: Path) -> None:
    run(f"draft-email henry {NEWS}")
    run("sent henry --kind first-choice")
    file = tmp_path / "whole.json"
    run(f"export {file}")

    kept = json.loads(file.read_text("utf-8"))
    assert "Step 3" in json.dumps(kept)
    assert "first-choice" in json.dumps(kept)


def test_removing_a_contact_takes_its_mails(run: Callable[..., Ran]) -> None:
    run(f"draft-email c3 {NEWS}")
    run("remove c3 --yes")
    run("undo --yes")

    assert "Step 3" in one(run("draft-email c3 --kind update --json"))["body"]
