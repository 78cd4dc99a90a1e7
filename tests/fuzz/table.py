"""All that is fuzzed, by name."""

from fuzz import articles, decided, logs, paper, readers, texts
from fuzz.target import Target

TARGETS: dict[str, Target] = {
    target.name: target for module in (texts, logs, readers, articles, paper, decided) for target in module.TARGETS
}
