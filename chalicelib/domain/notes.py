"""Notes: what staff say to each other about an inquiry. Never sent: no event of a note has a sending consequence."""

from chalicelib.domain.commit import Stamp
from chalicelib.domain.inquiry import Message
from chalicelib.domain.submission import Kind, Submission
from chalicelib.domain.words import Direction


def note_of(  # noqa: PLR0913 - whose words, about what, and why they are a note
    submission: Submission, text: str, *, reference: str, stamp: Stamp, author: str, author_name: str, why: str = ""
) -> Message:
    """What came by mail or text, kept as an internal note of that person; `why` it went no further."""
    return Message(
        id=stamp.id,
        reference=reference,
        at=submission.received_at,
        direction=Direction.NOTE,
        channel=submission.channel,
        text=text,
        author=author,
        author_name=author_name,
        subject=submission.subject,
        language=submission.language,
        attachments=submission.attachments,
        original=submission.original,
        truncated=submission.truncated,
        automatic=submission.kind is not Kind.MESSAGE,
        verified=submission.verified,
        notes=(*submission.notes, *((why,) if why else ())),
    )
