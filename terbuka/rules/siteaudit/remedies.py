"""What an officer does about a verdict: one sentence, in the order of the work.

The duties are those of UU 14/2008, articles 9 to 11.
"""

from datetime import date

from terbuka.rules.catalogue import RequiredItem
from terbuka.rules.freshness import Subject, freshness
from terbuka.rules.language import Phrase, say
from terbuka.rules.siteaudit.findings import Verdict
from terbuka.rules.siteaudit.words import codes


def wanted(item: RequiredItem, as_of: date) -> Phrase | None:
    """What would be fresh on this day, in words; None where age does not matter."""
    return freshness(item.freshness, Subject(), as_of).wanted


def _missing(item: RequiredItem, due: Phrase | None) -> Phrase:
    if item.code in codes("forms"):
        return say(
            "Pasang formulirnya agar dapat diisi atau diunduh tanpa masuk akun: {name}.", name=item.name
        )
    if item.is_link_up:
        return say("Unggah dokumennya, atau tautkan langsung ke dokumen nasionalnya: {name}.", name=item.name)
    if due is not None:
        return say("Unggah dan tautkan dari menu PPID: {name}, {due}.", name=item.name, due=due)
    return say("Unggah dan tautkan dari menu PPID: {name}.", name=item.name)


def remedy(item: RequiredItem, verdict: Verdict, as_of: date, url: str, lack: Phrase | None) -> Phrase | None:
    """What to do about `verdict` on `item`; None where nothing is to be done.

    `url` is the best proof's address, `lack` what it lacks.
    """
    due = wanted(item, as_of)
    if verdict is Verdict.STALE and item.freshness == "cites(in_force)":
        return say("Ganti dasar hukumnya dengan aturan yang masih berlaku di {url}.", url=url)
    if verdict is Verdict.STALE:
        if due is None:
            return say("Perbarui isinya di {url}.", url=url)
        return say("Unggah yang baru ({due}) di samping yang lama di {url}.", due=due, url=url)
    if verdict is Verdict.MISSING:
        return _missing(item, due)
    if verdict is Verdict.PARTIAL:
        return say("Lengkapi {url}: {lack}.", url=url, lack=lack or "")
    sentences = {
        Verdict.UNREADABLE: say(
            "Ganti berkas di {url} dengan PDF berteks yang dapat dibuka siapa pun tanpa izin.", url=url
        ),
        Verdict.WRONG_UNIT: say("Ganti isi {url} dengan naskah satker sendiri.", url=url),
        Verdict.NEEDS_REVIEW: say("Buka {url} dan tentukan sendiri: {lack}.", url=url, lack=lack or ""),
        Verdict.COULD_NOT_LOOK: say(
            "Pastikan {url} dapat dibuka dari luar kantor, lalu periksa situs lagi.", url=url
        ),
    }
    return sentences.get(verdict)
