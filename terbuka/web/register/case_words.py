"""How objections and disputes are said to officers: each state with tone and shape, acts, what is next."""

from django.utils.translation import gettext_lazy as _

from terbuka.rules.language import Phrase, say
from terbuka.rules.register import disputes, objections
from terbuka.rules.register.disputes import DisputeStatus
from terbuka.rules.register.objections import ObjectionStatus
from terbuka.web.words import signed

_S, _D = ObjectionStatus, DisputeStatus
OBJECTIONS = signed(
    objections.STATUS_WORDS,
    {
        _S.FILED: ("info", "circle-dashed"),
        _S.INADMISSIBLE: ("danger", "circle-x"),
        _S.REGISTERED: ("info", "circle-check"),
        _S.DISCUSSED: ("info", "clock"),
        _S.SETTLING: ("info", "user"),
        _S.SETTLED: ("success", "circle-check"),
        _S.GRANTED: ("success", "circle-check"),
        _S.PARTLY_GRANTED: ("success", "circle-check"),
        _S.UPHELD: ("danger", "circle-x"),
        _S.FULFILLED: ("success", "circle-check"),
        _S.DISPUTED: ("warning", "triangle-alert"),
        _S.CLOSED: ("none", "circle-check"),
        _S.WITHDRAWN: ("none", "minus"),
    },
)
DISPUTES = signed(
    disputes.STATUS_WORDS,
    {
        _D.FILED: ("info", "circle-dashed"),
        _D.COMPLETING: ("warning", "clock"),
        _D.REGISTERED: ("info", "circle-check"),
        _D.FIRST_HEARING: ("info", "clock"),
        _D.INTERIM_DECISION: ("none", "circle-check"),
        _D.MEDIATION: ("info", "user"),
        _D.MEDIATED: ("success", "circle-check"),
        _D.ADJUDICATION: ("warning", "clock"),
        _D.DECIDED: ("warning", "circle-alert"),
        _D.IN_COURT: ("warning", "building-2"),
        _D.IN_CASSATION: ("warning", "building-2"),
        _D.FINAL: ("info", "circle-check"),
        _D.EXECUTION: ("warning", "clock-alert"),
        _D.CLOSED: ("none", "circle-check"),
        _D.WITHDRAWN: ("none", "minus"),
    },
)
OBJECTION_ACTS = {
    "file": _("keberatan diajukan"),
    "add_file": _("berkas ditambahkan"),
    "register": _("terdaftar"),
    "refuse": _("dinyatakan tidak dapat diterima"),
    "discuss": _("mulai dibahas"),
    "begin_settling": _("pemohon diundang musyawarah"),
    "settle": _("selesai dengan musyawarah"),
    "decide": _("dijawab atasan PPID"),
    "fulfil": _("perintah dilaksanakan"),
    "keep_proof": _("bukti disimpan"),
    "note_reaction": _("tanggapan pemohon dicatat"),
    "withdraw": _("dicabut pemohon"),
    "dispute": _("sengketa diajukan ke Komisi Informasi"),
    "write": _("pesan dikirim"),
    "close": _("selesai"),
    "warn": _("peringatan tenggat"),
    "move_due": _("tenggat bergeser"),
    "recount": _("tenggat dihitung ulang"),
}
DISPUTE_ACTS = {
    "begin": _("berkas sengketa dibuka"),
    "save": _("isian diubah"),
    "move": _("berlanjut ke tahap berikutnya"),
    "record_decision": _("putusan pengadilan dicatat"),
    "add_step": _("acara ditambahkan"),
    "save_step": _("acara diubah"),
    "mark_brought": _("daftar bawaan diperbarui"),
    "add_file": _("berkas ditambahkan"),
    "ask_bundle": _("bundel bukti diminta"),
    "bundle": _("bundel bukti disusun"),
    "bundle_failed": _("bundel bukti tidak jadi"),
    "warn": _("peringatan tenggat"),
    "move_due": _("tenggat bergeser"),
    "recount": _("tenggat dihitung ulang"),
}
NEXT_FOR_OBJECTION: dict[ObjectionStatus, Phrase] = {
    _S.FILED: say("Periksa syaratnya: daftarkan, atau nyatakan tidak dapat diterima dengan alasan tertulis."),
    _S.REGISTERED: say("Atasan PPID mulai membahas; alasan b sampai g boleh dimusyawarahkan."),
    _S.DISCUSSED: say("Atasan PPID menjawab secara tertulis sebelum batas waktunya."),
    _S.SETTLING: say(
        "Setelah bertemu: catat kesepakatan, atau lanjutkan pembahasan. Batas waktu tetap berjalan."
    ),
    _S.GRANTED: say("PPID melaksanakan perintah atasan, lalu catat penyerahannya."),
    _S.PARTLY_GRANTED: say("PPID melaksanakan perintah atasan, lalu catat penyerahannya."),
    _S.UPHELD: say("Menunggu: pemohon dapat mengajukan sengketa sampai batas waktunya."),
    _S.FULFILLED: say("Menunggu: pemohon dapat mengajukan sengketa sampai batas waktunya."),
    _S.DISPUTED: say("Perkaranya di Komisi Informasi: kerjakan di berkas sengketanya."),
}
NEXT_FOR_DISPUTE: dict[DisputeStatus, Phrase] = {
    _D.FILED: say("Tunggu akta registrasi dari Komisi Informasi; siapkan kuasa dan bundel bukti."),
    _D.COMPLETING: say("Pemohon melengkapi permohonan sengketanya; siapkan kuasa dan bundel bukti."),
    _D.REGISTERED: say("Catat panggilan sidang begitu datang, lalu siapkan yang dibawa."),
    _D.FIRST_HEARING: say("Hadiri pemeriksaan awal dengan kuasa; catat hasilnya."),
    _D.MEDIATION: say("Catat tanggal dan hasil mediasi; bila gagal, lanjut ke ajudikasi."),
    _D.ADJUDICATION: say("Catat setiap sidang; serahkan bundel bukti dan kesimpulan."),
    _D.DECIDED: say("Putuskan: melaksanakan, atau menggugat sebelum batas waktunya."),
    _D.IN_COURT: say("Catat sidang dan putusan pengadilan begitu diterima."),
    _D.IN_CASSATION: say("Catat putusan Mahkamah Agung begitu diterima."),
    _D.FINAL: say("Laksanakan putusan, atau tutup bila tidak ada yang harus dilaksanakan."),
    _D.EXECUTION: say("Laksanakan perintah putusan, lampirkan buktinya, lalu tutup."),
}
DONE = say("Tidak ada lagi yang harus dikerjakan.")
