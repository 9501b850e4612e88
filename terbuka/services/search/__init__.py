"""The search beneath all columns: they bring plain entries, readers find them. It imports no column."""

from terbuka.services.search.entries import FILTERS, Entry
from terbuka.services.search.finding import Found, Hit, find, suggest
from terbuka.services.search.writing import count_words, drop, put, reindex

__all__ = ["FILTERS", "Entry", "Found", "Hit", "count_words", "drop", "find", "put", "reindex", "suggest"]
