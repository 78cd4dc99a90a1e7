"""The unit of work on many texts: a callable from columns to columns, for whatever engine there is."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from kanwu.errors import KanwuError, UsageError
from kanwu.options import Options

if TYPE_CHECKING:
    from kanwu import Result
    from kanwu.evidence.corpus import Corpus
    from kanwu.model import Block

To = Literal["md", "txt"]
MORE = {
    "kanwu_log": str,
    "kanwu_edits": str,
    "kanwu_flags": int,
    "kanwu_sha256": str,
    "kanwu_seconds": float,
    "kanwu_error": str,
}
"""The columns that are added to those that came, and of what type their values are."""
NO_TEXT = "no text"


class Cleaned(NamedTuple):
    """A text gone through: the result, seconds of wall time, and the fault for which it stays as it was, or ""."""

    result: "Result"
    seconds: float
    error: str = ""

    def log(self, name: str) -> str:
        """The text's part of a log, as `kanwu revert` reads it."""
        from kanwu.read.encoding import Decoded
        from kanwu.write.log import log_lines

        source = self.result.source
        more = {"error": self.error} if self.error else None
        data = source.encode("utf-8", "surrogatepass")
        return "".join(log_lines(self.result, data, Decoded(source, "utf-8"), name, way=more))


class Row(NamedTuple):
    """What comes of a value: the text, and the columns that are added, in the order of MORE."""

    text: object
    log: str = ""
    edits: str = "{}"
    flags: int = 0
    sha256: str = ""
    seconds: float = 0.0
    error: str = NO_TEXT


@dataclass(frozen=True)
class CleanBatch:
    """Cleans the column of texts in some columns of equal length, and adds what was done to each text.

    `text` names that column, `name` one whose values name each text in its log, "" for none. `to`: "md" or "txt".
    `corpus`: the file that corpus evidence was gathered in. It is pickled as these words, and loads nothing until it is
    called.

    Added are `kanwu_log` (the lines of the text's log), `kanwu_edits` (a JSON object: applied edits by rule),
    `kanwu_flags` (a number), `kanwu_sha256` (of the text that came, in UTF-8), `kanwu_seconds`, and `kanwu_error` ("",
    or one line). A text that is null stays null, with the error "no text"; one that cannot be cleaned stays as it is.
    A column that comes as an array of numpy, pyarrow or pandas goes out as such, any other as a list.
    """

    text: str = "text"
    options: Options = Options()  # noqa: RUF009  # frozen
    to: To = "md"
    corpus: str | Path | None = None
    name: str = ""

    def __post_init__(self) -> None:
        if self.to not in ("md", "txt"):
            raise UsageError(f"to cannot be {self.to!r}", "choose one of md, txt")

    def __call__(self, columns: Mapping[str, Any]) -> dict[str, Any]:
        """The columns, with the texts clean, and those that are added. Raises UsageError for a column that is not
        there, and for options that no text could be cleaned with."""
        for column in (self.text, self.name):
            if column and column not in columns:
                raise UsageError(f"no column {column!r}", f"there are {', '.join(map(str, columns))}")
        given = columns[self.text]
        values = _listed(given)
        names = list(map(str, _listed(columns[self.name]))) if self.name else [""] * len(values)
        rows = [self.row(value, name) for value, name in zip(values, names, strict=True)]
        texts, *more = zip(*rows, strict=True) if rows else [()] * (1 + len(MORE))
        is_new = any((isinstance(v, str) and v != t) or _is_null(v) for v, t in zip(values, texts, strict=True))
        made = {key: _like(given, more[at], kind) for at, (key, kind) in enumerate(MORE.items())}
        return dict(columns) | {self.text: _like(given, texts) if is_new else given} | made

    @property
    def schema(self) -> str:
        """The columns that `series` gives, as Spark wants them told."""
        names = {str: "string", int: "long", float: "double"}
        return ", ".join(f"`{name}` {names[kind]}" for name, kind in {self.text: str, **MORE}.items())

    def frame(self, frame: Any) -> Any:
        """The same for a pandas DataFrame, which keeps its index; gives a DataFrame."""
        return frame.assign(**{str(k): v for k, v in self({self.text: frame[self.text], **self._named(frame)}).items()})

    def series(self, texts: Any) -> Any:
        """The same for a pandas Series of texts; gives a DataFrame of the texts and what is added."""
        return replace(self, name="").frame(texts.to_frame(self.text))

    def one(self, text: str) -> Cleaned:
        """One text cleaned. Raises UsageError for options that no text could be cleaned with, and nothing else."""
        self.check()
        start = perf_counter()
        error = ""
        try:
            result = self._result(text)
        except Exception as found:
            result, error = unchanged(text), fault(found)
        return Cleaned(result, round(perf_counter() - start, 3), error)

    def check(self) -> None:
        """Raises UsageError for options that no text could be cleaned with."""
        _check(self.options)

    def _result(self, text: str) -> "Result":
        import kanwu
        from kanwu.batch.products import for_field

        result = kanwu.clean(text, self.options, evidence(self.corpus))
        return for_field(result, self.to, self.options.damaged)

    def _named(self, frame: Any) -> dict[str, Any]:
        return {self.name: frame[self.name]} if self.name else {}

    def row(self, text: object, name: str) -> Row:
        """What comes of a value, which its log calls by this name."""
        if not isinstance(text, str):
            return Row(text)
        return _row(self.one(text), name)

    def untouched(self, text: str, name: str, error: str, seconds: float = 0.0) -> Row:
        """What comes of a text that could not be cleaned for some reason."""
        return _row(Cleaned(unchanged(text), round(seconds, 3), error), name)


