"""Write src/kanwu/data/script_variants.tsv: what a character becomes in each standard, where there is one
answer.

Usage: python tools/make_script_tables.py CORPUS_FOLDER

CORPUS_FOLDER holds legco.txt.xz (Hong Kong), law.txt.xz and transcript.txt.xz (Taiwan). The pairs come from
the dictionaries in the opencc package (Apache-2.0) and from GLYPHS; the counts decide which of them are safe.
Columns: character, hk, tw, hans, source; `-` where nothing is to change or no single answer exists. Prints
what it dropped.

Hong Kong: OpenCC's own standard follows the school list (説 脱 税 閲 鋭 悦 兑 戶>户 溫>温 衛>衞, and 羣 and
裏 stay). The minutes print 說 脫 稅 閱 銳 悅 兌 戶 溫, but 衞 羣 着 裏 鈎 麪; newspapers print 衛 群 麵 as
well. So 衞/衛, 羣/群 and 麪/麵 are left alone for hk, and none of the school forms is asked for.
"""

import lzma
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import jieba  # type: ignore[import-untyped]
import opencc

TARGET = Path(__file__).parents[1] / "src/kanwu/data/script_variants.tsv"
CORPORA = {"hk": ("legco",), "tw": ("law", "transcript")}
NONE = "-"
# Per million characters of correct Traditional text. Measured: the Simplified forms above it are Traditional
# characters too (群 235, 秘 151, 峰 67, 床 31, 恒 26, 琼 24, 耻 5), those below stand there by mistake (国
# 1.6).
MOST = 2.0
# Of a Simplified form against its Traditional one, and of a variant against the form that a standard prints;
# the second where OpenCC has the pair for that standard. Measured: 国/國 0.0005 and, in Taiwan, 峯/峰 0.015
# are strays; 泄/洩 0.02 and 綫/線 (Hong Kong) 0.03 are not.
SHARE = 0.01
SHARE_OWN = 0.016
# Per million, of the Traditional form of a character that Big5 has: such a character (瓮 沄) may be right.
BIG5_LEAST = 2.0
# Occurrences that make a form the standard's own: where OpenCC says so, where it does not.
SEEN_OWN = 5
SEEN = 20
# In the word counts of jieba, against the Simplified form: a second Simplified form counts from RIVAL on; a
# form that is in GB 2312 is nevertheless Traditional alone below LEFTOVER (於 0.0018, 後 0.0038; 摺 0.018, 乾
# 0.08).
RIVAL = 0.05
LEFTOVER = 0.004
# One word in every use, drawn in two ways; OpenCC gives both one Simplified form.
GLYPHS = """
    舘館 録錄 鎭鎮 駡罵 鷄雞 鋭銳 閲閱 顔顏 説說 脱脫 税稅 悦悅 溫温 戶户 証證 謡謠 贜贓 葯藥 竪豎 緑綠
    綫線 絶絕 奬獎 畵畫 産產 墻牆 眞真 擡抬 殻殼 嵗歲 敎教 査查 旣既 厠廁 卽即 凈淨
"""
# 吓 is a Cantonese word, 栖 stands in names; 衹 只, 蔘 參, 鮎 鯰, 泄 洩 and 么 幺 are words of their own that
# some print for each other; 咤 is right in 叱咤, and 金咤 is printed beside 金吒.
KEPT_APART = set("吓栖衹蔘鮎泄么幺咤")
# Newspapers print either, whatever the minutes print.
EITHER = {"hk": set("衞衛羣群麪麵綫")}


def dictionary(name: str) -> dict[str, list[str]]:
    """One of OpenCC's dictionaries: key -> its values, best first; values outside the BMP left out."""
    home = Path(opencc.__file__).parent / "clib"
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.txt"
        source = home / "share/opencc" / f"{name}.ocd2"
        command = [home / "bin/opencc_dict", "-f", "ocd2", "-t", "text", "-i", source, "-o", out]
        subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)
        rows = [line.split("\t") for line in out.read_text(encoding="utf-8").splitlines()]
    table = {key: [value for value in values.split(" ") if value < "\U00010000"] for key, values in rows}
    return {key: values for key, values in table.items() if values and key < "\U00010000"}


