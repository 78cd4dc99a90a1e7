"""The rules in their order, and the run over them."""

from array import array
from typing import NamedTuple

from kanwu.errors import UsageError
from kanwu.evidence.script import is_chinese, majority
from kanwu.ledger import placed
from kanwu.model import SILENT, Block, Document, Entry, Rule
from kanwu.options import Options
from kanwu.passes import Idle, alike, one_pass
from kanwu.prints import Prints
from kanwu.read.markdown import read_markdown
from kanwu.rules.characters.corpus_names import corpus_names
from kanwu.rules.characters.look_alikes import look_alikes
from kanwu.rules.characters.misread_characters import misread_characters
from kanwu.rules.characters.one_spelling import one_spelling
from kanwu.rules.characters.overconverted import overconverted
from kanwu.rules.characters.plain_characters import plain_characters
from kanwu.rules.characters.script_variants import script_variants
from kanwu.rules.characters.several_forms import several_forms
from kanwu.rules.layout.broken_paragraphs import broken_paragraphs
from kanwu.rules.layout.bylines import bylines
from kanwu.rules.layout.captions import captions
from kanwu.rules.layout.closed_lines import closed_lines
from kanwu.rules.layout.damaged_headings import damaged_headings
from kanwu.rules.layout.divided_captions import divided_captions
from kanwu.rules.layout.false_headings import false_headings
from kanwu.rules.layout.glued_captions import glued_captions
from kanwu.rules.layout.glued_headings import glued_headings
from kanwu.rules.layout.glued_titles import glued_titles
from kanwu.rules.layout.headed_paragraphs import headed_paragraphs
from kanwu.rules.layout.heading_debris import heading_debris
from kanwu.rules.layout.heading_levels import heading_levels
from kanwu.rules.layout.interleaved_columns import interleaved_columns
from kanwu.rules.layout.line_ends import line_ends
from kanwu.rules.layout.merged_paragraphs import merged_paragraphs
from kanwu.rules.layout.numbered_headings import numbered_headings
from kanwu.rules.layout.page_order import page_order
from kanwu.rules.layout.photo_credits import photo_credits
from kanwu.rules.layout.picture_headings import picture_headings
from kanwu.rules.layout.pull_quotes import pull_quotes
from kanwu.rules.layout.reading_order import reading_order
from kanwu.rules.layout.same_place import same_place
from kanwu.rules.layout.seams import seams
from kanwu.rules.layout.short_headings import short_headings
from kanwu.rules.layout.split_headings import split_headings
from kanwu.rules.layout.stray_headings import stray_headings
from kanwu.rules.layout.subtitles import subtitles
from kanwu.rules.layout.tall_headings import tall_headings
from kanwu.rules.layout.title import title
from kanwu.rules.layout.unfinished import unfinished
from kanwu.rules.noise.column_rules import column_rules
from kanwu.rules.noise.debris import debris
from kanwu.rules.noise.page_furniture import page_furniture
from kanwu.rules.noise.picture_text import picture_text
from kanwu.rules.punctuation.brackets import brackets
from kanwu.rules.punctuation.dashes import dashes
from kanwu.rules.punctuation.doubled import doubled
from kanwu.rules.punctuation.ellipses import ellipses
from kanwu.rules.punctuation.han_spaces import han_spaces
from kanwu.rules.punctuation.heading_quotes import heading_quotes
from kanwu.rules.punctuation.lost_quotes import lost_quotes
from kanwu.rules.punctuation.middle_dots import middle_dots
from kanwu.rules.punctuation.misread_digits import misread_digits
from kanwu.rules.punctuation.misread_ones import misread_ones
from kanwu.rules.punctuation.misread_stops import misread_stops
from kanwu.rules.punctuation.name_dashes import name_dashes
from kanwu.rules.punctuation.number_signs import number_signs
from kanwu.rules.punctuation.quotes import quotes
from kanwu.rules.punctuation.semicolons import semicolons
from kanwu.rules.punctuation.width import width
from kanwu.write.markdown import Written, write_markdown
from kanwu.write.text import uncommented

