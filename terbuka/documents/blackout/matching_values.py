"""Finds a value in words and in bytes, however it is spaced, broken over lines or encoded."""

import re
from collections.abc import Sequence

# A value of fewer letters and digits is looked for as a word of its own, not within others.
_LONG_ENOUGH = 6
_NOT_ALNUM = re.compile(r"[\W_]+")


def forms_of(secret: str) -> list[bytes]:
    """A value as it may stand in bytes; none for one so short that bytes hold it by chance."""
    if len(squeezed(secret)) < _LONG_ENOUGH:
        return []
    ways = {secret, "".join(secret.split())}
    plain = [
        way.encode(code, "ignore") for way in ways for code in ("utf-8", "utf-16-be", "utf-16-le", "cp1252")
    ]
    hexed = [form for one in plain for form in (one.hex().encode(), one.hex().upper().encode())]
    return [form for form in (*plain, *hexed) if len(form) >= _LONG_ENOUGH]


def squeezed(text: str) -> str:
    """Letters and digits alone, in lower case."""
    return _NOT_ALNUM.sub("", text).casefold()


def holds_any(text: str, secrets: Sequence[str]) -> bool:
    """Does a text hold a value, however it is spaced or broken over lines?"""
    tight = squeezed(text)
    for secret in secrets:
        wanted = squeezed(secret)
        if len(wanted) >= _LONG_ENOUGH:
            if wanted in tight:
                return True
        elif wanted and re.search(rf"(?<!\w){re.escape(secret.strip())}(?!\w)", text, re.IGNORECASE):
            return True
    return False
