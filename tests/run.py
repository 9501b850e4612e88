"""The suite, twice: on SQLite, then what touches a database again on a real PostgreSQL.

`make test` calls this. Arguments go to pytest. Without Chromium the journeys
are skipped, and that is said first; TERBUKA_REQUIRE_BROWSER=1 forbids it.
"""

import os
import subprocess
import sys

from tests import chromium

# Many tests wait, for a page, a lease or a letter: one process more than there are cores.
# What takes long to make is shared within one process (tests/sharing_out.py); walks in the browser stay last.
PROCESSES = (os.cpu_count() or 1) + 1
GROUPED = ["-p", "tests.sharing_out", "--dist", "loadscope", "--no-loadscope-reorder"]
SHARED_OUT = ["-n", str(PROCESSES), *GROUPED]
ON_BOTH = ["tests/models", "tests/services", "tests/web", "tests/api", "tests/management"]
# They read no row of ours: a second database tells nothing new.
PAGES_ALONE = [f"tests/web/test_{name}.py" for name in ("components", "errors", "vendored")]


def _pytest(*arguments: str, wrapper: tuple[str, ...] = ()) -> int:
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    command = [sys.executable, "-m", *wrapper, "pytest", *SHARED_OUT, *arguments]
    return subprocess.run(command, env=environment, check=False).returncode


def main(arguments: list[str]) -> int:
    """Run both rounds; the exit code is that of the first that failed."""
    if not chromium.found():
        if os.environ.get("TERBUKA_REQUIRE_BROWSER"):
            print(
                f"Chromium is missing and skipping it is forbidden: install Debian's {chromium.PACKAGES[0]}."
            )
            return 1
        print("Chromium was not found: the journeys in a real browser are SKIPPED.", flush=True)
    named = [argument for argument in arguments if argument.startswith("tests")]
    ahead = () if named else ("-p", "tests.ahead")
    print("SQLite:", flush=True)
    first = _pytest(*ahead, *arguments)
    if arguments and first:
        return first
    print("PostgreSQL:", flush=True)
    chosen = [] if named else [*ON_BOTH, *(f"--ignore={path}" for path in PAGES_ALONE)]
    second = _pytest(*ahead, *arguments, *chosen, wrapper=("tests.on_postgres",))
    # Exit 5 of the second round: the tests named need no database there.
    return first or (0 if second == 5 and named else second)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
