"""Where a character stands in a name."""

import pytest

from kanwu.evidence.names import in_foreign_name, in_name

STARTS = {
    "a title before": "副總經理[祁遠山]負責",
    "a title and one name": "工程師[陳志]今年",
    "a verb of saying": "昨日[許志強]表示",
    "a short verb of saying": "昨日[柳明]說",
    "an age": "司機[王小明]\uff0834歲\uff09",
    "a way of address behind a family name": "鄰居[林]女士",
    "a family name of two characters": "昨日[歐陽志遠]先生",
    "one behind a title": "局長[司徒明輝]今年",
    "a way of address": "鄰居[林玉]女士",
    "in Simplified": "局长[张远山]负责",
    "a place": "救援隊先到溆[浦]縣",
    "a company": "由[海東]公司",
    "in quotation marks": "新船取名[「探遠」]號",
    "in Simplified quotation marks": "新船取名[“探远”]号",
    "a title of a work": "他寫的[《海邊的人》]出版",
}
LAST = {"a company", "a place"}  # of these the last character alone is known to be one


@pytest.mark.parametrize("title", STARTS)
def test_a_name(title: str) -> None:
    text, _, rest = STARTS[title].partition("[")
    name, _, after = rest.partition("]")
    start, whole = len(text), text + name + after + "。。"
    end = start + len(name)
    inside = range(end - 1 if title in LAST else start, end)
    assert [place for place in inside if not in_name(whole, place)] == []
    assert not in_name(whole, end + 1)


@pytest.mark.parametrize(
    "text",
    [
        "今年的訂單比去年多", "有人在碼頭說話", "許多人來了", "志強來了", "『甲乙丙丁戊己庚』", "佢話今日好靚", "",
        "市民縣民到公園司令台",
    ],
)  # fmt: skip
def test_no_name(text: str) -> None:
    found = [text[place] for place in range(len(text)) if in_name(text, place)]
    assert [char for char in found if char not in "民"] == []


def test_a_word_of_three_is_no_place_name() -> None:
    text = "他們住在自治縣"
    assert in_name(text, 5)
    assert not in_name(text, 5, 3)


def test_a_sign_ends_a_name() -> None:
    assert not in_name("局長\uff0c志遠", 3)
    assert not in_name("林\uff0c遠說", 2)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_at_the_ends_of_the_text(place: int) -> None:
    assert in_name("王小明說", place)
    assert in_name("長王小明", place + 1)
    assert not in_name("王小明", place)


@pytest.mark.parametrize("name", ["庫里奇巴", "法里茲", "約里卡", "塞里維亞", "斯里蘭卡", "法里兹", "馬里亞納"])
def test_a_foreign_name(name: str) -> None:
    for text in (name, f"他到{name}去"):
        assert in_foreign_name(text, text.index("里"))


@pytest.mark.parametrize("text", ["家里特別冷", "水庫里的水", "里", "司法里的", "心里奇怪", "公里程碑", "里奇", "奇里"])
def test_no_foreign_name(text: str) -> None:
    assert not in_foreign_name(text, text.find("里"))
