"""The door of the command line: names, languages, faults in one sentence."""

import shlex
import subprocess
import sys

import pytest

from terbuka.__main__ import run


def test_without_a_command_it_says_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0

    assert "terbuka" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["auditt"], "Perintah auditt tidak dikenal; lihat terbuka --help."),
        (["--lang", "en", "auditt"], "There is no command auditt; see terbuka --help."),
        (["auditt", "--lang=en"], "There is no command auditt; see terbuka --help."),
    ],
)
def test_an_unknown_command_is_one_sentence_in_the_readers_language(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2

    out, err = capsys.readouterr()
    assert (out, err.strip()) == ("", sentence)


@pytest.mark.parametrize(("variable", "value"), [("TERBUKA_LANG", "en"), ("LANG", "en_GB.UTF-8")])
def test_the_environment_chooses_the_language(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("TERBUKA_LANG", raising=False)
    monkeypatch.setenv(variable, value)

    run(["auditt"])

    assert "There is no command" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["audit", "match", "deadline", "category", "demo", "serve"])
def test_a_wrong_option_is_one_sentence_without_usage(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([command, "--nosuch"]) == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.strip().splitlines()) == 1
    assert "terbuka" in err


def test_a_reader_that_goes_away_is_no_fault() -> None:
    command = f"{shlex.quote(sys.executable)} -m terbuka --help | head -1"

    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)

    assert done.stderr == ""
