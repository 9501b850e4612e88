"""What a film tells beside its pictures and sound: the place, the people and the device that made it."""

from terbuka.documents.leaks.finding import Leak
from terbuka.documents.leaks.gathering import Gathering
from terbuka.documents.reading import BrokenError
from terbuka.documents.safecopy.films import is_film, traces_of
from terbuka.documents.safecopy.patches import Trace
from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput

NOT_SEEN = say("gambar dan suara video: putar dan dengarkan sendiri")
# What each trace is called, and where it stands.
TOLD: dict[Trace, tuple[Leak, Phrase]] = {
    Trace.PLACE: (Leak.EXIF_PLACE, say("data kamera: tempat pengambilan video")),
    Trace.PERSON: (Leak.METADATA, say("properti video: nama pembuat")),
    Trace.DEVICE: (Leak.METADATA, say("properti video: merek dan tipe perangkat")),
}


def look_into_film(body: bytes, gathering: Gathering) -> bool:
    """Whether these bytes are a film whose boxes could be read; what it tells goes to `gathering`.

    Raises BrokenError for a film that is cut or crafted.
    """
    if not is_film(body):
        return False
    try:
        traces = traces_of(body)
    except BadInput:
        raise BrokenError from None
    for trace, (leak, where) in TOLD.items():
        if trace in traces:
            gathering.found(leak, where, is_hidden=True)
    gathering.not_read(NOT_SEEN)
    return True
