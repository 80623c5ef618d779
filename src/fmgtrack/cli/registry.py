"""Commands load on use; every error becomes one sentence and an exit number, here alone."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from functools import cache
from typing import Any

import typer
import typer.core
import typer.main
from typer.models import CommandFunctionType

from fmgtrack import errors
from fmgtrack.cli.examples import epilog

EVERY_DAY, RECORDS, PREPARE, APPLY, DATA = (
    "Every day",
    "Records",
    "Prepare",
    "Apply",
    "Your data",
)

COMMANDS: dict[str, tuple[str, str]] = {
    "today": (EVERY_DAY, "daily"),
    "add-interview": (EVERY_DAY, "interviews"),
    "accept": (EVERY_DAY, "answers"),
    "decline": (EVERY_DAY, "answers"),
    "reschedule": (EVERY_DAY, "answers"),
    "cancel": (EVERY_DAY, "answers"),
    "waitlist": (EVERY_DAY, "answers"),
    "debrief": (EVERY_DAY, "debriefing"),
    "note": (EVERY_DAY, "daily"),
    "followups": (EVERY_DAY, "daily"),
    "draft-email": (EVERY_DAY, "drafts"),
    "sent": (EVERY_DAY, "daily"),
    "skip": (EVERY_DAY, "daily"),
    "replied": (EVERY_DAY, "daily"),
    "rol": (EVERY_DAY, "rol"),
    "add-program": (RECORDS, "programs"),
    "add-contact": (RECORDS, "contacts"),
    "add-deadline": (RECORDS, "deadlines"),
    "programs": (RECORDS, "programs"),
    "contacts": (RECORDS, "contacts"),
    "interviews": (RECORDS, "interviews"),
    "deadlines": (RECORDS, "deadlines"),
    "show": (RECORDS, "records"),
    "edit": (RECORDS, "records"),
    "remove": (RECORDS, "records"),
    "prep": (PREPARE, "prep"),
    "add-question": (PREPARE, "questions"),
    "add-story": (PREPARE, "stories"),
    "add-mock": (PREPARE, "mocks"),
    "add-development": (PREPARE, "trends"),
    "apply": (APPLY, "apply"),
    "add-exam": (APPLY, "profile"),
    "add-gap": (APPLY, "profile"),
    "add-experience": (APPLY, "experience"),
    "add-letter": (APPLY, "papers"),
    "add-document": (APPLY, "papers"),
    "init": (DATA, "starting"),
    "import": (DATA, "data"),
    "export": (DATA, "data"),
    "calendar": (DATA, "calendars"),
    "report": (DATA, "reports"),
    "backup": (DATA, "keeping"),
    "restore": (DATA, "keeping"),
    "undo": (DATA, "history"),
    "history": (DATA, "history"),
    "doctor": (DATA, "keeping"),
    "season": (DATA, "settings"),
    "cohort": (DATA, "cohort"),
    "config": (DATA, "settings"),
    "demo": (DATA, "demo"),
    "help": (DATA, "helping"),
}
"""Every command: its panel in the help, and the module of this package that holds it."""

LISTS = frozenset(
    {
        *("programs", "contacts", "interviews", "deadlines", "followups", "history"),
        "cohort",
        *("rol criteria", "rol check", "rol history", "rol export"),
        *("prep phrases", "prep questions"),
        *("prep stories", "prep mocks", "prep mend"),
        "prep specialty",
        *("apply check", "apply facts", "apply preferences"),
    }
)
"""Commands that list records, and so take `--csv` too."""

LASTING = frozenset({"show", "edit", "note", "remove"})
"""Commands that take `--last` in place of a ref."""

TOLD = frozenset(
    {"init", "note", "rol exclude", *(name for name in COMMANDS if name.startswith("add-"))}
)
"""Commands that may ask for more than what they need; the rest is spared to look for it."""

INTERRUPTED = 130
"""Exit number after Ctrl-C."""

NAMED = frozenset({"show", "sent", "skip", "replied", "debrief", "prep checklist"})
"""Commands whose first word may be a program, though its name does not say so."""

FAINT = frozenset({"dim", "yellow", "cyan", "green"})
"""Styles of Typer's help that are lost on a white background."""

UsageException: type[Exception] = typer.BadParameter.__mro__[1]
"""Typer's own error of wrong usage, which it does not export."""


