"""Properties of a file that name a person: who wrote it, who saved it last, on whose computer it lay.

Tools, offices and the names that a new computer bears are nobody's data.
"""

import re
from collections.abc import Iterable

from terbuka.documents.leaks.finding import Leak
from terbuka.documents.leaks.gathering import Gathering
from terbuka.rules.language import say
from terbuka.rules.personal.passage import Passage

_NAMING = frozenset(
    [
        "author",
        "creator",
        "lastmodifiedby",
        "manager",
        "artist",
        "cameraownername",
        "ownername",
        "xpauthor",
        "by-line",
        "byline",
        "photographer",
        "initial-creator",
        "dc:creator",
        "sourceauthor",
        "lastsavedby",
        "reviewer",
        "checkedby",
        "owner",
        "recordedby",
        "printedby",
        "signedby",
        "authors",
        "contributor",
        "operator",
        "pembuat",
        "penulis",
        "copyright",
        "pengetik",
        "penyusun",
        "pengonsep",
        "konseptor",
        "pemeriksa",
        "penandatangan",
        "disusunoleh",
        "dibuatoleh",
        "diperiksaoleh",
        "editor",
        "typist",
        "writer",
        "preparedby",
        "createdby",
        "modifiedby",
        "approvedby",
        "documentowner",
        "namapembuat",
        "namalengkap",
        "nama",
    ]
)
_NOBODY = re.compile(
    r"\b(?:admin(?:istrator)?|user|users|owner|pemilik|pengguna|guest|root|default|anonymous|anonim|unknown|untitled|none"
    r"|windows|microsoft|office|word|excel|openpyxl|python|docx|xlsxwriter|reportlab|libreoffice|openoffice|apache|poi"
    r"|google|docs|canva|adobe|acrobat|ilovepdf|pdf|typst|latex|tex|wps|kingsoft|epson|canon|brother|fuji|xerox|scanner"
    r"|scan|printer|hp|asus|acer|lenovo|thinkpad|toshiba|dell|samsung|apple|mac(?:book)?|iphone|android|xiaomi|redmi|oppo"
    r"|vivo|axioo|zyrex|advan|msi|notebook|laptop|komputer|computer|pc|desktop|server|system|sistem|aplikasi|app|software"
    r"|kpu|kip|bawaslu|panwas(?:lih|lu)?|komisi|badan|sekretariat|sekjen|setjen|kabupaten|kab|kota|provinsi|prov"
    r"|kecamatan|kelurahan|desa|dinas|kementerian|kemendagri|pemerintah|pemkab|pemkot|humas|ppid|subbag|subbagian|bagian"
    r"|divisi|tim|team|staf|staff|pegawai|operator|keuangan|hukum|teknis|umum|sdm|logistik|data|informasi|perencanaan"
    r"|parmas|jdih|arsip|republik|indonesia|ri|universitas|pt|cv|lembaga|pusat|unit|ketua|sekretaris|kasubbag|kabag"
    r"|verifikator|bendahara|chromium|skia|cairo|wkhtmltopdf|tcpdf|fpdf|dompdf|mpdf|gambar|foto|camera|kamera"
    r"|redaksi|media|center|info|tu|rpp|cetak|percetakan|sipol|silon|sidalih|sirekap|sakti|terbuka|contoh|test|tes|penulis"
    r"|author|creator|new|baru|my|saya|generator|ghostscript|quartz|itext|pdfcreator|nitro|foxit|smallpdf|generated|by)\b"
)
_A_NAME = re.compile(r"[^\W\d_][^\W\d_.'’`\-]*\.?(?:[ .,'’`\-]+[^\W\d_][^\W\d_.'’`\-]*\.?){0,7}")
_TITLED = re.compile(
    r"\b(?:drs?|ir|h|hj|st|sh|se|mh|mm|m\.?si|s\.?sos|s\.?kom|s\.?h|s\.?e|s\.?t|s\.?ip|m\.?h|amd)\b\.?"
)
_HOME_FOLDER = re.compile(
    r"(?:[a-z]:\\+(?:users|documents and settings)\\+|/(?:home|users)/)([^\\/:*?\"<>|]{2,40})", re.I
)
_LOGIN = re.compile(r"[a-z]{3,}[._]?[a-z]*\d{0,4}\Z")
_LONGEST = 80


def is_person(value: str) -> bool:
    """Does a property name a person, not a tool, an office or a machine?"""
    name = " ".join(value.split()).strip(" ,;")
    low = name.lower().replace("_", " ").replace(".", " ")
    if not 3 <= len(name) <= _LONGEST or "@" in name or _NOBODY.search(low):
        return False
    if _A_NAME.fullmatch(_TITLED.sub("", name)) or _A_NAME.fullmatch(name):
        return len([sign for sign in name if sign.isalpha()]) >= 3
    return bool(_LOGIN.fullmatch(name.lower())) and any(sign in "aiueo" for sign in name.lower())


def personal_properties(pairs: Iterable[tuple[str, str]], gathering: Gathering) -> None:
    """One finding for the names in the properties of a file; other personal data under its own kind."""
    named: dict[str, str] = {}
    for key, value in pairs:
        value = " ".join(str(value).replace("\0", "").split())[:2_000]
        plain = key.lower().replace(" ", "").replace("_", "")
        for one in re.split(r"[;|]", value) if plain in _NAMING else ():
            if is_person(one):
                named.setdefault(one.strip(), key)
        folder = _HOME_FOLDER.search(value)
        if folder and is_person(folder[1]):
            named.setdefault(folder[1], key)
        where = say("properti berkas: {name}", name=key)
        gathering.personal(Passage(f"{key}: {value}"), lambda _, where=where: where, is_hidden=True)  # type: ignore[misc]
    if named:
        keys = ", ".join(dict.fromkeys(named.values()))
        gathering.found(
            Leak.METADATA,
            say("properti berkas: {name}", name=keys),
            count=len(named),
            excerpt=next(iter(named)),
            is_hidden=True,
        )
