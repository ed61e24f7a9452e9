"""The chart colors stay apart for people who are color blind, and stand out from the page.

Machado, Oliveira, Fernandes (2009), "A Physiologically-based Model for Simulation of Color Vision Deficiency", matrices
for severity 1.0 on linear RGB; distances in CIELAB (CIE 15, D65); contrast by WCAG 2.1, 1.4.11 (graphics: 3 to 1).
"""

import itertools
import tomllib
from pathlib import Path

import numpy as np
import pytest

THEME = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text())["theme"]
NORMAL = np.eye(3)
PROTANOPIA = np.array(
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
)
DEUTERANOPIA = np.array(
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]]
)
TRITANOPIA = np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]])
SEEN = {"normal": NORMAL, "protanopia": PROTANOPIA, "deuteranopia": DEUTERANOPIA, "tritanopia": TRITANOPIA}
RGB_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])
LEAST_DISTANCE = 10.0  # a just noticeable difference is about 2.3; shapes, dashes and patterns differ as well
FIRST_FOUR = 18.0  # most plans compare two to four strategies


def linear(color: str) -> np.ndarray:
    srgb = np.array([int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def lab(color: str, seen: np.ndarray) -> np.ndarray:
    xyz = RGB_TO_XYZ @ np.clip(seen @ linear(color), 0, 1) / WHITE
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def luminance(color: str) -> float:
    return float(RGB_TO_XYZ[1] @ linear(color))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("sight", SEEN)
def test_colors_stay_apart(mode: str, sight: str) -> None:
    colors = THEME[mode]["chartCategoricalColors"]
    assert len(colors) == 10
    for one, other in itertools.combinations(range(10), 2):
        distance = np.linalg.norm(lab(colors[one], SEEN[sight]) - lab(colors[other], SEEN[sight]))
        least = FIRST_FOUR if one < 4 and other < 4 else LEAST_DISTANCE
        assert distance >= least, f"{colors[one]} and {colors[other]} look alike with {sight}: {distance:.1f}"


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_colors_stand_out_from_the_page(mode: str) -> None:
    page = THEME[mode]["backgroundColor"]
    faint = [c for c in THEME[mode]["chartCategoricalColors"][:4] if contrast(c, page) < 3]
    assert not faint
    assert all(contrast(c, page) >= 1.9 for c in THEME[mode]["chartCategoricalColors"])


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_is_readable(mode: str) -> None:
    theme = THEME[mode]
    for ground in (theme["backgroundColor"], theme["secondaryBackgroundColor"]):
        assert contrast(theme["textColor"], ground) >= 7
        assert contrast(theme["primaryColor"], ground) >= 4.5
