"""The help: pages on a topic, the help of a command, and all of it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer
import typer.core
import typer.main

from fmgtrack.cli.completion import Words
from fmgtrack.cli.context import get_app
from fmgtrack.cli.registry import COMMANDS, Commands
from fmgtrack.errors import UsageError
from fmgtrack.reference.topics import topics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fmgtrack.records.results import Row
    from fmgtrack.reference.topics import Topic

RULE = "-" * 72
"""What stands between two parts of the whole help."""

app = Commands()


@app.command("help")
def help_(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TOPIC or COMMAND]",
            help=f"{', '.join(topics())}; or a command",
            autocompletion=Words((*topics(), *COMMANDS)).beginning,
        ),
    ] = None,
) -> None:
    """Show a page on a topic, or the help of a command; bare, which topics there are."""
    from fmgtrack.records.results import Card

    state = get_app(ctx)
    if not words:
        known = [{"topic": one.name, "title": one.title} for one in topics().values()]
        state.emit(Card("topics", {"topics": known}))
        return
    found = topics().get(words[0].lower())
    if found and len(words) == 1:
        state.emit(Card("topic", row(found)))
        return
    about = _command(ctx, words)
    if state.mode:
        state.out.json({"command": about.command_path, "text": plain(about)})
    else:
        typer.echo(about.get_help())


def row(topic: Topic) -> Row:
    """A page with the keys of `--json`."""
    return {
        "topic": topic.name,
        "title": topic.title,
        "text": topic.text,
        "commands": list(topic.commands),
        "sources": list(topic.sources),
    }


def _command(ctx: typer.Context, words: list[str]) -> Any:  # noqa: ANN401  Click's context
    """The context of a command that is named by the words that call it.

    Raises:
        UsageError: there is none of that name.
    """
    from fmgtrack.rules.matching import meant

    here: Any = ctx.find_root()
    for word in words:
        known = getattr(here.command, "commands", {})
        if word not in known:
            choices = [*(topics() if here.parent is None else ()), *known]
            instead = "`fmgtrack help` lists the topics, `fmgtrack --help` the commands"
            raise UsageError(f"no help on `{' '.join(words)}`", meant(word, choices) or instead)
        here = _within(here, word, known[word])
    return here


def _within(parent: Any, name: str, command: Any) -> Any:  # noqa: ANN401  Click's types
    return command.context_class(command, parent=parent, info_name=name)


def plain(ctx: Any) -> str:  # noqa: ANN401  Click's context
    """The help of one command as plain text, at a terminal too."""
    group = isinstance(ctx.command, typer.core.TyperGroup)
    formatter = ctx.make_formatter()
    # past Typer's own, which draws boxes on the terminal
    kind: Any = typer.core.TyperGroup if group else typer.core.TyperCommand
    super(kind, ctx.command).format_help(ctx, formatter)
    said: str = formatter.getvalue().rstrip("\n")
    return said


def whole(ctx: Any) -> Iterator[str]:  # noqa: ANN401  Click's context
    """The whole help, part by part: every command with its parts, then every page."""
    from fmgtrack.render.help_cards import topic

    def parts(here: Any) -> Iterator[str]:  # noqa: ANN401  Click's context
        yield plain(here)
        commands = getattr(here.command, "commands", {})
        for name in commands:
            yield from parts(_within(here, name, commands[name]))

    yield from parts(ctx.find_root())
    for one in topics().values():
        yield "\n".join(str(text) for _, text in topic(row(one), ""))
