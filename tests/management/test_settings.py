"""A wrong setting is one sentence that names it; the right ones decide what they say."""

import os
import runpy
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from terbuka.rules.ruling import BadInput

SETTINGS = Path(__file__).parents[2] / "terbuka" / "settings.py"
NAMES = ("TERBUKA_URL", "TERBUKA_LANG", "TERBUKA_SECRET_KEY", "DATABASE_URL")


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TERBUKA_DATA", str(tmp_path / "data dengan spasi"))
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def read() -> dict[str, Any]:
    """The settings as this environment makes them."""
    return runpy.run_path(str(SETTINGS))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TERBUKA_URL", "terbuka.go.id"),
        ("TERBUKA_URL", "ftp://terbuka.go.id"),
        ("TERBUKA_URL", "https://terbuka.go.id/jalan"),
        ("TERBUKA_URL", "https://ani:sandi@terbuka.go.id"),
        ("TERBUKA_URL", "https://terbuka.go.id:99999"),
        ("TERBUKA_URL", "https://[::1"),
        ("TERBUKA_URL", "http://terbuka.go.id"),
        ("TERBUKA_URL", "http://8.8.8.8"),
        ("TERBUKA_URL", "http://0.0.0.0:8000"),
        ("TERBUKA_LANG", "jv"),
        ("TERBUKA_FILE_PAGES", "banyak"),
        ("TERBUKA_FORMS_EACH", "0"),
        ("TERBUKA_PAGE_RATE", "-1"),
        ("TERBUKA_LICENCE", "bebas dipakai"),
        ("TERBUKA_SECRET_KEY", "pendek"),
        ("DATABASE_URL", "mysql://localhost/terbuka"),
        ("DATABASE_URL", "bukan alamat"),
        ("DATABASE_URL", "sqlite://:memory:"),
        ("DATABASE_URL", "postgres://localhost:porta/terbuka"),
        ("DATABASE_URL", "postgres://localhost"),
        ("TERBUKA_DATA", "/proc/terbuka"),
        ("TERBUKA_DATA", str(SETTINGS)),
    ],
)
def test_a_wrong_value_is_one_sentence_naming_it(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(BadInput) as refused:
        read()

    assert name in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_password_in_a_wrong_database_address_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://ani:sangatrahasia@localhost/terbuka")

    with pytest.raises(BadInput) as refused:
        read()

    assert "sangatrahasia" not in str(refused.value)


def test_the_command_prints_that_sentence_and_no_traceback(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "terbuka", "serve", "--port", "1"],
        env={**os.environ, "TERBUKA_URL": "http://terbuka.go.id", "TERBUKA_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost:8000",
        "http://127.0.0.1",
        "http://[::1]:8000",
        "http://192.168.1.20:8000",
        "http://10.1.2.3",
        "http://server.local",
    ],
)
def test_plain_http_serves_this_computer_and_private_networks(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("TERBUKA_URL", address)

    settings = read()

    assert settings["CSRF_COOKIE_SECURE"] is False
    assert settings["SECURE_HSTS_SECONDS"] == 0


def test_a_public_address_closes_what_https_can_close(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERBUKA_URL", "https://terbuka.go.id")

    settings = read()

    assert settings["SESSION_COOKIE_SECURE"] is settings["CSRF_COOKIE_SECURE"] is True
    assert settings["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert settings["CSRF_TRUSTED_ORIGINS"] == ["https://terbuka.go.id"]
    assert "terbuka.go.id" in settings["ALLOWED_HOSTS"]
    assert "*" not in settings["ALLOWED_HOSTS"]


def test_the_key_is_made_once_for_its_owner_alone() -> None:
    first, second = read(), read()

    assert first["SECRET_KEY"] == second["SECRET_KEY"]
    assert len(first["SECRET_KEY"]) >= 50
    kept = first["DATA"] / "secret_key"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_sqlite_waits_for_its_turn_and_keeps_its_connection() -> None:
    database = read()["DATABASES"]["default"]

    assert database["NAME"].endswith("data dengan spasi/terbuka.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert database["CONN_MAX_AGE"] is None


def test_postgresql_is_pooled_and_keeps_what_its_address_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://terbuka:s%40ndi@db.example:5433/terbuka?sslmode=require")

    database = read()["DATABASES"]["default"]

    assert (database["HOST"], database["PORT"], database["PASSWORD"]) == ("db.example", 5433, "s@ndi")
    assert database["OPTIONS"]["sslmode"] == "require"
    assert database["OPTIONS"]["pool"]["max_size"] == 8
    assert not database["CONN_MAX_AGE"]