def by_rule(result: "Result") -> dict[str, int]:
    """How many edits of each rule were applied, by their names."""
    return dict(sorted(Counter(e.rule for e in result.edits if e.applied).items()))


def fault(error: Exception) -> str:
    """What the log and the manifest say of a fault in a text."""
    if isinstance(error, KanwuError):
        return str(error)
    if isinstance(error, MemoryError):
        return "it takes more memory than there is"
    return " ".join(f"a fault of kanwu's own ({type(error).__name__}: {error}); please report it".split())


def _row(done: Cleaned, name: str) -> Row:
    from kanwu.write.log import digest

    result = done.result
    flags, sha256 = len(result.flags), digest(result.source)
    return Row(result.text, done.log(name), json.dumps(by_rule(result)), flags, sha256, done.seconds, done.error)


def unchanged(text: str, blocks: "tuple[Block, ...]" = ()) -> "Result":
    """The result of a text to which nothing was done."""
    from array import array

    from kanwu import Result

    return Result(text, text, (), (), blocks, array("i", range(len(text))))


@lru_cache(maxsize=8)
def _check(options: Options) -> None:
    from kanwu.pipeline import chosen

    chosen(options)


def evidence(corpus: str | Path | None) -> "Corpus | None":
    """What other pages print, by the file that it was gathered in. Raises UnreadableError."""
    return None if corpus is None else _opened(str(corpus))


@lru_cache(maxsize=2)
def _opened(path: str) -> "Corpus":
    from kanwu.evidence.corpus import Corpus

    return Corpus.open(path)


def _listed(column: Any) -> list[Any]:
    """The values of a column of whatever kind."""
    for way in ("to_pylist", "tolist"):
        if hasattr(column, way):
            return list(getattr(column, way)())
    return list(column)


def _like(column: Any, values: Sequence[object], kind: type | None = None) -> Any:
    """Values of a type as a column of the kind that another one is; of its type too, for None."""
    home = type(column).__module__.partition(".")[0]
    if home == "pyarrow":
        import pyarrow as pa

        known = {str: pa.string(), int: pa.int64(), float: pa.float64()}
        return pa.array(values, column.type if kind is None else known[kind])
    if home == "pandas":
        own = None if str(column.dtype) == "category" else column.dtype
        return type(column)(list(values), index=column.index, dtype=kind or own)
    if home != "numpy":
        return list(values)
    made = column.astype(object)
    made[:] = [None if _is_null(value) else value for value in values]  # a nan among texts is no text for Arrow
    return made.astype(kind) if kind in (int, float) else made


def _is_null(value: object) -> bool:
    return (isinstance(value, float) and value != value) or type(value).__name__ == "NAType"
