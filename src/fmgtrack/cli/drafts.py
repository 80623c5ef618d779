"""Drafts of mail and their ways out. Nothing is ever sent from here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from fmgtrack.cli import options as o
from fmgtrack.cli.context import App, get_app
from fmgtrack.cli.registry import Commands
from fmgtrack.errors import RefusedError, UsageError

if TYPE_CHECKING:
    from fmgtrack.records.results import Drafts, Row

app = Commands()


@app.command("draft-email")
def draft_email(
    ctx: typer.Context,
    refs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[REF or PROGRAM]...",
            help="Follow-ups, or programs; those that are due if none is given. With `--kind`"
            " programs, interviews or contacts",
            autocompletion=o.refs_of("fpic"),
        ),
    ] = None,
    due: Annotated[bool, typer.Option("--due", help="All that are due or overdue.")] = False,
    kind: o.MailKind = "thanks",
    about: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT", help="The matter, in your words: the update, question, days proposed."
        ),
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Drop what was edited, follow the record again.")
    ] = False,
    edit: Annotated[
        bool, typer.Option("--edit", help="Open it in your editor and keep it.")
    ] = False,
    eml: Annotated[
        str | None,
        typer.Option(metavar="PATH", help="Write unsent messages: a file .eml, or a folder."),
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open it in your mail program.")] = False,
    open_gmail: Annotated[
        bool, typer.Option("--open-gmail", help="Open it in Gmail, in your browser.")
    ] = False,
    copy: Annotated[bool, typer.Option("--copy", help="Put it on the clipboard.")] = False,
    force: o.ForceOpt = False,
) -> None:
    """Draft the mails that are owed, each in its own words, with what to mend beneath.

    Thank-yous unless `--kind` says so. Nothing is ever sent from here.
    """
    from fmgtrack.actions import drafts as actions
    from fmgtrack.actions.fields import choice
    from fmgtrack.records.words import MAIL_KINDS

    state = get_app(ctx)
    kind = choice(kind, "--kind", MAIL_KINDS)
    if due and (refs or kind != "thanks"):
        raise UsageError("`--due` names the drafts already", "leave out the refs, or `--due`")
    texts, matter = tuple(refs or ()), _matter(about, kind)
    if fresh and not texts:
        raise UsageError("`--fresh` needs to know which", "name follow-ups or a program")
    if fresh and not matter:
        state.emit(actions.afresh(state.work, texts, kind))
        if state.out.mode == "json":
            return
    if edit and not state.asks:
        raise UsageError("`--edit` needs a terminal", "run it at one")
    found = actions.drafts(state.work, texts, kind, matter, fresh=fresh)
    if edit:
        _edit(state, texts, kind)
        return
    if eml is not None:
        found = actions.write_eml(found, eml, force=force)
    elif open_ or open_gmail or copy:
        _refuse_held(found, force=force)
        _hand_over(found, open_=open_, gmail=open_gmail)
    state.emit(found)
    if eml is not None:
        _refuse_held(found, force=force)


def _matter(about: str | None, kind: str) -> str:
    """What stands behind `--about`, as one line; empty when nothing does."""
    from fmgtrack.actions.fields import line
    from fmgtrack.records.words import ABOUT_KINDS

    if about is not None and kind not in ABOUT_KINDS:
        raise UsageError(
            f"`--about` is not for `--kind {kind}`", f"it belongs to {', '.join(ABOUT_KINDS)}"
        )
    return line(about or "", "matter") or ""


def _edit(state: App, texts: tuple[str, ...], kind: str) -> None:
    from fmgtrack.actions import drafts as actions
    from fmgtrack.cli.outside import rewritten

    for made, ref in actions.wanted(state.work, texts, kind):
        before = actions.form(made, ref)
        kept = rewritten(state, before, partial(actions.keep, made, ref, before))
        state.emit(kept)
        if kept.title:
            state.emit(actions.drafts(state.work, (ref,), kind))


def _refuse_held(found: Drafts, *, force: bool) -> None:
    """Name the drafts that a check holds back, and why."""
    if force or not found.held:
        return
    named = []
    for row in found.rows:
        codes = dict.fromkeys(check["code"] for check in row["checks"] if check["blocking"])
        if row["followup"] in found.held:
            why = ", ".join(_with_gaps(code, row) for code in codes)
            named.append(f"{row['followup']} ({why or 'its day is not over'})")
    raise RefusedError(f"held back: {'; '.join(named)}", "mend what is named, or `--force`")


def _with_gaps(code: str, row: Row) -> str:
    """The code of a check, that of a gap with what is still to be filled."""
    from fmgtrack.rules.prose import gaps

    names = gaps(f"{row['subject']}\n{row['body']}") if code == "gap" else []
    return f"{code}: {', '.join(names)}" if names else code


def _hand_over(found: Drafts, *, open_: bool, gmail: bool) -> None:
    from fmgtrack.cli.outside import copy, open_address

    if not found.rows:
        return
    if not (open_ or gmail):
        if len(found.rows) > 1:
            raise UsageError("the clipboard holds one mail", "name one follow-up")
        row = found.rows[0]
        copy(f"To: {row['to'] or ''}\nSubject: {row['subject']}\n\n{row['body']}")
        return
    from fmgtrack.exchange import links

    make = links.gmail if gmail else links.mailto
    for row in found.rows:
        link = row["to_address"] and make(row["to_address"], row["subject"], row["body"])
        open_address(link or _message_file(row))


def _message_file(row: dict[str, str]) -> str:
    """A message file for a draft that is too long for a link."""
    from fmgtrack.cli.outside import message_file
    from fmgtrack.exchange.eml import eml, eml_name

    return message_file(
        eml_name(row["followup"], row["kind"]),
        eml(
            to_name=row["to_name"],
            to_address=row["to_address"],
            subject=row["subject"],
            body=row["body"],
        ),
    )
