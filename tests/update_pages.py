"""Pins what kanwu gives: writes expected.md of all pages, or of those named, and says which have changed."""

import sys

from house import load, page_folders
from kanwu import clean


def main(names: list[str]) -> None:
    for folder in page_folders():
        if names and folder.name not in names:
            continue
        page = load(folder)
        text = clean(page.given, page.options).text
        if text != page.expected:
            (folder / "expected.md").write_bytes(text.encode("utf-8"))
            print(f"{'new' if page.expected is None else 'changed'}: {folder.name}")


if __name__ == "__main__":
    main(sys.argv[1:])
