"""Corrected text back into a scan's own file."""

from collections.abc import Iterable

from kanwu.model import Block
from kanwu.read.scan import Scan


def written_back(raw: str, scan: Scan, blocks: Iterable[Block]) -> str:
    raise NotImplementedError


def encoded_back(text: str, encoding: str, bom: bytes) -> bytes:
    raise NotImplementedError
