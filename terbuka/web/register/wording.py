"""How requests are said to officers: a word, a tone and a shape for each state; what was done in words."""

from django.utils.translation import gettext_lazy as _

from terbuka.rules.register.channels import (
    CHANNEL_WORDS,
    DELIVERY_WORDS,
    FORM_WORDS,
    Channel,
    Delivery,
    WantedForm,
)
from terbuka.rules.register.requests import STATUS_WORDS, RequestStatus
from terbuka.web.words import signed

_S = RequestStatus
STATUSES = signed(
    STATUS_WORDS,
    {
        _S.RECEIVED: ("info", "circle-dashed"),
        _S.NEEDS_COMPLETION: ("warning", "clock"),
        _S.NOT_COMPLETED: ("none", "minus"),
        _S.REGISTERED: ("info", "circle-check"),
        _S.IN_PROCESS: ("info", "clock"),
        _S.CONSEQUENCE_TEST: ("info", "file-lock"),
        _S.EXTENDED: ("warning", "clock-alert"),
        _S.GRANTED: ("success", "circle-check"),
        _S.PARTLY_GRANTED: ("success", "circle-check"),
        _S.REFUSED: ("danger", "circle-x"),
        _S.NOT_HELD: ("none", "circle-x"),
        _S.FULFILLED: ("success", "circle-check"),
        _S.OBJECTED: ("warning", "triangle-alert"),
        _S.CLOSED: ("none", "circle-check"),
        _S.WITHDRAWN: ("none", "minus"),
        _S.TRANSFERRED: ("none", "chevron-right"),
    },
)
# What an officer takes in by hand; the other ways arrive by themselves.
BY_HAND = (Channel.DESK, Channel.TELEPHONE, Channel.LETTER)
CHANNELS = tuple((one.value, CHANNEL_WORDS[one]) for one in Channel if one is not Channel.SYSTEM)
HAND_CHANNELS = tuple((one.value, CHANNEL_WORDS[one]) for one in BY_HAND)
FORMS = tuple((one.value, FORM_WORDS[one]) for one in WantedForm)
DELIVERIES = tuple((one.value, DELIVERY_WORDS[one]) for one in Delivery)
ACTS = {
    "receive": _("permohonan diterima"),
    "register": _("terdaftar"),
    "ask_completion": _("pemohon diminta melengkapi"),
    "complete": _("data dilengkapi"),
    "confirm_identity": _("identitas ditunjukkan di meja layanan"),
    "close_uncompleted": _("ditutup: tidak dilengkapi"),
    "withdraw": _("dicabut pemohon"),
    "start": _("mulai diproses"),
    "assign": _("ditugaskan"),
    "link_test": _("dikaitkan dengan uji konsekuensi"),
    "extend": _("jawaban diperpanjang"),
    "decide": _("dijawab"),
    "enclose": _("jawaban dikirim lewat surel beserta suratnya"),
    "hand_over": _("informasi diserahkan"),
    "confirm_receipt": _("pemohon menyatakan sudah menerima"),
    "rate": _("pemohon menilai layanan"),
    "close": _("selesai"),
    "withdraw_release": _("ringkasan untuk umum ditarik"),
    "ask_section": _("bagian lain diminta dokumennya"),
    "finish_section": _("bagian lain menjawab"),
    "overrule_regime": _("rezim lain dipilih"),
    "ask_regime": _("persetujuan rezim yang lebih longgar diminta"),
    "consent_regime": _("rezim yang lebih longgar disetujui"),
    "decline_regime": _("rezim yang lebih longgar ditolak"),
    "split": _("dipecah menjadi dua"),
    "split_off": _("dipecah dari permohonan lain"),
    "transfer": _("diteruskan ke satker lain"),
    "show_identity": _("identitas pemohon dilihat"),
    "bring_files": _("pemohon melengkapi berkas"),
    "automatic_letter": _("surat otomatis datang"),
    "keep_scan": _("pindaian identitas disimpan tersegel"),
    "seal_file": _("berkas disegel sebagai kartu identitas"),
    "show_scan": _("pindaian identitas dilihat"),
    "hold": _("ditahan dari pemusnahan"),
    "release_hold": _("tidak lagi ditahan dari pemusnahan"),
    "import": _("dimasukkan dari register lama"),
    "check_answer_file": _("berkas jawaban diperiksa penjaga"),
    "object": _("keberatan diajukan"),
    "move": _("batas bergeser"),
    "recount": _("batas dihitung ulang"),
    "move_due": _("tenggat bergeser"),
    "take_chat": _("percakapan WhatsApp ditambahkan"),
    "fulfil": _("perintah atasan PPID dilaksanakan"),
    "warn": _("peringatan batas waktu"),
}
# Each of these stands on the timeline as the message itself.
TOLD_AS_MESSAGE = frozenset({"note", "reply", "hear"})
