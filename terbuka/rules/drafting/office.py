"""Answers of the office: photos of facilities, persons (never drafted), register, contacts, time limits.

Legal ground: UU 14/2008, articles 22(7) and 36(2), and Perki 1/2019 for election
information; the limits themselves stand in `data/limits.toml`.
"""

import re
from datetime import date
from fractions import Fraction

from terbuka.rules.daynames import Day
from terbuka.rules.drafting.answers import (
    DraftedAnswer,
    FacilityFacts,
    Facts,
    Hindrance,
    Lack,
    Period,
    Proof,
    ProofKind,
    RegisterFacts,
    drafted,
    look_again,
    undrafted,
)
from terbuka.rules.drafting.items import SHOWN
from terbuka.rules.drafting.wording import Listed, plain
from terbuka.rules.instruments import HALF, DraftBy, Question
from terbuka.rules.language import say
from terbuka.rules.limits import Regime, first_day, limit
from terbuka.rules.sources import citation

ASKED = ("request.answer", "objection.answer")
THIRD = Fraction(1, 3)


def _hints(question: Question, facts: Facts) -> tuple[Proof, ...]:
    """What site or catalogue already show of the matter, to display or to compare."""
    found = [facts.items[code] for code in question.drawing.hints if code in facts.items]
    return tuple(
        Proof(one.evidence[0].url, one.evidence[0].title, one.evidence[0].period)
        for one in found
        if one.verdict in SHOWN and one.evidence
    )


def photo(question: Question, facts: Facts) -> DraftedAnswer:
    """Drafted from the dated photos of the unit's facility; what the site holds of the matter is a hint.

    A facility said to be absent gives 0. A question that names no facility, one
    of which nothing is said, and one without a photo of the assessed period
    stay with a person.
    """
    wanted = question.drawing.facility
    found = facts.profile.facility(wanted) if wanted and facts.profile else None
    if found and found.is_there is False:
        title = say("Sediakan lalu foto: {text}", text=question.text)
        lack = Lack(f"{question.code}:facility", Fraction(1), title, question.effort)
        reason = say("Menurut profil satker, sarana ini tidak ada")
        return drafted(question, Fraction(0), reason, kind=ProofKind.PROFILE, lacks=(lack,))
    if found and found.photos:
        return _by_photos(question, found, facts.period)
    reason = say("Tidak terisi otomatis: butuh bukti dari kantor ({evidence}).", evidence=question.evidence)
    reasons = [reason]
    if wanted:
        reasons.append(say("Unggah foto bertanggal di profil satker; jawaban ini lalu terisi sendiri."))
    proof = _hints(question, facts)
    if proof:
        titles = Listed(tuple(one.title for one in proof))
        reasons.append(say("Bahannya sudah diumumkan: {titles}", titles=titles))
    return undrafted(question, Hindrance.PHOTO, *reasons, proof=proof)


def _by_photos(question: Question, facility: FacilityFacts, period: Period | None) -> DraftedAnswer:
    """What the newest photos within the period show; one half where a photo cannot show all."""
    dated = sorted(facility.photos, key=lambda one: one.taken_on, reverse=True)
    within = [one for one in dated if period is None or period.holds(one.taken_on)]
    proof = tuple(Proof(one.url, one.title, one.taken_on.isoformat()) for one in (within or dated)[:3])
    if period is not None and not within:
        reason = say(
            "Tidak terisi otomatis: foto terakhir bertanggal {day}, di luar masa yang dinilai "
            "({first} – {last}).",
            day=Day(dated[0].taken_on),
            first=Day(period.from_on),
            last=Day(period.to_on),
        )
        return undrafted(question, Hindrance.PHOTO, reason, proof=proof)
    newest = within[0]
    reasons = [say("Ada foto bertanggal {day} di profil satker", day=Day(newest.taken_on))]
    if not newest.is_dated_by_camera:
        reasons.append(say("Tanggal foto diisi petugas; pastikan tanggal itu juga terbaca di fotonya."))
    confidence = 0.9 if newest.is_dated_by_camera else 0.7
    if not question.drawing.is_shown_in_part:
        return drafted(
            question, Fraction(1), *reasons, kind=ProofKind.PROFILE, proof=proof, confidence=confidence
        )
    reasons.append(say("Foto membuktikan adanya; beri nilai penuh bila Anda memastikan semua syaratnya."))
    title = say("Pastikan semua syarat terpenuhi: {text}", text=question.text)
    lack = Lack(f"{question.code}:complete", HALF, title, question.effort)
    return drafted(
        question, HALF, *reasons, kind=ProofKind.PROFILE, proof=proof, confidence=confidence, lacks=(lack,)
    )


def person(question: Question, facts: Facts) -> DraftedAnswer:
    """Never drafted: a person answers and shows the proof."""
    reason = say(
        "Tidak terisi otomatis: dijawab petugas dengan bukti ({evidence}).", evidence=question.evidence
    )
    return undrafted(question, Hindrance.PERSON, reason)


