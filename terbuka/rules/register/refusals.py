"""Why information may be withheld, and what a refusal needs.

Source: UU 14/2008 articles 4, 6, 17, 19 and 22 (7); Perki 1/2021 article 49.
"""

from dataclasses import dataclass
from enum import StrEnum

from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import Ruling, allow, refuse


class RefusalGround(StrEnum):
    """The coded ground of a refusal or of a part that is not given."""

    EXEMPT = "exempt"
    NOT_HELD = "not_held"
    NOT_DOCUMENTED = "not_documented"
    NOT_ELIGIBLE = "not_eligible"


GROUND_WORDS: dict[RefusalGround, Phrase] = {
    RefusalGround.EXEMPT: say("dikecualikan menurut Pasal 17 UU 14/2008"),
    RefusalGround.NOT_HELD: say("tidak dikuasai badan publik ini"),
    RefusalGround.NOT_DOCUMENTED: say("belum dikuasai atau belum didokumentasikan"),
    RefusalGround.NOT_ELIGIBLE: say("pemohon bukan warga negara atau badan hukum Indonesia"),
}


@dataclass(frozen=True, slots=True)
class Basis:
    """What a refusal rests on: its ground in words, an approved consequence test, the decree."""

    ground: RefusalGround | None
    reason: str
    has_approved_test: bool = False
    has_decree: bool = False
    other_body: str = ""


def may_refuse(basis: Basis) -> Ruling:
    """Does a refusal, whole or in part, have what it needs? The reason says what is lacking."""
    if basis.ground is None:
        return refuse(say("Pilih dasar penolakannya."), cite="uu14-2008:22(7)")
    if not basis.reason.strip():
        return refuse(say("Tulis alasannya: pemohon berhak mengetahuinya."), cite="uu14-2008:22(7)")
    if basis.ground is RefusalGround.EXEMPT and not basis.has_approved_test:
        return refuse(
            say("Penolakan menurut Pasal 17 memerlukan uji konsekuensi yang sudah disetujui."),
            cite="uu14-2008:19",
        )
    if basis.ground is RefusalGround.EXEMPT and not basis.has_decree:
        return refuse(
            say("Penolakan menurut Pasal 17 memerlukan nomor dan tanggal surat keputusannya."),
            cite="perki1-2021:49",
        )
    return allow()
