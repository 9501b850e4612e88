"""What opens a case or a calendar, and what names a person, stays out of a log: others read it.

PostgreSQL tells the whole row that broke a rule: name, address and all. Values of people's own kind
(numbers of identity, addresses of mail) may stand in any sentence about a fault.
"""

import logging
import re

# To the end of what the database told, which may hold line breaks that somebody typed.
_ROW = re.compile(
    r"(DETAIL:).*?(?=\n(?:HINT:|CONTEXT:|QUERY:|\s*File \"|The above|During handling|Traceback)|\Z)",
    re.DOTALL,
)
_IDENTITY = re.compile(r"(?<!\d)\d(?:[ .-]?\d){15}(?!\d)")
_ADDRESS = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_CODE = re.compile(r"(/(?:perkara|tenggat-saya)/)[^/\s'\"]+")


def masked(text: str) -> str:
    """The text without codes of case pages, tokens of calendars, rows of tables, numbers and addresses."""
    text = _ROW.sub(r"\1 …", _CODE.sub(r"\1…", text))
    return _ADDRESS.sub("…@…", _IDENTITY.sub("…", text))


class Mask(logging.Filter):
    """Masks a line before it is written, its values and the record of its fault too."""

    def filter(self, record: logging.LogRecord) -> bool:
        """True: the line is written. Its message and its values no longer hold a code."""
        said = record.getMessage()
        if (told := masked(said)) != said:
            record.msg, record.args = told, ()
        if record.exc_info and not record.exc_text:
            record.exc_text = masked(logging.Formatter().formatException(record.exc_info))
        return True
