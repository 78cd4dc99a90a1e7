"""Pull-quotes, whole and in pieces."""

import pytest

from build import document
from kanwu.evidence.quoted import pull_quotes_of
from kanwu.model import Kind

BODY = "店裏的燈亮到天明。老漁夫說\uff1a「補一條網要三天\uff0c破一條網只要一塊石頭。」說完又低頭穿梭\uff0c不理旁人。"
OTHER = "碼頭上的船陸續回來了\uff0c魚販圍上去看秤\uff0c貓也跟着走到水邊\uff0c等着有人丟下一條小魚來。"
P, H = Kind.PARAGRAPH, Kind.HEADING


@pytest.mark.parametrize(
    ("texts", "kinds", "pieces"),
    [
        pytest.param((BODY, "補一條網要三天\uff0c破一條網只要一塊石頭。"), (P, H), [(1,)], id="a heading"),
        pytest.param((BODY, OTHER, "補一條網要三天\uff0c破一條網只要一塊石頭。"), (), [(2,)], id="a paragraph apart"),
        pytest.param((BODY, "補一條網要三天,破一張網只要一塊石頭。"), (P, H), [(1,)], id="a character misread"),
        pytest.param((BODY, OTHER, "補一條網要三天\uff0c破", "一條網只要一塊石頭。"), (), [(2, 3)], id="two lines"),
        pytest.param(
            ("補一條網要三", OTHER, "天\uff0c破一條網只", OTHER, "要一塊石頭。", BODY),
            (P, P, H), [(0, 2, 4)], id="torn",
        ),
        pytest.param(("石頭。", OTHER, BODY, "補一條網要三天\uff0c破一條網只要一塊"), (), [(3, 0)], id="end first"),
        pytest.param((BODY, "補一條網要三天"), (P, H), [], id="a heading that echoes a phrase"),
        pytest.param((BODY, "一塊石頭。"), (P, H), [], id="a piece alone"),
        pytest.param((BODY, "網只要一塊石頭\uff0c低頭穿梭。"), (P, H), [], id="not in one piece"),
        pytest.param((BODY, "網要趁天晴的時候補\uff0c別等下雨。"), (P, P), [], id="a sentence of its own"),
        pytest.param(("大風起\uff0c收網歸。", OTHER, "大風起\uff0c收網歸。"), (), [], id="a refrain"),
    ],
)
def test_pull_quotes(texts: tuple[str, ...], kinds: tuple[Kind, ...], pieces: list[tuple[int, ...]]) -> None:
    assert list(pull_quotes_of(document(*texts, kinds=kinds))) == pieces
