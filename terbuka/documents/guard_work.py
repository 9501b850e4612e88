"""The program that looks into files, for the guard and for the guess: all readers in one process."""

from terbuka.documents.apart import opened
from terbuka.documents.confined_program import Task, serve
from terbuka.documents.guarding.inside import look_at, words_under
from terbuka.documents.guarding.naming import places_of

TASKS: dict[str, Task] = {
    "opened": opened,
    "look_at": look_at,
    "words_under": words_under,
    "places_of": places_of,
}


def main() -> None:
    """One task from standard input to standard output."""
    serve(TASKS)
