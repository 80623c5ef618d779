"""Every message that the tool can say, read from its source: run it, or `make messages`.

Errors with their hints, findings of checks, notices, and what is asked; what is filled in at run
time is shown as `{name}` or `{...}`, and each way to say a sentence is shown by itself.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import groupby, islice, product
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SOURCE = Path(__file__).parents[1] / "src" / "fmgtrack"

ERROR, FINDING, NOTICE, QUESTION = "error", "finding", "notice", "question"

MOST_WAYS = 24
"""Ways to say one sentence that are shown."""

ASKING = frozenset({"prompt", "confirm"})

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, order=True)
class Message:
    """One sentence in the source; `hint` is what the person is told to do, of an error."""

    file: str
    line: int
    kind: str
    text: str
    hint: str = ""

    @property
    def place(self) -> str:
        """Where it is said."""
        return f"{self.file}:{self.line}"


class Said:
    """Reads what an expression of one module can say."""

    def __init__(self, tree: ast.Module) -> None:
        self.functions = {node.name: node for node in tree.body if isinstance(node, Function)}
        self.constants = dict(_assigned(tree.body))
        self._open: set[int] = set()
        self._known: dict[ast.AST, dict[str, list[ast.expr]]] = {}

    def ways(self, node: ast.expr | None, within: ast.AST | None = None) -> list[str]:
        """Every text that an expression can be; `within` is the function that it stands in."""
        if node is None:
            return [""]
        if id(node) in self._open:  # it is made of itself
            return ["{...}"]
        self._open.add(id(node))
        try:
            return list(dict.fromkeys(islice(self._ways(node, within), MOST_WAYS)))
        finally:
            self._open.remove(id(node))

    def _ways(self, node: ast.expr, within: ast.AST | None) -> Iterator[str]:  # noqa: C901  one branch for each kind of expression
        if isinstance(node, ast.Constant):
            yield node.value if isinstance(node.value, str) else "{...}"
        elif isinstance(node, ast.JoinedStr):
            parts = [self.ways(part, within) for part in node.values]
            yield from map("".join, product(*parts))
        elif isinstance(node, ast.FormattedValue):
            yield from self._hole(node.value, within)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            yield from map(
                "".join, product(self.ways(node.left, within), self.ways(node.right, within))
            )
        elif isinstance(node, ast.IfExp):
            yield from self._ways(node.body, within)
            yield from self._ways(node.orelse, within)
        elif isinstance(node, ast.BoolOp):
            for value in node.values:
                yield from self._ways(value, within)
        elif isinstance(node, ast.Lambda):
            yield from self._ways(node.body, node)
        elif isinstance(node, ast.Name):
            yield from self._named(node.id, within)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            function = self.functions.get(node.func.id)
            yield from self.returned(function) if function else ["{...}"]
        else:
            yield "{...}"

    def _hole(self, node: ast.expr, within: ast.AST | None) -> Iterator[str]:
        """What is filled in: a choice of texts is told, all else is a hole."""
        if isinstance(node, ast.IfExp | ast.JoinedStr):
            yield from self._ways(node, within)
        elif isinstance(node, ast.Name):
            known = self.constants.get(node.id)
            text = known.value if isinstance(known, ast.Constant) else None
            yield text if isinstance(text, str) else f"{{{node.id}}}"
        else:
            yield "{...}"

    def _named(self, name: str, within: ast.AST | None) -> Iterator[str]:
        values = self._inside(within).get(name, [])
        if not values and name in self.constants:
            values = [self.constants[name]]
        if name in self.functions and not values:
            yield from self.returned(self.functions[name])
        elif not values:
            yield f"{{{name}}}"
        for value in values:
            yield from self.ways(value, within)

    def _inside(self, within: ast.AST | None) -> dict[str, list[ast.expr]]:
        """What the names of a function can stand for."""
        if not isinstance(within, Function):
            return {}
        if within not in self._known:
            self._known[within] = {}
            for name, value in _assigned(ast.walk(within)):
                self._known[within].setdefault(name, []).append(value)
        return self._known[within]

    def returned(self, function: Function) -> Iterator[str]:
        """What a function that words something can give back."""
        for node in ast.walk(function):
            if isinstance(node, ast.Return) and node.value is not None:
                yield from self.ways(node.value, function)


def _assigned(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, ast.expr]]:
    for node in nodes:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node.value
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            if node.value is not None:
                yield node.target.id, node.value
        elif isinstance(node, ast.NamedExpr):
            yield node.target.id, node.value


def _name(call: ast.Call) -> str:
    """The last name of what is called."""
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _tells(call: ast.Call) -> bool:
    """Whether it is `out.tell`, whatever the output hangs on."""
    function = call.func
    if not isinstance(function, ast.Attribute) or function.attr != "tell":
        return False
    out = function.value
    return (out.attr if isinstance(out, ast.Attribute) else getattr(out, "id", "")) == "out"


@cache
def _modules() -> dict[str, ast.Module]:
    return {
        file.relative_to(SOURCE).as_posix(): ast.parse(file.read_text(encoding="utf-8"))
        for file in sorted(SOURCE.rglob("*.py"))
    }


@cache
def _errors() -> frozenset[str]:
    """The names of all classes of errors that a person can cause."""
    found = {"FmgtrackError"}
    classes = [
        node for tree in _modules().values() for node in tree.body if isinstance(node, ast.ClassDef)
    ]
    for _ in range(4):  # so deep do they derive from each other
        found |= {c.name for c in classes if {getattr(b, "id", "") for b in c.bases} & found}
    return frozenset(found)


def messages() -> list[Message]:
    """All of them, by file and line."""
    found = {
        message for file, tree in _modules().items() for message in _of(file, tree, Said(tree))
    }
    return sorted(found)


def _of(file: str, tree: ast.Module, said: Said) -> Iterator[Message]:
    for node, within, owner in _calls(tree):
        told = {word.arg: word.value for word in node.keywords if word.arg}
        first, second = ([*node.args, None, None])[:2]
        if helper := said.functions.get(_name(node)):
            told = dict(zip((one.arg for one in helper.args.args), node.args, strict=False)) | told
        kind = _said_by(node, told, owner, file)
        texts, hints = said.ways(first, within) if kind else [], [""]
        if kind == ERROR:
            texts, hints = _error(_name(node), texts, second, told, said, within)
        elif kind == FINDING:
            texts, hints = said.ways(told["message"], within), said.ways(told.get("hint"), within)
        for text, hint in product(texts, hints):
            yield Message(file, node.lineno, kind, text, hint)
    if file.startswith("render/"):
        yield from _wordings(file, tree, said)
    for name, value in _assigned(tree.body):
        if name == "TROUBLES" and isinstance(value, ast.Tuple):
            for row in (row.elts for row in value.elts if isinstance(row, ast.Tuple)):
                text, hint = (said.ways(part)[0] for part in row[1:])
                yield Message(file, row[1].lineno, ERROR, text, hint)


def _said_by(call: ast.Call, told: dict[str, ast.expr], owner: str, file: str) -> str:
    """The kind of message that a call says; empty for none."""
    name = _name(call)
    within_error = name == "__init__" and owner in _errors() and file != "errors.py"
    if name in _errors() or within_error:
        return ERROR
    handed_on = getattr(told.get("message"), "id", "") == "message"
    if "message" in told and not handed_on and name != "replace":
        return FINDING
    if not call.args:
        return ""
    return QUESTION if name in ASKING else NOTICE if _tells(call) else ""


def _error(  # noqa: PLR0917  the parts of one call
    name: str,
    texts: list[str],
    second: ast.expr | None,
    told: dict[str, ast.expr],
    said: Said,
    within: ast.AST | None,
) -> tuple[list[str], list[str]]:
    """The sentences and hints of an error; two classes make the sentence of what they are given."""
    if name == "NotFoundError":
        typed = [text if text[:1] == "{" else "{...}" for text in said.ways(second, within)]
        texts = [f"no {kind} matches `{text}`" for kind in texts for text in dict.fromkeys(typed)]
        given = told.get("hint")
        return texts, said.ways(given, within) if given else ["`fmgtrack {...}` lists them"]
    if name == "AmbiguousError":
        texts = [f"`{{...}}` fits more than one {kind}" for kind in texts]
        return texts, ["type its ref or more of its name"]
    return texts, said.ways(second or told.get("hint"), within)


def _wordings(file: str, tree: ast.Module, said: Said) -> Iterator[Message]:
    """The notices of a table of sentences."""
    tables = [value for name, value in _assigned(tree.body) if name == "SENTENCES"]
    for table in tables:
        for one in table.values if isinstance(table, ast.Dict) else ():
            if isinstance(one, ast.Name) and one.id in said.functions:
                line, texts = said.functions[one.id].lineno, [*said.ways(one)]
            elif isinstance(one, ast.Name | ast.Attribute):
                continue  # it was read where it is made
            else:
                line, texts = one.lineno, said.ways(one)
            for text in texts:
                yield Message(file, line, NOTICE, text)


def _calls(
    node: ast.AST, within: Function | None = None, owner: str = ""
) -> Iterator[tuple[ast.Call, Function | None, str]]:
    """Every call with the function and the class that it stands in."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield child, within, owner
        inside = child if isinstance(child, Function) else within
        class_ = child.name if isinstance(child, ast.ClassDef) else owner
        yield from _calls(child, inside, class_)


def listing() -> str:
    """All of them as text, file by file, with how many there are."""
    found = messages()
    lines = []
    for file, rows in groupby(found, lambda message: message.file):
        lines += ["", file]
        for message in rows:
            lines.append(f"  {message.line:4} {message.kind:8} {message.text}")
            if message.hint:
                lines.append(f"{'':16}-> {message.hint}")
    counts = Counter(message.kind for message in found)
    lines += ["", ", ".join(f"{count} {kind}s" for kind, count in counts.items())]
    return "\n".join(lines[1:]) + "\n"


if __name__ == "__main__":
    sys.stdout.write(listing())
