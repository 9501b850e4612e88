"""What is to be opened next: information that the law asks for first, news archives last."""

import heapq
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from terbuka.crawler.addresses import host_of
from terbuka.crawler.filehosts import is_file_host, names_document, names_file
from terbuka.crawler.traps import page_number, shape_of

MOST_ANCHORS = 8
MOST_SOURCES = 6
MOST_ENTRIES = 20_000

# Words of duties (UU 14/2008, articles 9 to 11; the DIP of both institutions) in links and paths, lower case:
# a pattern that ignores case tries each of them at each letter.
_DUTY = re.compile(
    r"ppid|informasi|\bdip\b|\bdik\b|dikecualikan|konsekuensi|berkala|serta.?merta|setiap.?saat|regulasi|"
    r"peraturan|keputusan|pkpu|perbawaslu|jdih|produk.?hukum|sop\b|standar|prosedur|mekanisme|tata.?cara|"
    r"maklumat|permohonan|keberatan|formulir|laporan|lkjip|lakip|renstra|renja|rencana|perjanjian.?kinerja|"
    r"\biku\b|indikator|anggaran|dipa|rka|realisasi|keuangan|neraca|calk|\blra\b|aset|barang|\bbmn\b|hibah|"
    r"nphd|pengadaan|lelang|sirup|\brup\b|lhkpn|lhkasn|profil|visi|misi|struktur|organisasi|tugas|fungsi|"
    r"wewenang|alamat|kontak|pejabat|anggota|komisioner|sekretariat|pegawai|kepegawaian|rekrut|seleksi|"
    r"pengumuman|jadwal|tahapan|daftar.?pemilih|\bdp[tsk]\b|dptb|pdpb|rekapitulasi|rekap|penetapan|calon|"
    r"dana.?kampanye|hasil|perolehan|logistik|dapil|partisipasi|sengketa|putusan|pelanggaran|pengawasan|"
    r"pengaduan|whistle|\bwbs\b|gratifikasi|zona.?integritas|survei|kepuasan|statistik|data|arsip|riset|"
    r"penelitian|buku|kerja.?sama|\bmou\b|nota.?kesepahaman|perjanjian|sanksi|kode.?etik|mitigasi|bencana|"
    r"darurat|peringatan.?dini|evakuasi|faq|tanya.?jawab|unduh|download|dokumen|transparansi|agenda|notulen|"
    r"risalah|layanan|pelayanan|biaya|waktu"
)
_NEWS = re.compile(
    r"/(berita\w*|blog|news|artikel|opini|foto|galeri|gallery|video|album|tag|tags|author|penulis|press-release|"
    r"siaran-pers|kegiatan|index\.php/blog)(/|$|\?)|/20\d\d/\d\d/|/category/|/kategori/|[?&](tag|cat)=",
    re.IGNORECASE,
)


class State(Enum):
    """Where an entry of the frontier stands."""

    WAITING = auto()
    TAKEN = auto()
    DONE = auto()


@dataclass(slots=True, eq=False)
class Entry:
    """An address that links named.

    `url` is as linked (Page.url), `target` where it is fetched; `site` the
    number of the start address it was reached from. `is_worth` marks what
    reads like a duty or a document.
    """

    url: str
    target: str
    depth: int
    site: int
    urgency: float = 0.0
    is_worth: bool = True
    in_content: bool = True
    anchors: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    state: State = State.WAITING
    tries: int = 0
    twin: "Entry | None" = None

    def note(self, anchor: str, source: str) -> None:
        """Remember the words of a link that leads here, and the page it stands on."""
        if anchor and len(self.anchors) < MOST_ANCHORS and anchor not in self.anchors:
            self.anchors.append(anchor)
        if len(self.sources) < MOST_SOURCES and source not in self.sources:
            self.sources.append(source)

    @property
    def is_noted(self) -> bool:
        """Have so many pages been noted that a menu's link on one more adds nothing?"""
        return len(self.sources) >= MOST_SOURCES

    def absorb(self, other: "Entry") -> None:
        """Take over what led to an address that shows the same page."""
        for anchor in other.anchors:
            self.note(anchor, self.sources[0] if self.sources else "")
        for source in other.sources:
            if source:
                self.note("", source)


def is_duty(url: str, words: str) -> bool:
    """Do the path of an address or the words of its link read like information that the law asks for?"""
    return bool(_DUTY.search(words.lower()) or _DUTY.search(url.partition("//")[2].partition("/")[2].lower()))


def urgency(url: str, words: str, *, depth: int, crowd: int) -> float:
    """When an address should be opened: the lower, the sooner.

    `crowd` is how many addresses of the same pattern were seen before, so that
    one endless list does not take the budget of all others.
    """
    is_wanted = is_duty(url, words)
    if names_document(url) or is_file_host(url):
        rank = 0.0 if is_wanted else 0.5
    elif page_number(url) is not None:
        rank = 5.0 if _NEWS.search(url) else 3.0
    elif _NEWS.search(url):
        # Announcements are posts too: a news path does not prove news.
        rank = 3.0 if _DUTY.search(words.lower()) else 4.0
    elif names_file(url):
        rank = 2.0
    else:
        rank = 1.0 if is_wanted else 2.0
    # What the law asks for is crowded out later than the rest.
    return rank + 0.3 * depth + (min(crowd / 100, 1.5) if is_wanted else min(crowd / 40, 4.0))


class Frontier:
    """Addresses that wait, best first, at most `per_host` of one host in work at a time."""

    def __init__(self, *, per_host: int) -> None:
        self._heaps: defaultdict[str, list[tuple[float, int, Entry]]] = defaultdict(list)
        self._in_work: Counter[str] = Counter()
        self._crowds: Counter[str] = Counter()
        self._per_host = per_host
        self._count = 0

    def __len__(self) -> int:
        """How many addresses were ever added."""
        return self._count

    def add(self, entry: Entry, words: str) -> None:
        """Let `entry` wait; `words` are those of the link it was found by."""
        shape = shape_of(entry.target)
        entry.urgency += urgency(entry.target, words, depth=entry.depth, crowd=self._crowds[shape])
        self._crowds[shape] += 1
        self.put_back(entry)

    def put_back(self, entry: Entry) -> None:
        """Let `entry` wait (again), with the urgency it has."""
        entry.state = State.WAITING
        self._count += 1
        heapq.heappush(self._heaps[host_of(entry.target)], (entry.urgency, self._count, entry))

    def pop(self) -> Entry | None:
        """The most urgent address whose host is not too busy; it counts as in work until `done`."""
        best: list[tuple[float, int, Entry]] | None = None
        for host, heap in self._heaps.items():
            while heap and heap[0][2].state is not State.WAITING:
                heapq.heappop(heap)
            if heap and self._in_work[host] < self._per_host and (best is None or heap[0] < best[0]):
                best = heap
        if best is None:
            return None
        entry = heapq.heappop(best)[2]
        entry.state = State.TAKEN
        self._in_work[host_of(entry.target)] += 1
        return entry

    def done(self, entry: Entry) -> None:
        """`entry` is no longer in work."""
        self._in_work[host_of(entry.target)] -= 1

    def waiting(self, host: str = "") -> Iterator[Entry]:
        """What waits now (of `host` alone where one is named), in no order."""
        heaps = [self._heaps.get(host, [])] if host else list(self._heaps.values())
        for heap in heaps:
            for _, _, entry in heap:
                if entry.state is State.WAITING:
                    yield entry
