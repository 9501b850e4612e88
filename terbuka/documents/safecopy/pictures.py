"""A picture for publication: upright, opaque, encoded anew, without its camera, place or owner."""

from typing import Any

from terbuka.documents.blackout.pictures import encoded
from terbuka.documents.confined import Done, Limits
from terbuka.documents.drawing import upright
from terbuka.documents.mediatypes import MediaType


def copy_picture(content: bytes, wish: dict[str, Any], limits: Limits) -> Done:
    """The picture of `wish["kind"]` as it is shown. Raises BadInput."""
    kind = MediaType(wish["kind"])
    return Done({"notes": {}, "pages": 1}, (encoded(upright(content, kind.name, limits), kind),))
