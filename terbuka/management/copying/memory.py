"""What an earlier copy knew, in a small database of its own in the data folder: files and questions.

It is written while the copy is made, so that a copy that was stopped goes on where it was.
"""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from terbuka.management.copying.reads import Question

_TABLES = """
CREATE TABLE IF NOT EXISTS sentence (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS question (
    id INTEGER PRIMARY KEY, sentence INTEGER NOT NULL, given TEXT NOT NULL, UNIQUE (sentence, given));
CREATE TABLE IF NOT EXISTS page (
    address TEXT PRIMARY KEY, state TEXT NOT NULL, answers TEXT NOT NULL, questions TEXT NOT NULL,
    links TEXT NOT NULL, size INTEGER NOT NULL, changed INTEGER NOT NULL, digest TEXT NOT NULL);
"""
_A_BATCH = 300


@dataclass(frozen=True, slots=True)
class Known:
    """A page as it was copied: under which state, with which questions, where it led, and its file.

    `size` in bytes and `changed` in nanoseconds are the file's own, by which one
    that somebody else has touched is found out.
    """

    state: str
    answers: str
    questions: tuple[Question, ...]
    links: tuple[str, ...]
    size: int
    changed: int
    digest: str


class Memory:
    """The memory of one folder. Raises sqlite3.Error where it cannot be opened."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._rows = sqlite3.connect(path)
        self._rows.execute("PRAGMA journal_mode=WAL")
        self._rows.executescript(_TABLES)
        self._sentences = {text: pk for pk, text in self._rows.execute("SELECT id, text FROM sentence")}
        texts = {pk: text for text, pk in self._sentences.items()}
        rows = self._rows.execute("SELECT id, sentence, given FROM question")
        self._questions: dict[int, Question] = {pk: (texts[sentence], given) for pk, sentence, given in rows}
        self._ids = {question: pk for pk, question in self._questions.items()}
        self._unsaved = 0

    def page(self, address: str) -> Known | None:
        """What is known of an address."""
        row = self._rows.execute(
            "SELECT state, answers, questions, links, size, changed, digest FROM page WHERE address = ?",
            [address],
        ).fetchone()
        if row is None:
            return None
        questions = tuple(self._questions[number] for number in json.loads(row[2]))
        return Known(row[0], row[1], questions, tuple(json.loads(row[3])), *row[4:])

    def keep(self, address: str, page: Known) -> None:
        """Write a page down; every few hundred are saved together."""
        numbers = json.dumps([self._number(question) for question in page.questions])
        values = (address, page.state, page.answers, numbers, json.dumps(page.links))
        self._rows.execute(
            "INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [*values, page.size, page.changed, page.digest],
        )
        self._unsaved += 1
        if self._unsaved >= _A_BATCH:
            self.save()

    def _number(self, question: Question) -> int:
        number = self._ids.get(question)
        if number is None:
            text, given = question
            if text not in self._sentences:
                made = self._rows.execute("INSERT INTO sentence (text) VALUES (?)", [text])
                self._sentences[text] = made.lastrowid or 0
            values = (self._sentences[text], given)
            made = self._rows.execute("INSERT INTO question (sentence, given) VALUES (?, ?)", values)
            number = self._ids[question] = made.lastrowid or 0
            self._questions[number] = question
        return number

    def forget_but(self, addresses: Sequence[str]) -> None:
        """Forget pages that are not among these, and the questions that only they put."""
        living = set(addresses)
        gone = [(one,) for (one,) in self._rows.execute("SELECT address FROM page") if one not in living]
        self._rows.executemany("DELETE FROM page WHERE address = ?", gone)
        asked = {
            number
            for (numbers,) in self._rows.execute("SELECT questions FROM page")
            for number in json.loads(numbers)
        }
        unasked = [(number,) for number in self._questions if number not in asked]
        self._rows.executemany("DELETE FROM question WHERE id = ?", unasked)
        self.save()

    def save(self) -> None:
        """Make all of it last."""
        self._rows.commit()
        self._unsaved = 0

    def close(self) -> None:
        """Save what can be saved, and let go."""
        with suppress(sqlite3.Error):
            self.save()
        self._rows.close()
