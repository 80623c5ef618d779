"""The verbs that work on any record."""

from __future__ import annotations

import copy
import re
from typing import Annotated, Any

import typer

from fmgtrack.cli import options as o
from fmgtrack.cli.context import App, get_app
from fmgtrack.cli.registry import AskingCommand, Commands, with_last
from fmgtrack.errors import UsageError
from fmgtrack.records.results import Changed

app = Commands()

ADDED_BY = {
    "q": "add-question",
    "st": "add-story",
    "mo": "add-mock",
    "de": "add-development",
    "ex": "add-exam",
    "ga": "add-gap",
    "e": "add-experience",
    "le": "add-letter",
    "do": "add-document",
    "w": "prep why",
}
"""The command that adds each kind of record whose options `edit` borrows, by the letters of its
refs."""

BORROWED = "fmgtrack.edit"


class EditCommand(AskingCommand):
    """`edit`, with the options of the command that adds the kind of record that is named."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401  Click's context
        """Parse, once it is known what is edited."""
        args = with_last(ctx, args)
        ref = next((arg for arg in args if re.fullmatch(r"[A-Za-z]{1,2}[1-9]\d*", arg)), "")
        adder = ADDED_BY.get(ref.rstrip("0123456789").lower())
        if adder:
            ctx.meta[BORROWED] = _borrowed(ctx, adder, {p.name for p in self.params})
        return super().parse_args(ctx, args)

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401  Click's context
        """Its own options and the borrowed ones."""
        return [*ctx.meta.get(BORROWED, ()), *super().get_params(ctx)]


def _borrowed(ctx: Any, adder: str, own: set[str | None]) -> list[Any]:  # noqa: ANN401  Click's types
    """The arguments and options of an `add-` command as options that may be left out."""
    found = []
    command = ctx.find_root().command
    for word in adder.split():
        command = command.commands[word]
    for param in command.params:
        flag = getattr(param, "is_flag", False)  # those say how it is added, not what
        if flag or not param.expose_value or param.name in own:
            continue
        if param.param_type_name == "argument":
            option = typer.core.TyperOption(
                param_decls=[f"--{param.name.replace('_', '-')}"], type=str, metavar="TEXT"
            )
        else:
            option = copy.copy(param)
        option.required, option.default, option.expose_value = False, None, False
        option.callback = lambda context, one, value: _keep(context, str(one.name), value)
        found.append(option)
    return found


def _keep(ctx: Any, name: str, value: str | tuple[str, ...] | None) -> None:  # noqa: ANN401  Click
    if value not in (None, ()):
        said = value if isinstance(value, str) else list(value or ())
        ctx.meta.setdefault(f"{BORROWED}.values", {})[name] = said


@app.command()
def show(ctx: typer.Context, ref: o.AnyRef) -> None:
    """Show one record whole; a change of the history too (h4)."""
    from fmgtrack.actions import history, showing

    state = get_app(ctx)
    state.emit(history.show(state.work, ref) or showing.show(state.work, ref))


@app.command(cls=EditCommand)
def edit(
    ctx: typer.Context,
    ref: o.AnyRef,
    name: o.Name = None,
    institution: o.Institution = None,
    specialty: o.Specialty = None,
    city: o.City = None,
    state: o.State = None,
    zone: o.Zone = None,
    code: o.Codes = None,
    acgme: o.Acgme = None,
    url: o.Url = None,
    status: Annotated[
        str | None, typer.Option(metavar="STATUS", help="Of a program or an interview.")
    ] = None,
    since: o.Since = None,
    signal: o.Signal = None,
    policy: o.Policy = None,
    policy_source: o.PolicySource = None,
    j1: o.J1 = None,
    h1b: o.H1b = None,
    visa_source: o.VisaSource = None,
    contract: o.Contract = None,
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Of a person, or of a deadline.")
    ] = None,
    role: o.Role = None,
    email: o.Email = None,
    when: Annotated[
        str | None,
        typer.Option(
            "--when", "--date", metavar="WHEN", help="Day and time of an interview or deadline."
        ),
    ] = None,
    until: o.Until = None,
    format: o.Format = None,
    place: o.PlaceOpt = None,
    with_: o.With = None,
    respond_by: o.RespondBy = None,
    highlight: o.Highlight = None,
    setting: Annotated[
        str | None, typer.Option(metavar="SETTING", help="Where a person was met.")
    ] = None,
    about: Annotated[
        list[str] | None, typer.Option(metavar="TEXT", help="What was talked about, all of it.")
    ] = None,
    ask: Annotated[
        list[str] | None, typer.Option(metavar="TEXT", help="What is still to be asked, all of it.")
    ] = None,
    program: Annotated[
        str | None, typer.Option(metavar="PROGRAM", help="The program of a deadline.")
    ] = None,
    body: o.Body = None,
    source: o.Source = None,
    done: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day a deadline was met.")
    ] = None,
    note: o.Note = None,
    without: Annotated[
        list[str] | None,
        typer.Option(metavar="REF/CODE", help="Take a code off a program, a person off a day."),
    ] = None,
) -> None:
    """Change a record; with no option its text opens in your editor. "" takes a value away."""
    from fmgtrack.actions.records import edit as change

    values = o.given(
        name=name,
        institution=institution,
        specialty=specialty,
        city=city,
        state=state,
        zone=zone,
        code=code,
        acgme=acgme,
        url=url,
        status=status,
        since=since,
        signal=signal,
        policy=policy,
        policy_source=policy_source,
        j1=j1,
        h1b=h1b,
        visa_source=visa_source,
        contract=contract,
        title=title,
        role=role,
        email=email,
        when=when,
        until=until,
        format=format,
        place=place,
        with_=with_,
        respond_by=respond_by,
        highlight=highlight,
        setting=setting,
        about=about,
        ask=ask,
        program=program,
        body=body,
        source=source,
        done=done,
        note=note,
        without=without,
        **ctx.meta.get(f"{BORROWED}.values", {}),
    )
    app_ = get_app(ctx)
    app_.emit(change(app_.work, ref, values) if values else _edited(app_, ref))


def _edited(state: App, ref: str) -> Changed:
    """Change what a person changed in the editor."""
    from fmgtrack.actions import forms
    from fmgtrack.cli.outside import rewritten

    if not state.asks:
        raise UsageError("nothing to change was given", "`fmgtrack edit --help` lists the options")
    named, opened = forms.form(state.work, ref)
    return rewritten(state, opened, lambda saved: forms.take(state.work, named, opened, saved))


@app.command()
def remove(ctx: typer.Context, refs: o.AnyRefs, yes: o.YesOpt = False) -> None:
    """Remove records with everything that hangs on them, after showing what that is."""
    from fmgtrack.actions import records

    state = get_app(ctx)
    if not yes:
        plan = records.removal(state.work, refs)
        state.show_first(plan)
        gone = [(record["ref"], record["title"]) for record in reversed(plan.row["records"])]
        if not state.confirm(f"Remove {len(gone)}?", yes=yes, concerned=gone):
            raise typer.Abort
    state.emit(records.remove(state.work, refs))
