"""Which browser the tests drive: Debian's Chromium, the headless shell of it where it is installed.

The shell draws no window of its own: a page costs about a third of the processor's time.
"""

import shutil

PACKAGES = ("chromium-headless-shell", "chromium")


def found() -> str | None:
    """The program, or None where neither package is installed."""
    return next((path for name in PACKAGES if (path := shutil.which(name))), None)
