"""States of what a unit publishes: the publication itself, each version of it, and the guard at the button.

A publication is one thing that the public may have; its versions pass from the
officer who collects (draft) to the PPID who checks to the one who publishes.
Source: UU 14/2008 articles 7 and 9 to 11 (the duty and the classes), Perki
1/2021 articles 14 to 24 (the list of public information and who keeps it).
"""

from dataclasses import dataclass
from enum import StrEnum

from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import Ruling, allow, refuse


class PublicationKind(StrEnum):
    """What proves an item: a stored file, an address elsewhere, text of its own, rows, or a film."""

    FILE = "file"
    LINK = "link"
    PAGE = "page"
    DATASET = "dataset"
    VIDEO = "video"


class PublicationStatus(StrEnum):
    """Before its first version is out a publication is being collected; then it is public, or was."""

    COLLECTING = "collecting"
    PUBLIC = "public"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    ARCHIVED = "archived"
    DISCARDED = "discarded"


class VersionStatus(StrEnum):
    """One version on its way out; a later one replaces it."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    CHECKED = "checked"
    PUBLISHED = "published"
    REPLACED = "replaced"
    DISCARDED = "discarded"


class GuardState(StrEnum):
    """What the leak guard knows of a version; `none`: there is nothing to read."""

    NONE = "none"
    WAITING = "waiting"
    CLEAN = "clean"
    FINDINGS = "findings"
    CLEARED = "cleared"
    COULD_NOT_LOOK = "could_not_look"


class FindingDecision(StrEnum):
    """What a person decided of one finding of the guard."""

    OPEN = "open"
    BLACKED_OUT = "blacked_out"
    NOT_PERSONAL = "not_personal"
    MAY_BE_PUBLIC = "may_be_public"


class Form(StrEnum):
    """In which form the information is kept (column of the list of public information)."""

    SOFT = "soft"
    HARD = "hard"
    BOTH = "both"


NEXT: dict[PublicationStatus, frozenset[PublicationStatus]] = {
    PublicationStatus.COLLECTING: frozenset({PublicationStatus.PUBLIC, PublicationStatus.DISCARDED}),
    PublicationStatus.PUBLIC: frozenset(
        {PublicationStatus.SUPERSEDED, PublicationStatus.WITHDRAWN, PublicationStatus.ARCHIVED}
    ),
    PublicationStatus.SUPERSEDED: frozenset({PublicationStatus.ARCHIVED}),
    PublicationStatus.WITHDRAWN: frozenset({PublicationStatus.PUBLIC, PublicationStatus.ARCHIVED}),
    PublicationStatus.ARCHIVED: frozenset(),
    PublicationStatus.DISCARDED: frozenset(),
}
NEXT_VERSION: dict[VersionStatus, frozenset[VersionStatus]] = {
    VersionStatus.DRAFT: frozenset({VersionStatus.SUBMITTED, VersionStatus.DISCARDED}),
    VersionStatus.SUBMITTED: frozenset({VersionStatus.CHECKED, VersionStatus.DRAFT, VersionStatus.DISCARDED}),
    VersionStatus.CHECKED: frozenset({VersionStatus.PUBLISHED, VersionStatus.DRAFT, VersionStatus.DISCARDED}),
    VersionStatus.PUBLISHED: frozenset({VersionStatus.REPLACED}),
    VersionStatus.REPLACED: frozenset(),
    VersionStatus.DISCARDED: frozenset(),
}


class FourEyes(StrEnum):
    """When whoever checks must be another than who submitted: for files, after findings, or always."""

    FILES = "files"
    FINDINGS = "findings"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """What the rulings ask of a version. People are ids; None for nobody.

    `lacks` are the names of fields that must be filled first; `touched_by` decided a
    finding or blacked out a part. `has_findings`: the guard found something, even if
    it is settled by now. `is_released`: the copy that the public gets is made.
    """

    kind: PublicationKind
    status: VersionStatus
    publication: PublicationStatus
    guard: GuardState = GuardState.NONE
    has_file: bool = False
    has_findings: bool = False
    open_findings: int = 0
    is_released: bool = False
    is_confirmed: bool = True
    lacks: frozenset[str] = frozenset()
    submitted_by: int | None = None
    touched_by: frozenset[int] = frozenset()


# The words of officers.
STATUS_WORDS: dict[PublicationStatus, Phrase] = {
    PublicationStatus.COLLECTING: say("sedang dihimpun"),
    PublicationStatus.PUBLIC: say("diumumkan"),
    PublicationStatus.SUPERSEDED: say("digantikan"),
    PublicationStatus.WITHDRAWN: say("ditarik"),
    PublicationStatus.ARCHIVED: say("diarsipkan"),
    PublicationStatus.DISCARDED: say("dibuang"),
}
VERSION_WORDS: dict[VersionStatus, Phrase] = {
    VersionStatus.DRAFT: say("konsep"),
    VersionStatus.SUBMITTED: say("menunggu diperiksa"),
    VersionStatus.CHECKED: say("siap diumumkan"),
    VersionStatus.PUBLISHED: say("diumumkan"),
    VersionStatus.REPLACED: say("digantikan versi baru"),
    VersionStatus.DISCARDED: say("dibuang"),
}
GUARD_WORDS: dict[GuardState, Phrase] = {
    GuardState.NONE: say("tidak ada berkas untuk diperiksa"),
    GuardState.WAITING: say("sedang diperiksa penjaga"),
    GuardState.CLEAN: say("bersih"),
    GuardState.FINDINGS: say("ada temuan"),
    GuardState.CLEARED: say("sudah dibersihkan"),
    GuardState.COULD_NOT_LOOK: say("tidak dapat diperiksa"),
}
KIND_WORDS: dict[PublicationKind, Phrase] = {
    PublicationKind.FILE: say("berkas"),
    PublicationKind.LINK: say("tautan"),
    PublicationKind.PAGE: say("halaman"),
    PublicationKind.DATASET: say("tabel data"),
    PublicationKind.VIDEO: say("video"),
}
FORM_WORDS: dict[Form, Phrase] = {
    Form.SOFT: say("salinan digital"),
    Form.HARD: say("cetak"),
    Form.BOTH: say("digital dan cetak"),
}
FIELD_WORDS: dict[str, Phrase] = {
    "title": say("judul"),
    "summary": say("ringkasan isi"),
    "information_class": say("kelas informasi"),
    "items": say("butir informasi wajib"),
    "period_from": say("periode mulai"),
    "period_to": say("periode sampai"),
    "holder": say("pejabat yang menguasai"),
    "responsible": say("penanggung jawab"),
    "made_on": say("waktu pembuatan"),
    "made_in": say("tempat pembuatan"),
    "form": say("bentuk informasi"),
    "retention": say("jangka waktu penyimpanan"),
    "source": say("berkas"),
    "url": say("alamat"),
    "text": say("isi halaman"),
    "change_note": say("catatan perubahan"),
}
# UU 14/2008 article 7 (2): what is public must be accurate, true and not misleading.
_ACCURATE = "uu14-2008:7(2)"
# UU 14/2008 article 17 letter h: nobody's personal secrets are made public.
_PERSONAL = "uu14-2008:17h"


def may_become(status: VersionStatus, wanted: VersionStatus) -> Ruling:
    """May a version pass from one status to another?"""
    if wanted in NEXT_VERSION[status]:
        return allow()
    return refuse(
        say("Versi ini {status}; langkah ini tidak dapat dilakukan lagi.", status=VERSION_WORDS[status])
    )


def may_turn(status: PublicationStatus, wanted: PublicationStatus) -> Ruling:
    """May a publication pass from one status to another?"""
    if wanted in NEXT[status]:
        return allow()
    return refuse(
        say("Informasi ini {status}; langkah ini tidak dapat dilakukan lagi.", status=STATUS_WORDS[status])
    )


def may_edit(status: VersionStatus) -> Ruling:
    """Only a draft is written in: what was handed in is read as it was handed in."""
    if status is VersionStatus.DRAFT:
        return allow()
    return refuse(
        say(
            "Versi ini {status}, jadi tidak dapat diubah. Kembalikan dahulu menjadi konsep, "
            "atau buat versi baru.",
            status=VERSION_WORDS[status],
        )
    )


def may_begin_version(status: PublicationStatus, *, is_on_its_way: bool) -> Ruling:
    """May a new version be begun? One is on its way at a time, and what has ended stays as it is."""
    if is_on_its_way:
        return refuse(say("Masih ada versi yang sedang dikerjakan; lanjutkan atau buang versi itu dahulu."))
    if status in (PublicationStatus.PUBLIC, PublicationStatus.WITHDRAWN):
        return allow()
    return refuse(say("Informasi ini {status}; versi baru tidak dapat dibuat.", status=STATUS_WORDS[status]))


def may_submit(facts: VersionFacts) -> Ruling:
    """May the draft be handed in for checking?"""
    ruling = may_become(facts.status, VersionStatus.SUBMITTED)
    if not ruling:
        return ruling
    if not facts.is_confirmed:
        return refuse(
            say("Tebakan butir, periode, dan judul belum ditegaskan: lihat, perbaiki, lalu tegaskan.")
        )
    if facts.lacks:
        names = ", ".join(str(FIELD_WORDS[name]) for name in FIELD_WORDS if name in facts.lacks)
        return refuse(say("Belum lengkap: isi {names}.", names=names), cite="perki1-2021:23")
    return _may_pass_guard(facts, is_last=False)


def may_return(facts: VersionFacts, note: str) -> Ruling:
    """May it be sent back? Only with a note: whoever collects must know what to mend."""
    ruling = may_become(facts.status, VersionStatus.DRAFT)
    if ruling and not note.strip():
        return refuse(say("Tulis catatannya: apa yang harus diperbaiki?"))
    return ruling


def may_check(facts: VersionFacts, by: int, rule: FourEyes) -> Ruling:
    """May this person find it good? After findings, and by the rule of four eyes, only a second one."""
    ruling = may_become(facts.status, VersionStatus.CHECKED)
    if not ruling:
        return ruling
    if needs_four_eyes(facts, rule) and by == facts.submitted_by:
        return refuse(
            say("Yang mengirim tidak boleh memeriksa sendiri: mintalah orang kedua."), cite=_PERSONAL
        )
    if by in facts.touched_by:
        return refuse(
            say(
                "Anda sendiri yang memutus temuan penjaga pada versi ini: mintalah orang kedua memeriksanya."
            ),
            cite=_PERSONAL,
        )
    return _may_pass_guard(facts, is_last=True)


def may_publish(facts: VersionFacts) -> Ruling:
    """May it go out? Only what was checked, and what carries a file only as its safe copy."""
    ruling = may_become(facts.status, VersionStatus.PUBLISHED)
    if not ruling:
        return ruling
    if facts.publication not in (
        PublicationStatus.COLLECTING,
        PublicationStatus.PUBLIC,
        PublicationStatus.WITHDRAWN,
    ):
        return may_turn(facts.publication, PublicationStatus.PUBLIC)
    return _may_pass_guard(facts, is_last=True)


def may_discard(facts: VersionFacts) -> Ruling:
    """May the version be thrown away? Not once it was public."""
    return may_become(facts.status, VersionStatus.DISCARDED)


def may_confirm(status: PublicationStatus) -> Ruling:
    """May somebody say that it still holds? Only of what is public."""
    if status is PublicationStatus.PUBLIC:
        return allow()
    return refuse(say("Hanya informasi yang sedang diumumkan dapat dinyatakan masih berlaku."))


def may_withdraw(status: PublicationStatus, reason: str) -> Ruling:
    """May it be taken back? The public reads the reason at its address, for ever."""
    ruling = may_turn(status, PublicationStatus.WITHDRAWN)
    if ruling and not reason.strip():
        return refuse(
            say("Tulis alasannya: masyarakat yang membuka alamatnya akan membacanya."), cite=_ACCURATE
        )
    return ruling


def may_reinstate(status: PublicationStatus) -> Ruling:
    """May what was withdrawn be public again as it was?"""
    if status is PublicationStatus.WITHDRAWN:
        return allow()
    return refuse(say("Hanya informasi yang ditarik dapat diumumkan kembali."))


def may_supersede(status: PublicationStatus, follower: PublicationStatus, *, is_same: bool) -> Ruling:
    """May another publication take its place? It must be public itself, and another one."""
    ruling = may_turn(status, PublicationStatus.SUPERSEDED)
    if not ruling:
        return ruling
    if is_same or follower is not PublicationStatus.PUBLIC:
        return refuse(say("Pilih informasi lain yang sedang diumumkan sebagai penggantinya."))
    return allow()


def needs_four_eyes(facts: VersionFacts, rule: FourEyes) -> bool:
    """Must another person check than the one who submitted? Findings ask for it under every rule."""
    if rule is FourEyes.ALL or facts.has_findings:
        return True
    return rule is FourEyes.FILES and facts.has_file


def _may_pass_guard(facts: VersionFacts, *, is_last: bool) -> Ruling:
    """What the guard has to say. `is_last`: from here on the public's own copy must be there."""
    if facts.guard is GuardState.WAITING or (facts.has_file and facts.guard is GuardState.NONE):
        return refuse(say("Penjaga masih membaca berkas ini; tunggu sebentar."))
    if facts.guard is GuardState.COULD_NOT_LOOK:
        return refuse(
            say(
                "Berkas ini tidak dapat diperiksa, jadi tidak dapat diumumkan. "
                "Unggah berkas yang dapat dibuka."
            ),
            cite=_PERSONAL,
        )
    if facts.open_findings:
        return refuse(
            say(
                "Penjaga menemukan {n} hal yang belum diputus: hitamkan, atau jelaskan "
                "mengapa boleh terbuka.",
                n=facts.open_findings,
            ),
            cite=_PERSONAL,
        )
    if facts.guard is GuardState.FINDINGS:
        return refuse(say("Salinan yang sudah dihitamkan belum selesai dibuat."), cite=_PERSONAL)
    if is_last and facts.has_file and not facts.is_released:
        return refuse(say("Salinan yang aman untuk umum belum selesai dibuat; tunggu sebentar."))
    return allow()