def corpus(folder: Path, names: Iterable[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for name in names:
        with lzma.open(folder / f"{name}.txt.xz", "rt", encoding="utf-8") as stream:
            while chunk := stream.read(1 << 22):
                counts.update(chunk)
    return counts


def word_counts() -> Counter[str]:
    """Characters in the words of jieba, each as often as its words."""
    counts: Counter[str] = Counter()
    with jieba.get_dict_file() as stream:
        for word, number, _ in (line.decode("utf-8").split() for line in stream):
            for char in word:
                counts[char] += int(number)
    return counts


def is_stray(char: str, right: str, counts: Counter[str], share: float = SHARE) -> bool:
    """Whether `char` is so rare beside `right` in correct text that it stands there by mistake."""
    return counts[char] * 1e6 <= MOST * counts.total() and counts[char] <= share * counts[right]


def related(standard: str) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """(Pairs that OpenCC gives for the standard, all pairs of variants in either direction)."""
    own = {(key, values[0]) for key, values in dictionary(f"{standard.upper()}Variants").items()}
    every = {(pair[0], pair[1]) for pair in GLYPHS.split()}
    for name in ("HKVariants", "TWVariants", "HKVariantsRev", "TWVariantsRev"):
        every |= {(key, values[0]) for key, values in dictionary(name).items()}
    return own, every | {(right, left) for left, right in every}


def variants(standard: str, counts: Counter[str]) -> dict[str, str]:
    """character -> the form that the standard prints, where the corpus of that place bears it out."""
    own, every = related(standard)
    apart = KEPT_APART | EITHER.get(standard, set())
    table = {}
    for char, right in sorted(every):
        least, share = (SEEN_OWN, SHARE_OWN) if (char, right) in own else (SEEN, SHARE)
        if char == right or char in apart or counts[right] < least:
            continue
        if is_stray(char, right, counts, share):
            table[char] = right
    return table


def usual(standard: str, counts: Counter[str]) -> dict[str, str]:
    """character -> the commonest of its variants in the corpus of that place, where it is not that itself."""
    table: dict[str, str] = {}
    for char, other in sorted(related(standard)[1]):
        if char not in KEPT_APART and counts[other] > counts[table.get(char, char)]:
            table[char] = other
    return table


def simplified_only(counts: Counter[str], printed: dict[str, str]) -> dict[str, str]:
    """Simplified character -> its one Traditional form for OpenCC; `printed`: that form -> the usual one."""
    table, dropped, unsure = {}, [], []
    for char, values in dictionary("STCharacters").items():
        if len(values) > 1 or values[0] == char or char in KEPT_APART:
            continue
        right = printed.get(values[0], values[0])
        doubtful = is_in(char, "big5") and counts[right] * 1e6 < BIG5_LEAST * counts.total()
        if counts[char] and not is_stray(char, right, counts):
            dropped.append(f"{char}{right} {counts[char] * 1e6 / counts.total():.2f}")
        elif doubtful:
            unsure.append(char + right)
        else:
            table[char] = values[0]
    print("Simplified forms that correct Traditional text has, per million, dropped:", ", ".join(dropped))
    print("Simplified forms that are in Big5 and rare in either form, dropped:", " ".join(unsure))
    return table


def traditional_only(counts: Counter[str]) -> dict[str, str]:
    """Traditional character -> its one Simplified form; none for a character of the GB 2312 standard."""
    table, dropped = {}, []
    for char, (best, *others) in dictionary("TSCharacters").items():
        rivals = [other for other in others if other != char and counts[other] > RIVAL * counts[best]]
        if best == char:
            continue
        if rivals or (is_in(char, "gb2312") and counts[char] > LEFTOVER * counts[best]):
            dropped.append(char + best)
        else:
            table[char] = best
    table = {char: table.get(best, best) for char, best in table.items()}
    print("Traditional forms that Simplified text has too, dropped:", " ".join(dropped))
    return table


def is_in(char: str, codec: str) -> bool:
    try:
        char.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def rows(folder: Path) -> list[tuple[str, str, str, str, str]]:
    counts = {standard: corpus(folder, names) for standard, names in CORPORA.items()}
    regional = {standard: variants(standard, counts[standard]) for standard in CORPORA}
    printed = {standard: usual(standard, counts[standard]) for standard in CORPORA}
    printed["hk"] = {char: form for char, form in printed["hk"].items() if not EITHER["hk"] & {char, form}}
    printed["hk"].update({char: form for char, form in printed["tw"].items() if char in EITHER["hk"]})
    stray = simplified_only(counts["hk"] + counts["tw"], printed["tw"])
    hans = traditional_only(word_counts())
    table = []
    for char in sorted({*stray, *hans, *regional["hk"], *regional["tw"]}):
        right = stray.get(char, NONE)
        forms = [regional[place].get(char) or printed[place].get(right, right) for place in ("hk", "tw")]
        hk, tw = (NONE if form == char else form for form in forms)
        from_ = [name for name, part in (("S", stray), ("T", hans)) if char in part]
        from_ += ["V"] if any(char in part for part in regional.values()) else []
        if (hk, tw, hans.get(char, NONE)) != (NONE, NONE, NONE):
            table.append((char, hk, tw, hans.get(char, NONE), "".join(from_)))
    return table


def main() -> None:
    table = rows(Path(sys.argv[1]))
    head = (
        "# character, hk, tw, hans (what it becomes; - for no change or no single answer), source\n"
        "# source: OpenCC 1.4.2 (Apache-2.0): S STCharacters, T TSCharacters, V HKVariants, TWVariants and "
        "glyph variants; checked on counts, tools/make_script_tables.py\n"
    )
    body = "".join("\t".join(row) + "\n" for row in table)
    TARGET.write_text(head + body, encoding="utf-8", newline="\n")
    print(len(table), "rows;", ", ".join(f"{n}: {c}" for n, c in Counter(row[4] for row in table).items()))
    print("variants:", " ".join("/".join(row[:3]) for row in table if "V" in row[4]))


if __name__ == "__main__":
    main()
