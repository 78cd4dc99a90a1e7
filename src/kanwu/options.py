"""What a user may choose."""

from dataclasses import dataclass
from typing import Literal, get_args

from kanwu.errors import UsageError
from kanwu.model import Sure

Script = Literal["auto", "hk", "tw", "hans", "keep"]
Tier = Literal["certain", "likely", "guess"]
Damaged = Literal["comment", "keep", "drop"]


@dataclass(frozen=True)
class Options:
    """What to do with a page. Every value has a meaning of its own; none depends on another.

    `script`: the standard to write: "auto" (the page's own majority), "hk", "tw", "hans", or "keep".
    `sure`: apply edits from this tier on: "certain", "likely" or "guess".
    `only`, `skip`: names of rules that alone are run, or that are not run.
    `protect`: names and terms that are never touched.
    `damaged`: what becomes of a block that cannot be repaired: an HTML "comment", "keep" it as it is, or "drop" it.

    Raises `kanwu.errors.UsageError` for a value that is none of these.
    """

    script: Script = "auto"
    sure: Tier = "likely"
    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    protect: tuple[str, ...] = ()
    damaged: Damaged = "comment"

    def __post_init__(self) -> None:
        for name, known in (("script", Script), ("sure", Tier), ("damaged", Damaged)):
            value = getattr(self, name)
            if value not in get_args(known):
                raise UsageError(f"{name} cannot be {value!r}", f"choose one of {', '.join(get_args(known))}")
        for name in ("only", "skip", "protect"):
            object.__setattr__(self, name, _terms(name, getattr(self, name)))

    @property
    def threshold(self) -> Sure:
        """The tier from which edits are applied."""
        return Sure[self.sure.upper()]


def _terms(name: str, value: object) -> tuple[str, ...]:
    """Any collection of non-empty strings as a tuple; a lone string would be taken for its letters, so it is
    refused."""
    if isinstance(value, str) or not isinstance(value, (list, tuple, set, frozenset)):
        raise UsageError(f"{name} must be a list of strings, not {type(value).__name__}", f'write {name} = ["..."]')
    if not all(isinstance(v, str) and v.strip() for v in value):
        raise UsageError(f"{name} holds something that is no term", "give non-empty strings")
    return tuple(sorted(value) if isinstance(value, (set, frozenset)) else value)
