"""The pictures of the README show what the tool says today, and ask nobody for anything."""

from __future__ import annotations

import re

from tests.pictures import FOLDER, PICTURES, draw, words

SMALL = 60_000
"""Bytes up to which a picture is light enough for the README."""


def test_the_pictures_are_what_is_shown() -> None:
    for name, svg in draw().items():
        stored = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
        assert words(stored) == words(svg), f"{name}: run `make pictures`"


def test_the_pictures_load_nothing_and_are_light() -> None:
    assert {file.stem for file in FOLDER.glob("*.svg")} == set(PICTURES)
    for file in FOLDER.glob("*.svg"):
        svg = file.read_text(encoding="utf-8")
        assert set(re.findall(r"https?:[^\"']*", svg)) == {"http://www.w3.org/2000/svg"}
        assert not re.search(r"@import|@font-face|<script|<image|href=|url\((?!#)", svg)
        assert len(svg) < SMALL
