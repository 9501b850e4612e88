"""The bytes that the public gets of a publication: its safe copy and pictures of its pages, nothing else.

The file as it came is never opened here. What is sent stands in a sandbox of its own,
so that no script of a document could act in the name of this site.
"""

import re
from pathlib import PurePath

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date
from django.views.decorators.http import require_safe

from terbuka.models import Blob
from terbuka.rules.publishing import PublicationStatus
from terbuka.services.files import open_blob
from terbuka.web.portal.publication import gone, is_open, once_public

SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"
# Browsers draw these without running anything; all else is saved, not opened.
SHOWN = ("image/jpeg", "image/png", "image/webp")
_LARGEST_PART = 4 * 1024 * 1024
_RANGE = re.compile(r"bytes=(\d*)-(\d*)\Z")
_GONE = (PublicationStatus.WITHDRAWN.value, PublicationStatus.ARCHIVED.value)


@require_safe
def publication_file(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """The safe copy of the version that is public now; 410 for an older one, or where it ended."""
    return _of_version(request, pk, number, is_paper=False)


@require_safe
def publication_paper(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """The safe copy of an Office file as PDF, under the same terms as the file itself. Raises Http404."""
    return _of_version(request, pk, number, is_paper=True)


def _of_version(request: HttpRequest, pk: int, number: int, *, is_paper: bool) -> HttpResponseBase:
    """Who replaced a version may have had to: its bytes are not given out any more.

    Its fingerprint stays in the history. Raises Http404.
    """
    row = once_public(pk)
    version = row.public
    assert version
    if row.status in _GONE or number < version.number:
        return gone(request, row)
    blob = version.paper if is_paper else version.released
    if number != version.number or blob is None:
        raise Http404
    name = version.released_name or f"informasi-{pk}"
    return _sent(request, blob, f"{PurePath(name).stem}.pdf" if is_paper else name)


@require_safe
def publication_page_picture(request: HttpRequest, pk: int, page: int) -> HttpResponseBase:
    """The picture of one of the first pages of the safe copy. Raises Http404."""
    row = once_public(pk)
    if not is_open(row) or row.public is None or not 1 <= page <= len(row.public.pictures):
        raise Http404
    blob = get_object_or_404(Blob, pk=row.public.pictures[page - 1]["blob"])
    return _sent(request, blob, f"informasi-{pk}-{page}.webp")


def _sent(request: HttpRequest, blob: Blob, name: str) -> HttpResponseBase:
    """The bytes, a part of them, or 304, under headers that let nothing run."""
    etag = f'"{blob.sha256}"'
    fresh = HttpResponse(headers=_headers(blob, name, etag))
    changed = int(blob.stored_at.timestamp())
    answer = get_conditional_response(request, etag=etag, last_modified=changed, response=fresh)
    if answer is not None and answer is not fresh:
        return answer
    part = _asked_part(request, blob.size, etag)
    if part is None:
        response: HttpResponseBase = FileResponse(open_blob(blob), content_type=blob.mime)
        response.headers["Content-Length"] = str(blob.size)
    elif part[0] >= blob.size:
        response = HttpResponse(status=416)
        response.headers["Content-Range"] = f"bytes */{blob.size}"
    else:
        response = _part(blob, *part)
    for header, value in _headers(blob, name, etag).items():
        response.headers[header] = value
    return response


def _headers(blob: Blob, name: str, etag: str) -> dict[str, str]:
    is_shown = blob.mime in SHOWN
    return {
        "Content-Type": blob.mime,
        "Content-Disposition": content_disposition_header(not is_shown, name) or "inline",
        "Content-Security-Policy": SANDBOX,
        "X-Content-Type-Options": "nosniff",
        "ETag": etag,
        "Last-Modified": http_date(blob.stored_at.timestamp()),
        "Accept-Ranges": "bytes",
        # Asked for again each time, so that what is withdrawn is gone at once.
        "Cache-Control": "public, no-cache",
        # These bytes are packed already, and their fingerprint is of them as they are.
        "Content-Encoding": "identity",
    }


def _asked_part(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """First and last byte of the one part that was asked for; None for the whole."""
    found = _RANGE.match(request.headers.get("Range", ""))
    if not found or request.headers.get("If-Range", etag) != etag or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        return max(0, size - int(last)), size - 1
    end = min(int(last), size - 1) if last else size - 1
    return (int(first), end) if end >= int(first) or int(first) >= size else None


def _part(blob: Blob, first: int, last: int) -> HttpResponse:
    with open_blob(blob) as bytes_:
        bytes_.seek(first)
        content = bytes_.read(min(last - first + 1, _LARGEST_PART))
    response = HttpResponse(content, status=206)
    response.headers["Content-Range"] = f"bytes {first}-{first + len(content) - 1}/{blob.size}"
    return response
