"""Captions and photo credits: their wording, and the signs of a caption among paragraphs."""

from collections.abc import Iterator

import regex

from kanwu.evidence.sentence import ends_sentence, sentence_ends

# A credit: a bracket, or the words after the last sentence, that name a source or a photographer.
_SOURCE = r"(?:[資资]料[圖图照]?片?|[記记]者|[圖图]片|照片|供[圖图]|提供|[攝摄](?:影)?|翻[攝摄]|[圖图]源|截[圖图])"
_CREDIT = regex.compile(
    rf"[\uff08(【\[〔][^()\uff08\uff09。]{{0,20}}{_SOURCE}[^()\uff08\uff09。]{{0,4}}[\uff09)】\]〕]?[。\s]*$"
    rf"|[。\uff01\uff1f」』”·.\s][\u3400-\u9fff]{{2,10}}(?:供[圖图]|提供|[資资]料[照圖图]片|[攝摄])$"
    rf"|(?:[\u3400-\u9fff]{{2,4}}社|[記记]者|通[訊讯][員员]|融媒)[發发體体]?[^。\uff0c,]{{0,12}}[攝摄发發](?:影)?\s*[\uff09)]?$"
    rf"|(?:新[華华]社|中新社|中央社|法新社|路透社?|美[聯联]社)[發发]?\s*[\uff08(][^()]{{0,12}}[\uff09)]?$"
)
_ONLY = regex.compile(rf"[\s\uff08(【\[〔]*[^()\uff08\uff09。\uff0c,]{{0,16}}{_SOURCE}[\s\uff09)】\]〕]*")
_GRAPH = "[圖图国圆圓園囯]"  # 圖 in small type is read as any character in a box
_LABEL = regex.compile(
    rf"{_GRAPH}[為为]|{_GRAPH}[/\uff0f]|[▲▼◀▶△▽◆●■]|[上下左右]?[圖图]\s?(?:[為为系係]|[\u2460-\u2473\d一二三四五六]|[^\s。\uff0c,]{{0,2}}[:\uff1a/\uff0f])|[左右前後后]起[:\uff1a\s]?|[圖图][\uff0f/]"
)
_POINTER = regex.compile(r"[\uff08(][左右中上下前後后][一二三四五]?[\uff09)]|[\uff08(][左右][一二三四五][\uff09)]")
_NO_CAPTION = regex.compile(r"文[\s]?[/\uff0f:\uff1a]|[一二三四五六七八九十]{1,2}、|\d{1,2}[.、]|[「『“](?![^」』”]*[」』”]\p{Han})")
_DATE = regex.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日[^。]{0,12}[\uff0c,]|(?:昨|今|前|近)日[\uff0c,]")
_SPEECH = regex.compile(r"[說说道稱称][:\uff1a\uff0c,。]|[:\uff1a][「“]|[表指][示出][\uff0c,:\uff1a]")
_EVENT = regex.compile(r"[舉举][行辦办]|[開开][幕放]|[啟启][用動动]|合[照影]|[簽签][約约署]|[揭剪][幕彩]|[參参][觀观]|[慶庆]祝|[現现][場场]")

LIKELY = 2.5  # from this score on a block is a caption (measured on bench pages: see the rule's notes)
_LONGEST = 90  # characters; published captions rarely have more


def is_credit(text: str) -> bool:
    """Whether the text is nothing but a photo credit, such as one that was cut off its caption."""
    return len(text) <= 24 and bool(_ONLY.fullmatch(text.strip()))


def has_credit(text: str) -> bool:
    """Whether the text ends in a photo credit."""
    return bool(_CREDIT.search(text.replace("\n", "")[-60:]))


def wording(text: str) -> Iterator[tuple[float, str]]:
    """The signs in the words themselves, each with its weight; a sum of LIKELY says that the text is a caption."""
    flat = text.replace("\n", "")
    if has_credit(flat):
        yield 3.0, "a photo credit"
    if _NO_CAPTION.match(flat):
        yield -2.0, "opens as other text does"
    if _LABEL.match(flat):
        yield 2.5, "opens as captions do"
    if _POINTER.search(flat):
        yield 1.5, "points at someone in a picture"
    if _DATE.match(flat) and _EVENT.search(flat):
        yield 1.5, "date and event in one sentence"
    if _SPEECH.search(flat):
        yield -1.5, "someone speaks"
    ends = len(sentence_ends(flat))
    if ends > 2 or len(flat) > _LONGEST:
        yield -2.5, "longer than captions are"
    elif ends == 1 and ends_sentence(flat):
        yield 0.5, "one sentence"
