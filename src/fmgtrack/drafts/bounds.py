"""How much a template may ask for: steps, and the size of every value it makes.

A template may come from someone else, and a few lines of it could ask for all the memory there is:
`{% set b = a ~ a %}`, over and over. So what can grow is weighed where it is made: joined and added
texts, lists, what filters, calls and blocks give, and what is printed; and every turn of a loop,
call and filter is a step, a heavy one more.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, NoReturn

import jinja2
from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import CodeType

    from jinja2.bccache import Bucket

MAX_STEPS = 10_000
"""Turns of loops, calls, filters and includes that one draft may take."""

MAX_TEXT = 20_000
"""Characters that one draft may have; a mail of 170 words has about 1,000."""

MAX_SOURCE = 100_000
"""Characters of a template."""

_MOST_JOINED = 50
_HEAVY = 1_000
_RAW = 200
_PRINTED = 5
_GROWING = frozenset({"replace", "join", "wrapped", "expandtabs", "translate"})


def refuse(what: str) -> NoReturn:
    """Say that a template asks for too much.

    Raises:
        TemplateRuntimeError: always.
    """
    raise jinja2.TemplateRuntimeError(what)


def weigh(value: object, most: int) -> int:
    """The characters and items of a value with all that lies in it; counting ends above `most`."""
    if isinstance(value, str):
        return 1 + len(value)
    total, stack = 0, [value]
    while stack and total <= most:
        one = stack.pop()
        total += 1
        if isinstance(one, str | list | tuple | dict | set | frozenset):
            total += len(one)
        if total > most or isinstance(one, str):
            continue
        if isinstance(one, dict):
            stack += [*one, *one.values()]
        elif isinstance(one, list | tuple | set | frozenset):
            stack += one
    return total


class Filters(dict[str, Any]):
    """Filters by name, each of which weighs what it is given and what it gives."""

    def __init__(self, sandbox: BoundedEnvironment, known: dict[str, Any]) -> None:
        super().__init__()
        self._sandbox = sandbox
        for name, function in known.items():
            self[name] = function

    def __setitem__(self, name: str, function: Any) -> None:  # noqa: ANN401  any filter
        sandbox = self._sandbox

        @wraps(function)
        def bounded(*args: object, **kwargs: object) -> object:
            sandbox.allow(name, (*args, *kwargs.values()))
            return sandbox.light(function(*args, **kwargs))

        super().__setitem__(name, bounded)


class _Compiled(jinja2.BytecodeCache):
    """What templates were compiled to, for as long as the process lives; nothing goes to a disk."""

    MOST = 200

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what is known; the key is that of name and file, the checksum of the text."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember one more."""
        if bucket.code is not None and len(self._codes) < self.MOST:
            self._codes[bucket.key, bucket.checksum] = bucket.code


class BoundedEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox in which no template runs or grows without end."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    longest = MAX_TEXT
    """Characters that one text may have."""

    _compiled = _Compiled()

    def __init_subclass__(cls) -> None:
        """What one kind of sandbox compiled is not for another."""
        cls._compiled = _Compiled()

    def __init__(self, loader: jinja2.BaseLoader) -> None:
        super().__init__(
            loader=loader,
            autoescape=False,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=self._compiled,
            finalize=self._finalized,
        )
        self._steps = self._printed = 0

    def printed(self, value: object) -> object:
        """Give a value as it is printed."""
        return value

    def begin(self) -> None:
        """Count from the beginning: another text is made."""
        self._steps = self._printed = 0

    def spend(self, steps: int = 1) -> None:
        """Take some steps.

        Raises:
            TemplateRuntimeError: they are more than one text may take.
        """
        self._steps += steps
        if self._steps > MAX_STEPS:
            refuse(f"it takes more than {MAX_STEPS} steps")

    def allow(self, name: str, given: Iterable[object]) -> None:
        """Take the steps of a call or filter, unless it is given, or would make, too much."""
        total, product = 0, 1
        for value in given:
            weight = weigh(value, self.longest)
            if weight > self.longest or (isinstance(value, int) and abs(value) > MAX_TEXT):
                refuse("a call is given more than a mail can hold")
            total += weight
            product *= weight
        self.spend(1 + total // _HEAVY)
        if name in _GROWING and product > self.longest * _HEAVY:
            refuse(f"`{name}` would make more than a mail can hold")

    def light(self, value: object) -> object:
        """Give a value that was made, unless it is too large."""
        if weigh(value, self.longest) > self.longest:
            refuse(f"a value in it has more than {self.longest} characters")
        return value

    def call(
        self,
        context: jinja2.runtime.Context,
        function: Callable[..., Any],
        /,
        *args: object,
        **kwargs: object,
    ) -> object:
        """Call what a template calls, unless that is too much or unsafe."""
        owner = getattr(function, "__self__", None)
        own = (owner,) if isinstance(owner, str) else ()
        self.allow(getattr(function, "__name__", ""), (*own, *args, *kwargs.values()))
        return self.light(super().call(context, function, *args, **kwargs))

    def call_binop(
        self, context: jinja2.runtime.Context, operator: str, left: object, right: object
    ) -> object:
        """Add what is small, multiply and divide small numbers; powers grow without bound."""
        if operator == "+":
            self.allow(operator, (left, right))
            return self.light(super().call_binop(context, operator, left, right))
        small = all(
            isinstance(side, int | float) and abs(side) <= MAX_TEXT for side in (left, right)
        )
        if operator == "**" or not small:
            raise SecurityError(f"`{operator}` on these values is not for templates")
        return super().call_binop(context, operator, left, right)

    def wrap_str_format(self, value: object) -> None:
        """Refuse `str.format`: a width in it can ask for any amount of memory."""
        if getattr(value, "__name__", "") in ("format", "format_map"):
            raise SecurityError("`format` is not for templates")

    def _finalized(self, value: object) -> object:
        shown = self.printed(value)
        self._printed += weigh(shown, self.longest)
        if self._printed > _PRINTED * self.longest:
            refuse(f"it prints more than {_PRINTED * self.longest} characters")
        return shown

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,  # noqa: FBT001, FBT002  (as Jinja calls it)
    ) -> str:
        """Turn a template into Python, its loops counted and what it puts together weighed."""
        weighed = _Weighed().visit(source)
        return super()._generate(weighed, name, filename, defer_init)

    def counted(self, items: Iterable[object], steps: int = 1) -> Iterator[object]:
        """Give the items of a loop; each turn takes so many steps."""
        for item in items:
            self.spend(steps)
            yield item


class _Weighed(NodeTransformer):
    """Puts filters round what a template puts together and what it loops over."""

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802  as Jinja calls it
        """A loop over items that are counted; turns with much text are worth more."""
        raw = sum(len(one.data) for one in node.find_all(nodes.TemplateData))
        self.generic_visit(node)
        steps = nodes.Const(1 + raw // _RAW, lineno=node.lineno)
        node.iter = nodes.Filter(node.iter, "counted", [steps], [], None, None, lineno=node.lineno)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802  as above
        """Texts joined by `~`."""
        if len(node.nodes) > _MOST_JOINED:
            refuse(f"`~` joins more than {_MOST_JOINED} texts")
        return self._weighing(node)

    def visit_List(self, node: nodes.List) -> nodes.Filter:  # noqa: N802  as above
        """A list; a dictionary is the same."""
        return self._weighing(node)

    visit_Dict = visit_List  # noqa: N815  as above

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Expr:  # noqa: N802  as above
        """A tuple, unless it is names that are given values."""
        if node.ctx != "load":
            return node
        return self._weighing(node)

    def _weighing(self, node: nodes.Expr) -> nodes.Filter:
        self.generic_visit(node)
        return nodes.Filter(node, "weighed", [], [], None, None, lineno=node.lineno)
