"""Why an address could not be looked at, in words.

Source: the causes of `rules.pages.Cause`; RFC 9309 for `robots`.
"""

from terbuka.rules.language import say
from terbuka.rules.pages import Cause

CAUSE_WORDS = {
    Cause.DNS: say("nama situs tidak dikenal"),
    Cause.REFUSED: say("sambungan ditolak"),
    Cause.RESET: say("sambungan terputus"),
    Cause.TLS: say("sertifikat situs tidak sah"),
    Cause.TLS_EXPIRED: say("sertifikat situs kedaluwarsa"),
    Cause.TIMEOUT: say("server tidak menjawab tepat waktu"),
    Cause.ROBOTS: say("robots.txt tidak mengizinkan"),
    Cause.BLOCKED: say("akses diblokir"),
    Cause.RATE_LIMITED: say("server meminta jeda terlalu lama"),
    Cause.LOGIN: say("hanya untuk yang masuk akun"),
    Cause.SERVER_ERROR: say("server bermasalah"),
    Cause.TOO_LARGE: say("isi terlalu besar"),
    Cause.REDIRECT_LOOP: say("pengalihan berputar-putar"),
    Cause.NOT_HTML: say("isinya bukan halaman"),
    Cause.NEEDS_JAVASCRIPT: say("halaman kosong tanpa JavaScript"),
    Cause.BUDGET: say("batas waktu atau jumlah halaman pemeriksaan sudah tercapai"),
}
