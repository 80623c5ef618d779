"""Frozen values without `dataclasses`, whose import costs more than most commands do.

`dataclasses.fields`, `replace` and `asdict` work on these classes all the same.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import Field
    from typing import Any, TypeVar, dataclass_transform

    C = TypeVar("C")

    @dataclass_transform(frozen_default=True)
    def frozen(*, kw_only: bool = False) -> Callable[[type[C]], type[C]]:  # noqa: ARG001  as below
        """As below."""
        return lambda cls: cls

else:

    def frozen(*, kw_only: bool = False) -> Callable[[type], type]:
        """Make a class a frozen value: its annotations are its fields, in order.

        With `kw_only` values are given by name alone. A default is one object for all.
        """

        def made(cls: type) -> type:
            kinds(cls)
            _give_init(cls, kw_only=kw_only)
            for name in ("__setattr__", "__eq__", "__hash__", "__repr__"):
                if getattr(cls, name) is getattr(object, name):
                    setattr(cls, name, globals()[f"_{name.strip('_')}"])
            return cls

        return made


def kinds(cls: Any) -> None:  # noqa: ANN401  a class that gets more
    """Set `__kinds__`: the fields of a class and of those it is made from, with their types."""
    own = {
        name: kind for name, kind in cls.__annotations__.items() if not kind.startswith("ClassVar")
    }
    cls.__kinds__ = getattr(cls, "__kinds__", {}) | own
    cls.__dataclass_fields__ = _Fields()


def _give_init(cls: Any, *, kw_only: bool) -> None:  # noqa: ANN401  as above
    names = cls.__kinds__
    defaults = {name: getattr(cls, name) for name in names if hasattr(cls, name)}
    taken = ", ".join(f"{n}=defaults[{n!r}]" if n in defaults else n for n in names)
    kept = "\n".join(f"    put(self, {name!r}, {name})" for name in names)
    scope: dict[str, Any] = {"defaults": defaults, "put": object.__setattr__}
    # as `dataclasses` does it: a function that takes each by its name is the quickest
    exec(f"def __init__(self, {'*, ' * kw_only}{taken}):\n{kept}", scope)  # noqa: S102  our own names
    cls.__init__ = scope["__init__"]


def _setattr(_: object, name: str, __: object) -> None:
    raise AttributeError(name)


def _eq(self: object, other: object) -> bool:
    return type(other) is type(self) and self.__dict__ == other.__dict__


def _hash(self: object) -> int:
    return hash((type(self), *self.__dict__.values()))


def _repr(self: object) -> str:
    shown = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items())
    return f"{type(self).__name__}({shown})"


class _Fields:
    """What `dataclasses` looks for on a class of its own, made when it first looks."""

    def __init__(self) -> None:
        self.made: dict[str, Field[Any]] = {}

    def __get__(self, instance: object, owner: Any) -> dict[str, Field[Any]]:  # noqa: ANN401  as above
        if self.made:
            return self.made
        from dataclasses import dataclass

        body = {name: getattr(owner, name) for name in owner.__kinds__ if hasattr(owner, name)}
        body |= {"__annotations__": dict(owner.__kinds__), "__module__": owner.__module__}
        twin: Any = dataclass(kw_only=True)(type(owner.__name__, (), body))
        self.made = twin.__dataclass_fields__
        return self.made
