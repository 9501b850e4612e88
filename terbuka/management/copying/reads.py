"""What a page rests on: every question that it put to the database, and the fingerprint of the answer.

Nobody has to say what a page depends on, so nobody can forget to: its questions
are noted while it is drawn, and it is drawn again when one of them has another
answer. All questions of one copy are put to one state of the database.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from hashlib import blake2b
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from terbuka.web.kept import NEWEST

# Kinds of values in questions, by the sign under which they are written down.
_KINDS: dict[str, tuple[type, Callable[[Any], str], Callable[[str], Any]]] = {
    "m": (datetime, datetime.isoformat, datetime.fromisoformat),
    "d": (date, date.isoformat, date.fromisoformat),
    "n": (Decimal, str, Decimal),
    "u": (UUID, str, UUID),
}
# A question: its sentence, and its values as JSON.
type Question = tuple[str, str]
# Stands for one that cannot be put again.
UNKNOWN: Question = ("", "")


class NotKept(Exception):
    """A question whose values cannot be written down: the page that put it is drawn each time."""


def _written(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    # The drivers have numbers and texts of their own kinds, which mean the same.
    for plain in (str, int, float):
        if isinstance(value, plain):
            return plain(value)
    for sign, (kind, write, _read) in _KINDS.items():
        if isinstance(value, kind):
            return {sign: write(value)}
    if isinstance(value, list | tuple):
        return [_written(one) for one in value]
    raise NotKept


def _read(value: Any) -> Any:
    if isinstance(value, dict):
        ((sign, text),) = value.items()
        return _KINDS[sign][2](text)
    return [_read(one) for one in value] if isinstance(value, list) else value


def _is_question(sql: str) -> bool:
    """Does it read what a page shows? The newest event of all is but the age of what is kept."""
    return sql.lstrip(" \n(")[:4].upper() in ("SELE", "WITH") and sql != NEWEST


class Reads:
    """The questions of one copy. `within` notes those of one page, `answers` puts earlier ones again."""

    def __init__(self) -> None:
        self._answers: dict[Question, str] = {}
        self._noted: dict[Question, None] | None = None
        self._is_whole = True
        self._parts: dict[str, tuple[Any, dict[Question, None], bool]] = {}

    @contextmanager
    def within(self) -> Iterator[list[Question]]:
        """The questions that are put within, filled in at its end; `[UNKNOWN]` where one cannot be kept."""
        found: list[Question] = []
        self._noted, self._is_whole = {}, True
        try:
            with connection.execute_wrapper(self._note):
                yield found
            found += self._noted if self._is_whole else [UNKNOWN]
        finally:
            self._noted = None

    def _note(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if self._noted is not None and _is_question(sql):
            try:
                self._noted[sql, json.dumps(_written(tuple(params or ())), ensure_ascii=False)] = None
            except NotKept:
                self._is_whole = False
        return execute(sql, params, many, context)

    def part(self, key: str, make: Callable[[], Any]) -> Any:
        """A part that many pages share, made once; each of them rests on its questions too."""
        if key not in self._parts:
            outer, was_whole = self._noted, self._is_whole
            self._noted, self._is_whole = {}, True
            made = make()
            self._parts[key] = made, self._noted, self._is_whole
            self._noted, self._is_whole = outer, was_whole
        made, noted, is_whole = self._parts[key]
        if self._noted is not None:
            self._noted |= noted
        self._is_whole = self._is_whole and is_whole
        return made

    def answer(self, question: Question) -> str:
        """The fingerprint of what the database answers now; each question is put once."""
        known = self._answers.get(question)
        if known is None:
            sql, params = question
            with connection.cursor() as cursor:
                cursor.execute(sql, _read(json.loads(params)) or None)
                known = blake2b(repr(cursor.fetchall()).encode(), digest_size=12).hexdigest()
            self._answers[question] = known
        return known

    def answers(self, questions: Sequence[Question]) -> str:
        """One fingerprint of all these answers, in their order."""
        return blake2b("".join(map(self.answer, questions)).encode(), digest_size=12).hexdigest()


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read within is of one moment, whatever others publish meanwhile; nobody waits for us."""
    if connection.in_atomic_block:
        yield
        return
    driver: Any = connection
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        # Only reads: a lock for writing would keep everybody else out.
        before, driver.transaction_mode = driver.transaction_mode, "DEFERRED"
        try:
            with transaction.atomic():
                yield
        finally:
            driver.transaction_mode = before
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
