"""Questions to ask a program: choosing them, their answers, and those that go into a mail."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from fmgtrack.actions import fields, find, followups
from fmgtrack.errors import (
    AmbiguousError,
    ConflictError,
    InvalidError,
    NotFoundError,
    RefusedError,
    UsageError,
)
from fmgtrack.records.asking import ASK_SETTINGS, Asking
from fmgtrack.records.contact import Contact
from fmgtrack.records.interview import Meeting
from fmgtrack.records.program import Program
from fmgtrack.records.results import Card, Changed, Notice
from fmgtrack.rules import asking as rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Row
    from fmgtrack.reference.questions import AskQuestion
    from fmgtrack.store.history import Change

LISTED = "`fmgtrack prep ask {ref}` lists what there is to ask"


def view(work: Work, program_text: str, setting: str | None = None) -> Card:
    """What is chosen for a program and how it stands, and what the bank proposes.

    Keys: `program{ref,name}`, `chosen` (rows of `store.asking`), `proposed[{setting,key,text,
    topic}]`, `offers[{asking,followup{ref,contact{ref,name,title,role}}}]`: open questions, each
    with the mail that may take it.

    Args:
        work: the open record.
        program_text: the program.
        setting: only this setting, with everything of the bank that fits.
    """
    from fmgtrack.reference.questions import to_ask
    from fmgtrack.store import asking as store

    program = find.program(work.store, program_text)
    only = _setting(setting) if setting is not None else None
    rows = store.rows(work.store, program_id=program.id)
    taken = [(row["setting"], row["key"], row["text"]) for row in rows if not row["on_page"]]
    counts = {name: sum(one == name for one, _, _ in taken) for name in ASK_SETTINGS}
    said = [("", row["key"], row["text"]) for row in rows if row["on_page"]]
    said += [("", None, line) for _, line in store.in_mails(work.store, program.id)]
    proposed = rules.propose(to_ask(), [*taken, *said], known_topics(program), whole=only)
    shown = [row for row in rows if only in (None, row["setting"])]
    return Card(
        "ask",
        {
            "program": {"ref": program.ref, "name": program.name},
            "chosen": shown,
            "proposed": [{"setting": one.setting, **_brief(one.question)} for one in proposed],
            "offers": _offers(work, program, shown),
        },
        tuple(
            Notice("ask-many", setting=name, count=count, most=rules.MOST)
            for name, count in counts.items()
            if count > rules.MOST and only in (None, name)
        ),
    )


def _brief(question: rules.ToAsk) -> Row:
    return {"key": question.key, "text": question.text, "topic": question.topic}


def known_topics(program: Program) -> set[str]:
    """Topics of which the record has the fact and its source: nobody has to be asked."""
    visa = program.visa_source and (program.j1 is not None or program.h1b is not None)
    return {topic for topic, known in (("visa", visa), ("contract", program.contract_on)) if known}


def _offers(work: Work, program: Program, rows: list[Row]) -> list[Row]:
    """Open questions of a day that is over, each with the follow-up whose mail may take it."""
    from fmgtrack.rules.followups import TO_DO
    from fmgtrack.store import followups as mails

    owed = {
        row["ref"]: row
        for row in mails.rows(work.store, work.now, work.settings, program_id=program.id)
        if row["state"] in TO_DO
    }
    people = [
        rules.Person(ref, row["contact"]["role"], row["setting"]) for ref, row in owed.items()
    ]
    offers: list[Row] = []
    for row in rows:
        ref = rules.recipient(row["setting"], people) if row["state"] == rules.OPEN else None
        if ref:
            who = {key: owed[ref]["contact"][key] for key in ("ref", "name", "title", "role")}
            offers.append({"asking": row["ref"], "followup": {"ref": ref, "contact": who}})
    return offers


def ask(
    work: Work,
    program_text: str,
    texts: tuple[str, ...],
    values: Mapping[str, str | tuple[str, ...]],
) -> Changed:
    """Choose questions for a program, or say what became of chosen ones; all in one change.

    Args:
        work: the open record.
        program_text: the program.
        texts: refs of chosen questions, keys of the bank, or own words; the last two choose.
        values: `setting`, `answer`, `on` (the day of the answer), `on_page` (yes or no), `mail`
            (the follow-up that takes it), `drop` (refs to be taken away), as typed.

    Raises:
        RefusedError: a question asks how the program will rank, or has its answer already.
        ConflictError: it is chosen already, or belongs to another program.
        NotFoundError: a word is neither a ref nor a key.
    """
    _refuse_odd(texts, values)
    with work.store.change() as change:
        program = find.program(work.store, program_text)
        done: list[str] = []
        refs: list[str] = []
        notices: list[Notice] = []
        for text in fields.many(values, "drop"):
            gone = _of_program(work, program, text)
            change.table(Asking).delete(gone)
            done.append(f"dropped {gone.ref}")
            refs.append(gone.ref)
        chosen: list[str] = []
        for text in texts:
            asking, told = _meant(work, change, program, text, values)
            if told is not None:
                chosen.append(f"{asking.ref} ({asking.setting})")
                notices += told
            said, more = _touch(work, change, program, asking, values)
            done += said
            notices += more
            refs.append(asking.ref)
        if chosen:
            done.insert(0, f"chose {', '.join(chosen)}")
        change.title = f"{'; '.join(done)} at {program.name}"
        title = change.title if any(b != a for _, _, b, a in change.images) else ""
    return Changed("ask", tuple(dict.fromkeys(refs)), title, tuple(notices))


def _refuse_odd(texts: tuple[str, ...], values: Mapping[str, str | tuple[str, ...]]) -> None:
    """Refuse options without the question that they are about."""
    if "on" in values and "answer" not in values:
        raise UsageError("`--on` is the day of an answer", "`--answer` takes the answer")
    if not texts:
        for option in ("answer", "on_page", "mail"):
            if option in values:
                raise UsageError(
                    f"`--{option.replace('_', '-')}` needs the question that is meant",
                    "type its ref, such as `ak4`, after the program",
                )
    if len(texts) > 1 and "answer" in values:
        raise UsageError("an answer belongs to one question", "answer them one by one")


def _meant(
    work: Work,
    change: Change,
    program: Program,
    text: str,
    values: Mapping[str, str | tuple[str, ...]],
) -> tuple[Asking, list[Notice] | None]:
    """The chosen question that is meant; a new one comes with what is to be said of it."""
    touches = {"answer", "on_page", "mail"} & values.keys()
    wanted = fields.one(values, "setting")
    setting = _setting(wanted) if wanted is not None else None
    if find.by_ref(work.store, text) is not None:
        asking = _of_program(work, program, text)
        if not touches:
            raise UsageError(
                f"{asking.ref} is chosen already",
                f"`--answer` notes its answer, `fmgtrack edit {asking.ref}` changes it",
            )
        return asking, None
    question = _of_bank(text)
    words = question.text if question else _own_words(text, program)
    known = [
        one
        for one in work.store.table(Asking).list(program_id=program.id)
        if (question and one.key == question.key) or rules.same(one.text, words)
    ]
    if setting is not None or not touches:
        place = setting or _default(question)
        known = [one for one in known if one.setting == place]
    if known and not touches:
        raise ConflictError(
            f"{known[0].ref} is that question, chosen for {program.name} already",
            f"`fmgtrack edit {known[0].ref}` changes it",
        )
    if len(known) > 1:
        raise AmbiguousError("question", text, [(one.ref, one.setting) for one in known])
    if known:
        return known[0], None
    asking = Asking(
        program_id=program.id,
        setting=setting or _default(question),
        key=question.key if question else None,
        text=words,
    )
    asking = change.table(Asking).insert(asking)
    return asking, _said_of(work, program, asking)


def _of_bank(text: str) -> AskQuestion | None:
    """The question of the bank that is meant, by its key or word for word."""
    from fmgtrack.reference.questions import to_ask

    typed = text.strip().lower()
    return next((one for one in to_ask() if one.key == typed or rules.same(one.text, text)), None)


def _default(question: AskQuestion | None) -> str:
    return question.settings[0] if question else ASK_SETTINGS[0]


def _own_words(text: str, program: Program) -> str:
    """A question in the person's own words.

    Raises:
        NotFoundError: it is a single word, and so a key that does not exist.
        RefusedError: it asks how the program will rank.
    """
    words = fields.name(text, "question")
    if " " not in words and not words.endswith("?"):
        from fmgtrack.reference.questions import to_ask
        from fmgtrack.rules.matching import nearest

        bank = {one.key: one.text for one in to_ask()}
        raise NotFoundError(
            "question",
            text,
            nearest=[(key, bank[key]) for key in nearest(words, bank)],
            hint=f"{LISTED.format(ref=program.ref)}; quotation marks hold your own words together",
        )
    return _allowed(words)


def _allowed(words: str) -> str:
    """The words, unless they ask for what the Match does not let an applicant ask for."""
    from fmgtrack.rules.solicitation import findings

    if any(findings(words)):
        raise RefusedError(
            "that asks how the program will rank, which no applicant may ask",
            "ask for what would help you to rank: what they teach, how they work",
        )
    return words


def _setting(text: str) -> str:
    return fields.choice(text, "--setting", ASK_SETTINGS)


def _of_program(work: Work, program: Program, text: str) -> Asking:
    asking = find.by_ref(work.store, text)
    if not isinstance(asking, Asking):
        raise NotFoundError("question", text, hint=LISTED.format(ref=program.ref))
    if asking.program_id != program.id:
        other = work.store.table(Program).get(asking.program_id)
        raise ConflictError(
            f"{asking.ref} is a question for {other.name if other else 'another program'}",
            LISTED.format(ref=program.ref),
        )
    return asking


def _said_of(work: Work, program: Program, asking: Asking) -> list[Notice]:
    """What a person should know of a question: asked before, on the page, too many, its sound."""
    from fmgtrack.reference.questions import to_ask
    from fmgtrack.store import asking as store

    rows = store.rows(work.store, program_id=program.id)
    told = [
        Notice("ask-before", ref=asking.ref, other=row["ref"], answer=row["answer"])
        for row in rows
        if row["ref"] != asking.ref and _repeats(asking, row["key"], row["text"])
    ]
    told += [
        Notice("ask-before", ref=asking.ref, other=ref, answer=None)
        for ref, line in store.in_mails(work.store, program.id)
        if asking.meeting_id is None and rules.alike(line, asking.text)
    ]
    alike = [one for one in to_ask() if _repeats(asking, one.key, one.text)]
    if any(one.on_page for one in alike):
        told.append(Notice("ask-page", ref=asking.ref, program=program.ref, url=program.url))
    told += [
        Notice("ask-known", ref=asking.ref, program=program.ref, topic=topic)
        for topic in sorted({one.topic for one in alike} & known_topics(program))
    ]
    there = [row for row in rows if row["setting"] == asking.setting and not row["on_page"]]
    if len(there) > rules.MOST:
        told.append(Notice("ask-many", setting=asking.setting, count=len(there), most=rules.MOST))
    return [*told, *_sound(asking)]


def _sound(asking: Asking) -> tuple[Notice, ...]:
    """A softer wording for a question that puts people on their guard."""
    from fmgtrack.reference.softer import softer

    found = rules.soften(asking.text, softer())
    if found is None:
        return ()
    return (Notice("ask-softer", ref=asking.ref, sounds=found.sounds, softer=found.softer),)


def _repeats(asking: Asking, key: str | None, text: str) -> bool:
    return (key is not None and key == asking.key) or rules.alike(text, asking.text)


def _touch(
    work: Work,
    change: Change,
    program: Program,
    asking: Asking,
    values: Mapping[str, str | tuple[str, ...]],
) -> tuple[list[str], list[Notice]]:
    """Note the answer, that the page has it, or the mail that takes it; what was done."""
    done: list[str] = []
    notices: list[Notice] = []
    if (text := fields.one(values, "answer")) is not None:
        asking = change.table(Asking).update(asking, **answered(work, asking, text, values))
        done.append(f"{'answered' if asking.answer else 'took the answer off'} {asking.ref}")
    if (text := fields.one(values, "on_page")) is not None:
        on_page = bool(fields.truth(text, "--on-page"))
        asking = change.table(Asking).update(asking, on_page=on_page)
        where = "on" if on_page else "not on"
        done.append(f"noted that the answer to {asking.ref} is {where} the program's page")
        if on_page and not asking.answer:
            notices.append(Notice("ask-on-page", ref=asking.ref))
    if (text := fields.one(values, "mail")) is not None:
        meeting, notices_of_mail = _into_mail(work, change, program, asking, text)
        done.append(f"put {asking.ref} into the mail of {meeting.ref}")
        notices += notices_of_mail
    return done, notices


def answered(
    work: Work, asking: Asking, text: str, values: Mapping[str, str | tuple[str, ...]]
) -> dict[str, Any]:
    """Columns of an answer: it adds to what was answered before, an empty one takes all away."""
    from fmgtrack.rules.when import read_day

    said = fields.line(text, "answer")
    if said is None:
        return {"answer": None, "answered_on": None}
    on = fields.one(values, "on")
    day = read_day(on, work.reading()) if on else work.today
    # the program's calendar may be a day ahead of the person's
    if day > work.today + timedelta(days=1):
        raise InvalidError(
            f"`{on}` is {day.isoformat()}, which has not happened yet",
            "`--on` takes the day of the answer",
        )
    return {"answer": fields.added(asking.answer, said), "answered_on": day.isoformat()}


def _into_mail(
    work: Work, change: Change, program: Program, asking: Asking, text: str
) -> tuple[Meeting, list[Notice]]:
    """Put a question to those that a follow-up has still to ask, as `note --ask` does."""
    meetings, programs = find.follow_ups(work.store, (text,))
    if programs or len(meetings) != 1:
        raise NotFoundError("follow-up", text)
    meeting = meetings[0]
    contact = work.store.table(Contact).get(meeting.contact_id)
    if contact is None or contact.program_id != program.id:
        raise ConflictError(
            f"{meeting.ref} is a mail to another program than {program.name}",
            f"`fmgtrack followups --all --program {program.ref}` lists those to it",
        )
    if asking.answer:
        raise RefusedError(
            f"{asking.ref} has its answer already", f"`fmgtrack show {asking.ref}` shows it"
        )
    lines = (meeting.to_ask or "").split("\n")
    if asking.text not in lines:
        asked = fields.added(meeting.to_ask, asking.text)
        followups.change_meeting(work, change, meeting, {"ask": asked})
    change.table(Asking).update(asking, meeting_id=meeting.id)
    notices = [*_sound(asking)]
    if meeting.sent_on:
        notices.append(Notice("already-sent", ref=meeting.ref, on=meeting.sent_on))
    from fmgtrack.store import followups as mails

    (row,) = mails.rows(work.store, work.now, work.settings, meeting_ids=(meeting.id,))
    if row["state"] == "withheld":
        notices.append(Notice("withheld", program=program.name, reason=row["reason"]))
    return meeting, notices


def change_asking(
    work: Work, change: Change, asking: Asking, values: Mapping[str, str | tuple[str, ...]]
) -> tuple[Notice, ...]:
    """Apply the options of `edit` to a question: `setting`, and `ask` for its words."""
    columns: dict[str, Any] = {}
    if (text := fields.one(values, "setting")) is not None:
        columns["setting"] = _setting(text)
    if (text := fields.one(values, "ask")) is not None:
        columns["text"] = _allowed(fields.name(text, "question"))
    after = change.table(Asking).update(asking, **columns)
    if asking.meeting_id is not None and after.text != asking.text:
        _reworded(work, change, asking, after)
    program = find.of_kind(work.store, f"p{asking.program_id}", Program, "program")
    return tuple(_said_of(work, program, after))


def _reworded(work: Work, change: Change, before: Asking, after: Asking) -> None:
    """Let the mail that took a question have its new words."""
    meeting = work.store.table(Meeting).get(before.meeting_id or 0)
    if meeting and meeting.to_ask:
        lines = [after.text if line == before.text else line for line in meeting.to_ask.split("\n")]
        followups.change_meeting(work, change, meeting, {"ask": "\n".join(lines)})


def row_of(work: Work, asking: Asking) -> Row:
    """What `show` gives: the row of its listing."""
    from fmgtrack.store import asking as store

    return store.rows(work.store, asking_id=asking.id)[0]
