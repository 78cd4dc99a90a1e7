"""What kanwu changes in correct text: edits per 10,000 characters, by rule.

    python tests/benchmarks/bench_clean_text.py [FILE ...] [--script keep] [--show 5] [--rule NAME]
        [--slice 300]

A file has one paragraph a line; without one, those of ../shared/corpus that are published prose. `Han`
counts edits that change a Chinese character. Each file is cleaned as one page, or with `--slice` in pages of
about so many characters. `--show N` prints N edits of each rule in their context.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from kanwu import Entry, Options, Result, clean
from kanwu.ledger import LAYOUT
from kanwu.model import SILENT, is_han

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
NAMES = ("wiki-hant-tw", "wiki-hant-gsd", "news-hans")
AROUND = 14  # characters of context on either side


def pages(file: Path, size: int) -> Iterator[str]:
    """The file's paragraphs, apart by blank lines, in pages of at least so many characters; 0: all in one."""
    page: list[str] = []
    for line in file.read_text("utf-8").split("\n"):
        if line.strip():
            page.append(line.strip())
        if size and sum(map(len, page)) >= size:
            yield "\n\n".join(page) + "\n"
            page = []
    if page:
        yield "\n\n".join(page) + "\n"


def applied(result: Result) -> list[Entry]:
    """The edits that changed what is to be seen, a block's new kind alone left out."""
    return [e for e in result.edits if e.applied and e.rule != LAYOUT and e.before != e.after]


def changes_han(entry: Entry) -> bool:
    old, new = ("".join(filter(is_han, text)) for text in (entry.before, entry.after))
    return entry.verb == "replace" and old != new


def in_context(result: Result, entry: Entry) -> str:
    start, end = entry.source
    head, tail = result.source[max(0, start - AROUND) : start], result.source[end : end + AROUND]
    return f"{head}[{entry.before} -> {entry.after}]{tail}".replace("\n", "\u23ce") + f"   {entry.why}"


def report(file: Path, args: argparse.Namespace) -> None:
    """The table of one file."""
    counts, han, shown = Counter[str](), Counter[str](), defaultdict[str, list[str]](list)
    characters = before = after = 0
    for page in pages(file, args.slice):
        result = clean(page, Options(script=args.script))
        characters += len(page)
        before += page.count("\n\n") + 1
        after += sum(block.kind not in SILENT for block in result.blocks)
        for entry in applied(result):
            counts[entry.rule] += 1
            han[entry.rule] += changes_han(entry)
            shown[entry.rule].append(in_context(result, entry))
    paragraphs = f"paragraphs {before:,} -> {after:,}"
    print(f"{file.name}, --script {args.script}: {characters:,} characters, {paragraphs}")
    for rule, count in counts.most_common():
        if args.rule in ("", rule):
            print(f"  {rule:20} {count:6} {count / characters * 1e4:8.2f} per 10,000   Han {han[rule]}")
            print("".join(f"      {line}\n" for line in shown[rule][: args.show]), end="")
    total, changed = counts.total(), han.total()
    print(f"  {'all':20} {total:6} {total / characters * 1e4:8.2f} per 10,000   Han {changed}\n")


def main() -> None:
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=plain)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--script", default="keep", help="as in kanwu.Options")
    parser.add_argument("--show", type=int, default=0, help="print this many edits of each rule")
    parser.add_argument("--rule", default="", help="this rule alone")
    parser.add_argument("--slice", type=int, default=0, help="clean pages of about this many characters")
    args = parser.parse_args()
    for file in args.files or [CORPUS / f"{name}.txt" for name in NAMES]:
        report(file, args)


if __name__ == "__main__":
    main()
