"""A stored film plays, or it is said why not: the container is read, however large or crafted it is."""

import io
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from terbuka.documents.videos import Video, check_video
from terbuka.rules.ruling import BadInput


def box(name: bytes, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return struct.pack(">I", len(content) + 8) + name + content


def track(kind: bytes, coding: bytes, chunk: int, samples: int = 30) -> bytes:
    entry = box(coding, b"\0" * 24, struct.pack(">HH", 1280, 720), b"\0" * 50)
    table = box(
        b"stbl",
        box(b"stsd", b"\0" * 4, struct.pack(">I", 1), entry),
        box(b"stsz", b"\0" * 4, struct.pack(">II", 100, samples)),
        box(b"stco", b"\0" * 4, struct.pack(">II", 1, chunk)),
    )
    return box(b"trak", box(b"mdia", box(b"hdlr", b"\0" * 8, kind, b"\0" * 13), box(b"minf", table)))


def mp4(coding: bytes = b"avc1", *, chunk: int = 40, sound: bool = True, films: bool = True) -> bytes:
    head = box(b"mvhd", b"\0" * 12, struct.pack(">II", 1_000, 62_500), b"\0" * 80)
    tracks = [track(b"vide", coding, chunk)] if films else []
    tracks += [track(b"soun", b"mp4a", 41)] if sound else []
    return box(b"ftyp", b"isom\0\0\0\0") + box(b"mdat", b"x" * 3_000) + box(b"moov", head, *tracks)


def element(name: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return name.to_bytes((name.bit_length() + 7) // 8) + (len(content) | 1 << 56).to_bytes(8) + content


def webm(coding: bytes = b"V_VP9", kind: bytes = b"webm") -> bytes:
    info = element(
        0x1549A966, element(0x2AD7B1, b"\x0f\x42\x40"), element(0x4489, struct.pack(">d", 12_000.0))
    )
    shown = element(0xE0, element(0xB0, b"\x05\x00"), element(0xBA, b"\x02\xd0"))
    tracks = element(0x1654AE6B, element(0xAE, element(0x83, b"\x01"), element(0x86, coding), shown))
    segment = element(0x18538067, info, tracks, element(0x1F43B675, b"x" * 500))
    return element(0x1A45DFA3, element(0x4282, kind)) + segment


def test_an_mp4_tells_its_length_its_size_and_its_coding() -> None:
    assert check_video(io.BytesIO(mp4())) == Video("video/mp4", "H.264", 62.5, 1280, 720, True)
    assert not check_video(io.BytesIO(mp4(sound=False))).has_sound


def test_a_webm_tells_the_same() -> None:
    assert check_video(io.BytesIO(webm())) == Video("video/webm", "VP9", 12.0, 1280, 720, False)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (mp4()[:-200], "rusak atau terpotong"),
        (mp4()[:1_000], "rusak atau terpotong"),
        (mp4(chunk=999_999), "rusak atau terpotong"),
        (mp4(b"hvc1"), "HEVC"),
        (mp4(b"mp4v"), "mp4v"),
        (mp4(films=False), "tidak berisi gambar"),
        (box(b"ftyp", b"isom"), "rusak"),
        (box(b"ftyp", b"isom") + struct.pack(">I4sQ", 1, b"moov", 2**63), "rusak"),
        (box(b"ftyp", b"isom") + box(b"free") * 30_000, "rusak"),
        (webm()[:-100], "rusak"),
        (webm(kind=b"matroska"), "MKV"),
        (b"\x1a\x45\xdf\xa3", "rusak"),
        (b"%PDF-1.7 ", "bukan video"),
        (b"", "bukan video"),
    ],
)
def test_what_does_not_play_is_refused_with_what_to_do(content: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        check_video(io.BytesIO(content))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    content=some.sampled_from([mp4(), webm()]),
    places=some.lists(some.integers(0, 4_000), max_size=6),
    to=some.integers(0, 255),
)
def test_damage_is_a_sentence_never_a_crash(content: bytes, places: list[int], to: int) -> None:
    damaged = bytearray(content)
    for place in places:
        damaged[place % len(damaged)] = to
    try:
        told = check_video(io.BytesIO(bytes(damaged)))
    except BadInput:
        return
    assert told.kind in ("video/mp4", "video/webm")
