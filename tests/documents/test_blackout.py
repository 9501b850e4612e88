"""Black-out is real: whatever the page looks like, what lay under a box is in no part of the new file."""

import io
import zlib
from datetime import UTC, datetime
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as some
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw

from terbuka.documents.blackout.areas import Area, Part, TextPart, area_of
from terbuka.documents.blackout.blacking import BlackedOut, black_out, black_out_text
from terbuka.documents.blackout.pdf_pages import black_out_pdf
from terbuka.documents.blackout.placed_boxes import place_boxes
from terbuka.documents.blackout.reading_back import read_back
from terbuka.documents.blackout.verifying import NotBlackedOut, verify_black_out
from terbuka.documents.confined import LIMITS, Limits
from terbuka.documents.mediatypes import MediaType
from terbuka.rules.blackout import Reason
from terbuka.rules.ruling import BadInput
from tests.documents import made
from tests.documents.laid_out import Laying, Placed, document, saved

SECRET = "3517081201900001"
# Half as fine as for publication: many pages are drawn here.
COARSE = Limits(dots=110)
AT = datetime(2026, 3, 13, 9, 30, tzinfo=UTC)
PERSONAL = Reason.PERSONAL_DATA
LAYINGS = some.builds(
    Laying,
    left=some.sampled_from([0, -120, 333.3]),
    bottom=some.sampled_from([0, -77.7, 200]),
    width=some.floats(300, 900),
    height=some.floats(300, 1300),
    crop=some.sampled_from([0, 12.5, 40]),
    turn=some.sampled_from([0, 90, 180, 270]),
    unit=some.sampled_from([1, 1, 2.5]),
    in_form=some.booleans(),
)


def blacked(content: bytes, *areas: Area, redraw: tuple[int, ...] = ()) -> tuple[bytes, list[int]]:
    """The black-out in this process: many examples, quickly."""
    told = [(area.page, area.x0, area.y0, area.x1, area.y1) for area in areas]
    done = black_out_pdf(content, {"areas": told, "redraw": redraw, "title": ""}, COARSE)
    return done.files[0], done.told["drawn"]


def left_in(content: bytes, *areas: Area, secrets: tuple[str, ...] = (SECRET,)) -> list[Any]:
    told = [(area.page, area.x0, area.y0, area.x1, area.y1) for area in areas]
    wish = {"areas": told, "secrets": secrets, "kind": MediaType.PDF.value}
    return list(read_back(content, wish, LIMITS).told["left"])


def text_of(content: bytes, number: int = 0) -> str:
    with pdfium.PdfDocument(content) as pdf:
        return " ".join(pdf[number].get_textpage().get_text_range().split())


