"""What other sites may load or read: public answers that nobody's cookie changes."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse


def anywhere[**P](page: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Other sites may load what this answers."""

    @wraps(page)
    def opened(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        answer = page(*args, **kwargs)
        answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return answer

    return opened


def with_cors[**P](page: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Scripts of other sites may read what this answers: it is public, and nobody's cookie changes it."""

    @wraps(page)
    def opened(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        answer = page(*args, **kwargs)
        answer.headers["Access-Control-Allow-Origin"] = "*"
        return answer

    return opened
