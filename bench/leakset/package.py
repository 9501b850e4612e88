"""Office files as the ZIP they are: parts added by hand, and the whole written with one fixed date."""

import io
import zipfile

REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STAMP = (2025, 1, 2, 8, 0, 0)


def unpacked(data: bytes) -> dict[str, bytes]:
    """Part names with their bytes, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        return {name: box.read(name) for name in box.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """The ZIP of `parts`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for name, data in parts.items():
            box.writestr(zipfile.ZipInfo(name, _STAMP), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def add(parts: dict[str, bytes], name: str, data: bytes, *, kind: str, to: str, relation: str) -> str:
    """Put a part in with its content type `kind` and a relation from the part `to`. Its id."""
    parts[name] = data
    types = parts["[Content_Types].xml"].decode()
    override = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
    parts["[Content_Types].xml"] = types.replace("</Types>", override).encode()
    folder, _, last = to.rpartition("/")
    rels = f"{folder}/_rels/{last}.rels"
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    old = parts.get(rels, empty).decode().replace("<Relationships/>", empty.decode())
    if "</Relationships>" not in old:
        old = old.replace("/>", "></Relationships>")
    number = f"rIdX{old.count('<Relationship ') + 1}"
    row = f'<Relationship Id="{number}" Type="{relation}" Target="/{name}"/></Relationships>'
    parts[rels] = old.replace("</Relationships>", row).encode()
    return number
