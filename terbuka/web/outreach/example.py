"""Papers of a demonstration say so on each page."""

from terbuka.web.tags import is_demo

_WORDS = "DATA CONTOH: isi karangan untuk mencoba Terbuka, bukan informasi satker yang sebenarnya."


def example_warning() -> str:
    """What stands on each paper of a demonstration; empty elsewhere."""
    return _WORDS if is_demo() else ""
