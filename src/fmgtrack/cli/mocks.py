"""Mock interviews, and what is to be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from fmgtrack.cli import options as o
from fmgtrack.cli.context import get_app
from fmgtrack.cli.registry import Commands
from fmgtrack.errors import UsageError

if TYPE_CHECKING:
    from fmgtrack.cli.context import App

app = Commands()
prep = Commands()

Values = dict[str, str | tuple[str, ...]]


@app.command("add-mock")
def add_mock(
    ctx: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="Who asks: mentor (in your specialty, an attending too), resident (in the US),"
            " coach (of communication)",
        ),
    ],
    who: Annotated[str, typer.Argument(metavar="WHO", help="Their name")],
    on: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="The day; today if not given, and one ahead is a planned mock."
        ),
    ] = None,
    said: Annotated[
        list[str] | None,
        typer.Option(metavar="TEXT", help="One thing they said; may be repeated."),
    ] = None,
    mend: Annotated[
        list[str] | None,
        typer.Option(metavar="TEXT", help="One thing to mend; may be repeated."),
    ] = None,
) -> None:
    """Put a mock interview on record, with what was said and what is to be mended.

    At a terminal each thing that was said can be turned into one to mend, which comes back in
    practice.
    """
    from fmgtrack.actions.mocks import add_mock as add

    state = get_app(ctx)
    values = o.given(kind=kind, who=who, on=on, said=said, mend=mend)
    if state.asks:
        values = _asked(state, values)
    state.emit(add(state.work, values))


def _asked(state: App, values: Values) -> Values:
    """The values with what is asked of a mock interview that was held.

    What was said is asked for when nothing of it is given, and each thing of it is offered.
    """
    from fmgtrack.actions.mocks import drafted
    from fmgtrack.store.mocks import is_held

    columns = drafted(state.work, values)
    if not is_held(columns["held_on"], state.work.today):
        return values
    if not ({"said", "mend"} & values.keys()):
        values = values | {"said": _lines()}
        columns = drafted(state.work, values)
    given = values.get("mend", ())
    mend = [given] if isinstance(given, str) else [*given]
    known = {text.casefold() for text in mend}
    for line in (columns.get("said") or "").splitlines():
        if line.casefold() not in known:
            state.out.tell(line)
            if state.ask_yes("Turn it into something to mend?"):
                mend.append(line)
    return values | {"mend": tuple(mend)}


def _lines() -> tuple[str, ...]:
    """What was said, a thing a line, until an empty line."""
    lines: list[str] = []
    question = "What did they say? One thing a line, Enter alone ends it"
    while answer := typer.prompt(question, default="", show_default=False, err=True):
        lines.append(answer)
        question = "And"
    return tuple(lines)


@prep.command()
def mocks(ctx: typer.Context) -> None:
    """List your mock interviews, held and planned, and which are still wanted."""
    from fmgtrack.actions.mocks import listing

    state = get_app(ctx)
    state.emit(listing(state.work))


@prep.command()
def mend(
    ctx: typer.Context,
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TEXT|REF...]",
            help="What is to be mended, or the refs of what was",
            autocompletion=o.refs_of(("me",)),
        ),
    ] = None,
    question: Annotated[
        str | None,
        typer.Option(metavar="QUESTION", help="The question in whose answer it is."),
    ] = None,
    from_: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="REF",
            help="The mock interview or the try it comes from, such as mo2.",
            autocompletion=o.refs_of(("mo",)),
        ),
    ] = None,
    done: Annotated[bool, typer.Option("--done", help="It is mended.")] = False,
    again: Annotated[bool, typer.Option("--open", help="It is to be mended again.")] = False,
    on: o.OnOpt = None,
    everything: Annotated[bool, typer.Option("--all", help="Also what is mended.")] = False,
) -> None:
    """List what is to be mended, add to it, or close it with `--done`.

    Alone it lists what is open; with a text it adds that; with refs and `--done` it closes them.
    """
    from fmgtrack.actions import mocks as actions
    from fmgtrack.actions.showing import show

    state = get_app(ctx)
    texts = tuple(what or ())
    _fitting(texts, closing=done, opening=again, on=on, everything=everything)
    if done or again:
        if question or from_:
            raise UsageError("`--question` and `--from` are for a new one", "name refs alone")
        state.emit(actions.settle(state.work, texts, on=on, again=again))
    elif not texts:
        found = actions.mends(state.work, everything=everything, question=question, origin=from_)
        state.emit(found)
    elif actions.is_mend(texts[0]):
        state.emit(show(state.work, texts[0]))
    else:
        state.emit(actions.add_mend(state.work, texts[0], question=question, origin=from_))


def _fitting(
    texts: tuple[str, ...], *, closing: bool, opening: bool, on: str | None, everything: bool
) -> None:
    """Refuse what does not go together.

    Raises:
        UsageError: it does not.
    """
    if closing and opening:
        raise UsageError("`--done` and `--open` exclude each other", "give one")
    if (closing or opening) and not texts:
        raise UsageError("no ref is named", "`fmgtrack prep mend` lists them")
    if on is not None and not closing:
        raise UsageError("`--on` is the day of `--done`", "give both")
    if everything and texts:
        raise UsageError("`--all` is for the list", "leave out the text, or `--all`")
    if len(texts) > 1 and not (closing or opening):
        raise UsageError(
            f"`{texts[1]}` is too much here", "quotation marks hold the words of one text together"
        )
