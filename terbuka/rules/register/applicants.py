"""Who may ask, and what must be known of them: no more than the law needs.

Source: UU 14/2008 articles 1 and 4 (citizens and legal entities of Indonesia), 22 (1) and (3);
Perki 1/2021 (what a request holds); UU 27/2022 article 16 (collect the least).
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from terbuka.rules.language import Phrase, say


class ApplicantKind(StrEnum):
    """A person, a legal entity, or a group through its proxy."""

    PERSON = "person"
    ENTITY = "entity"
    GROUP = "group"


class IdentityKind(StrEnum):
    """How the applicant proved who they are."""

    NONE = "none"
    NIK = "nik"
    DECREE = "decree"
    OTHER = "other"
    AT_DESK = "at_desk"


KIND_WORDS: dict[ApplicantKind, Phrase] = {
    ApplicantKind.PERSON: say("perorangan"),
    ApplicantKind.ENTITY: say("badan hukum"),
    ApplicantKind.GROUP: say("kelompok orang"),
}
IDENTITY_WORDS: dict[IdentityKind, Phrase] = {
    IdentityKind.NONE: say("belum diketahui"),
    IdentityKind.NIK: say("NIK"),
    IdentityKind.DECREE: say("nomor SK pengesahan badan hukum"),
    IdentityKind.OTHER: say("SIM atau paspor"),
    IdentityKind.AT_DESK: say("ditunjukkan di meja layanan"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request says, as far as completeness goes: which of the needed things are there."""

    name: str
    kind: ApplicantKind
    has_identity: bool
    address: str
    phone: str
    email: str
    details: str
    purpose: str
    has_proxy_letter: bool = False
    is_proxied: bool = False


class Lack(StrEnum):
    """What a request still lacks."""

    NAME = "name"
    IDENTITY = "identity"
    ADDRESS = "address"
    CONTACT = "contact"
    DETAILS = "details"
    PURPOSE = "purpose"
    PROXY = "proxy"


LACK_WORDS: dict[Lack, Phrase] = {
    Lack.NAME: say("nama lengkap pemohon"),
    Lack.IDENTITY: say("NIK, atau nomor SK pengesahan bagi badan hukum; boleh ditunjukkan di meja layanan"),
    Lack.ADDRESS: say("alamat"),
    Lack.CONTACT: say("nomor telepon atau surel"),
    Lack.DETAILS: say("rincian informasi yang diminta"),
    Lack.PURPOSE: say("tujuan penggunaan informasi"),
    Lack.PROXY: say("surat kuasa"),
}


def lacks(asked: Asked, *, needs_identity: bool) -> tuple[Lack, ...]:
    """What is missing before a request can be registered, in the order of the form.

    `needs_identity` is the unit's setting: identity only where it must be proven.
    """
    needs_proxy = asked.is_proxied or asked.kind is ApplicantKind.GROUP
    missing = {
        Lack.NAME: not asked.name.strip(),
        Lack.IDENTITY: needs_identity and not asked.has_identity,
        Lack.ADDRESS: not asked.address.strip(),
        Lack.CONTACT: not (asked.phone.strip() or asked.email.strip()),
        Lack.DETAILS: not asked.details.strip(),
        Lack.PURPOSE: not asked.purpose.strip(),
        Lack.PROXY: needs_proxy and not asked.has_proxy_letter,
    }
    return tuple(lack for lack, is_missing in missing.items() if is_missing)


def told_lacks(found: Collection[str]) -> tuple[Phrase, ...]:
    """The words of stored lacks, for letters and pages."""
    return tuple(LACK_WORDS[Lack(one)] for one in found if one in set(Lack))
