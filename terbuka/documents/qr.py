"""An address as a code that telephones read (ISO/IEC 18004), drawn as SVG."""

import qrcode
from qrcode.constants import ERROR_CORRECT_M

_QUIET = 4


def qr_svg(address: str) -> str:
    """The code as an SVG picture of square modules with its quiet zone; dark on white."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=_QUIET)
    code.add_data(address)
    code.make(fit=True)
    matrix = code.get_matrix()
    dark = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, is_dark in enumerate(row) if is_dark
    )
    side = len(matrix)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<rect width="{side}" height="{side}" fill="#ffffff"/><path d="{dark}" fill="#000000"/></svg>'
    )
