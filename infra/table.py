"""Tables for a terminal."""

import unicodedata
from collections.abc import Sequence


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest line; a cell may have several lines."""
    cells = [[cell.split("\n") for cell in row] for row in (head, *rows)]
    widths = [max(width(line) for row in cells for line in row[column]) for column in range(len(head))]
    rule = "  ".join("─" * one for one in widths)
    first, *rest = ["\n".join(_lines(row, widths)) for row in cells]
    return "\n".join([first, rule, *rest])


def width(text: str) -> int:
    """Terminal columns: wide East Asian characters take two, combining marks none."""
    wide = sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
    return wide - sum(1 for one in text if unicodedata.combining(one))


def _lines(row: Sequence[Sequence[str]], widths: Sequence[int]) -> list[str]:
    height = max(len(cell) for cell in row)
    padded = [[*cell, *[""] * (height - len(cell))] for cell in row]
    return [
        "  ".join(cell[n] + " " * (wide - width(cell[n])) for cell, wide in zip(padded, widths, strict=True)).rstrip()
        for n in range(height)
    ]