@cache
def built(name: str) -> Any:  # noqa: ANN401  a command of Typer's own Click
    """A command by its name, alone where it is no group: its neighbours take time to build.

    Raises:
        KeyError: there is none of that name.
    """
    panel, module = COMMANDS[name]
    app = importlib.import_module(f"fmgtrack.cli.{module}").app
    alone = Commands()
    alone.registered_commands = [one for one in app.registered_commands if _named(one) == name]
    command: Any = typer.main.get_group(alone if alone.registered_commands else app)
    command = command.commands.get(name, command)
    command.name = name
    command.rich_help_panel = panel
    for path, part in walk(name, command):
        part.params.extend(common_options(listing=path in LISTS))
        part.epilog = epilog(path)
        if path in LASTING:
            part.params.append(last_option())
    return command


def _named(info: Any) -> str:  # noqa: ANN401  what Typer keeps of a command
    name: str = info.name or info.callback.__name__.replace("_", "-")
    return name


class LazyCommands(MutableMapping[str, Any]):
    """The commands of the root group, each imported when it is first asked for."""

    def __init__(self, ready: MutableMapping[str, Any]) -> None:
        self._ready = dict(ready)

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401  a command of Typer's own Click
        return self._ready[name] if name in self._ready else built(name)

    def __setitem__(self, name: str, command: Any) -> None:  # noqa: ANN401  as above
        self._ready[name] = command

    def __delitem__(self, name: str) -> None:
        del self._ready[name]

    def __contains__(self, name: object) -> bool:
        return name in COMMANDS

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


