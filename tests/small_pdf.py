"""The smallest PDF that shows lines of text where a test wants them."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH, HEIGHT, MARGIN, STEP = 612, 792, 72, 16
Line = tuple[float, float, str, str] | tuple[float, float, str, str, float]
"""Left edge and height above the foot of the page, in points; ``F1`` or bold ``F2``; words; size
of type, 11 points where it isn't given."""
Mark = Line | str
"""A line, or operators of the page's content as they stand: a rule, words turned or scaled."""


def page(*lines: str, top: float = 700.0) -> list[Line]:
    """Lines one below the other; ``**bold**``; leading blanks indent by six points each."""
    placed = []
    for number, line in enumerate(lines):
        words = line.strip()
        bold = words.startswith("**")
        left = MARGIN + 6.0 * (len(line) - len(line.lstrip()))
        placed.append((left, top - STEP * number, "F2" if bold else "F1", words.strip("*")))
    return placed


def sized(size: float, lines: Sequence[Line]) -> list[Line]:
    """The same lines in type of `size` points."""
    return [(left, base, font, words, size) for left, base, font, words, *_ in lines]


def rule(left: float, right: float, base: float) -> str:
    """A horizontal rule."""
    return f"0.5 w {left} {base} m {right} {base} l S"


def pdf(pages: Sequence[Sequence[Mark]], *, encrypted: bool = False, page_keys: str = "") -> bytes:
    """Bytes of a PDF with one page for each sequence of marks; `page_keys` go to each page."""
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] {page_keys} "
            f"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> "
            f"/Contents {6 + 2 * number} 0 R >>".encode()
        )
        stream = b"\n".join(_show(line) for line in lines)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    return _file(objects, encrypted=encrypted)


def _show(mark: Mark) -> bytes:
    if isinstance(mark, str):
        return mark.encode("cp1252")
    left, base, font, words, *size = mark
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{font} {(size or [11])[0]} Tf {left} {base} Td ({escaped}) Tj ET".encode("cp1252")


def _file(objects: list[bytes], *, encrypted: bool) -> bytes:
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    keys = b"/Size %d /Root 1 0 R" % (len(objects) + 1)
    if encrypted:
        keys += (
            b" /Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <"
            + b"5a" * 32 + b"> /U <" + b"a5" * 32 + b"> >> /ID [<00> <00>]"
        )  # fmt: skip
    return body + table + b"trailer\n<< %s >>\nstartxref\n%d\n%%%%EOF" % (keys, len(body))
