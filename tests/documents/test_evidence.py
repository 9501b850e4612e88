"""The bundle of evidence: an index with true page numbers, bookmarks, marks; what has no pages attached."""

from datetime import UTC, datetime
from io import BytesIO

import pikepdf
from PIL import Image

from terbuka.documents.evidence import Part, bind
from terbuka.documents.mediatypes import MediaType
from terbuka.documents.pdf import read_pdf
from terbuka.documents.typesetting import typeset
from terbuka.services.register.bundling import WORDS

AT = datetime(2026, 3, 2, tzinfo=UTC)
HEAD = [["Komisi", "Komisi Informasi Provinsi Jawa Timur"], ["Pemohon", "Citra"]]


def _paper(pages: int) -> bytes:
    part = {"kind": "sentences", "heading": "", "sentences": ["Isi surat."]}
    turn = {"kind": "page", "heading": ""}
    data = {
        "running": "Surat",
        "foot": "",
        "page": "Halaman",
        "office": "KPU",
        "number": "",
        "about": "",
        "parts": [part, *([turn, part] * (pages - 1))],
    }
    return typeset("formal", data, title="Surat", language="id", at=AT)


def _photo() -> bytes:
    out = BytesIO()
    Image.new("RGB", (320, 200), "navy").save(out, "JPEG")
    return out.getvalue()


def test_every_piece_is_found_by_the_page_that_the_index_names() -> None:
    words = WORDS | {"office": "KPU Kabupaten Jombang", "number": "Nomor SGK/1", "made": "Disusun hari ini."}
    parts = [
        Part(
            "Pemberitahuan tertulis", "PT/1", "Senin", _paper(2), MediaType.PDF.value, "a.pdf", is_ours=True
        ),
        Part("Foto papan informasi", "Bukti", "Selasa", _photo(), MediaType.JPEG.value, "foto.jpg"),
        Part("Rincian anggaran", "Bukti", "Rabu", b"a,b\n1,2\n", MediaType.CSV.value, "rincian.csv"),
        Part("Surat rusak", "Bukti", "Rabu", b"%PDF-1.4 rusak", MediaType.PDF.value, "rusak.pdf"),
        Part("Tanggapan", "TK/1", "Kamis", _paper(1), MediaType.PDF.value, "c.pdf", is_ours=True),
    ]
    made = bind(parts, title="Bundel bukti SGK/1", head=HEAD, words=words, at=AT)

    with pikepdf.Pdf.open(BytesIO(made)) as pdf:
        assert len(pdf.pages) == 6  # cover, index, two, a picture, one
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
        assert titles == [
            "Daftar bukti",
            "T-1 Pemberitahuan tertulis",
            "T-2 Foto papan informasi",
            "T-5 Tanggapan",
        ]
        assert sorted(pdf.attachments) == ["T-3 rincian.csv", "T-4 rusak.pdf"]
        assert pdf.attachments["T-3 rincian.csv"].get_file().read_bytes() == b"a,b\n1,2\n"
    text = read_pdf(made).text
    for told in ("Bukti T-1", "Halaman 3 / 6", "Bukti T-5", "Halaman 6 / 6", "Bundel Bukti Termohon"):
        assert told in text
