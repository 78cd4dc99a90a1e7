"""Who wrote and who photographed: the forms that newspapers give to it."""

from functools import lru_cache

from kanwu.patterns import late

# Roles as mastheads and bylines print them; blanks may have come between their characters.
_ROLES = (
    "本報記者", "本报记者", "本刊記者", "本刊记者", "本社記者", "新華社記者", "新华社记者", "記者", "记者",
    "實習記者", "实习记者", "見習記者", "见习记者", "通訊員", "通讯员", "特派員", "特派员", "特約撰稿",
    "特约撰稿", "撰文", "攝影", "摄影", "採訪", "采访", "編譯", "编译", "專題報導",
    "專題報道", "专题报道", "綜合報道", "综合报道", "文圖", "文图", "圖文", "图文",
)  # fmt: skip
_ROLE = late("|".join(r"[ _]?".join(role) for role in sorted(_ROLES, key=len, reverse=True)))
_PLACE = late(r"[\u3400-\u9fff]{2,8}(?:報道|报道|報導|报导|專訪|专访|特稿|電|电)")
_WORK = late(r"^[\[(\uff08【]?[文圖图圈攝摄影片撰][\s/\uff0f、·|]*[文圖图圈攝摄影片]?[\s]*[:\uff1a/\uff0f]+")
_WORKS = late(
    r"文[ ]?[/\uff0f:\uff1a][ ]?[\p{Han} ]{1,10}[圖图圈圓圆摄攝影]{1,2}[ ]?[/\uff0f:\uff1a][ ]?[\p{Han}· ]{2,14}"
)  # who wrote / whose pictures; these may be an institution's
_BETWEEN = late(r"[\s_:\uff1a/\uff0f|、”“’‘\"'()\[\]\uff08\uff09【】〔〕─—-]+")
_NAME = late(r"[\u3400-\u9fff·]{1,4}|[A-Za-z.]+")
_NAMES = late(r"[\u3400-\u9fff·]{1,6}|[A-Za-z.]+")
_SENTENCE = late(r"[。\uff0c\uff01\uff1f\uff1b,!?;]|\d")
_LONGEST = 60  # characters; a byline of six names and two roles has about 45
_LEAD = 10  # characters before the first role: a place or a work, no more
_TAIL = late(
    r"[。\uff01\uff1f」』”][ \u3000\n]+"
    r"([\u3400-\u9fff]{2,3}(?:[ \u3000][\u3400-\u9fff](?:[ \u3000]?[\u3400-\u9fff]){1,2}){1,5})$"
)


@lru_cache(maxsize=512)
def is_byline(text: str) -> bool:
    """Whether a whole block is a byline: a role such as 記者 or 文/圖, names, and nothing that makes a sentence."""
    line = " ".join(text.split())
    if not 4 <= len(line) <= _LONGEST or _SENTENCE.search(line):
        return False
    if _WORKS.fullmatch(line):
        return True
    work = _WORK.match(line)
    role = _ROLE.search(line)
    if not (work or (role and role.start() <= _LEAD)):
        return False
    rest = _PLACE.sub(" ", _ROLE.sub(" ", line[work.end() :] if work else line))
    names = [n for n in _BETWEEN.split(rest) if n]
    # Two names behind a role may have lost the blank between them.
    fits = _NAMES if role and role.start() == 0 else _NAME
    return 1 <= len(names) <= 12 and all(fits.fullmatch(n) for n in names)


def names_after(text: str) -> int:
    """Where a tail of names begins that is stuck to a sentence's end (`…。 甲乙丙 丁戊`), or -1.

    At least two names of two or three characters, with blanks between them and before them.
    """
    found = _TAIL.search(text)
    return found.start(1) if found else -1
