"""Settings files: which one is in force, what the command line makes of it, and what is wrong in one."""

from pathlib import Path

import pytest

from cli.console import PAGE, WHOLE, Runner, written
from kanwu.cli.choices import Choices
from kanwu.errors import ExitCode, UsageError
from kanwu.settings import load, nearest, read_terms


@pytest.fixture
def deep(tmp_path: Path) -> Path:
    """A page two folders down in a project."""
    return written(tmp_path / "project" / "scans" / "page.md", PAGE)


def test_the_nearest_file_wins(deep: Path) -> None:
    project = deep.parent.parent
    written(project / "kanwu.toml", 'script = "tw"\nsure = "certain"')
    assert Choices().manner(deep).options.script == "tw"
    written(deep.parent / "pyproject.toml", '[tool.other]\nname = "kanwu"')
    assert Choices().manner(deep).options.script == "tw", "a file without [tool.kanwu] sets nothing"
    written(deep.parent / "pyproject.toml", '[tool.kanwu]\nscript = "hk"')
    manner = Choices().manner(deep)
    assert (manner.options.script, manner.options.sure) == ("hk", "likely"), "files are not mixed"
    written(deep.parent / "kanwu.toml", 'script = "hans"\nencoding = "gbk"')
    manner = Choices().manner(deep)
    assert (manner.options.script, manner.encoding) == ("hans", "gbk")


def test_standard_input_belongs_to_the_folder_one_is_in(deep: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(deep.parent / "kanwu.toml", 'script = "keep"')
    monkeypatch.chdir(deep.parent)
    assert Choices().manner(None).options.script == "keep"


def test_the_command_line_beats_the_file(deep: Path) -> None:
    rule = _a_rule()
    written(deep.parent / "terms.txt", "燈塔")
    written(
        deep.parent / "kanwu.toml", f'sure = "guess"\nskip = ["{rule}"]\nprotect = "terms.txt"\nscript = "tw"'
    )
    choices = Choices(script="hk", only=(rule,), protect=(written(deep.with_name("more.txt"), "碼頭"),))
    options = choices.manner(deep).options
    assert (options.script, options.sure, options.only, options.skip) == ("hk", "guess", (rule,), ())
    assert options.protect == ("燈塔", "碼頭")


def test_a_file_can_be_named_or_all_left_out(deep: Path, tmp_path: Path) -> None:
    written(deep.parent / "kanwu.toml", 'script = "tw"')
    other = written(tmp_path / "house.toml", 'script = "hans"')
    assert Choices(config=other).manner(deep).options.script == "hans"
    assert Choices(no_config=True).manner(deep).options.script == "auto"
    with pytest.raises(UsageError, match="exclude each other"):
        Choices(config=other, no_config=True)


def test_each_page_has_its_own(run: Runner, tmp_path: Path) -> None:
    rules = [f'"{name}"' for name in _rules()]
    one, two = written(tmp_path / "one" / "a.md", PAGE), written(tmp_path / "two" / "b.md", PAGE)
    written(tmp_path / "two" / "kanwu.toml", f"skip = [{', '.join(rules)}]")
    assert run("clean", "-i", one, two).code == ExitCode.FINE
    assert (one.read_text(), two.read_text()) == (WHOLE, PAGE)


@pytest.mark.parametrize(
    ("file", "text", "what"),
    [
        ("kanwu.toml", 'scirpt = "hk"', "unknown key 'scirpt'; did you mean 'script'?"),
        ("pyproject.toml", '[tool.kanwu]\nprotekt = "x"', "unknown key 'protekt'; did you mean 'protect'?"),
        ("kanwu.toml", 'script = "hongkong"', "script cannot be 'hongkong'; choose one of auto, hk"),
        ("kanwu.toml", "sure = 2", "sure cannot be 2; choose one of certain"),
        ("kanwu.toml", 'only = "one_rule"', "only must be a list of strings"),
        ("kanwu.toml", "protect = [1]", "protect holds something that is no term"),
        ("kanwu.toml", "protect = true", "protect must be a list of strings"),
        ("kanwu.toml", 'protect = "nobody.txt"', "nobody.txt: no such file"),
        ("kanwu.toml", "encoding = 5", "encoding cannot be 5"),
        ("kanwu.toml", 'encoding = "big6"', "unknown encoding"),
        ("kanwu.toml", 'skip = ["no_such_rule"]', "unknown rule 'no_such_rule'"),
        ("kanwu.toml", "script = ", "is no TOML"),
    ],
)
def test_what_is_wrong_is_told_with_the_file(
    run: Runner, deep: Path, file: str, text: str, what: str
) -> None:
    settings = written(deep.parent.parent / file, text)
    ended = run("clean", "-i", deep)
    assert ended.code == ExitCode.USAGE
    assert ended.err.startswith(f"kanwu: {settings}")
    assert what in ended.err
    assert deep.read_text() == PAGE


def test_a_named_file_must_have_a_part_for_kanwu(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"has no \[tool.kanwu\]"):
        load(written(tmp_path / "pyproject.toml", "[tool.other]"))


def test_own_file_with_the_shared_files_table(tmp_path: Path) -> None:
    assert load(written(tmp_path / "kanwu.toml", '[tool.kanwu]\nscript = "hk"')).values == {"script": "hk"}


def test_no_file_sets_nothing(tmp_path: Path) -> None:
    assert nearest(tmp_path).values == {}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "big5", "gb18030", "utf-16"])
def test_a_list_of_terms(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "terms.txt"
    file.write_bytes("# 人名\r\n陳大文\r\n\r\n  林小晴  # 記者\n陳大文\nC#小組\n".encode(encoding))
    assert read_terms(file) == ("陳大文", "林小晴", "C#小組")


def test_protected_terms_are_not_touched(run: Runner, page: Path) -> None:
    terms = written(page.with_name("terms.txt"), "起了風,漁船")
    assert "起了風,漁船都回到港裏。碼頭" in run("clean", "--protect", terms, page).out.decode()


def _rules() -> list[str]:
    from kanwu.pipeline import RULES

    return [rule.name for rule in RULES]


def _a_rule() -> str:
    return _rules()[0]
