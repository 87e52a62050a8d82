"""Text in format=flowed (RFC 3676): paragraphs that the sender's program broke into lines are made whole again."""

_SHORTEST_BREAK = 40  # programs break near 72; a blank at the end of a shorter line was typed, unless DelSp marks it


def unflowed(text: str, *, delsp: bool) -> str:
    """One pass: soft line breaks joined within one depth of quoting, stuffed blanks taken off, `-- ` left alone."""
    paragraphs: list[list[str]] = []
    open_depth = -1
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        body = line[depth:].removeprefix(" ")
        signs = body == "-- "
        soft = not signs and body.endswith(" ") and (delsp or len(body) >= _SHORTEST_BREAK)
        kept = body[:-1] if soft and delsp else body
        if depth == open_depth and not signs:
            paragraphs[-1].append(kept)
        else:
            paragraphs.append([">" * depth + " " * bool(depth), kept])
        open_depth = depth if soft else -1
    return "\n".join(map("".join, paragraphs))
