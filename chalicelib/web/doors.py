"""What stands at the foot of every page: whom to call in an emergency, and the district's other doors."""

from typing import Any

from chalicelib.channels.outbound import sentence
from chalicelib.domain.district import District
from chalicelib.web.languages import direction


def doors(district: District | None, language: str) -> dict[str, Any]:
    """Values for the templates, in the words that mails use as well."""
    tip_line = district.emergency.tip_line if district else ""
    lines = [sentence(f"emergency.{key}", language, district) for key in ("911", "988", "741741")]
    if tip_line:
        lines.append(sentence("emergency.tip", language, district).replace("{tip_line}", _whole(tip_line, language)))
    return {
        "district_name": district.name if district else "",
        "mail_addresses": district.mail_addresses if district else (),
        "emergency_title": sentence("emergency.title", language, district),
        "emergency_short": sentence("emergency.text", language, district),
        "emergency_lines": lines,
    }


def _whole(number: str, language: str) -> str:
    """A number keeps its order among words that run from right to left (Unicode UAX 9, isolates)."""
    return f"\u2066{number}\u2069" if direction(language) == "rtl" else number
