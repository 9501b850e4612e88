"""A throw-away data folder for the suite, made before Django reads its settings.

Named in pytest's options (`-p tests.environment`), because the settings are
read before any conftest. The settings of whoever runs the suite do not count.
"""

import atexit
import os
import shutil
import sys
import tempfile

from tests.store import begin

_MADE_HERE = "TERBUKA_TEST_DATA"

if "PYTEST_XDIST_WORKER" not in os.environ:
    atexit.register(shutil.rmtree, begin(), ignore_errors=True)

if _MADE_HERE not in os.environ or "PYTEST_XDIST_WORKER" in os.environ:
    # Each process that runs tests has a folder of its own.
    os.environ[_MADE_HERE] = tempfile.mkdtemp(prefix="terbuka-tests-")
    atexit.register(shutil.rmtree, os.environ[_MADE_HERE], ignore_errors=True)

# What was compiled is kept: every process of the run, and each that a test starts, loads it again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
os.environ["TERBUKA_DATA"] = os.environ[_MADE_HERE]
for name in ("TERBUKA_URL", "TERBUKA_LANG", "TERBUKA_SECRET_KEY"):
    os.environ.pop(name, None)
# The browser's driver runs an event loop in the thread of the test.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
