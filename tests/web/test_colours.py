"""The colours of tokens.css, computed: words against the grounds they stand on, and the edges of controls."""

import re
from pathlib import Path

import pytest

STYLES = Path(__file__).parents[2] / "terbuka" / "static" / "css"
TOKENS = (STYLES / "tokens.css").read_text("utf-8")
TEXT, CONTROL = 4.5, 3.0
GROUNDS = ("paper", "ground")
# Words and the grounds that the stylesheets put them on.
WORDS = {
    "ink": (*GROUNDS, "accent-soft", "none-soft", "danger-soft", "warning-soft", "success-soft", "info-soft"),
    "quiet": GROUNDS,
    "accent": (*GROUNDS, "accent-soft"),
    "accent-strong": (*GROUNDS, "accent-soft"),
    "on-accent": ("accent", "accent-strong"),
    "danger": (*GROUNDS, "danger-soft"),
    "warning": (*GROUNDS, "warning-soft"),
    "success": (*GROUNDS, "success-soft"),
    "info": (*GROUNDS, "info-soft"),
}
# Borders of fields and buttons, the ring of the focus, signs that say something.
EDGES = {"edge": GROUNDS, "accent": GROUNDS}
# As look.md names them.
NAMED = {"ink": "#14202b", "paper": "#ffffff", "ground": "#f5f7f8", "line": "#d7dee3"}


def _colours(scheme: str) -> dict[str, str]:
    """The colours of a scheme by name; dark ones stand over the light ones."""
    light, dark = TOKENS.split("@media (prefers-color-scheme: dark)")
    parts = (light, dark) if scheme == "dark" else (light,)
    return {name: value for part in parts for name, value in re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part)}


def _light_of(colour: str) -> float:
    """Relative luminance (WCAG 2.2, definition)."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 to 21 (WCAG 2.2, definition)."""
    low, high = sorted((_light_of(one), _light_of(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_are_read_on_every_ground_and_controls_are_seen(scheme: str) -> None:
    colours = _colours(scheme)
    weak = [
        f"{one} on {ground}: {contrast(colours[one], colours[ground]):.2f}"
        for pairs, least in ((WORDS, TEXT), (EDGES, CONTROL))
        for one, grounds in pairs.items()
        for ground in grounds
        if contrast(colours[one], colours[ground]) < least
    ]

    assert weak == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_five_categories_run_one_way_from_pale_to_strong(scheme: str) -> None:
    """Whoever tells no hues apart still sees their order; no two neighbours look alike."""
    lights = [_light_of(_colours(scheme)[f"band-{step}"]) for step in range(1, 6)]
    steps = [(high + 0.05) / (low + 0.05) for low, high in zip(*_ordered(lights), strict=True)]

    assert lights == sorted(lights, reverse=scheme == "light")
    assert min(steps) > 1.25


def _ordered(lights: list[float]) -> tuple[list[float], list[float]]:
    rising = sorted(lights)
    return rising[:-1], rising[1:]


def test_the_tokens_are_those_of_the_style() -> None:
    light = _colours("light")

    assert {name: light[name] for name in NAMED} == NAMED


def test_stylesheets_take_colours_from_tokens_alone() -> None:
    """Paper in print and the frame of a QR code are white and black whatever the scheme."""
    told = []
    for sheet in STYLES.glob("*.css"):
        if sheet.name not in ("tokens.css", "print.css"):
            text = re.sub(r"@media print \{.*?\n\}", "", sheet.read_text("utf-8"), flags=re.DOTALL)
            rules = [line for line in text.splitlines() if ".qr" not in line]
            told += [
                f"{sheet.name}: {found}"
                for found in re.findall(r"#[0-9a-f]{3,8}\b(?=[ ;])", "\n".join(rules))
            ]

    assert told == []
