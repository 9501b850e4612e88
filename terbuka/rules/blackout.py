"""Why a part of a document is blacked out: a letter of article 17, personal data, or another ground.

UU 14/2008 article 17 lists what may be withheld; article 22 paragraph 7 lets the
exempt part be blacked out with its reason, so that the rest is given. Personal
data is that of UU 27/2022 article 4.
"""

from enum import StrEnum

from terbuka.rules.language import Phrase, say


class Reason(StrEnum):
    """The ground of one black-out; its value is what is stored."""

    LAW_ENFORCEMENT = "17a"
    BUSINESS = "17b"
    DEFENCE = "17c"
    NATURAL_WEALTH = "17d"
    ECONOMY = "17e"
    FOREIGN_RELATIONS = "17f"
    DEED = "17g"
    PRIVATE = "17h"
    MEMORANDUM = "17i"
    OTHER_ACT = "17j"
    PERSONAL_DATA = "personal"
    OTHER = "other"

    @property
    def words(self) -> Phrase:
        """The ground as people read it."""
        return _WORDS[self]

    @property
    def mark(self) -> Phrase:
        """The few words that stand on the black box of a paper."""
        if self is Reason.PERSONAL_DATA:
            return say("data pribadi")
        return (
            say("dikecualikan")
            if self is Reason.OTHER
            else say("Pasal 17 huruf {letter}", letter=self.value[2:])
        )

    @property
    def cite(self) -> str | None:
        """The citation that resolves in `sources.toml`; None for a ground that no act names."""
        if self is Reason.OTHER:
            return None
        return "uu27-2022:4" if self is Reason.PERSONAL_DATA else f"uu14-2008:{self.value}"

    @property
    def needs_words(self) -> bool:
        """Must the officer write down which act, or which ground?"""
        return self in (Reason.OTHER_ACT, Reason.OTHER)


_WORDS = {
    Reason.LAW_ENFORCEMENT: say("menghambat penegakan hukum"),
    Reason.BUSINESS: say("hak kekayaan intelektual atau persaingan usaha tidak sehat"),
    Reason.DEFENCE: say("pertahanan dan keamanan negara"),
    Reason.NATURAL_WEALTH: say("kekayaan alam Indonesia"),
    Reason.ECONOMY: say("ketahanan ekonomi nasional"),
    Reason.FOREIGN_RELATIONS: say("hubungan luar negeri"),
    Reason.DEED: say("isi akta otentik pribadi atau wasiat"),
    Reason.PRIVATE: say("rahasia pribadi"),
    Reason.MEMORANDUM: say("memorandum atau surat yang sifatnya rahasia"),
    Reason.OTHER_ACT: say("dilarang dibuka oleh undang-undang lain"),
    Reason.PERSONAL_DATA: say("data pribadi"),
    Reason.OTHER: say("alasan lain, tertulis"),
}
