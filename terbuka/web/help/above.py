"""Guides of those who stand above the units or keep the installation, and of those who only read."""

from django.utils.translation import gettext_lazy as _

from terbuka.rules.people import Role
from terbuka.web.help.parts import SIGNING_IN, STUCK, Guide, Kind, Part, beside, keys

VERIFIER = Guide(
    "verifikator",
    (Role.VERIFIER,),
    _("Panduan verifikator"),
    _(
        "Anda menilai kuesioner satker di bawah Anda dari buktinya, dan menulis catatan yang "
        "menolong satker memperbaikinya."
    ),
    (
        Part(
            _("Selama masa pengisian"),
            Kind.STEPS,
            (
                _(
                    "Buka “Meja kerja”, lalu tekan “Antrean verifikasi”. Satker yang belum mulai "
                    "mengisi ada di atas: hubungi mereka."
                ),
                _(
                    "Tekan “Per kelompok” untuk melihat kelompok butir yang lemah di banyak satker; "
                    "itulah bahan asistensi."
                ),
                _("Di “Meja kerja”, “Ringkasan wilayah” menyebut siapa yang harus dihubungi dan nomornya."),
                _(
                    "Jawaban yang sudah dikirim ternyata keliru? Buka satkernya, tulis apa yang harus "
                    "diperbaiki, lalu tekan “Kembalikan ke satker”."
                ),
            ),
        ),
        Part(
            _("Menandai, langkah demi langkah"),
            Kind.STEPS,
            (
                _(
                    "Di antrean, pilih urutan “Yang menunggu verifikasi dahulu”, tekan “Tampilkan”, lalu "
                    "buka satu satker."
                ),
                _("Buka satu butir: di kiri jawaban dan buktinya, di kanan aturan nilai dan tombolnya."),
                _("Buka buktinya, lalu tandai. Butir berikutnya terbuka sendiri."),
                _("Keliru? Tekan “Urungkan” di atas butir berikutnya, atau “Batalkan tanda” di butirnya."),
                _(
                    "Semua sudah ditandai? Tekan “Selesaikan verifikasi”. Satker lalu melihat hasil "
                    "sementaranya."
                ),
                _("Perlu mengubah sesudahnya? Tulis alasannya, lalu tekan “Lanjutkan verifikasi”."),
                _("Untuk rapat, tekan “Unduh rekap untuk dicetak (PDF)” di bawah antrean."),
            ),
        ),
        Part(
            _("Satker di bawah Anda"),
            Kind.STEPS,
            (
                _(
                    "Buka “Orang” di satker Anda: “Satker tanpa PPID” menyebut yang kosong. Buka "
                    "satkernya lalu tekan “Buat undangan”."
                ),
                _(
                    "Di “Tindak lanjut” satker, bukti yang menunggu boleh Anda periksa: tekan “Selesai” "
                    "atau “Belum cukup, kerjakan lagi”."
                ),
            ),
        ),
        beside("verify_mark"),
        beside("verify_note"),
        keys(
            _(
                "Saat menandai: 1 menerima, 0 menolak, 5 memberi setengah, n menuju catatan, Esc "
                "keluar dari catatan."
            )
        ),
        STUCK,
        SIGNING_IN,
    ),
)
NATIONAL = Guide(
    "administrator-nasional",
    (Role.NATIONAL_ADMINISTRATOR,),
    _("Panduan administrator nasional"),
    _(
        "Anda membuka putaran penilaian bagi satker lembaga Anda, menjaga jadwalnya, dan "
        "mengumumkan hasilnya."
    ),
    (
        Part(
            _("Membuka putaran"),
            Kind.STEPS,
            (
                _("Buka “Meja kerja”, tekan “Putaran penilaian”, lalu “Buat putaran”."),
                _(
                    "Isi nama, tahun, kuesioner, dan tanggal tiga langkah, lalu tekan “Lanjut memilih "
                    "satker”."
                ),
                _("Pilih wilayah dan tingkat satkernya, tekan “Hitung satker”, dan periksa jumlahnya."),
                _(
                    "Tekan “Buka bagi … satker”. Kuesioner dan skalanya dikunci; jawaban mulai "
                    "terisi dari situs dan profil."
                ),
            ),
        ),
        Part(
            _("Selama putaran berjalan"),
            Kind.STEPS,
            (
                _(
                    "Buka putarannya. “Per provinsi” menyebut berapa satker mengisi, mengirim, dan "
                    "selesai diverifikasi."
                ),
                _(
                    "“Nasional” di atas halaman memperlihatkan kategori tiap provinsi dan perubahan dari "
                    "tahun ke tahun."
                ),
                _(
                    "Jadwal bergeser? Tekan “Ubah tanggal”, tulis alasannya, lalu “Simpan tanggal”. "
                    "Perubahannya tercatat."
                ),
                _(
                    "Provinsi yang verifikatornya kosong: buka satker provinsinya, “Orang”, lalu “Buat "
                    "undangan”."
                ),
            ),
        ),
        Part(
            _("Mengumumkan hasil"),
            Kind.STEPS,
            (
                _(
                    "Tekan “Unduh rekap untuk dicetak (PDF)” untuk rapat pleno, dan “Unduh rekap "
                    "(XLSX)” untuk diolah."
                ),
                _("Mulai hari pertama pengumuman, buka putarannya lalu tekan “Umumkan hasil”."),
                _(
                    "Baca “Yang akan dibaca publik”, lalu tekan “Umumkan sekarang”. Sesudah itu nilai "
                    "tidak berubah lagi."
                ),
            ),
        ),
        beside("round_steps"),
        beside("round_scope"),
        beside("roles"),
        keys(),
        STUCK,
        SIGNING_IN,
    ),
)
SYSTEM = Guide(
    "administrator-sistem",
    (Role.SYSTEM_ADMINISTRATOR,),
    _("Panduan administrator sistem"),
    _(
        "Anda merawat Terbuka di server ini dan mengundang administrator nasional. Pekerjaan "
        "satker tidak terlihat dari akun Anda."
    ),
    (
        Part(
            _("Pertama kali"),
            Kind.STEPS,
            (
                _(
                    "Buka “Meja kerja”, lalu “Server”. Peringatan di atasnya menyebut apa yang "
                    "belum dipasang."
                ),
                _(
                    "Isi TERBUKA_URL dengan alamat yang dibuka orang dan TERBUKA_SMTP dengan server "
                    "surel, lalu jalankan lagi terbuka serve."
                ),
                _("Tekan “Kirim surel uji ke alamat saya” dan pastikan surelnya tiba."),
                _(
                    "Di “Undang administrator”, isi surel dan peran, lalu tekan “Buat undangan”: "
                    "sedikitnya satu untuk tiap lembaga."
                ),
            ),
        ),
        Part(
            _("Setiap hari"),
            Kind.STEPS,
            (
                _("Di “Server”, lihat “Salinan cadangan terakhir”: harus dari tadi malam."),
                _("Lihat “Ruang kosong”. Bila hampir habis, unggahan ditolak sampai ada ruang lagi."),
                _(
                    "Lihat “Pekerja latar”. Tanpa pekerja, pemeriksaan situs dan surel menunggu; jalankan "
                    "terbuka work."
                ),
            ),
        ),
        Part(
            _("Sebelum penilaian tahunan"),
            Kind.STEPS,
            (
                _(
                    "Pulihkan satu salinan di komputer lain dengan terbuka restore. Salinan yang "
                    "belum pernah dipulihkan belum tentu berguna."
                ),
                _(
                    "Ada satker baru atau berganti nama? Periksa dahulu dengan terbuka import units FILE "
                    "--dry-run, lalu jalankan tanpa --dry-run."
                ),
            ),
        ),
        Part(
            _("Orang yang tidak dapat masuk"),
            Kind.STEPS,
            (
                _(
                    "Administrator: tekan “Kelola” di barisnya, pastikan orangnya lewat telepon, lalu "
                    "tekan “Buat tautan kata sandi baru” atau “Hapus langkah kedua”."
                ),
                _("Petugas satker: yang menolong adalah PPID, atasan PPID, atau tingkat di atasnya."),
            ),
        ),
        keys(),
        STUCK,
        SIGNING_IN,
    ),
)
READER = Guide(
    "pembaca",
    (
        Role.READ_ONLY,
        Role.ASSESSOR,
        Role.TESTER,
    ),
    _("Panduan pembaca, penilai, dan penguji akses"),
    _("Anda membaca pekerjaan satker dalam jangkauan Anda tanpa mengubah apa pun."),
    (
        Part(
            _("Membaca satu satker"),
            Kind.STEPS,
            (
                _(
                    "Buka “Meja kerja”, lalu pilih satkernya. “Hari ini” menyebut berapa "
                    "informasi wajib sudah ada di situs dan apa yang usang."
                ),
                _(
                    "Buka “Situs” lalu “Buka hasil terakhir”. Tiap butir punya hasil, alamat "
                    "bukti, dan alasannya."
                ),
                _(
                    "Buka “Kuesioner” untuk jawaban dan buktinya, dan “Tindak lanjut” untuk kekurangan "
                    "yang sedang dikerjakan."
                ),
            ),
        ),
        Part(
            _("Penguji akses"),
            Kind.STEPS,
            (
                _("Ambil nomor dan alamat dari “Profil” satker, bukan dari catatan lama."),
                _(
                    "Hubungi pada jam layanan tanpa memperkenalkan diri sebagai penguji. Catat waktu "
                    "pesan dan waktu jawaban pertama dari orang."
                ),
            ),
        ),
        Part(
            _("Penilaian tahunan, langkah demi langkah"),
            Kind.STEPS,
            (
                _("Sebelum diumumkan, nilai hanya terlihat oleh satker itu dan tingkat di atasnya."),
                _(
                    "Sesudah diumumkan, siapa pun membacanya: buka “Satker”, pilih satkernya, lalu lihat "
                    "“Hasil penilaian”."
                ),
                _("Di halaman hasil, “Unduh daftar ini (CSV)” memberi seluruh daftar untuk diolah."),
            ),
        ),
        beside("ask_seen"),
        keys(),
        STUCK,
        SIGNING_IN,
    ),
)
