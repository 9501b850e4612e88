"""The tour of the product in docs/tour.md: what each picture shows, in the order a year goes."""

from dataclasses import dataclass
from pathlib import Path

ROUND = "monev-keterbukaan-informasi-contoh"
UNIT, NEIGHBOUR, PROVINCE, AREA = "kpu-kab-jombang", "kpu-kab-kediri", "kpu-provinsi-jawa-timur", "jawa-timur"
PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
PHONE, DESK = 390, 1280

_HEAD = f"""# A tour in pictures

Made by `make docs` from the demonstration that `make demo` shows: an example province in the middle of a
round. Its people, documents and scores are invented; only the names of work units are borrowed. The pages
speak Indonesian, and English where the reader wishes; these are the English ones. Pictures are {DESK} pixels
wide, or {PHONE} where a telephone is meant.
"""


@dataclass(frozen=True, slots=True)
class Stop:
    """One picture: its file, whose page it is ("" the public's), the address, how wide, what it says.

    `click` names a link of that page that leads to the one to be shown, `shows` words to wait for.
    """

    name: str
    who: str
    path: str
    title: str
    text: str
    width: int = DESK
    height: int = 860
    click: str = ""
    shows: str = ""

    @property
    def file(self) -> str:
        """Where the picture lies, beside the page."""
        return f"pictures/{self.name}.png"


STOPS = (
    Stop(
        "home",
        "ani",
        f"/kerja/{UNIT}/",
        "An officer's morning",
        "Readiness today on the scale of the round, the line of the past weeks, and three lists: what"
        " is due, what goes stale within a month, and which gaps bring most points for least work.",
    ),
    Stop(
        "audit",
        "ani",
        f"/kerja/{UNIT}/situs/",
        "The website, read every day",
        "The audit says for each required item what it found, where, and what to do. What a machine "
        "could not open is never counted as missing.",
        click="Open the latest result",
    ),
    Stop(
        "answer",
        "ani",
        f"/kerja/{UNIT}/saq/{ROUND}/B04/",
        "The questionnaire drafts itself",
        "Each question opens with a drafted answer, its reasons and its proof. An officer accepts or "
        "changes it; all that is typed saves itself.",
    ),
    Stop(
        "answer-phone",
        "ani",
        f"/kerja/{UNIT}/saq/{ROUND}/A01/",
        "The same on a telephone",
        "Photographs of the service room are taken where it stands, and go up in parts that survive a"
        " broken line.",
        PHONE,
        844,
    ),
    Stop(
        "submit",
        "ani",
        f"/kerja/{UNIT}/saq/{ROUND}/kirim/",
        "Before it is sent",
        "Weak spots by name and what they cost, so that nothing is found out afterwards.",
    ),
    Stop(
        "verify",
        "budi",
        f"/verifikasi/{ROUND}/{NEIGHBOUR}/B01/",
        "Verification with the proof beside it",
        "Question, rule, claim and proof on one page; keys accept, reject or halve; a lower mark "
        "needs a note that the unit will read.",
    ),
    Stop(
        "province",
        "budi",
        f"/wilayah/{PROVINCE}/kelompok/",
        "A province at a glance",
        "Units by question groups: who is ahead, who is silent, where everybody lacks the same. Each "
        "cell leads to the answers behind it.",
    ),
    Stop(
        "items",
        "budi",
        f"/wilayah/{PROVINCE}/butir/",
        "What is missing, unit by unit",
        "Every required item of every unit from its newest audit; the hatched ones could not be looked at.",
    ),
    Stop(
        "follow-up",
        "ani",
        f"/kerja/{UNIT}/tindak-lanjut/",
        "Every gap has an owner and a date",
        "Gaps become items; the next audit closes those that it can prove.",
    ),
    Stop(
        "catalogue",
        "ani",
        f"/kerja/{UNIT}/informasi/",
        "One place for all that must be public",
        "Every required item of the unit: in place, out of date or missing, proven by what was published "
        "here or by what the audit saw on the unit's own site.",
    ),
    Stop(
        "collect",
        "ani",
        f"/kerja/{UNIT}/informasi/kumpul/",
        "A folder becomes drafts",
        "Dropped files are read: item, period and title are guessed with their reasons, and personal data "
        "is stopped before a second person publishes.",
    ),
    Stop(
        "front",
        "",
        "/",
        "One front door",
        "A search over all units, required items, publications and results; then the numbers, what is new, "
        "and the way to a province.",
    ),
    Stop(
        "search",
        "",
        "/cari/?q=laporan+kinerja",
        "Found by its words",
        "The best fit first, with the words marked, filters in the address, and help with slips.",
        shows="LAKIN",
    ),
    Stop(
        "nation",
        "",
        "/nasional/?lembaga=Bawaslu&tahun=2021",
        "The nation",
        "Thirty-eight provinces, both bodies, year by year; the table beside the map says the same. "
        "Results from before are those found published, each with its source.",
    ),
    Stop(
        "unit",
        "",
        f"/satker/{UNIT}/",
        "What the public reads",
        "Who the unit is, how to reach its information officer, what it publishes and owes, how it scored.",
    ),
)


def render() -> str:
    """The page whole."""
    parts = [f"## {stop.title}\n\n{stop.text}\n\n![{stop.title}]({stop.file})\n" for stop in STOPS]
    return "\n".join([_HEAD, *parts])


def astray() -> list[str]:
    """Pictures that lack, and pictures that no stop shows."""
    wanted = {f"{stop.name}.png" for stop in STOPS}
    held = {path.name for path in PICTURES.glob("*")}
    return sorted(wanted ^ held)
