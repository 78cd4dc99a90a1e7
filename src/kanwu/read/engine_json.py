"""Which engine's JSON a text is, and the pages in it.

Any text whatever gives pages or one UnreadableError: what is nested too deeply is refused, numbers beyond all measure
and NaN count as not given, and a field of another type than its engine writes is passed over.
"""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from kanwu.errors import UnreadableError, UsageError
from kanwu.read.engines.azure import azure_pages, is_azure
from kanwu.read.engines.mineru import is_mineru, mineru_pages
from kanwu.read.engines.paddle import is_paddle, paddle_pages
from kanwu.read.engines.textract import is_textract, textract_pages
from kanwu.read.engines.vision import is_vision, vision_pages
from kanwu.read.scan import Page, Scan, scanned

_WHOLE = "give the file as its engine wrote it"


class Engine(NamedTuple):
    """A family of engines: whether a tree of JSON is theirs, and its pages."""

    name: str
    title: str
    is_it: Callable[[Any], bool]
    pages: Callable[[Any], list[Page]]


ENGINES = (
    Engine("paddle", "PaddleOCR, PP-StructureV3, RapidOCR", is_paddle, paddle_pages),
    Engine("mineru", "MinerU", is_mineru, mineru_pages),
    Engine("vision", "Google Cloud Vision", is_vision, vision_pages),
    Engine("azure", "Azure Document Intelligence", is_azure, azure_pages),
    Engine("textract", "Amazon Textract", is_textract, textract_pages),
)


def engine_of(tree: Any) -> str | None:
    """The name of the engine whose shape a tree of JSON has; None for none."""
    return next((engine.name for engine in ENGINES if engine.is_it(tree)), None)


def json_pages(source: str, engine: str | None = None) -> list[Page]:
    """The pages of an engine's JSON; without a name, of the engine whose shape it has.

    Raises UnreadableError for what is no JSON or no engine's, UsageError for a name that is none of an engine.
    """
    known = {found.name: found for found in ENGINES}
    if engine is not None and engine not in known:
        raise UsageError.unknown("engine", engine, known)
    tree = parsed(source)
    name = engine or engine_of(tree)
    if name is None:
        titles = "; ".join(found.title for found in ENGINES)
        raise UnreadableError("JSON of no OCR engine that kanwu knows", f"known are: {titles}")
    if engine is not None and not known[name].is_it(tree):
        raise UnreadableError(f"no JSON of {known[name].title}", "leave the format out to have it found")
    return known[name].pages(tree)


def read_engine_json(source: str, engine: str | None = None) -> Scan:
    """The document of an engine's JSON. Raises as json_pages does."""
    return scanned(json_pages(source, engine))


def parsed(source: str) -> Any:
    """The tree of a JSON text. Raises UnreadableError with line and column."""
    try:
        return json.loads(source.removeprefix("\ufeff"), parse_int=_integer, parse_constant=lambda _: None)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise UnreadableError(f"no JSON: {_reason(error, source)} ({place})", _WHOLE) from error
    except RecursionError as error:
        raise UnreadableError("no JSON of an OCR engine: nested too deeply", _WHOLE) from error


def _reason(error: json.JSONDecodeError, source: str) -> str:
    """What is wrong, in a user's words."""
    if not source.strip():
        return "the file is empty"
    if not error.doc[error.pos :].strip() or error.msg.startswith("Unterminated"):
        return "it ends too early"
    return error.msg.partition(":")[0].lower()


def _integer(digits: str) -> int | float:
    """A whole number; one of very many digits by its size only, since its digits would take long to count."""
    return int(digits) if len(digits) <= 20 else float(digits)
