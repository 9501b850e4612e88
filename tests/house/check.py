"""`make check`: formatter, linter, types, imports, house rules, migrations, words, docs.

Quiet when all is well; a failing step shows its output.
"""

import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent

STEPS: dict[str, list[str]] = {
    "format": ["ruff", "format", "--check", "."],
    "lint": ["ruff", "check", "."],
    "templates": ["djlint", "--lint", "--quiet", "terbuka/templates"],
    "types": ["mypy", "terbuka", "bench"],
    "imports": ["lint-imports"],
    "house": ["python", "-m", "pytest", "-q", "tests/house"],
    "migrations": ["python", "-m", "django", "makemigrations", "--check", "--dry-run"],
    "django": ["python", "-m", "django", "check", "--fail-level", "WARNING"],
    "docs": ["python", "-m", "tests.house.documents"],
    "words": ["python", "-m", "tests.house.messages"],
}


def _outcome(step: str) -> tuple[str, int, str]:
    program, *arguments = STEPS[step]
    with tempfile.TemporaryDirectory() as folder:
        environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        environment |= {"DJANGO_SETTINGS_MODULE": "terbuka.settings", "TERBUKA_DATA": folder}
        done = subprocess.run(
            [BIN / program, *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    return step, done.returncode, done.stdout + done.stderr


def main() -> int:
    """Run all steps, two at a time; 1 when one failed."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        failed = [outcome for outcome in pool.map(_outcome, STEPS) if outcome[1]]
    for step, _code, output in failed:
        print(f"--- {step} failed\n{output.strip()}\n")
    print(f"check: {len(STEPS) - len(failed)} of {len(STEPS)} steps hold" + (", see above" if failed else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
