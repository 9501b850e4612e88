"""Where each of the three site templates puts its pages, files and news, as seen on real unit sites."""

from dataclasses import dataclass
from random import Random

from terbuka.example.exhibits import Answer, Document, Exhibit
from terbuka.example.wording import slug_of
from terbuka.rules.units import Institution

SECTIONS = (
    *("profil", "ppid", "kinerja", "keuangan", "pengadaan"),
    *("hukum", "sdm", "pemilu", "pengawasan", "lain"),
)
# Fixed addresses of the e-PPID application.
EPPID_PATHS = {
    "PPD-01": "/profil_ppid",
    "PPD-02": "/struktur-ppid",
    "PPD-03": "/tugas-fungsi",
    "PPD-04": "/maklumat",
    "PPD-05": "/mekanisme-permohonan-informasi",
    "PPD-06": "/formulir-permohonan",
    "PPD-07": "/mekanisme-keberatan",
    "PPD-08": "/formulir-keberatan",
    "PPD-14": "/dip",
    "PPD-16": "/laporan-layanan-informasi",
    "PPD-18": "/faq",
    "PPD-19": "/regulasi",
}


@dataclass(frozen=True, slots=True)
class Places:
    """Addresses on one site. `number` counts pages, so that no two addresses meet."""

    template: str
    chance: Random

    def page(self, shown: Exhibit, number: int, *, is_post: bool) -> str:
        """Address of an exhibit's own page."""
        slug = slug_of(shown.title)
        identity = 20000 + number * 7
        if self.template == "eppid":
            if shown.code in EPPID_PATHS and shown.answer != Answer.ERROR:
                return EPPID_PATHS[shown.code]
            folder = "regulasi" if shown.section == "hukum" or shown.code == "PPD-12" else "informasi-publik"
            is_lost = shown.answer == Answer.SERVED and self.chance.random() < 0.3
            return f"/{folder}/{identity}/{'undefined' if is_lost else slug}"
        if self.template == "bawaslu":
            if shown.answer == Answer.SERVED and shown.section == "profil":
                return f"/?page=profil_detail&id={number}"
            return f"/id/pengumuman/{slug[:100]}-{number}" if is_post else f"/ppid/halaman/{slug}-{number}"
        return f"/blog/read/{identity}_{slug}" if is_post else f"/page/read/{slug}"

    def file(self, document: Document, number: int) -> str:
        """Address of a document: its title or, as often on real sites, a number that tells nothing."""
        name = slug_of(document.label) if document.is_named else f"dok{number * 37 % 9000 + 1000}"
        if document.answer == Answer.FORBIDDEN:
            return f"/arsip-internal/{name}.{document.ending}"
        folder = {
            "kpu": ("/dmdocuments", "/assets/uploads/dokumen"),
            "eppid": ("/storage/dokumen",),
            "bawaslu": ("/sites/default/files/publikasi", "/sites/default/files/dokumen"),
        }[self.template]
        return f"{folder[number % len(folder)]}/{name}-{number}.{document.ending}"

    def news(self, title: str, number: int) -> str:
        """Address of a news post."""
        slug = slug_of(title)
        if self.template == "bawaslu":
            return f"/berita/{slug[:100]}"
        return f"/blog/read/{slug}" if number % 3 == 0 else f"/blog/read/{9000 + number}_{slug}"

    def news_list(self, number: int) -> str:
        """Address of the list of news, page by page."""
        if self.template == "bawaslu":
            return f"/berita?page={number}"
        return f"/index.php/blog/category/104?page={number}"

    def section(self, name: str) -> str:
        """Address of the list of a section."""
        return {
            "kpu": f"/page/read/daftar-{name}",
            "eppid": f"/informasi/{name}",
            "bawaslu": f"/ppid/{name}",
        }[self.template]


def institutions_of(template: str) -> frozenset[Institution]:
    """Whose template it is: e-PPID and the main site are KPU's, the Drupal site is Bawaslu's."""
    return frozenset({Institution.BAWASLU if template == "bawaslu" else Institution.KPU})
