"""Where the file behind a viewer or a file host can be had, as an anonymous visitor would."""

import re

from terbuka.crawler.addresses import host_of, normalise, parameters_of

_DRIVE_FILE = re.compile(r"/file/(?:u/\d+/)?d/([\w-]{10,})")
_DOCS = re.compile(r"/(document|spreadsheets|presentation)/(?:u/\d+/)?d/([\w-]{10,})")
_EXPORT = {
    "document": "export?format=docx",
    "spreadsheets": "export?format=xlsx",
    "presentation": "export/pdf",
}
# Parameters by which viewers name the file that they show.
_VIEWERS = (
    (re.compile(r"^(docs|drive)\.google\.com/(viewer|gview)"), "url"),
    (re.compile(r"^view\.officeapps\.live\.com/"), "src"),
    (re.compile(r"/viewer\.html"), "file"),
    (re.compile(r"^www\.google\.[a-z.]+/url"), "q"),
)
_HOSTS = frozenset(
    {"drive.google.com", "docs.google.com", "drive.usercontent.google.com", "1drv.ms", "onedrive.live.com"}
    | {"www.dropbox.com", "dropbox.com", "dl.dropboxusercontent.com", "www.mediafire.com", "mega.nz"}
    | {"bit.ly", "s.id", "tinyurl.com", "heyzine.com", "online.fliphtml5.com", "anyflip.com", "issuu.com"}
    | {"www.scribd.com", "id.scribd.com"}
)
_DOCUMENT = re.compile(r"\.(pdf|xlsx?|xlsm|docx?|pptx?|odt|ods|odp|rtf|csv)$", re.IGNORECASE)
_OTHER_FILE = re.compile(
    r"\.(zip|rar|7z|gz|tar|jpe?g|png|gif|webp|svg|bmp|tiff?|mp4|mp3|avi|mov|wav|apk|exe|txt)$", re.IGNORECASE
)
_DOWNLOAD = re.compile(
    r"/(download|unduh|dmdocuments|get_?file|attachments?)\b|[?&](download|unduh)=", re.IGNORECASE
)

_NO_ACCESS = re.compile(
    r"access denied|request access|need access|minta akses|perlu akses|akses ditolak|sign.?in|\bmasuk\b"
    r"|quota exceeded|kuota",
    re.IGNORECASE,
)


def direct(url: str) -> str:
    """The address of the file itself behind a viewer, Google Drive or Dropbox page; else `url`."""
    host = host_of(url)
    bare = url.partition("//")[2]
    for viewer, parameter in _VIEWERS:
        if viewer.search(bare):
            target = normalise(parameters_of(url).get(parameter, ""))
            return direct(target) if target and target != url else url
    if host == "drive.google.com":
        found = _DRIVE_FILE.search(url)
        number = found[1] if found else parameters_of(url).get("id", "")
        if number and "/folders" not in url:
            return f"https://drive.google.com/uc?export=download&id={number}"
    if host == "docs.google.com" and (found := _DOCS.search(url)) and "/e/" not in url:
        return f"https://docs.google.com/{found[1]}/d/{found[2]}/{_EXPORT[found[1]]}"
    if host in ("www.dropbox.com", "dropbox.com") and "dl=0" in url:
        return url.replace("dl=0", "dl=1")
    return url


def is_file_host(url: str) -> bool:
    """Does this address lie with a service that keeps other people's files?"""
    return host_of(url) in _HOSTS


def names_document(url: str) -> bool:
    """Does the path end like a document (PDF, Word, Excel ...)?"""
    return bool(_DOCUMENT.search(url.partition("?")[0]))


def names_file(url: str) -> bool:
    """Does the path end like any file, or does the address say that it is a download?"""
    path = url.partition("?")[0]
    return bool(_DOCUMENT.search(path) or _OTHER_FILE.search(path) or _DOWNLOAD.search(url))


def asks_for_access(title: str) -> bool:
    """Is this the page by which a file host says that the visitor may not see the file?"""
    return bool(_NO_ACCESS.search(title))
