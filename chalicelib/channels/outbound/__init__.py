"""Outbound words: from a decision to the mail or text that says it. Pure; MIME alone lies apart, in `mime`."""

from chalicelib.channels.outbound.catalogue import sentence
from chalicelib.channels.outbound.clean import excerpt
from chalicelib.channels.outbound.dates import spoken_date, spoken_length
from chalicelib.channels.outbound.headers import LOOP_HEADER, automatic_headers, person_headers
from chalicelib.channels.outbound.render import MailBody, TextBody, render_mail, render_text
from chalicelib.channels.outbound.segments import segments
from chalicelib.channels.outbound.templates import TEMPLATES

__all__ = [
    "LOOP_HEADER",
    "TEMPLATES",
    "MailBody",
    "TextBody",
    "automatic_headers",
    "excerpt",
    "person_headers",
    "render_mail",
    "render_text",
    "segments",
    "sentence",
    "spoken_date",
    "spoken_length",
]
