"""What a first-time officer is told beside a field: one table, read by the pages, the guides and the papers.

Button words stand in “…”; a test holds them to the words on the pages, in both languages.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Help:
    """A question an officer has at a field, and its answer: whole sentences, no markup."""

    title: Promise
    sentences: tuple[Promise, ...]


HELP: dict[str, Help] = {
    "saq_answer": Help(
        _("Bagaimana memilih jawaban?"),
        (
            _("Pilih yang dapat Anda tunjukkan hari ini, bukan yang masih direncanakan."),
            _(
                "1 berarti semua yang diminta ada, 0,5 berarti baru sebagian, 0 berarti belum ada. "
                "Poinnya tertulis di sebelah tiap pilihan."
            ),
            _(
                "Jawaban otomatis disusun dari situs dan profil satker. Baca alasannya: setujui bila "
                "benar, pilih jawaban lain bila keliru."
            ),
        ),
    ),
    "saq_proof": Help(
        _("Apa yang dihitung sebagai bukti?"),
        (
            _(
                "Bukti adalah sesuatu yang dapat dibuka verifikator sendiri: halaman di situs, "
                "dokumen, atau foto bertanggal."
            ),
            _("Tautan harus terbuka tanpa masuk. Tautan Google Drive yang terkunci dihitung tidak ada."),
            _(
                "Foto harus memperlihatkan tanggal, tempat, dan bendanya. Tangkapan layar harus "
                "memperlihatkan alamat halaman."
            ),
            _("Jawaban tanpa bukti boleh dikirim, tetapi dapat dinilai nol."),
        ),
    ),
    "saq_note": Help(
        _("Untuk apa catatan ini?"),
        (
            _(
                "Verifikator membacanya bersama bukti. Tulis di halaman berapa buktinya, atau mengapa "
                "buktinya lain dari yang diminta."
            ),
            _("Jangan menulis nomor pribadi atau data orang lain di sini."),
        ),
    ),
    "saq_seen": Help(
        _("Mengapa melihat dari sisi verifikator?"),
        (
            _(
                "Verifikator tidak mengenal kantor Anda. Bila dari bagian ini saja jawabannya belum "
                "meyakinkan, tambahkan bukti atau catatan."
            ),
        ),
    ),
    "saq_submit": Help(
        _("Apa yang terjadi setelah dikirim?"),
        (
            _(
                "Jawaban terkunci dan tingkat di atas mulai memverifikasi. Anda mendapat tanda "
                "terima dengan kode keaslian."
            ),
            _(
                "Selama masa pengisian, kuesioner masih dapat dibuka lagi dari tanda terimanya, "
                "dengan alasan."
            ),
            _("Sesudah hari terakhir pengisian tidak ada yang dapat dikirim. Jangan menunggu jam terakhir."),
        ),
    ),
    "whatsapp": Help(
        _("Nomor siapa yang ditulis?"),
        (
            _("Nomor HP yang khusus dipakai PPID dan dipegang petugas yang bertugas, bukan nomor pribadi."),
            _(
                "Nomor ini tampil bagi publik. Penguji menulis ke sana tanpa memberi tahu dahulu, "
                "jadi balaslah pada jam layanan."
            ),
            _("Bila pemegang HP berganti, ubah namanya di sini pada hari itu juga."),
        ),
    ),
    "hours": Help(
        _("Bagaimana menulis jam layanan?"),
        (
            _(
                "Tulis hari dan jamnya, sama persis dengan papan di kantor dan halaman di situs. "
                "Kuesioner membandingkan ketiganya."
            ),
        ),
    ),
    "decree": Help(
        _("Keputusan yang mana?"),
        (
            _(
                "Keputusan yang menetapkan PPID, atasan PPID, dan petugasnya, yang berlaku hari ini. "
                "Bila sudah ada yang baru, tulis yang baru."
            ),
            _(
                "Umumkan dahulu berkasnya di situs, lalu tempel alamatnya di sini. Berkas yang hanya "
                "diunggah di sini tidak terbaca publik."
            ),
        ),
    ),
    "website_kind": Help(
        _("Situs mana yang ditulis?"),
        (
            _(
                "Situs utama adalah beranda satker. Situs PPID memuat layanan informasi. JDIH memuat "
                "produk hukum. Situs lama adalah alamat yang sudah ditinggalkan."
            ),
            _(
                "Tulis alamat berandanya saja; halaman di dalamnya ditemukan sendiri. Situs yang "
                "tidak tercatat tidak ikut diperiksa."
            ),
        ),
    ),
    "photo": Help(
        _("Foto seperti apa yang diterima?"),
        (
            _("Foto yang diambil pada masa yang dinilai, dengan tanggal dan tempat tercetak di gambarnya."),
            _("Ambil seluruh bendanya dari dekat, sampai tulisannya terbaca. Satu foto untuk satu sarana."),
            _("Foto lama boleh tetap tersimpan; kuesioner memakai yang terbaru."),
        ),
    ),
    "audit_start": Help(
        _("Apa yang terjadi saat situs diperiksa?"),
        (
            _(
                "Terbuka membuka halaman dan berkas publik seperti warga membukanya, paling cepat "
                "satu tiap detik. Tidak ada yang diubah di situs."
            ),
            _("Biasanya selesai dalam 15 menit. Halaman boleh ditutup; hasilnya tersimpan sendiri."),
            _("Yang tidak dapat dibuka disebut tidak dapat diperiksa dan tidak menurunkan nilai."),
        ),
    ),
    "audit_place": Help(
        _("Kapan alamat perlu dicatat?"),
        (
            _(
                "Bila butirnya ada di situs tetapi pemeriksaan tidak menemukannya, misalnya karena "
                "tidak ditautkan dari menu mana pun."
            ),
            _(
                "Catat alamat dokumennya sendiri, bukan alamat beranda. Lebih baik lagi: tautkan dari "
                "menu PPID, supaya warga menemukannya juga."
            ),
        ),
    ),
    "follow_up_owner": Help(
        _("Siapa yang dipilih, dan tanggal berapa?"),
        (
            _(
                "Pilih satu orang yang benar-benar mengerjakan. Ia melihatnya di tugasnya dan "
                "diingatkan 7 hari dan 1 hari sebelum tanggalnya, lalu setiap minggu selama terlambat."
            ),
            _("Pilih tanggal yang dapat dipenuhi. Tanggal boleh diubah; perubahan tercatat."),
        ),
    ),
    "follow_up_proof": Help(
        _("Apa yang menutup tindak lanjut ini?"),
        (
            _(
                "Alamat dokumen yang baru diumumkan paling baik: pemeriksaan situs berikutnya "
                "membukanya dan dapat menutup tindak lanjut ini dengan sendirinya."
            ),
            _(
                "Yang tidak ada di situs dibuktikan dengan berkas atau foto, lalu diperiksa orang "
                "lain. Yang memberi bukti tidak boleh menutupnya."
            ),
        ),
    ),
    "verify_mark": Help(
        _("Bagaimana menandai?"),
        (
            _(
                "Buka buktinya, bandingkan dengan aturan nilai, lalu tandai. Nilailah yang dapat "
                "dibuka, bukan yang Anda ketahui sendiri."
            ),
            _(
                "Papan ketik: 1 menerima, 0 menolak, 5 memberi setengah, n menuju catatan, Esc keluar "
                "dari catatan."
            ),
            _("Keliru menandai? Setiap tanda dapat dibatalkan sampai verifikasi satker itu diselesaikan."),
        ),
    ),
    "verify_note": Help(
        _("Catatan seperti apa yang menolong satker?"),
        (
            _(
                "Sebut apa yang kurang dan di mana seharusnya ada, misalnya: foto tidak bertanggal, "
                "atau laporan 2024 padahal diminta 2025."
            ),
            _(
                "Catatan wajib bila nilai Anda lebih rendah daripada jawaban satker. Publik ikut "
                "membacanya setelah diumumkan: jangan menulis nama atau nomor orang."
            ),
        ),
    ),
    "round_steps": Help(
        _("Apa arti tiap langkah?"),
        (
            _(
                "Pengisian: satker menjawab dan mengirim. Verifikasi: tingkat di atas menandai, "
                "paling lambat hari terakhirnya. Pengumuman: mulai hari itu hasil boleh diumumkan."
            ),
            _(
                "Langkah tidak boleh bertumpuk. Beri waktu yang cukup: satker mengumpulkan bukti, dan "
                "satu verifikator menandai banyak satker."
            ),
            _("Tanggal masih dapat diubah sampai hasil diumumkan; alasannya tercatat."),
        ),
    ),
    "round_scope": Help(
        _("Satker mana yang dipilih?"),
        (
            _(
                "Pilih tingkat yang mengisi. Bila provinsi hanya memverifikasi, jangan centang "
                "provinsi: ia tidak menilai dirinya sendiri."
            ),
            _("Sekali dibuka, kuesioner dan skala putaran ini dikunci. Hitung dahulu jumlahnya, lalu buka."),
        ),
    ),
    "roles": Help(
        _("Peran mana yang dipilih?"),
        (
            _(
                "Petugas PPID mengisi dan mengerjakan. PPID juga mengundang petugasnya. Atasan PPID "
                "mengirim, menutup tindak lanjut, dan mengundang PPID."
            ),
            _("Petugas meja, penilai, penguji, dan pembaca hanya membaca."),
            _(
                "Bila ragu, pilih yang lebih kecil. Satu orang boleh memegang beberapa peran, dan "
                "peran dapat diakhiri kapan saja."
            ),
        ),
    ),
    # What people ask first, on the page of help.
    "ask_account": Help(
        _("Bagaimana saya mendapat akun?"),
        (
            _(
                "Lewat undangan dari PPID, atasan PPID, atau tingkat di atas satker Anda. Pendaftaran "
                "sendiri tidak ada."
            ),
            _(
                "Tautan undangan berlaku 24 jam dan satu kali pakai. Sudah lewat? Mintalah tautan "
                "baru kepada yang mengundang."
            ),
        ),
    ),
    "ask_where": Help(
        _("Butirnya ada di situs, mengapa disebut tidak ada?"),
        (
            _(
                "Buka butir itu di hasil pemeriksaan dan baca alasannya: biasanya ia tidak ditautkan "
                "dari menu, milik satker lain, atau tidak terbaca."
            ),
            _(
                "Di bagian “Ada di sini?” tulis alamatnya lalu tekan “Catat alamat ini”. Pemeriksaan "
                "berikutnya membukanya lebih dahulu."
            ),
        ),
    ),
    "ask_stale": Help(
        _("Mengapa dokumen yang ada disebut usang?"),
        (
            _(
                "Tiap butir punya batas umur menurut aturannya; laporan tahunan, misalnya, harus dari "
                "tahun lalu sesudah 31 Maret. Unggah yang terbaru, yang lama boleh tetap ada."
            ),
        ),
    ),
    "ask_down": Help(
        _("Situs kami sedang mati. Apakah nilai turun?"),
        (
            _(
                "Tidak. Yang tidak dapat dibuka disebut tidak dapat diperiksa. Periksa lagi setelah "
                "situsnya hidup."
            ),
        ),
    ),
    "ask_draft": Help(
        _("Jawaban otomatis keliru. Apa yang harus dilakukan?"),
        (
            _(
                "Pilih jawaban Anda sendiri, tulis catatannya, lalu tekan “Simpan”. Jawaban Anda "
                "tidak pernah ditimpa jawaban otomatis."
            ),
        ),
    ),
    "ask_seen": Help(
        _("Siapa yang melihat nilai kami?"),
        (
            _(
                "Sebelum diumumkan: satker Anda dan tingkat di atasnya. Sesudah diumumkan: siapa pun, "
                "dengan alasan tiap butir dan catatan verifikator."
            ),
            _("Berkas bukti dan nama petugas tidak ikut terbuka."),
        ),
    ),
    "ask_lost": Help(
        _("Sambungan putus saat mengisi. Apakah isian hilang?"),
        (
            _(
                "Tidak. Jawaban disimpan sambil diketik, dan yang belum terkirim disimpan di "
                "perangkat Anda lalu dikirim lagi sendiri."
            ),
            _("Bila Anda dikeluarkan, masuk lagi dengan akun yang sama: teks Anda muncul kembali."),
        ),
    ),
    "ask_public": Help(
        _("Saya bukan petugas. Apa yang dapat saya baca?"),
        (
            _(
                "Buka “Satker”, cari daerah Anda, lalu buka halamannya: cara menghubungi PPID, alamat "
                "situs, informasi yang wajib disediakan, dan hasil penilaian yang sudah diumumkan."
            ),
        ),
    ),
}
QUESTIONS = tuple(key for key in HELP if key.startswith("ask_"))
