"""Where a character may have been misread: the quick look misses nothing that the exact one would find."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import strategies
from kanwu.evidence.bits import in_bits
from kanwu.evidence.channel import candidates, costs, printed_as, read_characters
from kanwu.evidence.ngrams import RARE, STEP, bound_before, bound_behind, numbers, pair_chance, pair_cost, pair_costs
from kanwu.evidence.suspicion import LEAST_PAIRS, LIKELY_PAIRS, doubtful, possible, suspected

GARBLED = "船公司昨日宜布\uff0c今日上午起恢復服務\uff0c並會加開班次接載受影響的乘容。居民可以打電話詢間。"


def wanted(text: str) -> dict[int, set[int]]:
    """The same by what the tables say of each character, without a short cut."""
    codes, found = [0, 0, *numbers(text), 0, 0], {}
    for at, char in enumerate(text):
        two, this, four = codes[at + 1 : at + 4]
        pairs = pair_chance(two, this) + pair_chance(this, four)
        if char in doubtful() and pairs <= LIKELY_PAIRS:
            behind, before = set(in_bits(bound_behind[two])), set(in_bits(bound_before[four]))
            known = set() if this in behind else possible(char) & behind
            known |= set() if this in before else possible(char) & before
            forms = {n: [f for script in ("hk", "hans") if (f := printed_as(char, n, script))] for n in known}
            least = {n: max((f.chance for f in each), default=-99) for n, each in forms.items()}
            gain = {n: pair_chance(two, n) + pair_chance(n, four) + least[n] - pairs for n in known}
            found[at] = {n for n in known if gain[n] > LEAST_PAIRS}
    return {at: known for at, known in found.items() if known}


@given(st.one_of(strategies.runs, st.text(max_size=40), st.text(st.sampled_from(GARBLED), max_size=60)))
def test_nothing_is_missed(text: str) -> None:
    found = {at: set(known) for at, _, known in suspected(text)}
    assert all(known <= found.get(at, set()) for at, known in wanted(text).items())


def test_little_else_is_found() -> None:
    assert len(wanted(GARBLED)) <= len(list(suspected(GARBLED))) <= 8


def test_the_characters_around_come_with_it() -> None:
    codes = [0, 0, *numbers(GARBLED), 0, 0]
    assert all(around == codes[at : at + 5] for at, around, _ in suspected(GARBLED))


@pytest.mark.parametrize("first", [0, 1, 40, 2047, 2048, 7998, RARE])
def test_costs_are_chances_in_steps(first: int) -> None:
    every = range(RARE + 1)
    exact = [min(255, round(-pair_chance(first, second) / STEP)) for second in every]
    assert [pair_cost(first, second) for second in every] == exact
    told = [pair_costs([first, second])[0] for second in every]
    assert told == (exact if first < 2048 else [255] * len(told)), "of rare characters nothing is told"


def test_costs_of_no_pair_and_of_many() -> None:
    assert pair_costs([]) == pair_costs([5]) == []
    assert pair_costs([1, 2, 3]) == pair_costs([1, 2]) + pair_costs([2, 3])


def test_a_candidate_costs_what_its_best_form_does() -> None:
    for char in read_characters()[::50]:
        price = costs(char)
        assert price.keys() == candidates(char)
        forms = ((n, printed_as(char, n, script)) for n in price for script in ("hk", "hans"))
        assert all(price[n] <= round(-form.chance / STEP) for n, form in forms if form)
    assert costs("A") == {}
