"""Letters as they come: whatever is in them, they are read, and nothing of them does harm."""

import random
import time
import tracemalloc
from datetime import UTC, datetime

import pytest

from terbuka.documents.mails import LARGEST, read_letter
from terbuka.rules.inbound import Automatic, Fault
from terbuka.rules.ruling import BadInput
from tests.letters import CITRA, letter, winmail


def test_a_plain_letter_is_read_whole() -> None:
    found = read_letter(
        letter(
            "Mohon salinan SK.\n\n-- \nCitra Dewi\nJl. Merdeka 1",
            subject="=?utf-8?B?U0sgw6k=?=",
            to="PPID <KPU-Kab-Jombang+r1x@surat.example>, lain@x.example",
            Reply_To="kantor@warga.example",
            In_Reply_To="<a@x>",
            References="<b@x> <a@x>",
            files={"surat kuasa é.pdf": b"%PDF-1.4"},
        )
    )
    assert (found.sender.address, found.sender.name) == (CITRA, "Citra Dewi")
    assert (found.answer_to, found.subject) == ("kantor@warga.example", "SK é")
    assert found.addressed == ("kpu-kab-jombang+r1x@surat.example", "lain@x.example")
    assert (found.in_reply_to, found.references) == (("<a@x>",), ("<b@x>", "<a@x>"))
    assert found.sent_at == datetime(2026, 11, 2, 3, 11, 12, tzinfo=UTC)
    assert "Jl. Merdeka 1" in found.text
    assert found.fresh == "Mohon salinan SK."
    assert [(one.name, one.content) for one in found.files] == [("surat kuasa é.pdf", b"%PDF-1.4")]
    assert not found.faults
    assert not found.is_automatic


@pytest.mark.parametrize(
    ("history", "fresh"),
    [
        ("Baik.\n\nPada Sen, 2 Nov 2026 pukul 10.11 PPID <a@b.c>\nmenulis:\n> lama\n> lagi", "Baik."),
        ("Ya.\n\nOn Mon, 2 Nov 2026 at 10:11, PPID <a@b.c> wrote:\n\n> lama\n\n-- \nCitra", "Ya."),
        ("Ya.\n\n________________________________\nDari: PPID\nDikirim: Senin\nKepada: Citra\nlama", "Ya."),
        ("Ya.\n\n-----Original Message-----\nFrom: PPID\nlama", "Ya."),
        ("Ya.\n\nDikirim dari iPhone saya", "Ya."),
        ("> Nomor berapa?\nNomor 5.\n> Tahun?\n2024.", "> Nomor berapa?\nNomor 5.\n> Tahun?\n2024."),
        ("> hanya kutipan", "> hanya kutipan"),
    ],
)  # fmt: skip
def test_what_is_new_stands_without_history_and_signature(history: str, fresh: str) -> None:
    found = read_letter(letter(history))
    assert found.fresh == fresh
    assert history.split("\n")[-1] in found.text


def test_a_web_page_becomes_text_and_fetches_nothing() -> None:
    page = (
        b"From: c@x.example\nContent-Type: multipart/alternative; boundary=b\n\n"
        b"--b\nContent-Type: text/plain\n\n \n--b\nContent-Type: text/html; charset=utf-8\n\n"
        b"<style>p{}</style><p>Mohon <b>SK</b></p><script>x()</script><p>Baris&nbsp;dua<br>tiga "
        b"<a href='https://a.example/x'>di sini</a><img src='https://t.example/p.gif'>\n--b--\n"
    )
    assert read_letter(page).text == "Mohon SK\nBaris dua\ntiga di sini <https://a.example/x>"


