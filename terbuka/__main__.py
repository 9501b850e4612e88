"""`terbuka ...`: a table of names; only the module of the command asked for is imported."""

import importlib
import os
import sys

from terbuka.rules.language import LANGUAGES, choose, say
from terbuka.rules.ruling import BadInput

COMMANDS = {
    "demo": "terbuka.management.demo",
    "serve": "terbuka.management.serve",
    "work": "terbuka.management.work",
    "invite": "terbuka.management.invite",
    "import": "terbuka.management.importing",
    "backup": "terbuka.management.backup",
    "restore": "terbuka.management.restore",
    "export": "terbuka.management.export",
    "rekey": "terbuka.management.rekey",
    "mail-test": "terbuka.management.mail_test",
    "mail-bounce": "terbuka.management.mail_bounce",
    "mail-in": "terbuka.management.mail_in",
    "mail-listen": "terbuka.management.mail_listen",
    "audit": "terbuka.management.plain.audit",
    "match": "terbuka.management.plain.match",
    "inspect": "terbuka.management.plain.inspect",
    "chat": "terbuka.management.plain.chat",
    "deadline": "terbuka.management.plain.deadline",
    "category": "terbuka.management.plain.category",
}
PURPOSES = {
    "demo": say("contoh lengkap: situs, audit, kuesioner, nilai; lalu halaman untuk dilihat"),
    "serve": say("menjalankan Terbuka di komputer ini"),
    "work": say("menjalankan pekerjaan latar saja: surel, pemeriksaan, audit"),
    "invite": say("membuat tautan undangan untuk satu orang"),
    "import": say("memasukkan daftar satker, orang, hari libur, atau informasi dari XLSX atau CSV"),
    "backup": say("menyalin basis data dan berkas ke sebuah folder"),
    "restore": say("memulihkan Terbuka dari sebuah salinan"),
    "export": say("menulis rekap atau informasi sebagai tabel, atau seluruh portal sebagai berkas biasa"),
    "rekey": say("menyegel ulang identitas pemohon setelah kunci perkara diganti"),
    "mail-test": say("mengirim satu surel uji dan menyebut hasil setiap langkahnya"),
    "mail-in": say("menjadikan lampiran surat petugas konsep informasi"),
    "mail-listen": say("menerima surel untuk kotak surat semua satker"),
    "mail-bounce": say("membaca laporan surel yang ditolak dan menandai alamatnya"),
    "audit": say("memeriksa situs satu satker terhadap daftar informasi wajib"),
    "match": say("mencocokkan daftar halaman dengan butir informasi wajib"),
    "inspect": say("memeriksa berkas sebelum diumumkan: data pribadi dan isi tersembunyi"),
    "chat": say("membaca ekspor obrolan WhatsApp: kapan ditanya, kapan dijawab"),
    "deadline": say("tenggat menurut undang-undang, dihitung hari demi hari"),
    "category": say("kategori dari sebuah nilai"),
}


def _spoken(arguments: list[str]) -> str:
    """The language asked for by --lang, TERBUKA_LANG or LANG, in this order."""
    for place, argument in enumerate(arguments):
        if argument == "--lang" and place + 1 < len(arguments):
            return arguments[place + 1]
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
    wish = os.environ.get("TERBUKA_LANG") or os.environ.get("LANG", "")
    return wish[:2] if wish[:2] in LANGUAGES else "id"


def _overview() -> str:
    names = "\n".join(f"  {name:<11} {PURPOSES[name]}" for name in COMMANDS)
    closing = say("Keterangan satu perintah: terbuka PERINTAH --help")
    return f"{say('Pemakaian: terbuka PERINTAH ...')}\n\n{names}\n\n{closing}"


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code: 0 done, 2 bad input in one sentence."""
    choose(_spoken(arguments))
    if arguments[:1] == ["--lang"]:
        arguments = arguments[2:]
    if not arguments or arguments[0] in ("-h", "--help"):
        print(_overview())
        return 0
    try:
        if arguments[0] not in COMMANDS:
            raise BadInput(say("Perintah {name} tidak dikenal; lihat terbuka --help.", name=arguments[0]))
        return int(importlib.import_module(COMMANDS[arguments[0]]).run(arguments[1:]))
    except BadInput as fault:
        print(fault, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(say("Dihentikan."), file=sys.stderr)
        return 130


def main() -> None:
    """Entry point of the console script."""
    try:
        code = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output has gone (`| head`); the interpreter's own last flush must not fail.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code)


if __name__ == "__main__":
    main()