RULES: tuple[Rule, ...] = tuple(map(Rule.of, (
    plain_characters,
    same_place,
    page_order,
    tall_headings,
    damaged_headings,
    false_headings,
    line_ends,
    column_rules,
    interleaved_columns,
    page_furniture,
    debris,
    picture_text,
    seams,
    pull_quotes,
    glued_captions,
    divided_captions,
    captions,
    photo_credits,
    glued_titles,
    title,
    subtitles,
    headed_paragraphs,
    glued_headings,
    split_headings,
    picture_headings,
    numbered_headings,
    short_headings,
    stray_headings,
    bylines,
    heading_levels,
    merged_paragraphs,
    reading_order,
    broken_paragraphs,
    closed_lines,
    heading_debris,
    ellipses,
    misread_ones,
    dashes,
    name_dashes,
    brackets,
    misread_stops,
    quotes,
    heading_quotes,
    lost_quotes,
    width,
    misread_digits,
    number_signs,
    semicolons,
    doubled,
    middle_dots,
    han_spaces,
    several_forms,
    script_variants,
    overconverted,
    one_spelling,
    look_alikes,
    corpus_names,
    misread_characters,
    unfinished,
)))  # fmt: skip


_PASSES = 16  # measured: all but a few bench pages are stable after the first or second, all after the fourth


class Outcome(NamedTuple):
    """A page after all rules: the document, what was written, and every edit with its places."""

    document: Document
    written: Written
    entries: tuple[Entry, ...]


def chosen(options: Options) -> tuple[Rule, ...]:
    """The rules that the options leave, in their order. Raises UsageError for a name that is no rule's."""
    known = [r.name for r in RULES]
    for name in (*options.only, *options.skip):
        if name not in known:
            raise UsageError.unknown("rule", name, known)
    return tuple(r for r in RULES if (not options.only or r.name in options.only) and r.name not in options.skip)


def run(page: str | Document, options: Options, corpus: Prints | None = None) -> Outcome:
    """Every chosen rule once, in order, each on what the rule before it left; then once more on the outcome,
    until it stays.

    A text that is not Chinese in the main is given back as it is. The second pass proves that cleaning the output
    again changes nothing. What evidence the first one used up (lines closed, neighbours gone) may let a rule find
    more on its own outcome; that is done here, once, and logged like the rest. Where the input has geometry, or its
    format names its blocks, the first pass goes by that; the others see the text alone, as a second cleaning would.
    `corpus`: what other pages of the paper print.
    """
    document = read_markdown(page) if isinstance(page, str) else page
    source, geometry = document.source, document.geometry
    rules, alone = chosen(options), isinstance(page, str) or _is_text(document)
    written = Written(source, array("i", range(len(source))))
    if not is_chinese(source):
        return Outcome(document, written, ())
    entries: list[Entry] = []
    silent: list[Block] = []
    idle = Idle()
    for _ in range(_PASSES + (not alone)):
        script = _script(document, options)  # of what this pass is given, as a second cleaning would have it
        given = document.blocks
        document, found = one_pass(Document(document.blocks, source, script, geometry, corpus), rules, options, idle)
        before, written = written.text, write_markdown(document, options.damaged)
        if entries and written.text == before:
            break
        entries += found
        silent += [b for b in document.blocks if b.kind in SILENT]
        spoken = [uncommented(b) for b in document.blocks if b.kind not in SILENT]
        if written.text == before and alone:
            break
        document = read_markdown(*written)
        if alone and alike(given, document.blocks):
            break  # the next pass would find what this one found
        geometry, alone = None, True
    if written.text == source:
        entries = [e for e in entries if not e.applied]  # a block was given its kind, and no character changed
    blocks = tuple(sorted((*silent, *spoken), key=lambda b: b.where.start)) if silent else tuple(spoken)
    geometry = None if isinstance(page, str) else page.geometry
    return Outcome(Document(blocks, source, script, geometry), written, placed(_once(entries), source, written))


def _is_text(document: Document) -> bool:
    """Whether the blocks are those that the source alone has."""
    return document.geometry is None and alike(document.blocks, read_markdown(document.source).blocks)


def _once(entries: list[Entry]) -> list[Entry]:
    """The entries without those of a later pass that found the same again and changed nothing."""
    idle = [e for e in entries if not e.applied or e.before == e.after]
    first = {(e.rule, e.verb, e.source, e.after, e.why): e for e in reversed(idle)}
    kept = set(map(id, first.values()))
    return [e for e in entries if id(e) in kept or (e.applied and e.before != e.after)]


def _script(document: Document, options: Options) -> str:
    if options.script != "auto":
        return options.script
    return majority("\n".join(b.text for _, b in document.prose()))