_FROM = b"From: a@b.example\n"
_MIXED = _FROM + b"Content-Type: multipart/mixed"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00\x00",
        b"no header at all",
        _MIXED + b"; boundary=x\n\n--x\nContent-Type: text/plain\n\nhalo",
        _MIXED + b"\n\n--x\n\nhalo\n--x--",
        _FROM + b"Content-Type: text/plain; charset=nope\n\nhalo \xf3",
        _FROM + b"Content-Type: text/plain; charset=punycode\n\nhalo",
        _FROM + b"Content-Type: text/plain; charset=zlib\n\nhalo",
        _FROM + b"Content-Transfer-Encoding: base64\n\n!!!not base64!!!",
        _FROM + b"Content-Type: message/rfc822\n\nbroken",
        b"From: \xe9\xe8@b.example\nSubject: \xff\xfe\nDate: never\n\n\x00\x01halo",
        _FROM + b"Subject: =?utf-8?B?!!!?= =?nope?Q?=80?=\n\nhalo",
        _FROM + b'Content-Type: x; name*0*=utf-8; name*1*="%%%\n'
        b"Content-Disposition: attachment; filename*=x'y\n\nz",
        _FROM + b"Content-Type: message/rfc822\n\n" * 3000 + b"halo",
        _MIXED + b"; boundary=x\n\n" + b"--x\n\nq\n" * 5000,
    ],
)
def test_what_is_broken_is_read_as_far_as_it_goes(raw: bytes) -> None:
    found = read_letter(raw)
    assert all(sign in "\n\t" or sign.isprintable() for sign in found.text)
    assert "\n" not in found.subject
    assert "halo" in found.text or b"halo" not in raw or found.faults or found.attachments


def test_noise_in_a_letter_never_stops_it() -> None:
    seed = random.Random(6)
    whole = letter("Isi\n" * 20, files={"a.pdf": b"%PDF" * 50, "winmail.dat": winmail({"b.doc": b"B" * 90})})
    for _round in range(300):
        noisy = bytearray(whole)
        for _hit in range(seed.randrange(1, 30)):
            noisy[seed.randrange(len(noisy))] = seed.randrange(256)
        found = read_letter(bytes(noisy[: seed.randrange(1, len(noisy))]))
        kept = (found.sender.address, found.sender.name, found.subject, found.message_id, found.text)
        assert "\0" not in "".join((*kept, *found.addressed, *(one.name for one in found.attachments)))
        "".join(kept).encode()


def test_wrong_charsets_are_seen_through() -> None:
    head = b"From: a@b.example\nSubject: caf\xc3\xa9\nContent-Type: text/plain; charset=%s\n\n%s"
    assert read_letter(head % (b"us-ascii", "é".encode())).text == "é"
    assert read_letter(head % (b"utf-8", b"\xe9")).text == "é"
    assert read_letter(head % (b"windows-1252", b"\x80")).text == "€"
    assert read_letter(head % (b"x", b"")).subject == "café"


def test_a_header_cannot_be_injected_and_a_name_cannot_pose_as_an_address() -> None:
    raw = letter(
        subject="=?utf-8?Q?a=0D=0ABcc:_x@x.example=E2=80=AE?=", sender='"ketua@kpu.example" <z@x.example>'
    )
    found = read_letter(raw)
    assert found.subject == "a Bcc: x@x.example"
    assert (found.sender.address, found.sender.name) == ("z@x.example", "")
    two = read_letter(b"From: a@x.example\nFrom: b@x.example\n\nx")
    assert Fault.SENDERS in two.faults
    assert two.is_spoofed


def test_winmail_is_opened_and_a_broken_one_kept() -> None:
    package = winmail({"Keputusan Nomor 12.docx": b"isi", "Rekap é.xlsx": b"angka"}, text="Terlampir.")
    found = read_letter(letter(" ", files={"winmail.dat": package}))
    assert [(one.name, one.content) for one in found.files] == [
        ("Keputusan Nomor 12.docx", b"isi"),
        ("Rekap é.xlsx", b"angka"),
    ]
    assert found.text == "Terlampir."
    broken = read_letter(letter(files={"winmail.dat": package[:20]}))
    assert [one.name for one in broken.files] == ["winmail.dat"]
    assert Fault.TNEF in broken.faults


