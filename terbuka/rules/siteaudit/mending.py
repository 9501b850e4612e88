"""What to do about each kind of defect, in one sentence for whoever keeps the site.

Source: Perki 1/2021 (publishing on the official site), UU 27/2022 (personal data).
"""

from terbuka.rules.language import say
from terbuka.rules.siteaudit.findings import DefectKind

DEFECT_REMEDIES = {
    DefectKind.BROKEN_LINK: say("Unggah lagi berkasnya ke alamat itu, atau betulkan tautannya."),
    DefectKind.SOFT_404: say("Isi halamannya, atau hapus tautan yang menuju ke sana."),
    DefectKind.CLOSED_LINK: say("Buka izin berkas agar siapa saja dapat melihatnya tanpa masuk akun."),
    DefectKind.REVOKED_RULE: say("Ganti rujukannya dengan aturan yang berlaku sekarang."),
    DefectKind.EXPIRED_PERIOD: say("Umumkan dokumen periode yang baru; pindahkan yang lama ke arsip."),
    DefectKind.WRONG_YEAR_TITLE: say("Samakan tahun pada judul dengan tahun di dalam dokumennya."),
    DefectKind.PLACEHOLDER_TEXT: say("Ganti teks contoh dengan isi yang sebenarnya."),
    DefectKind.WRONG_UNIT_TEXT: say("Ganti nama satker lain dengan nama satker ini di setiap bagian."),
    DefectKind.INJECTED_LINKS: say(
        "Situs ini disusupi: minta pengelola server membersihkannya, lalu mengganti semua sandi."
    ),
    DefectKind.EMPTY_PAGE: say("Isi halamannya, atau hapus dari menu."),
    DefectKind.NO_TEXT_LAYER: say("Unggah PDF dari berkas aslinya, atau pindai dengan OCR."),
    DefectKind.DRAFT_AS_FINAL: say("Ganti dengan dokumen yang sudah ditetapkan."),
    DefectKind.PERSONAL_DATA: say("Turunkan sekarang, hitamkan data pribadinya, lalu unggah lagi."),
    DefectKind.UNOFFICIAL_HOST: say("Simpan dokumennya di situs resmi satker, atau tautkan dari sana."),
}