def _year_before(day: date) -> date:
    """The same day a year earlier; 28 February for 29 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def _of_register(question: Question, register: RegisterFacts) -> tuple[int, int]:
    if question.drawing.by is DraftBy.REGISTER_RECORDED:
        return register.recorded_in_eppid, register.received
    return register.answered_in_time, register.due


def register_share(question: Question, facts: Facts) -> DraftedAnswer:
    """The share by the register, only where it was in use for the whole year; 1 without any request."""
    register = facts.register
    if register is None or register.in_use_since > _year_before(facts.as_of):
        reason = say("Tidak terisi otomatis: register permohonan belum dipakai selama setahun penuh.")
        return undrafted(question, Hindrance.NO_REGISTER, reason)
    part, whole = _of_register(question, register)
    if not whole:
        reason = say("Tidak ada permohonan dalam setahun; menurut aturan butir ini nilainya penuh")
        return drafted(question, Fraction(1), reason, kind=ProofKind.REGISTER, confidence=0.95)
    share = Fraction(part, whole)
    reason = say("{part} dari {whole} permohonan menurut register", part=part, whole=whole)
    title = say("Catat dan jawab setiap permohonan tepat waktu ({n} belum)", n=whole - part)
    lack = Lack(f"{question.code}:register", 1 - share, title, question.effort)
    return drafted(
        question,
        share,
        reason,
        kind=ProofKind.REGISTER,
        confidence=0.95,
        lacks=() if share == 1 else (lack,),
    )


def time_limits(question: Question, facts: Facts) -> DraftedAnswer:
    """The two limits for election information in force on the day, with their articles."""
    if facts.as_of < first_day(Regime.PEMILU):
        reason = say("Tidak terisi otomatis: batas waktu pada tanggal itu tidak ada dalam tabel.")
        return undrafted(question, Hindrance.PERSON, reason)
    request, objection = (limit(key, Regime.PEMILU, on=facts.as_of) for key in ASKED)
    answer = say(
        "Permohonan {request} hari kerja ({law1}); keberatan {objection} hari kerja ({law2})",
        request=request.amount,
        law1=citation(request.cite).label,
        objection=objection.amount,
        law2=citation(objection.cite).label,
    )
    note = say("Petugas harus membaca dan menyetujui jawaban ini sendiri.")
    return drafted(question, Fraction(1), answer, note, kind=ProofKind.LAW, confidence=0.9)


def _digits(text: str) -> str:
    """Digits alone, with 62 in front written as 0, as Indonesian telephone numbers are compared."""
    digits = re.sub(r"\D", "", text)
    return "0" + digits[2:] if digits.startswith("62") else digits


def _texts(facts: Facts) -> tuple[str, str]:
    """All that the pages say, as it stands and as digits without blanks and signs."""
    text = "\n".join(f"{page.menu_text}\n{page.text}" for page in facts.report.visit.pages)
    numbers = re.findall(r"\+?\d[\d\s().\-]{6,20}\d", text)
    return text, "\n".join(_digits(number) for number in numbers)


def contacts(question: Question, facts: Facts) -> DraftedAnswer:
    """One third when the site shows the telephone, e-mail and address of the profile.

    Board and e-PPID are seen by a person, so a machine never gives more.
    """
    profile = facts.profile
    if not (profile and profile.phone and profile.email and profile.address):
        reason = say(
            "Tidak terisi otomatis: isi nomor HP, surel dan alamat di profil satker untuk dibandingkan."
        )
        return undrafted(question, Hindrance.NO_PROFILE, reason, proof=_hints(question, facts))
    text, numbers = _texts(facts)
    checks = (
        (say("nomor HP"), _digits(profile.phone) in numbers),
        (say("surel"), profile.email.casefold() in text.casefold()),
        (say("alamat"), plain(profile.address) in plain(text)),
    )
    absent = Listed(tuple(name for name, agrees in checks if not agrees))
    rest = say("Kontak di papan dan e-PPID tidak diperiksa otomatis; bandingkan sendiri dengan fotonya.")
    board = say("Tunjukkan foto papan dan tampilan e-PPID dengan kontak yang sama")
    others = Lack(f"{question.code}:board", 1 - THIRD, board, question.effort)
    if not absent.parts:
        reason = say("Nomor HP, surel dan alamat di situs sama dengan profil satker")
        proof = _hints(question, facts)
        return drafted(question, THIRD, reason, rest, kind=ProofKind.PROFILE, proof=proof, lacks=(others,))
    if not facts.absence_counts():
        return look_again(question)
    reason = say("Tidak sama dengan profil satker di situs: {names}", names=absent)
    title = say("Samakan di situs: {names}", names=absent)
    lack = Lack(f"{question.code}:site", THIRD, title, question.effort)
    return drafted(
        question, Fraction(0), reason, rest, kind=ProofKind.PROFILE, confidence=0.8, lacks=(lack, others)
    )