def test_a_letter_within_a_letter_is_a_file_and_so_are_its_files() -> None:
    inner = letter("Dalam", subject="Surat lama", files={"lama.pdf": b"%PDF"})
    raw = (
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nluar\n--x\n"
        b"Content-Type: message/rfc822\n\n" + inner + b"\n--x--"
    )
    found = read_letter(raw)
    assert found.text == "luar"
    assert [one.name for one in found.attachments] == ["Surat lama.eml", "lama.pdf"]
    assert [one.name for one in found.files] == ["lama.pdf"]


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"Auto_Submitted": "auto-replied"}, Automatic.REPLY),
        ({"Auto_Submitted": "no"}, None),
        ({"X_Auto_Response_Suppress": "All"}, Automatic.REPLY),
        ({"subject": "Balasan otomatis: cuti"}, Automatic.REPLY),
        ({"subject": "Re: Out of office rules"}, None),
        ({"Precedence": "bulk"}, Automatic.LIST),
        ({"List_Id": "<warga.x.example>"}, Automatic.LIST),
        ({"sender": "MAILER-DAEMON@x.example"}, Automatic.REPORT),
        ({"sender": "no-reply@x.example"}, Automatic.REPLY),
        ({"Return_Path": "<>"}, Automatic.REPORT),
        ({"X_Terbuka": "1"}, Automatic.OWN),
        ({"sender": "terbuka@surat.example"}, Automatic.OWN),
    ],
)
def test_what_programs_write_is_known(more: dict[str, str], why: Automatic | None) -> None:
    assert read_letter(letter(**more), own={"terbuka@surat.example"}).automatic is why  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("results", "is_spoofed"),
    [
        (["mx.kpu.example; spf=pass smtp.mailfrom=x; dkim=pass; dmarc=pass"], False),
        (["mx.kpu.example; spf=pass; dkim=fail; dmarc=fail (p=none)"], True),
        (["mx.kpu.example; spf=fail; dkim=none"], True),
        (["mx.kpu.example; spf=fail; dkim=pass"], False),
        (["evil.example; dmarc=fail"], False),
        (["mx.kpu.example; dmarc=fail", "mx.kpu.example; dmarc=pass"], True),
        (["mx.kpu.example (dmarc=pass); none"], False),
    ],
)
def test_only_a_trusted_server_says_whether_a_sender_is_forged(results: list[str], is_spoofed: bool) -> None:
    fields = "".join(f"Authentication-Results: {one}\n" for one in results).encode()
    found = read_letter(fields + letter(), trusted=frozenset({"mx.kpu.example"}))
    assert found.is_spoofed is is_spoofed


def test_thirty_megabytes_are_read_and_more_is_refused() -> None:
    big = letter(files={"besar.bin": bytes(22 * 2**20)})
    assert 29 * 2**20 < len(big) < LARGEST
    assert len(read_letter(big).files[0].content) == 22 * 2**20
    with pytest.raises(BadInput, match="lebih besar"):
        read_letter(bytes(LARGEST + 1))


def test_memory_is_a_few_times_the_letter() -> None:
    big = letter(files={"besar.bin": bytes(3 * 2**20)})
    tracemalloc.start()
    read_letter(big)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * len(big)


def test_ten_thousand_recipients_and_endless_text_take_no_time() -> None:
    many = ", ".join(f"Orang {n} <orang{n}@x.example>" for n in range(10_000))
    hostile = "On " * 50_000 + "\n" * 100_000 + ">" * 50_000 + "\n_" * 50_000 + "-- \n" * 10_000
    began = time.monotonic()
    found = read_letter(f"From: a@b.example\nTo: {many}\n\n{hostile}".encode())
    assert len(found.to) == 500
    assert time.monotonic() - began < 3
