"""E-mail addresses in the one form that is stored and compared."""

from chalicelib.domain.contact import Address, AddressKind

_LONGEST = 320


def normal_mail(text: str) -> Address:
    """Lower case, Unicode normalised, without `mailto:` and angle brackets. What is no address (RFC 5321, 5322, 6531)
    is kept verbatim, up to 320 characters, with verified=False. Never raises, never asks the network."""
    # Imported where an address is met: most invocations of most functions meet none.
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415

    typed = text.strip()[:_LONGEST]
    bare = typed.removeprefix("<").removesuffix(">").removeprefix("mailto:").strip()
    try:
        found = validate_email(bare, check_deliverability=False)
    except EmailNotValidError:
        return Address(AddressKind.EMAIL, typed, verified=False)
    return Address(AddressKind.EMAIL, found.normalized.lower())
