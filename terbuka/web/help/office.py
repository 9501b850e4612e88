"""Guides of those who work at one unit: officer, PPID, supervisor, desk."""

from django.utils.translation import gettext_lazy as _

from terbuka.rules.people import Role
from terbuka.web.help.parts import SIGNING_IN, STUCK, Guide, Kind, Part, beside, keys

OFFICER = Guide(
    "petugas",
    (Role.OFFICER,),
    _("Panduan petugas PPID"),
    _(
        "Anda menjaga informasi wajib satker tetap terbuka sepanjang tahun, lalu menjawab "
        "kuesioner penilaian dengan bukti yang sudah terkumpul."
    ),
    (
        Part(
            _("Setiap hari"),
            Kind.STEPS,
            (
                _(
                    "Buka “Meja kerja”, lalu pilih satker Anda. Halaman “Hari ini” menyebut seberapa siap "
                    "satker dan apa yang menunggu."
                ),
                _("Buka “Kotak masuk”: pemberitahuan tentang pengisian, bukti, dan hasil terkumpul di sana."),
                _("Kerjakan dahulu “Ada tenggat”, lalu “Segera usang”, lalu “Cepat menambah nilai”."),
                _(
                    "Selesai satu kekurangan? Buka “Tindak lanjut”, pilih butirnya, tulis alamat "
                    "dokumennya, lalu tekan “Kirim bukti”."
                ),
            ),
        ),
        Part(
            _("Setiap bulan, dan setelah mengubah situs"),
            Kind.STEPS,
            (
                _("Buka “Situs”, lalu tekan “Periksa situs sekarang”."),
                _(
                    "Buka hasilnya. Tiap butir menyebut apa yang ditemukan, alasannya, dan apa yang perlu "
                    "dikerjakan."
                ),
                _(
                    "Di “Tindak lanjut”, pilih “Usulan baru”, centang yang akan dikerjakan, isi "
                    "penanggung jawab dan tanggalnya, lalu tekan “Terima dan tetapkan”."
                ),
            ),
        ),
        Part(
            _("Sekali di awal, dan setiap kali berubah"),
            Kind.STEPS,
            (
                _(
                    "Buka “Profil”. Lengkapi kontak, keputusan PPID, orang dan pimpinan; kuesioner terisi "
                    "dari sini."
                ),
                _(
                    "Di “Alamat situs”, tekan “Ya, ini alamat kami” bila benar, dan “Tambah alamat” untuk "
                    "yang belum tercatat."
                ),
                _("Di “Sarana di kantor”, tekan “Ubah dan foto” lalu kirim foto bertanggal."),
            ),
        ),
        Part(
            _("Penilaian tahunan, langkah demi langkah"),
            Kind.STEPS,
            (
                _(
                    "Buka “Kuesioner”, lalu pilih putarannya. Jawaban sudah terisi otomatis dari situs "
                    "dan profil."
                ),
                _(
                    "Baca alasan tiap jawaban. Benar? Tekan “Setujui jawaban otomatis”. Keliru? Pilih "
                    "jawaban Anda lalu tekan “Simpan”."
                ),
                _(
                    "Tambahkan bukti dengan “Tambah tautan” atau “Lampirkan berkas”, lalu lihat “Yang "
                    "akan dilihat verifikator”."
                ),
                _(
                    "Tekan “Periksa dan kirim”. Halaman itu menyebut apa yang masih lemah dan "
                    "berapa poin yang hilang karenanya."
                ),
                _("Tekan “Kirim kuesioner”, lalu cetak tanda terimanya."),
                _(
                    "Ada yang keliru? Selama masa pengisian, tekan “Lihat tanda terima” lalu “Buka lagi "
                    "untuk diubah”."
                ),
                _("Setelah diverifikasi, tekan “Lihat hasil” dan baca catatan tiap butir."),
            ),
        ),
        beside("saq_proof"),
        beside("photo"),
        keys(_("Di kuesioner: Alt+Page Up dan Alt+Page Down berpindah ke butir sebelum dan sesudahnya.")),
        STUCK,
        SIGNING_IN,
    ),
)
PPID = Guide(
    "ppid",
    (Role.PPID,),
    _("Panduan PPID"),
    _(
        "Anda bertanggung jawab atas isi dan orangnya: apa yang diumumkan, siapa yang "
        "bertugas, dan kapan kuesioner dikirim. Semua yang dilakukan petugas dapat Anda "
        "lakukan juga."
    ),
    (
        Part(
            _("Setiap hari"),
            Kind.STEPS,
            (
                _(
                    "Buka “Meja kerja”, pilih satker, dan baca kalimat pertama halaman “Hari "
                    "ini”: berapa informasi wajib sudah ada, usang, dan perlu Anda lihat sendiri."
                ),
                _(
                    "Di “Tindak lanjut”, pilih “Lewat tanggal”. Tanyakan kepada penanggung jawabnya, atau "
                    "ubah orang dan tanggalnya."
                ),
                _(
                    "Petugas sudah memberi bukti? Buka butirnya dan buktinya, lalu tekan “Selesai” atau "
                    "“Belum cukup, kerjakan lagi”."
                ),
            ),
        ),
        Part(
            _("Orang di satker"),
            Kind.STEPS,
            (
                _("Buka “Orang”. Isi surel, peran, dan hari pertama bertugas, lalu tekan “Buat undangan”."),
                _(
                    "Petugas pindah? Tekan “Kelola” di barisnya, lalu “Ya, akhiri sekarang”. Pekerjaannya "
                    "tetap tercatat atas namanya."
                ),
                _(
                    "Petugas lupa kata sandi? Tekan “Kelola”, pastikan orangnya, lalu “Buat tautan kata "
                    "sandi baru”."
                ),
            ),
        ),
        Part(
            _("Penilaian tahunan, langkah demi langkah"),
            Kind.STEPS,
            (
                _(
                    "Sebelum pengisian: pastikan “Profil” lengkap dan tekan “Periksa situs sekarang” di "
                    "“Situs”."
                ),
                _(
                    "Buka “Kuesioner”, pilih putarannya, dan bagi kelompok yang buktinya paling sedikit "
                    "kepada petugas."
                ),
                _(
                    "Tekan “Periksa dan kirim”. Centang kelompok yang sudah Anda baca, lalu tekan "
                    "“Setujui yang dicentang”."
                ),
                _("Tekan “Kirim kuesioner” sebelum hari terakhir, lalu cetak tanda terimanya."),
                _(
                    "Setelah diverifikasi, tekan “Lihat hasil”. Catatan verifikator menjadi bahan rencana "
                    "tahun berikutnya."
                ),
            ),
        ),
        beside("roles"),
        beside("saq_submit"),
        beside("decree"),
        keys(_("Di kuesioner: Alt+Page Up dan Alt+Page Down berpindah ke butir sebelum dan sesudahnya.")),
        STUCK,
        SIGNING_IN,
    ),
)
SUPERVISOR = Guide(
    "atasan-ppid",
    (Role.SUPERVISOR,),
    _("Panduan atasan PPID"),
    _(
        "Anda memastikan tiga hal: kuesioner terkirim tepat waktu, tindak lanjut benar-benar "
        "selesai, dan satker selalu punya PPID."
    ),
    (
        Part(
            _("Setiap minggu"),
            Kind.STEPS,
            (
                _(
                    "Buka “Meja kerja”, pilih satker, dan baca “Hari ini”: kesiapan, kategori yang "
                    "tercapai, dan apa yang ada tenggatnya."
                ),
                _("Di “Tindak lanjut”, pilih “Lewat tanggal” dan tanyakan sebabnya."),
                _(
                    "Bukti menunggu pemeriksaan? Buka butirnya, buka buktinya, lalu tekan “Selesai” atau "
                    "“Belum cukup, kerjakan lagi”."
                ),
            ),
        ),
        Part(
            _("PPID dan petugas"),
            Kind.STEPS,
            (
                _(
                    "Buka “Orang”. Belum ada PPID? Isi surel, peran PPID, dan nomor SK, lalu tekan “Buat "
                    "undangan”."
                ),
                _("PPID berganti? Tekan “Kelola” di barisnya, “Ya, akhiri sekarang”, lalu undang yang baru."),
            ),
        ),
        Part(
            _("Penilaian tahunan, langkah demi langkah"),
            Kind.STEPS,
            (
                _(
                    "Buka “Kuesioner”, pilih putarannya: baris pertama menyebut berapa butir punya bukti "
                    "dan sisa hari kerja."
                ),
                _(
                    "Tekan “Periksa dan kirim” dan baca “Yang masih lemah, dan poin yang hilang "
                    "karenanya”. Jawaban diubah oleh petugas atau PPID."
                ),
                _("Bila sudah layak, tekan “Kirim kuesioner”. Tanda terimanya disimpan sebagai berkas."),
                _("Setelah diumumkan, buka hasil satker dan bahas catatannya dalam rapat."),
            ),
        ),
        beside("saq_submit"),
        beside("follow_up_proof"),
        beside("roles"),
        keys(),
        STUCK,
        SIGNING_IN,
    ),
)
DESK = Guide(
    "petugas-meja",
    (Role.DESK,),
    _("Panduan petugas meja informasi"),
    _(
        "Anda melayani pemohon. Di sini Anda membaca apa yang sudah diumumkan satker, supaya "
        "permintaan dapat dijawab pada hari itu juga."
    ),
    (
        Part(
            _("Setiap hari"),
            Kind.STEPS,
            (
                _(
                    "Ada yang bertanya? Buka “Meja kerja”, pilih satker, buka “Situs”, lalu tekan “Buka "
                    "hasil terakhir”."
                ),
                _(
                    "Pilih kelas informasinya. Tiap butir menyebut judul dan alamat dokumennya: berikan "
                    "alamat itu kepada pemohon."
                ),
                _(
                    "Butirnya usang atau tidak ada? Beri tahu petugas PPID; ia mengerjakannya lewat "
                    "“Tindak lanjut”."
                ),
                _(
                    "Bandingkan “Profil” dengan papan di kantor: jam layanan, nomor WhatsApp, dan alamat "
                    "harus sama."
                ),
            ),
        ),
        Part(
            _("Penilaian tahunan, langkah demi langkah"),
            Kind.STEPS,
            (
                _(
                    "Penguji dapat datang atau menulis tanpa memberi tahu dahulu. Layani seperti pemohon "
                    "lain."
                ),
                _(
                    "Pastikan HP PPID menyala dan dipegang selama jam layanan, dan namanya tertulis di "
                    "“Profil”."
                ),
                _(
                    "Siapkan formulir permohonan, formulir keberatan, dan tanda terima di meja; petugas "
                    "memotretnya untuk kuesioner."
                ),
            ),
        ),
        beside("whatsapp"),
        beside("hours"),
        keys(),
        STUCK,
        SIGNING_IN,
    ),
)
