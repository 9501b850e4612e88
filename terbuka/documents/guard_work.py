"""The program that looks into files for the guard: all readers of leaks in one process."""

from terbuka.documents.confined_program import Task, serve
from terbuka.documents.guarding.inside import look_at, words_under
from terbuka.documents.guarding.naming import places_of

TASKS: dict[str, Task] = {"look_at": look_at, "words_under": words_under, "places_of": places_of}


def main() -> None:
    """One task from standard input to standard output."""
    serve(TASKS)
