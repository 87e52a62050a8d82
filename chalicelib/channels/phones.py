"""Phone numbers in E.164 (ITU-T), read as people write them."""

from chalicelib.domain.contact import Address, AddressKind

_LONGEST = 64


def normal_phone(text: str, region: str = "US") -> Address:
    """`(206) 555-0123` → `+12065550123`. What is no whole number (of `region`, unless it starts with +) is kept
    verbatim, up to 64 characters, with verified=False. Never raises."""
    # The library's tables take 15 ms to load: only doors that meet a number pay for them.
    import phonenumbers  # noqa: PLC0415

    typed = text.strip()[:_LONGEST]
    try:
        number = phonenumbers.parse(typed, region)
    except phonenumbers.NumberParseException:
        return Address(AddressKind.PHONE, typed, verified=False)
    whole = phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.IS_POSSIBLE
    if not whole or number.extension:
        return Address(AddressKind.PHONE, typed, verified=False)
    return Address(AddressKind.PHONE, phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
