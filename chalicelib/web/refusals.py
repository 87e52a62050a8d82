"""What a page raises when it will not do what was asked."""

from collections.abc import Mapping


class Refused(Exception):
    """`why` names the sentences `refused_WHY_title` and `refused_WHY` of the catalogue; `fields` maps a field's name
    to the key of its sentence; `retry_after` is in seconds. With `again` the form that was not taken is shown for another try, with these fields
    in place of its own."""

    def __init__(
        self,
        status: int,
        why: str,
        *,
        fields: Mapping[str, str] | None = None,
        retry_after: int | None = None,
        again: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"{status} {why}")
        self.status = status
        self.why = why
        self.fields = dict(fields or {})
        self.retry_after = retry_after
        self.again = {} if again is None and status == 503 else again
