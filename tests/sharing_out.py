"""Which tests run in one process: those that share what takes many seconds to make.

A plugin of pytest, `-p tests.sharing_out`, for the controller of xdist. Walks in the
browser stand apart from tests without one, for these come first.
"""

import re
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

# The first pattern that fits a test's name gives its group; what fits none stands alone.
_TOGETHER = (
    ("one server", r"tests/management/test_serve\.py.*(?:second_server|child_that|sixty_stalled|locked_for)"),
    ("copies", r"tests/management/test_backup\.py"),
    ("every page, in Indonesian", r"tests/web/test_accessible\.py.*\[chromium-.*-id\]"),
    ("every page, in English", r"tests/web/test_accessible\.py.*\[chromium"),
    ("every page, read", r"tests/web/test_accessible\.py"),
    ("uploads", r"tests/web/test_uploading\.py.*\[chromium"),
    ("the portal's copy", r"tests/web/test_copied_portal\.py.*\[chromium"),
    ("walks of a case", r"tests/web/test_case_(?:journey|walks)\.py"),
    (
        "the shared stage",
        r"tests/web/test_(?:weight\.py.*\[chromium|keyboard\.py.*(?:twice|moves)|no_script\.py.*citizen|journey\.py.*(?:strangers|fifteen))",
    ),
)
_GROUPS = [(name, re.compile(pattern)) for name, pattern in _TOGETHER]


class _Shared(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> str:
        return next((name for name, pattern in _GROUPS if pattern.match(nodeid)), nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Share out by group."""
    return _Shared(config, log)
