"""Drafts of mail: rendered from the record, or kept as a person edited them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmgtrack.actions import find, mails, thanks
from fmgtrack.errors import ConflictError, RefusedError
from fmgtrack.records.mail import Mail
from fmgtrack.records.results import Changed, Drafts, Notice
from fmgtrack.records.words import CALLED_OFF

if TYPE_CHECKING:
    from datetime import date

    from fmgtrack.actions.desk import Desk
    from fmgtrack.actions.work import Work
    from fmgtrack.records.interview import Meeting
    from fmgtrack.store.history import Change


def wanted(
    work: Work, texts: tuple[str, ...], kind: str = "thanks", about: str = ""
) -> list[tuple[Desk, str]]:
    """The drafts that are meant, each with its ref; thank-yous that are due when none is named.

    Raises:
        RefusedError: there is nothing to write, or nobody to write to.
    """
    if kind == "thanks":
        return thanks.wanted(work, texts)
    return mails.letters(work, texts, kind, about)


def drafts(
    work: Work,
    texts: tuple[str, ...],
    kind: str = "thanks",
    about: str = "",
    *,
    fresh: bool = False,
) -> Drafts:
    """The drafts that are meant, each with its checks.

    What is said in `about` stands in them and is kept; `fresh` lets it take the place of a draft
    that is kept already.
    """
    found = wanted(work, texts, kind, about)
    notices: list[Notice] = []
    if about and (changed := mails.keep_about(found, fresh=fresh)):
        notices += [Notice("kept-about", ref=ref, kind=kind) for ref in changed.refs]
        found = wanted(work, texts, kind)
    rows = [made.shown(ref) for made, ref in found]
    notices += [*thanks.withheld(found), *_outdated(found), *mails.told(found)]
    if not rows:
        notices.append(Notice("no-drafts"))
    early = _early(found)
    notices += [Notice("too-early", ref=ref, interview=day) for ref, day in early.items()]
    held = tuple(
        row["followup"]
        for row in rows
        if row["followup"] in early or any(check["blocking"] for check in row["checks"])
    )
    return Drafts(rows, held=held, notices=tuple(notices))


def _early(found: list[tuple[Desk, str]]) -> dict[str, str]:
    """Thank-yous for a day that is not over, with the interview: they thank for nothing yet."""
    return {
        ref: made.rows[ref]["interview"]["ref"]
        for made, ref in found
        if isinstance(made, thanks.Thanks) and made.rows[ref]["state"] == "scheduled"
    }


def _outdated(found: list[tuple[Desk, str]]) -> list[Notice]:
    """Edited drafts whose record gives another text now than when they were edited."""
    told = []
    for made, ref in found:
        mail = made.mails.get(ref)
        if mail and mail.edited and not mail.sent_on and made.basis(ref) != mail.basis:
            told.append(Notice("record-changed", ref=ref, option=made.option))
    return told


def write_eml(found: Drafts, path: str, *, force: bool) -> Drafts:
    """Write drafts as unsent messages: to that file when it ends in `.eml`, else into that folder.

    Those that a check holds back are not written, and a file that is there with other words stays
    as it is, unless forced.

    Raises:
        RefusedError: several drafts for one file.
    """
    from pathlib import Path

    from fmgtrack.exchange.eml import eml, eml_name
    from fmgtrack.exchange.files import differs, make_folder, write_whole

    clean = [row for row in found.rows if force or row["followup"] not in found.held]
    target = Path(path)
    single = path.lower().endswith(".eml")
    if single and len(clean) > 1:
        raise RefusedError(f"{len(clean)} drafts do not go into one file", "name a folder")
    if not single and clean:
        make_folder(target)
    written: list[str] = []
    changed: list[Notice] = []
    advice: list[Notice] = []
    for row in clean:
        file = target if single else target / eml_name(row["followup"], row["kind"])
        data = eml(
            to_name=row["to_name"],
            to_address=row["to_address"],
            subject=row["subject"],
            body=row["body"],
        )
        if not force and differs(file, data):
            changed.append(Notice("kept-file", path=str(file)))
            continue
        write_whole(file, data)
        written.append(str(file))
        if codes := [c["code"] for c in row["checks"] if c["code"] != "policy-unknown"]:
            advice.append(Notice("look-at", ref=row["followup"], codes=", ".join(codes)))
    held = () if force else found.held
    notices = (*found.notices, *changed, *advice)
    return Drafts(found.rows, held=held, written=tuple(written), notices=notices)


def form(made: Desk, ref: str) -> str:
    """A draft as text for the editor, with what the checks found as comments."""
    from fmgtrack.exchange.form import write_mail_form

    row = made.shown(ref)
    notes = [f"{check['code']}: {check['message']}" for check in row["checks"]]
    notes.append("Lines like these are left out; save and close to keep the mail.")
    return write_mail_form(row["to"] or row["to_name"], row["subject"], row["body"], notes)


def keep(made: Desk, ref: str, before: str, text: str) -> Changed:
    """Keep a draft as a person edited it, unless another command kept or sent it meanwhile.

    What else changed in the record meanwhile is told of as for any edited draft.

    Args:
        made: the desk at which it lies.
        ref: the draft's ref.
        before: the text that went into the editor.
        text: the text that came out of it.

    Raises:
        RefusedError: nothing was left of it.
        FormError: it has no subject.
        ConflictError: it was edited or sent while the editor was open.
        NotFoundError: it was removed meanwhile.
    """
    from fmgtrack.exchange.form import read_mail_form

    subject, body = read_mail_form(text)
    if (subject, body) == read_mail_form(before):
        return Changed("draft-email", (ref,), "")
    which = "mail of" if made.kind == "thanks" else f"{made.kind} mail to"
    with made.work.store.change(f"edited the {which} {ref}") as change:
        find.anything(made.work.store, ref)
        now = made.again()
        if now.mails.get(ref) != made.mails.get(ref):
            raise ConflictError(
                f"the {which} {ref} was changed by another command while your editor was open",
                f"`fmgtrack draft-email {ref}{made.option}` shows it as it is now",
            )
        now.keep(change, ref, subject, f"{body}\n", basis=made.basis(ref))
    return Changed("draft-email", (ref,), change.title)


def afresh(work: Work, texts: tuple[str, ...], kind: str = "thanks") -> Changed:
    """Let edited drafts follow the record again.

    Raises:
        ConflictError: a draft was sent, and what was sent is kept.
    """
    notices = []
    with work.store.change() as change:
        dropped = []
        for made, ref in wanted(work, texts, kind):
            mail = made.mails.get(ref)
            if mail and mail.sent_on:
                raise ConflictError(f"{ref} was sent, and what was sent is kept", "nothing to do")
            if mail:
                change.table(Mail).delete(mail)
                dropped.append(ref)
            else:
                notices.append(Notice("no-fresh", ref=ref))
        which = "mail of" if kind == "thanks" else f"{kind} mail to"
        change.title = f"made the {which} {', '.join(dropped)} anew"
    title = change.title if dropped else ""
    return Changed("draft-email", tuple(dropped), title, tuple(notices))


def freeze(work: Work, change: Change, meeting: Meeting, day: date) -> None:
    """Keep what a thank-you says on the day it was sent."""
    thanks.desk_of(work, meeting).freeze(change, meeting.ref, day.isoformat())


def echo(work: Work, meeting: Meeting, said: str) -> str:
    """The sentence of this person's draft in which something noted stands; empty for none."""
    from fmgtrack.drafts.render import sentence

    made = thanks.desk_of(work, meeting)
    if made.days[meeting.interview_id].status in CALLED_OFF:
        return ""
    return sentence(made.context(meeting.ref), made.environment, said)