def walk(path: str, command: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401  Click's types
    """A command and all that lie within it, each with the words that call it."""
    yield path, command
    for name, part in getattr(command, "commands", {}).items():
        yield from walk(f"{path} {name}", part)


def common_options(*, listing: bool) -> list[Any]:
    """The options that every command takes, made once here: `--json`, `--csv` for lists, `--db`."""

    def choose(ctx: typer.Context, param: typer.CallbackParam, value: bool | None) -> None:
        if value and not ctx.resilient_parsing:
            app = ctx.find_root().obj
            if app.mode not in (None, param.name):
                raise errors.UsageError("`--json` and `--csv` exclude each other", "give one")
            app.mode = param.name

    def open_other(ctx: typer.Context, value: str | None) -> None:
        if value:
            ctx.find_root().obj.db = value

    def flag(name: str, help_text: str) -> Any:  # noqa: ANN401  an option of Typer's own Click
        return typer.core.TyperOption(
            param_decls=[name],
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=choose,
            help=help_text,
        )

    # eager, so that it is known which record is meant when something is asked for
    options = [flag("--json", "One JSON document in place of text.")]
    if listing:
        options.append(flag("--csv", "Comma-separated values in place of text."))
    options.append(
        typer.core.TyperOption(
            param_decls=["--db"],
            type=str,
            metavar="FILE",
            expose_value=False,
            is_eager=True,
            callback=lambda ctx, _, value: open_other(ctx, value),
            help="The record to work with.",
        )
    )
    return options


def last_option() -> Any:  # noqa: ANN401  an option of Typer's own Click
    """`--last`, which `with_last` has taken out of the words by the time they are parsed."""
    return typer.core.TyperOption(
        param_decls=["--last"],
        is_flag=True,
        expose_value=False,
        help="In place of REF: what was made or changed last.",
    )


class AskingCommand(typer.core.TyperCommand):
    """A command that asks for what is missing when there is a person at the terminal."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401  Click's context
        """Parse; ask for what is missing, and parse again with the answers."""
        args = in_place(self, ctx, with_last(ctx, args))
        rest: list[str] | None = None
        try:
            rest = super().parse_args(ctx, list(args))
        except UsageException as error:
            _locate(error, ctx)
            missing = hasattr(error, "param_type") and getattr(error, "param", None) is not None
            if not missing or not _may_ask(ctx):
                raise
        told = ctx.command_path.partition(" ")[2] in TOLD
        if rest is not None and not (told and _may_ask(ctx)):
            return rest
        from fmgtrack.cli.filling import fill

        filled = fill(self, ctx, args)
        if filled is None and rest is not None:
            return rest
        ctx.params.clear()
        return super().parse_args(ctx, filled or list(args))

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401  Click's context
        """Run; where answers were asked for and are refused, they are asked for again."""
        while True:
            try:
                return super().invoke(ctx)
            except errors.FmgtrackError as error:
                if isinstance(error, errors.StoreError) or not _may_ask(ctx):
                    raise
                from fmgtrack.cli.filling import ask_again

                filled = ask_again(self, ctx, error)
                if filled is None:
                    raise
                ctx.params.clear()
                super().parse_args(ctx, filled)

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401  as Typer
        """Write the help."""
        _make_legible()
        super().format_help(ctx, formatter)


def _make_legible() -> None:
    """Take from Typer's help at a terminal what cannot be read on every background."""
    if not sys.stdout.isatty():
        return
    from typer import rich_utils

    for name, style in list(vars(rich_utils).items()):
        if name.startswith("STYLE_") and isinstance(style, str):
            kept = (word for word in style.split() if word not in FAINT)
            setattr(rich_utils, name, " ".join(kept))


def with_last(ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401  Click's context
    """The words of a call with the record made last in place of `--last`, where it is taken."""
    before = args[: args.index("--")] if "--" in args else args
    if ctx.command_path.partition(" ")[2] not in LASTING or "--last" not in before:
        return args
    app = ctx.find_root().obj
    if ctx.resilient_parsing or app is None:
        return args
    for word, following in zip(before, [*before[1:], ""], strict=True):
        # the record has to be known before the words are parsed
        flag, _, value = word.partition("=")
        app.db = (value or following) if flag == "--db" else app.db
    from fmgtrack.actions.showing import last_made

    at = before.index("--last")
    return [last_made(app.work).ref, *args[:at], *args[at + 1 :]]


def in_place(command: Any, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401  Click's types
    """The words of a call with the value of `--program` where the program is expected.

    So it may be typed for every command that wants a program, as for those that list.

    Raises:
        UsageError: it has no value.
    """
    options = {flag for param in command.params for flag in param.opts}
    first = next((one for one in command.params if one.param_type_name == "argument"), None)
    if first is None or "--program" in options:
        return args
    if "PROGRAM" not in (first.metavar or "") and ctx.command_path.partition(" ")[2] not in NAMED:
        return args
    end = args.index("--") if "--" in args else len(args)
    named, rest, words = [], [], iter(args[:end])
    for word in words:
        flag, equals, value = word.partition("=")
        if flag == "--program":
            named.append(value if equals else next(words, ""))
        else:
            rest.append(word)
    if "" in named:
        raise errors.UsageError(
            "`--program` needs a value", f"`{ctx.command_path} --help` shows it"
        )
    return [*named, *rest, *args[end:]]


def _locate(error: Any, ctx: Any) -> None:  # noqa: ANN401  both of Typer's own Click
    """Tell an error of usage where it happened; the parser of options leaves that out."""
    error.ctx = error.ctx or ctx


def _may_ask(ctx: Any) -> bool:  # noqa: ANN401  Click's context
    app = ctx.find_root().obj
    return not ctx.resilient_parsing and app is not None and app.asks


class Commands(typer.Typer):
    """A Typer whose commands ask for what is missing."""

    def command(
        self,
        name: str | None = None,
        **settings: Any,  # noqa: ANN401  as Typer
    ) -> Callable[[CommandFunctionType], CommandFunctionType]:
        """Register a command, as Typer does."""
        settings.setdefault("cls", AskingCommand)
        return super().command(name, **settings)


class Group(typer.core.TyperGroup):
    """A command of commands that says which one may be meant."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401  Click's context
        """Parse what stands before the command."""
        try:
            return super().parse_args(ctx, args)
        except UsageException as error:
            _locate(error, ctx)
            raise

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401  Click's types
        """Find the command that is typed.

        Raises:
            UsageError: there is none of that name.
        """
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            from fmgtrack.rules.matching import meant

            hint = meant(args[0], self.commands) or f"`{ctx.command_path} --help` lists them"
            raise errors.UsageError(f"no command `{args[0]}`", hint)
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401  as Typer
        """Write the help."""
        _make_legible()
        super().format_help(ctx, formatter)


class RootGroup(Group):
    """The `fmgtrack` command itself."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401  as Typer
        super().__init__(**settings)
        self.commands = LazyCommands(self.commands)
        self._record: str | None = None

    def main(  # noqa: D102  as Typer
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,  # noqa: ANN401  as Typer
    ) -> Any:  # noqa: ANN401  as Typer
        given = list(sys.argv[1:] if args is None else args)
        try:
            _readable(given)
            code = super().main(
                given,
                prog_name or "fmgtrack",
                complete_var,
                standalone_mode=False,
                windows_expand_args=windows_expand_args,
                **extra,
            )
            # what is left in the buffer is written here, where a full disk becomes a sentence
            sys.stdout.flush()
        except Exception as error:  # noqa: BLE001  the one place where an error becomes a sentence
            code = ended(error, given, self._record)
        if standalone_mode:
            sys.exit(code or 0)
        return code

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401  Click's context
        """Run the command; the record is closed whatever happens."""
        try:
            return super().invoke(ctx)
        finally:
            if ctx.obj is not None:
                self._record = ctx.obj.path
                ctx.obj.close()


def ended(error: BaseException, args: Sequence[str], record: str | None = None) -> int:
    """Say why a run ended early, and give its exit number; `record` is what it worked with."""
    if isinstance(error, OSError):
        _silence(sys.stdout)
    if isinstance(error, BrokenPipeError):
        return 1
    return _report(error, args, record)


def _silence(stream: Any) -> None:  # noqa: ANN401  any text stream
    """Lead a stream that cannot be written to nowhere, so that leaving does not try it again."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):  # no stream of the system's
        return


def _readable(args: Sequence[str]) -> None:
    """Refuse bytes that are no text: they could be neither kept nor shown.

    Raises:
        InvalidError: an argument has one.
    """
    for arg in args:
        if "\0" in arg:  # no system hands one over, and no file could be called so
            raise errors.InvalidError(f"`{arg}` has a NUL in it", "type it again by hand")
        try:
            arg.encode()
        except UnicodeEncodeError as error:
            raise errors.InvalidError(
                f"`{arg}` has bytes that are no text in UTF-8", "type it again by hand"
            ) from error


def _report(error: BaseException, args: Sequence[str], record: str | None) -> int:
    """Print an error and give its exit number."""
    from fmgtrack.render import JSON, PLAIN, Out, emit_error

    before = list(args)[: args.index("--")] if "--" in args else args
    out = Out(JSON if "--json" in before else PLAIN, sys.stdout, sys.stderr)
    if isinstance(error, (typer.Abort, KeyboardInterrupt)):
        out.tell("stopped, nothing was changed")
        return INTERRUPTED
    if isinstance(error, UsageException):
        error = _usage(error)
    if not isinstance(error, errors.FmgtrackError):
        if os.environ.get("FMGTRACK_DEBUG", "0") not in ("", "0"):
            raise error
        hint = "`fmgtrack doctor` looks at the record, `FMGTRACK_DEBUG=1` shows where it was"
        said = f"something went wrong inside fmgtrack ({type(error).__name__})"
        if isinstance(error, OSError) and error.strerror:
            where = f" `{error.filename}`" if error.filename else ""
            said = f"this computer could not read or write{where}: {error.strerror.lower()}"
        error = _damage(record) or errors.FmgtrackError(said, hint)
    emit_error(error, out)
    return error.exit_code


def _damage(record: str | None) -> errors.StoreError | None:
    """The error that names a damaged record, of which anything may come; None if it is none."""
    from fmgtrack.store.backups import diagnosis

    return diagnosis(record) if record else None


def _usage(error: Any) -> errors.UsageError:  # noqa: ANN401  Typer's own Click error
    """Typer's error of usage in our words."""
    path = error.ctx.command_path if error.ctx else "fmgtrack"
    hint = f"`{path} --help` shows what it takes"
    param = getattr(error, "param", None)
    if param is not None:
        name = param.opts[0] if param.param_type_name == "option" else param.human_readable_name
        name = name if name.startswith("-") else name.upper()
        if hasattr(error, "param_type"):
            return errors.UsageError(f"`{name}` is missing", hint)
        value = error.message.partition(" is not ")[0].strip("'")
        return errors.UsageError(
            f"`{value}` is no value for `{name}`", _numbers(param.type) or hint
        )
    if hasattr(error, "possibilities"):
        near = error.possibilities
        if near:
            hint = f"did you mean {' or '.join(f'`{name}`' for name in near)}"
        return errors.UsageError(f"no option `{error.option_name}`", hint)
    if hasattr(error, "option_name"):
        lacks = "needs a value" if "requires" in error.message else "takes no value"
        return errors.UsageError(f"`{error.option_name}` {lacks}", hint)
    message = " ".join(error.format_message().rstrip(".").split())
    if message.startswith("Got unexpected extra"):
        extra = message.partition("(s) (")[2] or message.partition(" (")[2]
        message = f"`{extra.removesuffix(')')}` is too much here"
        hint = f'quotation marks hold words together, as in "Henry Ford"; {hint}'
    return errors.UsageError(message[:1].lower() + message[1:], hint)


def _numbers(kind: Any) -> str:  # noqa: ANN401  a type of Typer's own Click
    """Which whole numbers a type takes; empty for a type of something else."""
    if not hasattr(kind, "min"):
        return ""
    upper = "" if kind.max is None else f" to {kind.max}"
    return f"type a whole number from {kind.min}{upper}"
