"""TAB without Typer: what begins as typed, in the form in which Typer hands it to each shell.

`tab_table.py` is made from the Typer app and says which words each command takes. What it does not
settle (options, quotation marks, a name that Typer would dress) is left to Typer.
"""

from __future__ import annotations

from fmgtrack.cli.tab_table import TAB

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Offer = tuple[str, str]

QUOTED = frozenset("\"'\\#$`\t\n")
"""Signs of a line for which a shell's rules of quotation have to be known."""

DRESSED = frozenset("[]\\\t\n")
"""Signs of a name that Typer may take as markup."""

LONGEST = 60
"""Characters of a help text that is surely not broken into lines."""


def offered(environ: Mapping[str, str]) -> str | None:
    """What a shell's completion script is to read; None leaves it to Typer."""
    shell = environ.get("_FMGTRACK_COMPLETE", "").removeprefix("complete_")
    words = _words(shell, environ)
    form = FORMS.get(shell)
    if words is None or form is None:
        return None
    offers = _offers(*words)
    if not offers:
        return None
    return form(offers, environ)


def _words(shell: str, environ: Mapping[str, str]) -> tuple[list[str], str] | None:
    """The whole words after the program's name, and the one that is being typed."""
    line = environ.get("COMP_WORDS" if shell == "bash" else "_TYPER_COMPLETE_ARGS", "")
    if QUOTED & set(line.replace("\n", " ")) or not line.isascii():
        return None
    words = line.split()
    if shell == "bash":
        at = environ.get("COMP_CWORD", "")
        if not at.isdigit():
            return None
        return words[1 : int(at)], words[int(at)] if int(at) < len(words) else ""
    if shell in ("powershell", "pwsh"):
        incomplete = environ.get("_TYPER_COMPLETE_WORD_TO_COMPLETE", "")
        return (words[1:-1] if incomplete else words[1:]), incomplete
    if len(words) > 1 and not line.endswith(" "):
        return words[1:-1], words[-1]
    return words[1:], ""


def _offers(words: list[str], incomplete: str) -> list[Offer] | None:
    """What fits there; None where the table does not settle it."""
    if incomplete.startswith("-") or "=" in incomplete or "--db" in words:
        return None
    path, rest = "", iter(words)
    commands, valued, flags, places = TAB[path]
    for word in rest:
        if commands and word in commands:
            path = f"{path} {word}".strip()
            commands, valued, flags, places = TAB[path]
        elif word in valued:
            if next(rest, None) is None:
                return _values(valued[word], incomplete)
        elif word in flags:
            continue
        elif word.startswith("-") or not places:
            return None
        else:
            places = places if places[0].startswith("*") else places[1:]
    if commands:
        return [(name, told) for name, told in commands.items() if name.startswith(incomplete)]
    return _values(places[0].lstrip("*"), incomplete) if places else None


def _values(kind: str, incomplete: str) -> list[Offer] | None:
    """Values of an option or argument: `@` before letters of refs, else words."""
    if not kind:
        return None
    if not kind.startswith("@"):
        return [(word, "") for word in kind.split() if word.startswith(incomplete)]
    from fmgtrack.cli.completion import named

    found = named(None, kind[1:].split(), incomplete)
    return found if all(_is_plain(f"{value}{told}", told) for value, told in found) else None


def _is_plain(both: str, told: str) -> bool:
    """Whether Typer hands these on as they are; a word between colons could be a picture."""
    return not DRESSED & set(both) and both.count(":") <= 1 and len(told) <= LONGEST


def _zsh(offers: list[Offer], _: Mapping[str, str]) -> str:
    shown = [
        f'"{_escaped(value)}":"{_escaped(told)}"' if told else f'"{_escaped(value)}"'
        for value, told in offers
    ]
    return "_arguments '*: :((" + "\n".join(shown) + "))'\n"


def _escaped(text: str) -> str:
    return text.translate({34: '""', 39: "''", 36: "\\$", 96: "\\`", 58: "\\\\:"})


def _bash(offers: list[Offer], _: Mapping[str, str]) -> str:
    """Several with what they are: bash shows them and takes over only what all begin with."""
    if len(offers) == 1:
        return f"{offers[0][0]}\n"
    return "\n".join(f"{value}  ({told})" if told else value for value, told in offers) + "\n"


def _fish(offers: list[Offer], environ: Mapping[str, str]) -> str | None:
    if environ.get("_TYPER_COMPLETE_FISH_ACTION") != "get-args":
        return None
    return "\n".join(f"{value}\t{told}" if told else value for value, told in offers) + "\n"


def _powershell(offers: list[Offer], _: Mapping[str, str]) -> str:
    return "\n".join(f"{value}:::{told or ' '}" for value, told in offers) + "\n"


FORMS: dict[str, Callable[[list[Offer], Mapping[str, str]], str | None]] = {
    "bash": _bash,
    "zsh": _zsh,
    "fish": _fish,
    "powershell": _powershell,
    "pwsh": _powershell,
}
"""How each shell's script wants it."""
