"""A film that goes out tells nothing beside its pictures and sound, and those are the same bit for bit."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from terbuka.documents.guarding.films import look_at_film
from terbuka.documents.leaks.inspecting import inspect
from terbuka.documents.safecopy.films import copy_film, read_film
from terbuka.rules.ruling import BadInput
from tests.documents.test_videos import box, element, mp4, track, webm

PLACE, PERSON, DEVICE = b"-07.5460+112.2330/", b"Budi Santoso", b"SM-A525F"
WAY = b"GPS-7.54601,112.23302;" * 20


def properties() -> bytes:
    """User data as phones write it."""
    return box(
        b"udta",
        box(b"\xa9xyz", struct.pack(">HH", len(PLACE), 0x15C7), PLACE),
        box(b"\xa9aut", struct.pack(">HH", len(PERSON), 0), PERSON),
        box(b"\xa9mod", struct.pack(">HH", len(DEVICE), 0), DEVICE),
    )


def telling_mp4() -> bytes:
    """An MP4 with user data, XMP, a track of the way that the camera went, and a trailer."""
    xmp = box(b"uuid", bytes(16), b'<x:xmpmeta exif:GPSLatitude="7,32.760S"/>')
    data = box(b"mdat", b"picture" * 400 + WAY)
    start = 16 + 8
    way = box(
        b"trak",
        box(
            b"mdia",
            box(b"hdlr", b"\0" * 8, b"meta", b"\0" * 12, b"GoPro MET\0"),
            box(
                b"minf",
                box(
                    b"stbl",
                    box(b"stsd", bytes(4), struct.pack(">I", 1), box(b"gpmd", bytes(8))),
                    box(b"stsz", bytes(4), struct.pack(">II", len(WAY) // 4, 4)),
                    box(b"stsc", bytes(4), struct.pack(">IIII", 1, 1, 4, 1)),
                    box(b"stco", bytes(4), struct.pack(">II", 1, start + 2_800)),
                ),
            ),
        ),
    )
    head = box(b"mvhd", bytes(4), b"DAYS" * 2, struct.pack(">II", 1_000, 62_500), bytes(80))
    moov = box(b"moov", head, track(b"vide", b"avc1", start), way, properties())
    return box(b"ftyp", b"isom\0\0\0\0") + data + moov + xmp + b"\0\0SEF"


def telling_webm() -> bytes:
    """A WebM with a place in its tags and the name of its program."""
    tag = element(0x67C8, element(0x45A3, b"LOCATION"), element(0x4487, PLACE))
    info = element(
        0x1549A966, element(0x2AD7B1, b"\x0f\x42\x40"), element(0x5741, DEVICE), element(0x7BA9, PERSON)
    )
    shown = element(0xE0, element(0xB0, b"\x05\x00"), element(0xBA, b"\x02\xd0"))
    tracks = element(0x1654AE6B, element(0xAE, element(0x83, b"\x01"), element(0x86, b"V_VP9"), shown))
    inside = info + tracks + element(0x1F43B675, b"x" * 500) + element(0x1254C367, tag)
    return element(0x1A45DFA3, element(0x4282, b"webm")) + element(0x18538067, inside)


@pytest.mark.parametrize("film", [telling_mp4(), telling_webm()], ids=["MP4", "WebM"])
def test_place_person_device_and_day_are_gone_and_nothing_is_moved(film: bytes) -> None:
    copy = copy_film(film)
    assert len(copy) == len(film)
    for told in (PLACE, PERSON, DEVICE, WAY[:20], b"GPSLatitude", b"GoPro", b"DAYS", b"SEF", b"LOCATION"):
        assert told not in copy
    assert read_film(copy).video == read_film(film).video
    assert (b"picture" * 400 in copy) == (b"picture" * 400 in film)
    assert copy_film(copy) == copy


def test_a_film_that_tells_nothing_stays_as_it_is() -> None:
    for film in (mp4(), webm()):
        assert copy_film(film) == film
        assert not read_film(film).traces


def test_the_guard_tells_what_a_film_told_and_that_a_person_must_watch_it() -> None:
    seen = inspect(telling_mp4(), name="pidato.mp4")
    assert seen.opens
    assert [one.kind.value for one in seen.findings] == ["exif_place", "metadata", "metadata"]
    assert not seen.is_whole
    look = look_at_film(telling_webm())
    assert [(one.kind, one.is_removed) for one in look.seen] == [("not_read", False), ("exif_place", True)]


@pytest.mark.parametrize(
    "film",
    [
        telling_mp4()[:-400],
        telling_webm()[:-10],
        # The samples of the other track lie in pieces that its tables do not name.
        telling_mp4()[: -len(b"\0\0SEF")] + box(b"moof", b""),
        # Its chunks would lie beyond the end.
        telling_mp4().replace(struct.pack(">II", 1, 2_824), struct.pack(">II", 1, 2_000_000)),
    ],
)
def test_what_cannot_be_cleaned_cannot_be_published(film: bytes) -> None:
    look = look_at_film(film)
    assert look.fault
    assert not look.is_workable
    assert look.copy is None


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    content=some.sampled_from([telling_mp4(), telling_webm()]),
    places=some.lists(some.integers(0, 5_000), max_size=6),
    to=some.integers(0, 255),
)
def test_a_damaged_film_is_a_sentence_or_clean(content: bytes, places: list[int], to: int) -> None:
    damaged = bytearray(content)
    for place in places:
        damaged[place % len(damaged)] = to
    try:
        made = copy_film(bytes(damaged))
    except BadInput:
        return
    assert not read_film(made).traces
