"""A phone number as people write it."""

import re


def any_spelling(phone: str) -> str:
    """The pattern of an E.164 number of the United States or Canada as people write it, or of any other as it stands."""
    digits = phone.removeprefix("+1")
    if len(digits) != 10 or digits == phone:
        return re.escape(phone)
    area, exchange, line = digits[:3], digits[3:6], digits[6:]
    return rf"(?:\+?1[ .-]?)?\(?{area}\)?[ .-]?{exchange}[ .-]?{line}"
