"""The program behind all tasks of `confined` on PDFs and pictures."""

from terbuka.documents.blackout.pdf_pages import black_out_pdf
from terbuka.documents.blackout.pictures import black_out_picture
from terbuka.documents.blackout.placed_boxes import place_boxes
from terbuka.documents.blackout.reading_back import read_back
from terbuka.documents.confined_program import Task, serve
from terbuka.documents.preview.layering import layer_pdf, wordless_pages
from terbuka.documents.preview.pages import draw_pages
from terbuka.documents.safecopy.pdf import copy_pdf
from terbuka.documents.safecopy.pictures import copy_picture

TASKS: dict[str, Task] = {
    "black_out_pdf": black_out_pdf,
    "black_out_picture": black_out_picture,
    "place_boxes": place_boxes,
    "read_back": read_back,
    "copy_pdf": copy_pdf,
    "copy_picture": copy_picture,
    "draw_pages": draw_pages,
    "wordless_pages": wordless_pages,
    "layer_pdf": layer_pdf,
}


def main() -> None:
    """One task, asked for and answered by the streams of the process."""
    serve(TASKS)
