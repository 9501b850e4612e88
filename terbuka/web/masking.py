"""Codes that open a case stay out of what is written about faults: an address in a log is read by others."""

import logging
import re

_CODE = re.compile(r"(/perkara/)[^/\s'\"]+")


def masked(text: str) -> str:
    """The text with the code of every case page in it left out."""
    return _CODE.sub(r"\1…", text)


class Mask(logging.Filter):
    """Masks a line before it is written, its values and the record of its fault too."""

    def filter(self, record: logging.LogRecord) -> bool:
        """True: the line is written. Its message and its values no longer hold a code."""
        said = record.getMessage()
        if "/perkara/" in said:
            record.msg, record.args = masked(said), ()
        if record.exc_info and not record.exc_text:
            told = logging.Formatter().formatException(record.exc_info)
            record.exc_text = masked(told)
        return True
