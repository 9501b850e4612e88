"""Opens letters as they came over the wire: whatever they hold, broken or hostile, becomes plain facts."""

from terbuka.documents.mails.reading import LARGEST, read_letter

__all__ = ["LARGEST", "read_letter"]
