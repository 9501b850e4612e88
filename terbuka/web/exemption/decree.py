"""The decree of classification (SK klasifikasi): considering, in view of, decided, and its annex."""

from typing import Any

from terbuka.models import ConsequenceTest
from terbuka.rules.exemption import ExemptStatus
from terbuka.rules.sources import act
from terbuka.rules.units import Institution
from terbuka.services.catalogue.exemptrows import deciding_unit
from terbuka.web.exemption.pages import Part
from terbuka.web.exemption.papertexts import facts, names_of, points, signatures, table, term_words

# In view of: the acts for all, then those of each institution.
_ACTS = ("uu14-2008", "pp61-2010", "perki1-2021")
_OWN_ACTS = {
    Institution.KPU.value: ("pkpu22-2023", "pkpu4-2025"),
    Institution.BAWASLU.value: ("perbawaslu10-2019", "perbawaslu1-2022"),
}
_WITHHELD = (ExemptStatus.PROPOSED.value, ExemptStatus.EXEMPT.value, ExemptStatus.REOPENED.value)


def decree_parts(test: ConsequenceTest, parts: list[Part]) -> list[dict[str, Any]]:
    """The whole decree; what stayed open is not in it."""
    withheld = [part for part in parts if part.document.status in _WITHHELD]
    place, names = deciding_unit(test), names_of(test)
    return [
        points("Menimbang", _considering(test, withheld)),
        points("Mengingat", _in_view(test.unit.institution)),
        points("Memutuskan, menetapkan", _decided(test)),
        facts(
            "Penetapan",
            [
                ["Jenis klasifikasi", "Informasi Publik yang Dikecualikan"],
                ["Badan publik", place.name],
                ["Unit kerja yang menguasai", f"{test.holder or '–'}, {test.unit.name}"],
                ["Pejabat PPID", ", ".join(part for part in (names.ppid, names.ppid_position) if part)],
                ["Persetujuan pimpinan", f"{names.decider or '................'}, {names.decider_place}"],
            ],
        ),
        signatures(
            [
                ("Pejabat Pengelola Informasi dan Dokumentasi", names.ppid, names.ppid_position),
                ("Menyetujui,", names.decider, names.decider_place),
            ],
            place="",
            on=test.decree_on,
        ),
        {"kind": "page", "heading": ""},
        table(
            "Lampiran: daftar informasi yang dikecualikan",
            ["No", "Uraian informasi", "Dasar hukum", "Konsekuensi dan kepentingan publik", "Jangka waktu"],
            [_annex(number, part) for number, part in enumerate(withheld, start=1)],
            [1, 5, 6, 9, 4],
        ),
    ]


def _considering(test: ConsequenceTest, withheld: list[Part]) -> list[list[str]]:
    number = f" nomor {test.number}" if test.number else ""
    return [
        [
            "a.",
            "bahwa setiap Informasi Publik bersifat terbuka, dan pengecualian bersifat ketat dan terbatas;",
        ],
        [
            "b.",
            f"bahwa {test.subject} pada {test.unit.name} telah diuji konsekuensinya dengan lembar "
            f"uji{number} atas {len(withheld)} dokumen, masing-masing dengan alasannya sendiri;",
        ],
        [
            "c.",
            "bahwa berdasarkan huruf a dan huruf b perlu menetapkan klasifikasi informasi yang dikecualikan.",
        ],
    ]


def _in_view(institution: str) -> list[list[str]]:
    names = (*_ACTS, *_OWN_ACTS[institution])
    return [[f"{number}.", f"{act(name).title};"] for number, name in enumerate(names, start=1)]


def _decided(test: ConsequenceTest) -> list[list[str]]:
    return [
        [
            "KESATU",
            "Informasi dalam lampiran keputusan ini dikecualikan, setiap dokumen dengan dasar, alasan, dan "
            "jangka waktunya sendiri.",
        ],
        ["KEDUA", "Bagian dokumen yang tidak disebut dalam lampiran tetap terbuka."],
        [
            "KETIGA",
            "Sesudah jangka waktunya berakhir, informasi menjadi terbuka dan diumumkan atau disediakan bagi "
            "pemohon.",
        ],
        ["KEEMPAT", "Keputusan ini berlaku sejak tanggal ditetapkan."],
    ]


def _annex(number: int, part: Part) -> list[str]:
    one = part.document
    title = f"{one.title} (bagian yang ditutup: {one.withheld_part})" if one.withheld_part else one.title
    return [
        str(number),
        title,
        str(part.ground),
        f"{one.harm}\n\nKepentingan publik: {one.public_interest}",
        term_words(part),
    ]
