"""The forms that dates, credits, calls and page numbers have at the edges of newspaper pages, as patterns.

All are written for a text that was folded to Simplified and half-width characters.
"""

from kanwu.evidence.colophon import CONTACT, ENGLISH, ENGLISH_DAY, ISSUE

_DIGIT = "[〇○零0Oo一二三四五六七八九]"
_COUNTED = "[一二三四五六七八九十廿卅+]{1,3}"
_NUMBER = r"[\d一二三四五六七八九十廿卅+]"
_POINT = "[./,-]{1,2}"  # between the numbers of a date, a stray mark beside it allowed for
_MONTH = r"(?i:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[A-Za-z]{0,6}"
# 2031.3.4, 120.3.4 (years of the Republic) or 4/3/2031: set in figures, as no one signs a letter.
FIGURES = (
    rf"(?<!\d)(?:(?:19|20)\d\d{_POINT}\d{{1,2}}{_POINT}\d{{1,2}}|1[0-3]\d[./-][,.]?\d{{1,2}}{_POINT}\d{{1,2}}"
    r"|1[0-3]\d,\.\d{1,2}\.\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d)(?!\d)"
)
# A date in which one of 年, 月 and 日 was misread.
_WORN = (
    r"(?:19|20)\d\d(?:年\d{1,2}\p{Han}|\p{Han}\d{1,2}月)\d{1,2}(?:[日号]|\p{Han}(?!\p{Han}))"
    rf"|(?:{_DIGIT}{{3,4}}|\p{{Han}}{{1,3}}国[〇○零一二三四五六七八九十百]{{2,5}})"
    rf"(?:年{_COUNTED}\p{{Han}}|\p{{Han}}{_COUNTED}月){_COUNTED}[日号]"
)
SOLAR = (
    r"(?:(?:19|20)\d\d年\d{1,2}月\d{1,2}[日号]?|\p{Han}{1,4}国\d{2,3}年\d{1,2}月\d{1,2}[日号]?"
    rf"|{FIGURES}|{ENGLISH}|{_MONTH}[. ]{{0,2}}\d{{1,2}}[,. ]{{0,2}}(?:19|20)\d\d"
    rf"|(?<!\d)1[0-3]\d年\d{{1,2}}月\d{{1,2}}[日号]?"
    rf"|(?:{_DIGIT}{{2,4}}|\p{{Han}}{{1,3}}国[〇○零一二三四五六七八九十百]{{2,5}})年{_COUNTED}月{_COUNTED}[日号]"
    rf"|{_WORN})"
)
LUNAR = (
    r"(?:(?:农|夏|旧)历)?[甲乙丙丁戊己已庚辛壬癸]\p{Han}年闰?\p{Han}{1,2}月\p{Han}{2,3}"
    r"|[农夏旧][历厉]闰?\p{Han}{1,2}月[初十廿卅]\p{Han}?"
)
WEEKDAY = (
    r"(?:星\p{Han}|\p{Han}期|礼拜|周)[一二三四五六日天~=](?!\p{Han})|(?:星期|礼拜)[一二三四五六日天]"
    r"|(?:星期|礼拜)(?!\p{Han})|[(][一二三四五六日][)]"
    r"|(?<=[日号\d][ ]?)周[一二三四五六日]|(?<=月[\d\p{Han}]{1,3}日[ ]?)[一二三四五六](?!\p{Han})"
    rf"|[(]?{ENGLISH_DAY}[)]?"
)
# What every date has: a number behind 年, or before and behind 月 with a year before it, or two numbers with a sign
# between, or a month's name; every call: a long number or an address; every office: some of its words.
DATED = (
    rf"年{_NUMBER}|[\d〇○零Oo一二三四五六七八九百十]{{2}}\p{{Han}}{_NUMBER}{{1,3}}月{_NUMBER}|\d[./,-]"
    r"|(?i:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
)
CALLED = r"\d[\d -]{4}|@|www\.|://|\.[a-z]{2}"
HOLDING = (
    r"[编审校辑]|主任|总监|监制|设计|[责检]检|[初复终监一二三]读|[组拼排制照][版排]|版[式面]|[制绘]图|统[筹稿]|签发|美[术工指]|视觉|策划"
    r"|发行人|社长|本版"
)
# Who made the page, not who wrote the article: the offices of those who edit, read, set and draw it. Those of
# bylines (记者, 文, 图, 摄影, 编译, 采访) are left out on purpose. Words of two of the trade's own
# characters (编 审 校 版 ...) are such offices whatever a paper calls them.
_POST = r"(?:责任|本版|今版|本期|今日|当日|值班|当值|轮值|执行|见习|实习|美术|文字|图片|视觉|新媒体|首席|轮班)"
_TRADE = (
    r"(?:编[辑缉揖]|[主责美图电文网版]编|编审|校对|[编审校检责][校检]|校阅|审[校读核签稿]|[初复终监一二三][审校读]"
    r"|[组拼排制照][版排]|版[式面]|责校)"
)
DESK = (
    rf"(?:\p{{Han}}任编[辑缉揖]|{_POST}(?:编[辑缉揖]|主编|编审|主任|编委|总编|总监|校对|设计)"
    rf"|{_POST}(?:编\p{{Han}}|\p{{Han}}辑)(?=[ ]?[:;/|]|[ ])"
    r"|(?:本|版)?责编|美编|电编|图编|组版|版式|拼版|校对|校检|检校|审校|责校|排版|[一二三终]审"
    r"|版面(?:设计|构成|编排|编辑|统筹|\p{Han}{0,2}(?=[ ]?[:;/|])))"
)
OFFICE = (
    rf"(?:{DESK}|{_TRADE}|(?:执行|副|总)?主编|总编辑?|监制|总监|设计|制图|绘图|统筹|统稿|签发|美术|美工|美指|视觉"
    r"|策划|采编|编采|发行人|社长)"
)
_SIGN = r"[ ]?[:;/|”“\"][ ]?"  # between an office and its holder, as engines read it
_NAME = (
    rf"(?![员者部室会制的])(?:\p{{Han}}{{3}}|\p{{Han}}{{2}}|\p{{Han}}{{4}})"
    rf"(?=$|[^\p{{Han}}:;/|]|[/ ]+\p{{Han}}|{OFFICE}|\p{{Han}}{{2,4}}[:;/])"
    rf"|\p{{Han}}(?={OFFICE})"
)
_LOST = rf"(?<=[:;/|])(?=$|[ ]?{OFFICE})"  # nobody behind the sign: the engine dropped the name
_MORE = rf"(?:[、,/ ]+(?!{OFFICE})\p{{Han}}{{2,3}}(?!\p{{Han}}|[ ]?[:/(\d]))*"  # who shares the office
HELD = (
    rf"(?P<desk>{DESK}(?:{_SIGN}|[ ]?)(?:{_NAME}|{_LOST}){_MORE})"
    rf"|(?P<office>(?:{OFFICE}|编)(?:{_SIGN}|(?<=\p{{Han}}{{2}})[ ]?)(?:{_NAME}|{_LOST})"
    r"|本版[主责编校美]\p{Han}?[ ]?\p{Han}{2,4}$)"
)
# An office at the end of a piece: whoever holds it was read as a piece of its own.
OPEN = rf"(?:\p{{Han}}{{2,3}}[/ ])?{OFFICE}[ ]?[:;/]?"
# Lists of credits that are no page's: films, plays, records, books.
ARTS = "导演|编剧|主演|作曲|作词|演唱|演出|出品|书名|作者|译者|片名|出版社|曲目"
# Those of the article itself: a byline that an editor shares stays.
AUTHORS = "记者|通讯员|摄影|采访|撰文|撰稿|口述|报[道导]|文[/图字]|图[/文]"

