"""Tells a form in which a visitor can ask for something from search, sign-in and newsletter boxes."""

import re
from collections import Counter

from terbuka.crawler.extract_tokens import attributes_of

_TYPED = frozenset("text email tel number date url file datetime-local month".split())
_SEARCH = re.compile(r"search|\bcari|pencarian|\bs\b|\bq\b|keyword|kata[-_ ]?kunci|filter", re.IGNORECASE)
_NOT_ASKING = re.compile(
    r"wp-comments-post|commentform|comment[-_]form|newsletter|subscri|berlangganan|mailchimp|login|masuk\b"
    r"|signin|sign-in|lang(?:uage)?[-_](?:switch|form|select)|polling|\bpoll\b|jajak",
    re.IGNORECASE,
)


class SeenForm:
    """One form while its page is read; fields outside any form are gathered in a form of their own."""

    __slots__ = ("_counted", "_is_get", "_is_other", "_searches")

    def __init__(self, attributes: str = "") -> None:
        read = attributes_of(attributes)
        about = " ".join(read.get(name, "") for name in ("id", "class", "action", "name", "role"))
        self._is_get = read.get("method", "get").lower() != "post"
        self._is_other = _NOT_ASKING.search(about) is not None
        self._searches = read.get("role") == "search"
        self._counted: Counter[str] = Counter()

    def add(self, name: str, attributes: str) -> None:
        """Count one `input`, `textarea` or `select` with its attributes."""
        read = attributes_of(attributes)
        kind = read.get("type", "text").lower() if name == "input" else name
        if name == "input" and kind in _TYPED:
            words = f"{read.get('name', '')} {read.get('id', '')} {read.get('placeholder', '')}"
            if _SEARCH.search(words):
                self._searches = True
            kind = "email" if kind == "email" else "file" if kind == "file" else "typed"
        self._counted[kind] += 1

    @property
    def signs_in(self) -> bool:
        """Does it ask for a password?"""
        return self._counted["password"] > 0

    @property
    def asks(self) -> bool:
        """Can a visitor write a request, objection, complaint or question here?"""
        counted = self._counted
        if self.signs_in or self._is_other:
            return False
        fields = counted["typed"] + counted["email"] + counted["file"]
        if counted["textarea"]:
            return fields > 0 or not self._searches
        if self._searches:
            return False
        if self._is_get:
            # Filters of lists are GET forms too; they ask for no address and no file.
            return fields >= 3 or (fields >= 2 and counted["email"] + counted["file"] > 0)
        return fields >= 2
