"""Evidence: stored files and links beside an answer, added, taken away, brought back; links are looked at."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from terbuka.crawler.addresses import endpoint_of, host_of, normalise
from terbuka.crawler.guard import is_public, literal_address
from terbuka.crawler.outsider import Look, look
from terbuka.models import Account, Answer, Evidence, StoredFile
from terbuka.rules.assessment import EvidenceKind, LinkState
from terbuka.rules.language import say
from terbuka.rules.phrases import in_both
from terbuka.rules.ruling import BadInput
from terbuka.rules.wording import quoted
from terbuka.services.assessment.answers import check_filling, standing
from terbuka.services.events import record

KIND = "evidence"
MOST = 20
LONGEST_TITLE = 300
_CONTACT = f"{settings.SITE.geturl().rstrip('/')}/robot/"


def _is_allowed(address: str) -> bool:
    """May this address of the own network be opened? Only where the installation names it: a demo, a test."""
    return endpoint_of(address) in settings.ALLOW_PRIVATE_SITES


def _prepared(answer: Answer, at: datetime) -> Answer:
    """The answer that evidence is added to. Raises Refused, BadInput."""
    now = standing(answer.pk)
    check_filling(now, at)
    if Evidence.objects.filter(answer=now, removed_at=None).count() >= MOST:
        raise BadInput(say("Satu butir memuat paling banyak {n} bukti; hapus yang tidak perlu.", n=MOST))
    return now


@transaction.atomic
def add_file_evidence(
    answer: Answer, *, file: StoredFile, title: str = "", by: Account, at: datetime
) -> Evidence:
    """Put a stored file of the same unit beside an answer; the same file twice is there once.

    Raises Refused, and BadInput for a file of another unit.
    """
    now = _prepared(answer, at)
    if file.unit_id != now.self_assessment.unit_id:
        raise BadInput(say("Berkas ini milik satker lain; unggah berkas satker Anda sendiri."))
    same = Evidence.objects.filter(answer=now, removed_at=None, file__blob_id=file.blob_id).first()
    if same:
        return same
    found = Evidence.objects.create(
        answer=now,
        kind=EvidenceKind.FILE.value,
        file=file,
        title=(title or file.name)[:LONGEST_TITLE],
        added_at=at,
        added_by=by,
    )
    told = {"code": now.code, "file": file.pk, "sha256": file.blob_id}
    record(KIND, found.pk, "add", by=by, at=at, payload=told)
    return found


def _address(url: str) -> str:
    """The one spelling of a typed address. Raises BadInput for what an outsider can never open."""
    typed = url.strip()
    if typed and "://" not in typed and "." in typed.partition("/")[0]:
        typed = f"https://{typed}"
    address = normalise(typed)
    if not address:
        raise BadInput(
            say(
                "Alamat {url} tidak dapat dibuka: tulis lengkap, dimulai https://.",
                url=quoted(url.strip() or "?"),
            )
        )
    host = host_of(address)
    literal = literal_address(host)
    is_private = not is_public(literal) if literal else "." not in host
    if is_private and not _is_allowed(address):
        raise BadInput(
            say(
                "Alamat {url} hanya ada di jaringan kantor; orang luar tidak dapat membukanya.",
                url=quoted(address),
            )
        )
    return address


@transaction.atomic
def add_link_evidence(answer: Answer, *, url: str, title: str = "", by: Account, at: datetime) -> Evidence:
    """Put a link beside an answer, to be looked at (`check_link`); the same link twice is there once.

    Raises Refused, and BadInput for what is no address on the web.
    """
    address = _address(url)
    now = _prepared(answer, at)
    same = Evidence.objects.filter(answer=now, removed_at=None, url=address).first()
    if same:
        return same
    found = Evidence.objects.create(
        answer=now,
        kind=EvidenceKind.LINK.value,
        url=address,
        title=" ".join(title.split())[:LONGEST_TITLE],
        link_state=LinkState.WAITING.value,
        added_at=at,
        added_by=by,
    )
    record(KIND, found.pk, "add", by=by, at=at, payload={"code": now.code, "url": address})
    return found


@transaction.atomic
def remove_evidence(evidence: Evidence, *, by: Account, at: datetime) -> Evidence:
    """Take evidence away; it stays in the records and can be brought back. Raises Refused."""
    now = Evidence.objects.select_for_update().get(pk=evidence.pk)
    check_filling(standing(now.answer_id), at)
    if now.removed_at is None:
        now.removed_at, now.removed_by = at, by
        now.save(update_fields=["removed_at", "removed_by"])
        record(KIND, now.pk, "remove", by=by, at=at)
    return now


@transaction.atomic
def restore_evidence(evidence: Evidence, *, by: Account, at: datetime) -> Evidence:
    """Bring back evidence that was taken away. Raises Refused."""
    now = Evidence.objects.select_for_update().get(pk=evidence.pk)
    check_filling(standing(now.answer_id), at)
    if now.removed_at is not None:
        now.removed_at = now.removed_by = None
        now.save(update_fields=["removed_at", "removed_by"])
        record(KIND, now.pk, "restore", by=by, at=at)
    return now


def check_again(evidence: Evidence, *, by: Account, at: datetime) -> Evidence:
    """Ask for another look at a link; the one before stands until then."""
    with transaction.atomic():
        Evidence.objects.filter(pk=evidence.pk, kind=EvidenceKind.LINK.value).update(
            link_state=LinkState.WAITING.value
        )
        record(KIND, evidence.pk, "check_again", by=by, at=at)
    return Evidence.objects.get(pk=evidence.pk)


def check_link(evidence_id: int, *, at: datetime) -> LinkState | None:
    """Look at a link as an outsider does, and keep what was seen. A job; None where the link is gone."""
    found = Evidence.objects.filter(pk=evidence_id, kind=EvidenceKind.LINK.value, removed_at=None).first()
    if found is None:
        return None
    seen = look(found.url, private_allowed=_is_allowed(found.url), contact_page=_CONTACT)
    _keep(found, seen, at)
    return seen.state


@transaction.atomic
def _keep(evidence: Evidence, seen: Look, at: datetime) -> None:
    title = evidence.title or " ".join(seen.title.split())[:LONGEST_TITLE]
    Evidence.objects.filter(pk=evidence.pk).update(
        link_state=seen.state.value, link_told=in_both(seen.told), title=title, checked_at=at
    )
    record(KIND, evidence.pk, "check_link", by=None, at=at, payload={"state": seen.state.value})
