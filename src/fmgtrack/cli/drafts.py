"""Drafts of mail and their ways out. Nothing is ever sent from here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from fmgtrack.cli import options as o
from fmgtrack.cli.context import App, get_app
from fmgtrack.cli.registry import Commands
from fmgtrack.errors import RefusedError, UsageError

if TYPE_CHECKING:
    from fmgtrack.records.results import Drafts

app = Commands()


@app.command("draft-email")
def draft_email(
    ctx: typer.Context,
    refs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[REF or PROGRAM]...",
            help="Follow-ups, or programs; those that are due if none is given",
            autocompletion=o._refs("fp"),
        ),
    ] = None,
    due: Annotated[bool, typer.Option("--due", help="All that are due or overdue.")] = False,
    kind: Annotated[
        str, typer.Option(metavar="KIND", help="What the mail is for: thanks.")
    ] = "thanks",
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
    copy: Annotated[bool, typer.Option("--copy", help="Put it on the clipboard.")] = False,
    force: o.ForceOpt = False,
) -> None:
    """Draft the thank-you mails, each in its own words, with what to mend beneath."""
    from fmgtrack.actions import drafts as actions
    from fmgtrack.actions.fields import choice
    from fmgtrack.records.words import MAIL_KINDS

    state = get_app(ctx)
    choice(kind, "--kind", MAIL_KINDS)
    if due and refs:
        raise UsageError("`--due` names the drafts already", "leave out the refs, or `--due`")
    texts = tuple(refs or ())
    if fresh:
        if not texts:
            raise UsageError("`--fresh` needs to know which", "name follow-ups or a program")
        state.emit(actions.afresh(state.work, texts))
        if state.out.mode == "json":
            return
    if edit:
        _edit(state, texts)
        return
    found = actions.drafts(state.work, texts)
    if eml is not None:
        found = actions.write_eml(found, eml, force=force)
    elif open_ or copy:
        _refuse_held(found, force=force)
        _hand_over(found, open_=open_)
    state.emit(found)
    if eml is not None:
        _refuse_held(found, force=force)


def _edit(state: App, texts: tuple[str, ...]) -> None:
    from fmgtrack.actions import drafts as actions
    from fmgtrack.cli.outside import edit_text

    if not state.asks:
        raise UsageError("`--edit` needs a terminal", "run it at one")
    for _, ref in actions.wanted(state.work, texts):
        before = actions.form(state.work, ref)
        after = edit_text(before, state.work.settings.editor)
        state.emit(actions.keep(state.work, ref, before, after))


def _refuse_held(found: Drafts, *, force: bool) -> None:
    """Name the drafts that a check holds back, and why."""
    if force or not found.held:
        return
    named = []
    for row in found.rows:
        codes = dict.fromkeys(check["code"] for check in row["checks"] if check["blocking"])
        if codes:
            named.append(f"{row['followup']} ({', '.join(codes)})")
    raise RefusedError(f"held back: {'; '.join(named)}", "mend what is named, or `--force`")


def _hand_over(found: Drafts, *, open_: bool) -> None:
    from fmgtrack.cli.outside import copy, open_address

    if not found.rows:
        return
    if not open_:
        if len(found.rows) > 1:
            raise UsageError("the clipboard holds one mail", "name one follow-up")
        row = found.rows[0]
        copy(f"To: {row['to'] or ''}\nSubject: {row['subject']}\n\n{row['body']}")
        return
    from fmgtrack.exchange.links import mailto

    for row in found.rows:
        link = row["to_address"] and mailto(row["to_address"], row["subject"], row["body"])
        open_address(link or _message_file(row))


def _message_file(row: dict[str, str]) -> str:
    """A message file for a draft that is too long for a link, in a private folder."""
    import tempfile
    from pathlib import Path

    from fmgtrack.exchange.eml import eml, eml_name

    folder = Path(tempfile.mkdtemp(prefix="fmgtrack-"))
    file = folder / eml_name(row["followup"])
    file.write_bytes(
        eml(
            to_name=row["to_name"],
            to_address=row["to_address"],
            subject=row["subject"],
            body=row["body"],
        )
    )
    return str(file)
