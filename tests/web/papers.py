"""Papers set once each: how one looks is read elsewhere, and a hundred who ask for it need not wait anew."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from terbuka.documents import typesetting


@contextmanager
def set_once() -> Iterator[None]:
    """While it lasts, who asks for a paper after the first gets the first one's."""
    real, kept = typesetting._set, {}

    def given(name: str, data: Mapping[str, Any], wishes: Mapping[str, Any]) -> bytes:
        key = (name, "picture" in wishes)
        if key not in kept:
            kept[key] = real(name, data, wishes)
        return kept[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typesetting, "_set", given)
        yield
