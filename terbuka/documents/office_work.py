"""The program behind all tasks of `confined` on Office files and texts."""

from terbuka.documents.confined_program import Task, serve
from terbuka.documents.preview.words import words_of_office
from terbuka.documents.safecopy.docx import copy_docx
from terbuka.documents.safecopy.xlsx import copy_xlsx

TASKS: dict[str, Task] = {
    "copy_docx": copy_docx,
    "copy_xlsx": copy_xlsx,
    "words_of_office": words_of_office,
}


def main() -> None:
    """One task, asked for and answered by the streams of the process."""
    serve(TASKS)
