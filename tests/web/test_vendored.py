"""What we carry of others is what we say it is, with its licence beside it."""

import hashlib
import tomllib
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "terbuka" / "static"
VENDORED = tomllib.loads((STATIC / "vendored.toml").read_text("utf-8"))
OURS = {".css", ".toml", ".txt"}


@pytest.mark.parametrize("name", VENDORED)
def test_a_vendored_file_is_unchanged_and_licensed(name: str) -> None:
    entry = VENDORED[name]

    assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == entry["sha256"]
    assert (STATIC / entry["licence_file"]).stat().st_size > 500
    assert entry["version"]


def test_nothing_of_others_goes_unnamed() -> None:
    files = {path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*") if path.is_file()}

    ours = {"icon/mark.svg", *(name for name in files if name.startswith("js/terbuka-"))}
    unnamed = {name for name in files if Path(name).suffix not in OURS} - set(VENDORED) - ours
    assert unnamed == set()
