"""The rank order list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from fmgtrack.cli import listings
from fmgtrack.cli import options as o
from fmgtrack.cli.asked import INTRODUCTION, NONE, Asking, Question
from fmgtrack.cli.context import App, get_app
from fmgtrack.cli.registry import Commands, Group
from fmgtrack.errors import UsageError

if TYPE_CHECKING:
    from fmgtrack.actions.work import Work
    from fmgtrack.cli.asked import Answers

app = Commands(name="rol", cls=Group, invoke_without_command=True, no_args_is_help=False)
pairs_app = Commands(name="pairs", cls=Group, invoke_without_command=True, no_args_is_help=False)
app.add_typer(pairs_app, name="pairs")

ListOpt = Annotated[
    str | None,
    typer.Option("--list", metavar="LETTER", help="A supplemental list, A to P; else the primary."),
]
Version = Annotated[
    str, typer.Argument(metavar="VERSION", help="A version, such as h12, or `certified`")
]


@app.callback()
def rol(ctx: typer.Context) -> None:
    """The rank order list: your order; nothing but you moves a line."""
    if ctx.invoked_subcommand is None:
        listings.rol(get_app(ctx))


@app.command()
def add(
    ctx: typer.Context,
    program: Annotated[
        list[str],
        typer.Argument(
            metavar="PROGRAM...",
            help="Programs in your order: refs, NRMP codes or parts of their names",
            autocompletion=o.refs_of("p"),
        ),
    ],
    code: o.CodeOpt = None,
    letter: ListOpt = None,
) -> None:
    """Rank programs, or single codes of them, at the end of the list."""
    from fmgtrack.actions import rol as actions

    state = get_app(ctx)
    state.emit(actions.add(state.work, *program, code=code, letter=letter))


@app.command()
def drop(
    ctx: typer.Context, program: o.ProgramRef, code: o.CodeOpt = None, letter: ListOpt = None
) -> None:
    """Take a line off the list."""
    from fmgtrack.actions import rol as actions

    state = get_app(ctx)
    state.emit(actions.drop(state.work, program, code, letter))


@app.command()
def move(
    ctx: typer.Context,
    program: o.ProgramRef,
    to: Annotated[
        str | None, typer.Argument(metavar="[N]", help="The number it shall have")
    ] = None,
    above: Annotated[
        str | None, typer.Option(metavar="PROGRAM", help="Put it just above this one.")
    ] = None,
    below: Annotated[
        str | None, typer.Option(metavar="PROGRAM", help="Put it just below this one.")
    ] = None,
    code: o.CodeOpt = None,
    letter: ListOpt = None,
) -> None:
    """Move a line to a number, or above or below another line."""
    from fmgtrack.actions import rol as actions

    state = get_app(ctx)
    moved = actions.move(
        state.work, program, to=to, above=above, below=below, code=code, letter=letter
    )
    state.emit(moved)


@app.command()
def exclude(
    ctx: typer.Context,
    program: o.ProgramRef,
    why: Annotated[str, typer.Option(metavar="TEXT", help="Why you would not attend")],
) -> None:
    """Note that you would not attend a program."""
    from fmgtrack.actions import rol as actions

    state = get_app(ctx)
    state.emit(actions.exclude(state.work, program, why))


@app.command()
def include(ctx: typer.Context, program: o.ProgramRef) -> None:
    """Take back that a program was excluded."""
    from fmgtrack.actions import rol as actions

    state = get_app(ctx)
    state.emit(actions.include(state.work, program))


Letter = Annotated[str, typer.Argument(metavar="LETTER", help="The supplemental list, A to P")]


@app.command()
def link(ctx: typer.Context, letter: Letter, program: o.ProgramRef, code: o.CodeOpt = None) -> None:
    """Link a supplemental list to an advanced code on the list."""
    from fmgtrack.actions import rol as actions

    state = get_app(ctx)
    state.emit(actions.link(state.work, letter, program, code, linked=True))


@app.command()
def unlink(
    ctx: typer.Context,
    letter: Letter,
    program: Annotated[
        str | None,
        typer.Argument(
            metavar="[PROGRAM]",
            help="The program; all that the list is linked to if not given",
            autocompletion=o.refs_of("p"),
        ),
    ] = None,
    code: o.CodeOpt = None,
) -> None:
    """Part a supplemental list from an advanced code, or from all."""
    from fmgtrack.actions import rol as actions

    state = get_app(ctx)
    if program is None and code is None:
        state.emit(actions.unlink_all(state.work, letter))
        return
    program = program or code or ""
    state.emit(actions.link(state.work, letter, program, code, linked=False))


@app.command()
def rate(
    ctx: typer.Context,
    program: o.ProgramRef,
    values: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME=VALUE...", help="Such as culture=5 research=3; 1 to 5"),
    ] = None,
) -> None:
    """Rate a program by your criteria; with no value you are asked one by one."""
    from fmgtrack.actions import ratings as actions

    state = get_app(ctx)
    given = tuple(values or ())
    if not given:
        card = actions.sheet(state.work, program)
        state.emit(card)
        asking = Rating(state, card.row["ratings"])
        if not (state.asks and state.mode is None and asking.run()):
            return
        given = asking.pairs
    state.emit(actions.rate(state.work, program, given))


class Rating(Asking):
    """One rating after the other; what was rated before stands in brackets and stays by ENTER."""

    introduction = f"1 (worst) to 5 (best); {INTRODUCTION}"

    def __init__(self, state: App, rows: list[dict[str, Any]]) -> None:
        super().__init__(state, [_rating(row) for row in rows])
        self.rated = {row["key"]: row["value"] for row in rows if row["value"]}

    def present(self, question: Question) -> str:
        """The value that was typed, else the one on record."""
        return super().present(question) or str(self.rated.get(question.key, ""))

    def take(self, question: Question, text: str) -> None:
        """Keep a value from 1 to 5; `-` takes away the one on record.

        Raises:
            InvalidError: it is none.
        """
        if text == NONE and question.key in self.rated:
            self.keep(question, NONE, "taken away")
        else:
            super().take(question, text)

    @property
    def pairs(self) -> tuple[str, ...]:
        """The answers as `rol rate` takes them."""
        return tuple(f"{key}={'' if value == NONE else value}" for key, value in self.typed.items())


def _rating(row: dict[str, Any]) -> Question:
    def read(_: Work, __: Answers, text: str) -> str:
        from fmgtrack.actions.ratings import read_value

        return str(read_value(text))

    return Question(row["key"], row["key"], f"{row['key']} ({row['label']})", read=read)


@app.command()
def criteria(
    ctx: typer.Context,
    key: Annotated[
        str | None, typer.Argument(metavar="[KEY]", help="A criterion, old or new")
    ] = None,
    label: Annotated[str | None, typer.Option(metavar="TEXT", help="What it means.")] = None,
    weight: Annotated[
        str | None, typer.Option(metavar="NUMBER", help="How much it weighs; 0 counts not.")
    ] = None,
    rename: Annotated[str | None, typer.Option(metavar="KEY", help="Its new name.")] = None,
    drop_: Annotated[bool, typer.Option("--drop", help="Drop it with its ratings.")] = False,
    yes: o.YesOpt = False,
) -> None:
    """List what you weigh; with a key add, weigh, rename or drop one."""
    from fmgtrack.actions import ratings as actions

    state = get_app(ctx)
    if key is None:
        state.emit(actions.criteria(state.work))
        return
    if not drop_ and label is None and weight is None and rename is None:
        raise UsageError(
            "nothing to change was given", "type `--label`, `--weight`, `--rename` or `--drop`"
        )
    if drop_ and not state.confirm(f"Drop {key} with every rating by it?", yes=yes):
        raise typer.Abort
    done = actions.weigh(state.work, key, label=label, weight=weight, rename=rename, drop=drop_)
    state.emit(done)


@app.command()
def compare(
    ctx: typer.Context,
    better: Annotated[
        str | None, typer.Argument(metavar="[BETTER]", help="The one you prefer")
    ] = None,
    worse: Annotated[str | None, typer.Argument(metavar="[WORSE]", help="The other one")] = None,
    accept: Annotated[
        bool, typer.Option("--accept", help="Put the list into the order found.")
    ] = False,
    forget: Annotated[bool, typer.Option("--forget", help="Forget all answers.")] = False,
) -> None:
    """Find your order by answering "A or B?"; it can be left and taken up again."""
    from fmgtrack.actions import comparing as actions

    state = get_app(ctx)
    if forget:
        state.emit(actions.forget(state.work))
    elif accept:
        state.emit(actions.accept(state.work))
    elif better is not None and worse is not None:
        state.emit(actions.answer(state.work, better, worse))
    elif better is not None:
        raise UsageError("the other one is missing", "type the better one, then the other")
    elif state.asks and state.mode is None:
        _questions(state)
    else:
        state.emit(actions.state(state.work))


def _questions(state: App) -> None:
    """Ask until the order is known or the person leaves; then offer the order."""
    from fmgtrack.actions import comparing as actions
    from fmgtrack.render.list_cards import question

    state.out.tell(
        "type a or b for the one you prefer, s for the one with the better score, q to leave"
    )
    while True:
        row = actions.state(state.work).row
        if row["complete"]:
            break
        for line in question(row):
            state.out.tell(line)
        first, second = row["question"]
        try:
            typed = typer.prompt("a, b, s or q", err=True).strip().lower()
        except typer.Abort:
            typed = "q"  # every answer is kept as it is given: nothing is stopped halfway
        if typed == "q":
            state.out.tell("left; `fmgtrack rol compare` goes on from here")
            return
        if typed == "s":
            scores = (first["score"], second["score"])
            if None in scores or scores[0] == scores[1]:
                state.out.tell("the scores do not decide between them")
                continue
            typed = "a" if scores[0] > scores[1] else "b"
        if typed in ("a", "b"):
            one, other = (first, second) if typed == "a" else (second, first)
            actions.answer(state.work, one["entry"], other["entry"])
    card = actions.state(state.work)
    state.emit(card)
    if card.row["differs"] and state.confirm("Put the list into this order?", yes=False):
        state.emit(actions.accept(state.work))


@app.command()
def check(ctx: typer.Context, program: o.InProgramOpt = None) -> None:
    """What to look at before certifying, each with what to do, and the fees."""
    from fmgtrack.actions.certify import listing

    state = get_app(ctx)
    state.emit(listing(state.work, program))


@app.command()
def certify(
    ctx: typer.Context,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="WHEN", help="When you certified it; now if not given."),
    ] = None,
    force: o.ForceOpt = False,
    yes: o.YesOpt = False,
) -> None:
    """Note that you certified the list in R3 as it stands here; a last look comes first."""
    from fmgtrack.actions import certify as actions

    state = get_app(ctx)
    if state.asks and state.mode is None and not yes and actions.is_new(state.work):
        from fmgtrack.actions.entering import lines

        look = lines(state.work)
        look.notices = ()
        state.show_first(look)
        if not state.ask_yes("Is this what R3 shows as certified?"):
            raise typer.Abort
    state.emit(actions.certify(state.work, on, force=force))


@app.command()
def history(ctx: typer.Context) -> None:
    """List every version of the list, newest first."""
    from fmgtrack.actions import certify as actions

    state = get_app(ctx)
    state.emit(actions.history(state.work))


@app.command()
def diff(
    ctx: typer.Context,
    version: Annotated[
        str | None,
        typer.Argument(
            metavar="[VERSION]", help="Such as h12, or `certified`; else the one before"
        ),
    ] = None,
) -> None:
    """What is different between a version and the list now."""
    from fmgtrack.actions import certify as actions

    state = get_app(ctx)
    state.emit(actions.diff(state.work, version))


@app.command()
def restore(ctx: typer.Context, version: Version, yes: o.YesOpt = False) -> None:
    """Bring a version of the list back; that can be undone."""
    from fmgtrack.actions import certify as actions

    state = get_app(ctx)
    actions.version(state.work, version)
    if not state.confirm(f"Bring back the list as it was after {version}?", yes=yes):
        raise typer.Abort
    state.emit(actions.restore(state.work, version))


@app.command()
def export(ctx: typer.Context) -> None:
    """The codes to type into R3, in entry order; `--csv` and `--json` too."""
    from fmgtrack.actions.entering import lines

    state = get_app(ctx)
    state.emit(lines(state.work))


@app.command()
def why(ctx: typer.Context) -> None:
    """For each pair of neighbours, what speaks for the order and against it."""
    from fmgtrack.actions import comparing as actions

    state = get_app(ctx)
    state.emit(actions.why(state.work))


@app.command()
def couple(
    ctx: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="Your partner's `rol export --json` or `--csv`")
    ],
    together: Annotated[
        float,
        typer.Option(metavar="WEIGHT", min=0.0, max=1.0, help="The wish to stay together, 0 to 1."),
    ] = 0.5,
) -> None:
    """Take your partner's list in and propose a list of pairs."""
    from fmgtrack.actions import couples as actions

    state = get_app(ctx)
    state.emit(actions.take_in(state.work, file, together))