TELEPHONE = r"(?:[(]?\d{2,4}[)]?[ -]*)?\d[\d -]{4,14}"
ADDRESS = r"(?:https?://|www\.)[!-~]+|[\w.+-]+@[\w.,-]+|[A-Za-z][\w.+-]+\.[a-z]{2,8}(?:/[!-~]*)?"
_APP = r"(?i:whats ?app|wechat|line|signal|telegram|qq|app|tel|e-?mail|sms)(?:[ ]?(?i:id)|群|号)?"
CALL = (
    rf"\p{{Han}}{{2,10}}[ “”\"、,·]*(?:\p{{Han}}{{2}})?[ ]?[:;][ ]?(?:{TELEPHONE}|{ADDRESS})"
    rf"|\p{{Han}}{{2,8}}[ ]?{_APP}[ ]?[:;.]?[ ]?(?:{TELEPHONE}|{ADDRESS})"
    rf"|\p{{Han}}{{3,7}}[ ]?(?:{TELEPHONE}|{ADDRESS})"
)
CONTACTS = rf"{CONTACT}|微\p{{Han}}{{2,4}}号[ ]?[:;][ ]?[@\p{{L}}\p{{N}}._-]{{2,24}}|{_APP}[ ]?[:;.]?[ ]?{TELEPHONE}"
RIGHTS = (
    r"版权所有"
    r"|(?:未经(?:书面)?(?:授权|许可)|不得(?:转载|翻印|复制)|Copyright|©|All Rights Reserved)[^。]{0,40}"
)
NUMBERED = rf"{ISSUE}|总\p{{Han}}?[ ]?\d{{3,6}}[ ]?[期号](?!\p{{Han}})"
# A newspaper's name by its last character alone; other words that end so are what is reported, not who reports.
PAPER = r"\p{Han}{2,5}(?<![举通汇播警情海申回预简电捷喜公壁战密呈谎误虚快速填上])报"
# 第3版 may have the section's name set close to it; A3 or 三版 may not: roads and editions are called so.
PAGE = (
    r"(?:PAGE|Page|P\.)[ ]?\d{1,3}|版次[ ]?[:;]?[ ]?[A-Z]?\d{1,3}|第[ ]?[A-Z]?\d{1,3}[ ]?[版页]"
    r"|页[ ]?\d{1,3}(?!\d)|[A-Z]{1,2}\d{1,3}(?![\d%]|\.\d|\p{Han})"
    r"|(?:[A-Z]?\d{1,3}|第[一二三四五六七八九十]{1,3}|(?<!\p{Han})[一二三四五六七八九十]{1,3})[ ]?版(?!\p{Han})"
)
