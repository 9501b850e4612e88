"""Begins to make what a whole run shares while its processes still collect.

A plugin of pytest for a run of all tests, `-p tests.ahead`: whoever needs the installations of the
store later finds them there, or waits for the rest.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.installation import Workshop


def pytest_sessionstart(session: pytest.Session) -> None:
    """In the process that began the run, not in each that runs tests."""
    if not hasattr(session.config, "workerinput"):
        process = subprocess.Popen([sys.executable, "-m", __name__], stderr=subprocess.DEVNULL)
        process.returncode = 0  # nobody here waits for its end


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        workshop = Workshop(Path(folder))
        workshop.laid()
        workshop.close()
