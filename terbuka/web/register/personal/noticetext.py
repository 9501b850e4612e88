"""The words of the two letters about a breach: to the people concerned, and to the agency; always Indonesian.

Source: UU 27/2022 article 46 (2): which data, when and how, what is done about it and to recover.
"""

from terbuka.models import DataBreach
from terbuka.rules.daynames import Day
from terbuka.services.register.places import local_day
from terbuka.web.register.papers.letters import contact_of, moment_of

_LATER = "akan disampaikan begitu diketahui"


def _facts(row: DataBreach) -> list[str]:
    data, happened, handling = (
        text.rstrip(" .;") or _LATER for text in (row.data, row.happened, row.handling)
    )
    return [
        f"a. data pribadi yang terungkap: {data};",
        f"b. kapan dan bagaimana terungkap: {happened};",
        f"c. penanganan dan pemulihannya: {handling}.",
    ]


def to_people(row: DataBreach) -> str:
    """To each person whose data they were."""
    known = moment_of(row.unit, row.known_at)
    lines = [
        "Perihal: Pemberitahuan kegagalan pelindungan data pribadi Anda",
        "",
        f"Dengan hormat, sesuai UU 27/2022 Pasal 46 kami memberitahukan bahwa pada {known} kami mengetahui "
        "kegagalan pelindungan data pribadi yang menyangkut data Anda:",
        *_facts(row),
        "",
        "Waspadai telepon, pesan, atau surel yang memakai data itu. Untuk bertanya atau berkeberatan, "
        f"hubungi kami: {contact_of(row.unit)}.",
        "",
        f"PPID {row.unit.name}",
    ]
    return "\n".join(lines)


def to_agency(row: DataBreach) -> str:
    """To the agency for the protection of personal data."""
    count = "belum diketahui" if row.people_count is None else f"{row.people_count} orang"
    due = Day(local_day(row.unit, row.due_at))
    lines = [
        "Kepada Yth. Lembaga Pelindungan Data Pribadi",
        "Perihal: Pemberitahuan kegagalan pelindungan data pribadi (UU 27/2022 Pasal 46)",
        "",
        f"Pengendali data pribadi: {row.unit.name}.",
        f"Diketahui: {moment_of(row.unit, row.known_at)}; batas pemberitahuan {due}.",
        f"Jumlah orang yang terdampak: {count}.",
        *_facts(row),
        "",
        f"Narahubung: {contact_of(row.unit)}.",
        f"PPID {row.unit.name}",
    ]
    return "\n".join(lines)
