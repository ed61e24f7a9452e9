"""The picture at the head of CONTRIBUTING.md shows the table that the house test holds."""

from scripts.draw_house import PICTURE, picture, rooms


def test_the_picture_is_of_this_house() -> None:
    assert PICTURE.read_text(encoding="utf-8") == picture(rooms()), "python -m scripts.draw_house draws it again"


def test_every_room_but_the_families_of_pages_is_drawn() -> None:
    drawn = picture(rooms())
    assert all(f">{name}</text>" in drawn for name in ("ui", "pages", "sim/engine/kernels", "sim/compile"))