def unpacked(content: bytes) -> bytes:
    """All that the file holds, streams opened."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pieces = [one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream)]
        return b"\n".join([*pieces, *(one.unparse() for one in pdf.objects)])


# Shrinking draws hundreds of pages: the example as it was found says enough.
@settings(max_examples=15, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])
@given(laying=LAYINGS, across=some.floats(0, 1), down=some.floats(0, 1), size=some.floats(7, 13))
def test_nothing_under_a_box_stays_however_the_page_lies(
    laying: Laying, across: float, down: float, size: float
) -> None:
    left, bottom, right, top = laying.edges
    wide = len(SECRET) * 0.6 * size
    secret = Placed(
        SECRET, left + 3 + across * (right - left - wide - 6), bottom + 40 + down * (top - bottom - 60), size
    )
    below = Placed("tetap", left + 20, bottom + 12, 10)
    source = saved(document((laying, [secret, below]), (Laying(), [Placed("utuh", 100, 100)])))
    area = secret.area(laying)

    result, drawn = blacked(source, area)

    assert drawn == [1]
    assert left_in(result, area) == []
    assert SECRET.encode() not in unpacked(result)
    assert text_of(result) == "tetap"
    assert text_of(result, 1) == "utuh"
    with pdfium.PdfDocument(source) as before, pdfium.PdfDocument(result) as after:
        assert after[0].get_size() == pytest.approx(before[0].get_size(), abs=0.01)
        shown = [one[0].render(scale=1).to_pil().convert("L") for one in (before, after)]
        untouched = [one[1].render(scale=1).to_pil().tobytes() for one in (before, after)]
    assert untouched[0] == untouched[1]
    x, y = below.area(laying).x0, below.area(laying).y0
    # The word that stays is painted where it was.
    spot = tuple(int(side) for side in (x * shown[0].width, y * shown[0].height))
    box = (*spot, spot[0] + 8, spot[1] + 8)
    assert [one.crop(box).getextrema()[0] < 140 for one in shown] == [True, True]


def test_a_word_that_a_box_touches_goes_whole_and_its_neighbours_stay() -> None:
    laying = Laying()
    words = [Placed("Budi", 100, 700), Placed("Santoso", 140, 700), Placed("Jombang", 210, 700)]
    area = words[1].area(laying)
    half = Area(1, area.x0 + 0.03, area.y0, area.x1, area.y1)

    result, _drawn = blacked(saved(document((laying, words))), half)

    assert text_of(result) == "Budi Jombang"


def test_lines_close_by_stay_searchable_and_the_proof_still_holds() -> None:
    laying = Laying()
    lines = [Placed(f"baris-{number}", 100, 700 - 13 * number) for number in range(5)]
    area = lines[2].area(laying, grow=1)
    source = saved(document((laying, lines)))

    result, _drawn = blacked(source, area)

    assert text_of(result) == "baris-0 baris-1 baris-3 baris-4"
    assert left_in(result, area, secrets=("baris-2",)) == []


def test_hidden_words_do_not_survive_on_a_page_that_is_drawn() -> None:
    laying = Laying()
    words = [
        Placed(SECRET, 100, 700),
        Placed("putih", 100, 600, paint=b"1 g"),
        Placed("tertutup", 100, 500),
        Placed("luar", 100, 900),
        Placed("terlihat", 100, 400),
        Placed("lapisan", 100, 300, mode=3),
    ]
    over = b"0 g 90 490 200 30 re f\n"
    area = words[0].area(laying)

    result, _drawn = blacked(saved(document((laying, words), over=over)), area)

    assert text_of(result) == "terlihat"


def test_the_text_layer_of_a_scan_stays_where_something_is_seen() -> None:
    laying = Laying()
    words = [Placed("Keputusan", 100, 500, 20, mode=3), Placed(SECRET, 100, 400, 20, mode=3)]
    seen = b"0 g 100 500 20 12 re f 150 500 20 12 re f 190 500 18 12 re f 115 500 90 3 re f\n"

    result, _drawn = blacked(saved(document((laying, words), over=seen)), words[1].area(laying))

    assert "Keputusan" in text_of(result)
    assert left_in(result, words[1].area(laying)) == []


def _with_everything(pdf: pikepdf.Pdf) -> None:
    """The secret in each corner of a PDF where data hides."""
    root, page = pdf.Root, pdf.pages[1]
    attached = pdf.make_stream(SECRET.encode())
    root.Names = Dictionary(
        EmbeddedFiles=Dictionary(
            Names=Array([String("a"), Dictionary(F=String(SECRET), EF=Dictionary(F=attached))])
        ),
        JavaScript=Dictionary(Names=Array([String("j"), Dictionary(S=Name.JavaScript, JS=String(SECRET))])),
    )
    root.Metadata = pdf.make_stream(SECRET.encode(), Type=Name.Metadata, Subtype=Name.XML)
    root.StructTreeRoot = Dictionary(K=Dictionary(S=Name.Span, ActualText=String(SECRET), Alt=String(SECRET)))
    root.PieceInfo = Dictionary(Tool=Dictionary(Private=String(SECRET)))
    root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(SECRET.encode()))
    root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(SECRET))
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(SECRET, 0))
    pdf.docinfo[Name.Title] = SECRET
    pdf.docinfo[Name.Author] = SECRET
    link = Dictionary(
        Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=Dictionary(S=Name.URI, URI=String(SECRET))
    )
    page.obj.Annots = Array([pdf.make_indirect(link)])
    page.obj.Thumb = pdf.make_stream(SECRET.encode(), Width=1, Height=1)
    page.obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String(SECRET)))
    page.obj.Metadata = pdf.make_stream(SECRET.encode())
    page.Contents = pdf.make_stream(
        b"/Span <</ActualText (%s)>> BDC BT /F 12 Tf 100 100 Td (utuh) Tj ET EMC %%%s\n"
        % ((SECRET.encode(),) * 2)
    )
    # A picture that only the first page shows, but that both pages name.
    shared = pdf.make_stream(SECRET.encode() + b"\0" * 300, Type=Name.XObject, Subtype=Name.Image)
    shared.update(Dictionary(Width=10, Height=10, ColorSpace=Name.DeviceRGB, BitsPerComponent=8))
    page.Resources.XObject = Dictionary(Shared=shared)


def test_no_corner_of_the_file_keeps_what_was_blacked_out() -> None:
    laying = Laying()
    secret = Placed(SECRET, 100, 700)
    pdf = document((laying, [secret]), (laying, [Placed("utuh", 100, 100)]))
    _with_everything(pdf)
    # An earlier version of the file stands before the one that counts.
    source = saved(pdf)

    result, drawn = blacked(source + source, secret.area(laying))

    assert drawn == [1]
    assert left_in(result, secret.area(laying)) == []
    assert SECRET.encode() not in unpacked(result)
    assert text_of(result, 1) == "utuh"


def test_a_picture_that_a_box_touches_is_drawn_wherever_it_stands() -> None:
    laying = Laying()
    pdf = document((laying, []), (laying, []), (laying, [Placed("utuh", 100, 100)]))
    dots = Image.new("RGB", (300, 60), "white")
    ImageDraw.Draw(dots).text((5, 20), SECRET, fill="black")
    shared = pdf.make_stream(zlib.compress(dots.tobytes()))
    shared.update(
        Dictionary(
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=300,
            Height=60,
            ColorSpace=Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=Name.FlateDecode,
        )
    )
    for number, clip in ((0, b""), (1, b"100 500 40 10 re W n ")):
        pdf.pages[number].Resources.XObject = Dictionary(P=shared)
        pdf.pages[number].Contents = pdf.make_stream(b"q " + clip + b"300 0 0 60 100 500 cm /P Do Q")

    result, drawn = blacked(saved(pdf), Area(1, 0.17, 0.3, 0.68, 0.41))

    # The second page shows a corner of the picture: the rest of it must not lie in the file.
    assert drawn == [1, 2]
    assert dots.tobytes() not in unpacked(result)


@pytest.mark.parametrize("what", ["layer", "note", "field", "outside"])
def test_a_page_that_may_hold_more_than_it_shows_is_drawn_as_well(what: str) -> None:
    laying = Laying()
    secret = Placed(SECRET, 100, 700)
    words = [Placed("terlihat", 100, 100), *([Placed("9917081201900009", 100, 1200)] * (what == "outside"))]
    pdf = document((laying, [secret]), (laying, words))
    page = pdf.pages[1]
    if what == "layer":
        hidden = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("draf")))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([hidden]), D=Dictionary(OFF=Array([hidden])))
        page.Resources.Properties = Dictionary(O=hidden)
        page.contents_add(b"/OC /O BDC BT /F 12 Tf 100 300 Td (9917081201900009) Tj ET EMC")
    elif what in ("note", "field"):
        kind = Name.FreeText if what == "note" else Name.Widget
        told = Dictionary(Subtype=kind, Rect=Array([0, 0, 90, 20]), Contents=String("9917081201900009"))
        page.obj.Annots = Array([pdf.make_indirect(told)])
        pdf.Root.AcroForm = Dictionary(Fields=Array(page.obj.Annots))

    result, drawn = blacked(saved(pdf), secret.area(laying))

    assert drawn == [1, 2]
    assert b"9917081201900009" not in unpacked(result)
    assert "9917081201900009" not in text_of(result, 1)
    assert text_of(result, 1) == "terlihat"


def test_the_guards_boxes_become_areas_of_the_page_as_it_is_shown() -> None:
    for turn in (0, 90, 180, 270):
        laying = Laying(left=-50, bottom=30, crop=20, turn=turn)
        word = Placed(SECRET, 100, 300)
        content = saved(document((laying, [word])))
        box = (1, word.x, word.y - 0.2 * 12, word.x + len(SECRET) * 7.2, word.y + 0.68 * 12)

        (told,) = place_boxes(content, {"boxes": [box]}, LIMITS).told["areas"]

        expected = word.area(laying)
        assert told[1:] == pytest.approx((expected.x0, expected.y0, expected.x1, expected.y1), abs=0.001)


def test_the_whole_way_through_a_process_of_its_own_and_back() -> None:
    content = made.pdf(f"NIK {SECRET} milik Budi.", "Halaman kedua.", title="Surat Budi")
    parts = [Part(Area(1, 0.05, 0.07, 0.95, 0.11), Reason.PRIVATE)]

    result = black_out(content, MediaType.PDF, parts, title="Surat")

    assert (result.kind, result.pages, result.drawn, result.count) == (MediaType.PDF, 2, (1,), 1)
    assert black_out(content, MediaType.PDF, parts, title="Surat") == result
    assert {"text", "bytes", "dots"} <= {*verify_black_out(result, parts, [SECRET, "Budi"]).by}
    assert text_of(result.content, 1) == "Halaman kedua."
    with pytest.raises(NotBlackedOut, match="masih dapat disalin") as fault:
        verify_black_out(BlackedOut(content, MediaType.PDF, 2), parts, [SECRET])
    assert SECRET not in str(fault.value)
    assert {one.what for one in fault.value.left} >= {"text", "dots"}


def test_a_black_box_laid_over_the_text_is_no_black_out() -> None:
    laying = Laying()
    word = Placed(SECRET, 100, 700)
    area = word.area(laying, grow=3)
    source = saved(document((laying, [word]), over=b"0 g 80 680 300 40 re f\n"))

    with pytest.raises(NotBlackedOut, match="disalin"):
        verify_black_out(BlackedOut(source, MediaType.PDF, 1), [Part(area, PERSONAL)], [SECRET])

    result = black_out(source, MediaType.PDF, [], redraw=[1])
    assert verify_black_out(result, [], [SECRET])


@pytest.mark.parametrize(("kind", "form"), [(MediaType.JPEG, "JPEG"), (MediaType.PNG, "PNG")])
def test_a_picture_is_painted_upright_and_tells_nothing(kind: MediaType, form: str) -> None:
    picture = Image.new("RGBA" if form == "PNG" else "RGB", (200, 100), "white")
    picture.paste((200, 0, 0), (0, 0, 50, 50))
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, SECRET
    out = io.BytesIO()
    picture.save(out, form, exif=exif)
    # Turned a quarter, the red corner stands above right.
    parts = [Part(Area(1, 0.5, 0, 1, 0.25), PERSONAL)]

    result = black_out(out.getvalue(), kind, parts)

    shown = Image.open(io.BytesIO(result.content)).convert("RGB")
    assert shown.size == (100, 200)
    assert not shown.getexif()
    assert max(shown.getpixel((75, 25))) < 20
    assert min(shown.getpixel((20, 20))) > 230
    assert verify_black_out(result, parts, [SECRET]).by[:2] == ("dots", "bytes")


def test_office_files_become_a_paper_without_the_values() -> None:
    content = made.letter(
        "Keputusan",
        "Menetapkan Siti  Aminah sebagai anggota.",
        table=[["Nama", "NIK"], ["Siti Aminah", SECRET]],
    )
    parts = [TextPart("Siti Aminah", PERSONAL), TextPart("3517 0812 0190 0001", Reason.PRIVATE)]

    result = black_out_text(content, MediaType.DOCX, parts, title="Keputusan", at=AT)

    assert (result.kind, result.pages, result.count) == (MediaType.PDF, 1, 3)
    assert verify_black_out(result, [], ["Siti Aminah", SECRET])
    said = text_of(result.content)
    assert "sebagai anggota" in said
    assert said.count("data pribadi") == 2
    assert "Pasal 17 huruf h" in said
    with pytest.raises(BadInput, match="1 teks yang akan dihitamkan tidak ditemukan"):
        black_out_text(content, MediaType.DOCX, [TextPart("Tidak Ada", PERSONAL)], title="x", at=AT)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([], "Belum ada bagian"),
        ([Part(Area(9, 0, 0, 0.5, 0.5), PERSONAL)], "Halaman 9 tidak ada"),
        ([Part(Area(1, 0.5, 0, 0.5, 0.5), PERSONAL)], "kosong"),
        ([Part(Area(1, 0, 0, float("nan"), 0.5), PERSONAL)], "luar halaman"),
        ([Part(Area(1, 0, 0, 1.5, 0.5), PERSONAL)], "luar halaman"),
    ],
)
def test_a_box_that_is_none_is_named(parts: list[Part], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        black_out(made.pdf("Laporan"), MediaType.PDF, parts)


def test_what_the_browser_sends_is_read_with_care() -> None:
    assert area_of({"page": "2", "x0": "0.1", "y0": 0, "x1": 0.2, "y1": 1}) == Area(2, 0.1, 0, 0.2, 1)
    for told in (
        {},
        {"page": 1, "x0": "a", "y0": 0, "x1": 1, "y1": 1},
        {"page": 0, "x0": 0, "y0": 0, "x1": 1, "y1": 1},
    ):
        with pytest.raises(BadInput):
            area_of(told)


def test_a_huge_page_is_drawn_within_its_bounds() -> None:
    laying = Laying(width=14_000, height=14_000)
    word = Placed(SECRET, 1_000, 7_000, 400)
    small = Limits(page_pixels=400_000)
    done = black_out_pdf(
        saved(document((laying, [word]))), {"areas": [[1, 0, 0.3, 1, 0.7]], "redraw": [], "title": ""}, small
    )
    with pikepdf.open(io.BytesIO(done.files[0])) as pdf:
        picture = pdf.pages[0].Resources.XObject.P
        assert picture.Width * picture.Height <= 410_000
