"""Writes the README's before and after anew: the sample page, and what kanwu makes of it.

python tools/readme_example.py            # rewrite README.md
python tools/readme_example.py --check    # exit code 1 when it is not up to date
"""

import re
import sys
from pathlib import Path

import kanwu

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
SAMPLE = ROOT / "src" / "kanwu" / "data" / "sample.md"


def quoted(text: str) -> str:
    """A page as a Markdown quotation, so that it wraps and its headings are not the README's own."""
    return "\n".join(f"> {line}".rstrip() for line in text.strip().split("\n"))


def renewed(readme: str) -> str:
    """The README with the parts between its marks written anew. Raises ValueError when a mark is missing."""
    sample = SAMPLE.read_text(encoding="utf-8")
    for first, last, text in (("before", "after", sample), ("clean", "end", kanwu.clean(sample).text)):
        mark = re.compile(rf"(<!-- {first} -->\n).*?(<!-- {last} -->)", re.S)
        if not mark.search(readme):
            raise ValueError(f"README.md has no <!-- {first} --> with <!-- {last} --> behind it")
        part = f"\n{quoted(text)}\n\n"
        readme = mark.sub(lambda m, part=part: m[1] + part + m[2], readme)  # type: ignore[misc]
    return readme


def main() -> int:
    """The exit code."""
    old = README.read_text(encoding="utf-8")
    new = renewed(old)
    if "--check" in sys.argv[1:]:
        return int(new != old)
    README.write_text(new, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
