"""How each page is cleaned: the command line, and what its project's settings file says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kanwu.batch.manner import Manner
from kanwu.errors import UsageError
from kanwu.options import Options
from kanwu.read.encoding import canonical
from kanwu.settings import Settings, load, nearest, read_terms

if TYPE_CHECKING:
    from kanwu.changes.decisions import Decision


@dataclass
class Choices:
    """What the command line says about cleaning; None and () where it says nothing.

    `reviewed`: the options of a review, which beat those of the settings file.
    """

    script: str | None = None
    sure: str | None = None
    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    protect: tuple[Path, ...] = ()
    damaged: str | None = None
    encoding: str | None = None
    kind: str | None = None
    config: Path | None = None
    no_config: bool = False
    decisions: tuple[Path, ...] = ()
    reviewed: Mapping[str, Any] = field(default_factory=dict, init=False)
    _known: dict[Path | None, Manner] = field(default_factory=dict, init=False)

    @classmethod
    def among(cls, given: Mapping[str, Any]) -> "Choices":
        """Those among all the options of a command."""
        return cls(**{f.name: given[f.name] for f in fields(cls) if f.init})

    def __post_init__(self) -> None:
        if self.config and self.no_config:
            raise UsageError("--config and --no-config exclude each other", "give one of them")
        nearest.cache_clear()  # what was found is good for one run
        if self.encoding:
            canonical(self.encoding)
        self._terms = tuple(term for file in self.protect for term in read_terms(file))
        self._fixed = Settings() if self.no_config else load(self.config) if self.config else None

    def manner(self, source: Path | None) -> Manner:
        """How to clean the page in a file, or on standard input. Raises UsageError.

        The command line beats the settings file, key by key; only to `protect` it adds.
        """
        settings = self._settings(source)
        if settings.file not in self._known:
            self._known[settings.file] = self._settled(settings)
        return self._known[settings.file]

    def encoding_of(self, source: Path | None) -> str | None:
        """The encoding of a file that is read and not cleaned; None for the likeliest. Raises UsageError."""
        return self.encoding or self._settings(source).values.get("encoding")

    def _settings(self, source: Path | None) -> Settings:
        folder = Path.cwd() if source is None else source.absolute() if source.is_dir() else source.absolute().parent
        return nearest(folder) if self._fixed is None else self._fixed

    def _settled(self, settings: Settings) -> Manner:
        from kanwu.pipeline import chosen

        values = dict(settings.values) | dict(self.reviewed)
        if self.only:
            values["skip"] = [name for name in values.get("skip", ()) if name not in self.only]
        values |= {key: value for key, value in self._given().items() if value}
        values["protect"] = (*values.get("protect", ()), *self._terms)
        encoding = values.pop("encoding", None)
        files = (*values.pop("decisions", ()), *self.decisions)
        decisions = _loaded(files) if files else ()
        chosen(Options(only=self.only, skip=self.skip))
        try:
            chosen(options := Options(**values))
        except UsageError as error:
            raise UsageError(f"{settings.file}: {error.what}", error.advice) from error
        return Manner(options, encoding, self.kind, decisions, files)

    def _given(self) -> dict[str, Any]:
        names = ("script", "sure", "only", "skip", "damaged", "encoding")
        return {name: getattr(self, name) for name in names}


def _loaded(files: Iterable[Path]) -> "tuple[Decision, ...]":
    from kanwu.changes.decisions import load_decisions

    return tuple(d for file in files for d in load_decisions(file).decisions)
