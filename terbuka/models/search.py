"""What the public can search: one entry for each thing with an address, and the words that are known.

The full-text index itself is the database's own: a table of FTS5 on SQLite, a
column of type tsvector on PostgreSQL, made by the migration and written by
services/search.
"""

from enum import StrEnum

from django.db import models

from terbuka.models.exact import choice, one_of


class EntryKind(StrEnum):
    """What an entry leads to; `notice`: what a unit says to all, its service pledge or its exempt list."""

    UNIT = "unit"
    ITEM = "item"
    PUBLICATION = "publication"
    ANSWER = "answer"
    RESULT = "result"
    NOTICE = "notice"


class SearchEntry(models.Model):
    """One thing the public can find. `key` is its kind and id; `digest` of its text: equal ones rest.

    `also` are words that lead here and are not shown. `place` orders entries by
    their day, the newest highest: the day's ordinal above 32 bits of the row's own
    number. The index is kept under it, so that the newest come first without sorting.
    """

    kind = choice(EntryKind)
    key = models.CharField(max_length=80, unique=True)
    unit = models.ForeignKey("terbuka.WorkUnit", models.CASCADE, null=True, related_name="+")
    institution = models.CharField(max_length=10, blank=True)
    province_code = models.CharField(max_length=2, blank=True)
    information_class = models.CharField(max_length=10, blank=True)
    media = models.CharField(max_length=10, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    title = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    also = models.TextField(blank=True)
    path = models.CharField(max_length=300)
    happened_on = models.DateField(null=True)
    place = models.BigIntegerField(unique=True)
    digest = models.CharField(max_length=32)

    class Meta:
        ordering = ("-place",)
        indexes = (
            models.Index(fields=["kind", "-place"], name="search_by_kind"),
            models.Index(fields=["unit", "kind"], name="search_by_unit"),
        )
        constraints = (one_of("kind", EntryKind, "search_kind_known"),)

    def __str__(self) -> str:
        return self.key


class SearchWord(models.Model):
    """A word that occurs in what can be found, its stem, and in how many entries; for prefixes and slips."""

    word = models.CharField(max_length=40, unique=True)
    stem = models.CharField(max_length=40)
    entries = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = (models.Index(fields=["stem"], name="word_by_stem"),)

    def __str__(self) -> str:
        return self.word
