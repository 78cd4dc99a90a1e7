"""A made-up paper: articles in which the same people, bodies and places come again and again.

Some names differ in one character that looks like another (建 and 健), as real people's do. Nothing of it is printed
anywhere; all is drawn by lot from the lists below.

    PYTHONPATH=tests python -m benchmarks.made_paper FOLDER --count 24     as articles for the bench's page factory
"""

import argparse
import json
import random
from pathlib import Path

SURNAMES = (
    "陳林黃張李王吳劉蔡楊許鄭謝郭洪曾廖賴徐周葉蘇莊江呂何羅高蕭潘簡朱鍾彭游詹胡施沈余趙盧梁顏柯翁魏戴"
    "范方宋鄧杜傅侯曹溫薛丁馬蔣唐"
)
GIVEN = (
    "建健明朋偉瑋煒芬芳志忠國家文雅慧惠玲鈴秀英瑛美淑麗華樺榮俊峻駿宏弘銘銓銳祥詳珍珊琪淇祺育毓德儀義"
    "哲喆誠城成安宜宣守字子孜若蘭澤譯源遠達運朗浪清青晴靖維惟雄強堅賢憲思恩霖霏昭紹"
)
PLACES = (
    "鷺鷥洲", "石硤角", "赤坭涌", "望鶴灣", "鯉門島", "榕溪",
    "竹篙嶺", "沙螺坪", "白鴿巷", "蓮塘圍", "牛押頭", "大嶂谷",
)  # fmt: skip
BODIES = (
    "赤坭涌街坊會", "濱海社區聯會", "渡輪員工協會", "水務監察局", "榕溪文化館", "漁港管理處", "山徑保育基金",
    "鷺鷥洲區議會", "青少年樂團", "老街商戶聯盟", "舊樓維修資助辦事處", "長者友善城市小組",
)  # fmt: skip
TITLES = ("主席", "總幹事", "議員", "館長", "秘書長", "工程師", "校長", "發言人", "研究員", "站長", "理事", "教練")
SENTENCES = (
    "{B}{T}{P}昨日表示，新一期工程預計在{N}月完成，屆時{L}的居民不必再繞路。",
    "{P}說，過去三年收到{N}宗投訴，大部分與噪音有關，部門已派人跟進。",
    "在{L}住了四十年的{P}認為，改建之後街道闊了，鄰居見面的機會卻少了。",
    "{B}公布最新調查，受訪的{N}名市民之中，六成贊成延長開放時間。",
    "{T}{P}補充，經費由{B}與商戶分擔，餘款會撥作獎學金。",
    "記者昨午到{L}視察，發現圍板已經拆走，幾名工人正在鋪磚。",
    "{P}與{P}一同出席開幕禮，並為新校舍揭幕。",
    "{B}計劃明年增聘{N}人，優先取錄附近的年輕人。",
    "「我們不想再等，」{P}在會上說，「{L}的碼頭早就應該重修。」",
    "會議由{P}主持，討論了兩個小時仍未有結論，議案押後再議。",
    "{T}{P}解釋，水管老化是主因，全面更換需時{N}個月。",
    "{L}一帶昨晚停電，約{N}戶受影響，凌晨一時恢復供應。",
    "據{B}統計，上季到{L}的遊客比去年同期多{N}%。",
    "義工隊由{P}帶領，每逢週末到{L}探訪獨居長者，送上熱飯和湯水。",
    "{P}的父親是漁民，他自小在船上長大，對潮汐瞭如指掌。",
    "{B}質疑數字有誤，要求當局在兩星期內重新交代。",
    "年過七旬的{P}仍然每天開店，他做的蝦醬遠近馳名，不少人專程來買。",
    "{T}{P}承認溝通不足，承諾日後先諮詢{B}才動工。",
    "比賽在{L}舉行，{P}以{N}分奪冠，{P}屈居亞軍。",
    "{P}從抽屜取出一疊舊照片，逐張講述{L}從前的模樣。",
    "{B}的倉庫存放了{N}箱文件，最早的一份寫於上世紀五十年代。",
    "颱風過後，{L}的堤岸出現裂縫，{P}呼籲行人繞道。",
    "{P}估計，整項計劃的開支約{N}萬元，比預算少一成。",
    "樂團指揮{P}挑選了三首民謠，由{L}的學生合唱。",
    "律師{P}指出，合約條款含糊，雙方對維修責任各有理解。",
    "{B}將於下月在{L}設立臨時辦事處，方便居民查詢。",
    "{P}回憶，當年{L}沒有自來水，挑一擔水要走半小時山路。",
    "圖書館的志願者{P}把破損的書逐頁修補，再交回{B}。",
    "商戶代表{P}擔心租金上升，希望{B}出面斡旋。",
    "{T}{P}說，訓練班收生{N}名，反應比預期熱烈，考慮加開夜間班。",
    "消防員到場後用了{N}分鐘把火撲滅，{P}在疏散時扭傷足踝。",
    "{P}和妻子經營的茶室位於{L}盡頭，門口的老榕樹已有百歲。",
)
HEADINGS = ("{L}明年重開", "{P}：不想再等", "{B}促交代", "居民盼早日動工", "{P}獲獎", "路窄車多 街坊嘆難行")
PEOPLE = 90


class Paper:
    """Draws articles; the same seed draws the same."""

    def __init__(self, seed: int = 1) -> None:
        self._lot = random.Random(seed)
        drawn = dict.fromkeys(self._name() for _ in range(PEOPLE))
        self.people = tuple(drawn)

    def _name(self) -> str:
        return self._lot.choice(SURNAMES) + "".join(self._lot.choices(GIVEN, k=2))

    def names(self) -> tuple[str, ...]:
        """All that may be named."""
        return (*self.people, *PLACES, *BODIES)

    def _filled(self, sentence: str) -> str:
        for slot, choices in (("{P}", self.people), ("{L}", PLACES), ("{B}", BODIES), ("{T}", TITLES)):
            while slot in sentence:  # the first of a list come most often
                at = min(int(self._lot.expovariate(4 / len(choices))), len(choices) - 1)
                sentence = sentence.replace(slot, choices[at], 1)
        return sentence.replace("{N}", str(self._lot.randint(2, 900)))

    def article(self, paragraphs: int = 5) -> list[str]:
        """A heading and paragraphs of two or three sentences."""
        drawn = self._lot.sample(SENTENCES, k=3 * paragraphs)
        sizes = [self._lot.choice((2, 3)) for _ in range(paragraphs)]
        parts = ["".join(drawn[3 * n : 3 * n + size]) for n, size in enumerate(sizes)]
        return [self._filled(text) for text in (self._lot.choice(HEADINGS), *parts)]


def main() -> None:
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=plain)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=24)
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    paper = Paper()
    for number in range(args.count):
        title, *texts = paper.article()
        blocks = [{"kind": "paragraph", "text": text} for text in texts]
        article = {"id": f"made-{number:03}", "script": "hant-hk", "title": title, "blocks": blocks}
        (args.folder / f"made-{number:03}.json").write_text(json.dumps(article, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main()
