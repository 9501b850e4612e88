"""Pictures that are drawn when first asked for and kept on disk under what they show."""

import hashlib
import json
import threading
from collections.abc import Mapping
from typing import Any

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from terbuka.documents.typesetting import draw

# A picture takes a process of its own for half a second: this many at once, and no queue behind them.
_DRAWING = threading.BoundedSemaphore(2)
_PATIENCE = 5.0


def answer_with(request: HttpRequest, name: str, data: Mapping[str, Any], *, caching: str) -> HttpResponse:
    """The picture of the paper `name` as PNG, or 304 for who has it; 503 while too many are drawn."""
    digest = hashlib.sha256(json.dumps(data).encode()).hexdigest()[:32]
    response = HttpResponse(content_type="image/png")
    conditional = get_conditional_response(request, etag=f'"{digest}"', response=response)
    if conditional is response:
        content = _drawn(digest, name, data)
        if content is None:
            return HttpResponse(status=503, headers={"Retry-After": "10"})
        response.content = content
    answer = conditional or response
    answer.headers["ETag"] = f'"{digest}"'
    answer.headers["Cache-Control"] = caching
    return answer


def _drawn(digest: str, name: str, data: Mapping[str, Any]) -> bytes | None:
    """The kept picture, or a new one; None where two are being drawn and neither ends soon."""
    kept: bytes | None = caches["pictures"].get(digest)
    if kept is not None:
        return kept
    if not _DRAWING.acquire(timeout=_PATIENCE):
        return None
    try:
        picture = draw(name, data)
    finally:
        _DRAWING.release()
    caches["pictures"].set(digest, picture, None)
    return picture
