"""The rules of the house as functions: each reads a tree of source and names its offences.

`test_house.py` asks them of this repository; `test_house_bites.py` breaks each
rule on purpose in a copy and sees that it is caught.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
LONGEST_TEST = 60
EXEMPT_BY_KIND = ("migrations/", "urls.py")
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "signals", "admin"}
MAY_IMPORT_BY_NAME = {"terbuka/__main__.py", "terbuka/services/jobs/worker.py"}
DJANGO_FREE = ("rules", "documents", "crawler", "example", "management/plain")
CITATION = re.compile(
    r"\b(UU|Perki|PKPU|Perbawaslu|PP|Perpres|RFC|WCAG|ISO) ?\d"
    r"|Source:|[a-z]+\d+-\d{4}:|decisions/\d{4}|articles? \d"
)
# Plumbing of the ground floor: it says nothing of law, so it has nothing to cite.
NOTHING_TO_CITE = {"__init__.py", "language.py", "ruling.py", "pages.py", "phrases.py", "scanning.py"}


def sources(root: Path, *folders: str) -> Iterator[Path]:
    """Python files under `folders` of the repository at `root`."""
    for folder in folders or ("terbuka", "tests", "bench"):
        yield from sorted((root / folder).rglob("*.py"))


def _name(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()


def _exempt(name: str) -> bool:
    return any(kind in name for kind in EXEMPT_BY_KIND)


def long_files(root: Path) -> list[str]:
    """Files over 400 lines."""
    counted = ((_name(root, path), len(path.read_text("utf-8").splitlines())) for path in sources(root))
    return [f"{name}: {lines} lines" for name, lines in counted if lines > LONGEST_FILE and not _exempt(name)]


def long_functions(root: Path) -> list[str]:
    """Functions over 40 lines, tests over 60."""
    found = []
    for path in sources(root):
        name = _name(root, path)
        limit = LONGEST_TEST if name.startswith("tests/") else LONGEST_FUNCTION
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > limit and not _exempt(name):
                    found.append(f"{name}:{node.name}: {length} lines")
    return found


def inner_imports(root: Path) -> list[str]:
    """Imports inside a function, and importlib outside its two callers."""
    found = []
    for path in sources(root, "terbuka"):
        name = _name(root, path)
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                inner = [part for part in ast.walk(node) if isinstance(part, ast.Import | ast.ImportFrom)]
                found += [f"{name}:{part.lineno}: import inside {node.name}" for part in inner]
            if isinstance(node, ast.Import) and name not in MAY_IMPORT_BY_NAME:
                found += [f"{name}: importlib" for alias in node.names if alias.name.startswith("importlib")]
    return found


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or ""


def foreign_to_rules(root: Path) -> list[str]:
    """Imports of the ground floor that are neither its own nor the standard library's."""
    found = []
    for path in sources(root, "terbuka/rules"):
        name = _name(root, path)
        for module in _imported(path):
            top = module.partition(".")[0]
            if module.startswith("terbuka.rules") or top in sys.stdlib_module_names:
                continue
            if top == "snowballstemmer" and name.endswith("matching/normalise.py"):
                continue
            found.append(f"{name}: {module}")
    return found


def django_below(root: Path) -> list[str]:
    """Django on a floor that must do without it."""
    floors = [f"terbuka/{floor}" for floor in DJANGO_FREE]
    return [
        f"{_name(root, path)}: {module}"
        for path in sources(root, *floors)
        for module in _imported(path)
        if module.partition(".")[0] == "django"
    ]


def clocks_in_rules(root: Path) -> list[str]:
    """Readings of the clock on the ground floor, where time is an argument."""
    clock = re.compile(r"\b(date\.today|datetime\.now|datetime\.utcnow|time\.time|localtime|monotonic)\(")
    return [
        f"{_name(root, path)}: {line.strip()}"
        for path in sources(root, "terbuka/rules")
        for line in path.read_text("utf-8").splitlines()
        if clock.search(line)
    ]


def receivers(root: Path) -> list[str]:
    """Signal receivers."""
    return [
        f"{_name(root, path)}: {module}"
        for path in sources(root, "terbuka")
        for module in _imported(path)
        if module.startswith(("django.dispatch", "django.db.models.signals", "django.core.signals"))
    ]


def forbidden_names(root: Path) -> list[str]:
    """Modules named for nothing in particular."""
    return [_name(root, path) for path in sources(root, "terbuka", "tests") if path.stem in FORBIDDEN_NAMES]


def without_reason_to_exist(root: Path) -> list[str]:
    """Files with code but without a docstring that says why they exist."""
    found = []
    for path in sources(root):
        text = path.read_text("utf-8")
        if text.strip() and not _exempt(_name(root, path)) and not ast.get_docstring(ast.parse(text)):
            found.append(_name(root, path))
    return found


def uncited_rules(root: Path) -> list[str]:
    """Rule modules that name no act, article or source."""
    return [
        _name(root, path)
        for path in sources(root, "terbuka/rules")
        if path.name not in NOTHING_TO_CITE and not CITATION.search(path.read_text("utf-8"))
    ]


def unused_templates(root: Path) -> list[str]:
    """Templates that no page, template or command names."""
    folder = root / "terbuka" / "templates"
    places = [*sources(root, "terbuka"), *folder.rglob("*.html")]
    text = "\n".join(path.read_text("utf-8") for path in places)
    built_in = {"400.html", "403.html", "404.html", "500.html", "403_csrf.html"}
    names = (path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.html")))
    return [name for name in names if name not in built_in and name not in text]


def inline_script_or_style(root: Path) -> list[str]:
    """Inline scripts, styles and handlers, which the content security policy would block."""
    inline = re.compile(r"\sstyle=|<style\b|<script(?![^>]*\bsrc=)|\son[a-z]+=", re.IGNORECASE)
    return [
        f"{_name(root, path)}: {found.group().strip()}"
        for path in sorted((root / "terbuka" / "templates").rglob("*.html"))
        for found in [inline.search(path.read_text("utf-8"))]
        if found
    ]
