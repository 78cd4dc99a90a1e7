"""`kanwu explain`: what a rule does, why, and how sure it is."""

from collections.abc import Iterable, Iterator
from inspect import cleandoc

import click

from kanwu.cli.group import debugging
from kanwu.errors import UsageError
from kanwu.fixtures import Case, cases
from kanwu.model import Rule, Sure
from kanwu.write.files import write_out

_MEANINGS = {
    Sure.CERTAIN: "certain: the typography allows nothing else; always made",
    Sure.LIKELY: "likely: evidence in the page names it; made unless --sure certain",
    Sure.GUESS: "guess: shown in the log, made only with --sure guess",
}
_NO_CHANGES = "it changes nothing: it marks places for a person's eye"


@click.command("explain")
@click.argument("rule")
@debugging
def command(rule: str) -> int:
    """Say what RULE does, why, and how sure it is, with one of its own examples."""
    from kanwu.pipeline import RULES

    known = {r.name: r for r in RULES}
    if rule not in known:
        raise UsageError.unknown("rule", rule, known)
    write_out("\n".join(_page(known[rule])).encode("utf-8"))
    return 0


def _page(rule: Rule) -> Iterator[str]:
    examples = [case for case in cases(rule.name) if case.verdict == "becomes"]
    yield f"{rule.name} ({rule.stage})\n"
    yield f"{cleandoc(rule.find.__doc__ or '')}\n"
    yield f"How sure: {_how_sure(rule, examples)}\n"
    flags = [case for case in cases(rule.name) if case.verdict == "flags"]
    yield from _example((examples or flags)[0]) if examples or flags else ()


def _example(case: Case) -> Iterator[str]:
    yield f"An example: {case.title}\n"
    yield f"before\n{_indented(case.given)}\n"
    yield f"{'flagged' if case.verdict == 'flags' else 'after'}\n{_indented(case.wanted or '')}\n"


def _indented(text: str) -> str:
    return "\n".join(f"  {line}".rstrip() for line in text.split("\n"))


def _how_sure(rule: Rule, examples: Iterable[Case]) -> str:
    """The tiers of the changes that the rule makes in its own examples."""
    from kanwu import Options, clean
    from kanwu.evidence.stated import Stated
    from kanwu.read.drawn import drawn

    tiers: set[Sure] = set()
    for case in examples:
        script = case.options.get("script", "hk")
        options = Options(only=(rule.name,), sure="guess", script=script)  # type: ignore[arg-type]
        page = drawn(case.given) if "boxes" in case.options else case.given
        corpus = Stated(case.options["corpus"]) if "corpus" in case.options else None
        tiers |= {edit.sure for edit in clean(page, options, corpus).edits if edit.rule == rule.name}
    return "\n  ".join(_MEANINGS[tier] for tier in sorted(tiers, reverse=True)) or _NO_CHANGES