@app.command()
def explain(
    ctx: typer.Context,
    which: Annotated[
        str | None, typer.Argument(metavar="[N]", help="Which example; the first if not given")
    ] = None,
) -> None:
    """Why your true order is the best order: the algorithm on made-up lists."""
    from fmgtrack.actions.explaining import explain as run

    state = get_app(ctx)
    state.emit(run(which))


@pairs_app.callback()
def pairs(ctx: typer.Context) -> None:
    """The list of a couple: show it, or change its pairs."""
    if ctx.invoked_subcommand is None:
        from fmgtrack.actions import couples as actions

        state = get_app(ctx)
        state.emit(actions.board(state.work))


Number = Annotated[str, typer.Argument(metavar="N", help="The pair's number")]


@pairs_app.command("add")
def pairs_add(
    ctx: typer.Context,
    mine: Annotated[
        str, typer.Argument(metavar="CODE", help="Your code, or 999999999 for no match")
    ],
    theirs: Annotated[
        str, typer.Argument(metavar="CODE", help="Your partner's, or 999999999 for no match")
    ],
) -> None:
    """Add a pair at the end."""
    from fmgtrack.actions import couples as actions

    state = get_app(ctx)
    state.emit(actions.add(state.work, mine, theirs))


@pairs_app.command("drop")
def pairs_drop(ctx: typer.Context, number: Number) -> None:
    """Take a pair off the list."""
    from fmgtrack.actions import couples as actions

    state = get_app(ctx)
    state.emit(actions.drop(state.work, number))


@pairs_app.command("move")
def pairs_move(
    ctx: typer.Context,
    number: Number,
    to: Annotated[str, typer.Argument(metavar="TO", help="The number it shall have")],
) -> None:
    """Move a pair to another number."""
    from fmgtrack.actions import couples as actions

    state = get_app(ctx)
    state.emit(actions.move(state.work, number, to))
