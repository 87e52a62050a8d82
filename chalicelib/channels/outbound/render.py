"""Notices made of a template, a language and values: a mail's subject, text and HTML, or the words of a text.

Values are plain strings by name; nothing in them is ever interpreted. Names a template may speak of: `name`, `reference`,
`link` (the family's page; on a page to staff, where to acknowledge it), `staff_link` (the family's link never stands in
a notice to staff), `topic`, `team`, `school`, `channel`, `excerpt`, `text`, `quoted`, `expected`, `due` (and `settle_due`, where that is when the matter should be settled), `waited`, `told`, `paged`, `rung`
(why this person), `why` or `held` (a reason), `unnamed` (why there is no name), `categories`, `staff`, `subject`, `files`
(their names), `files_link`, `files_most` and `files_size` (what a mail may bring). `holder` has the page that goes by `code`,
`kept` is why a mail of staff was only kept (docs/decisions/staff-mail.md). `district` and `tip_line` come from the
district, `who`, `reason` and `why_you` from the others.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chalicelib.channels.outbound import layout
from chalicelib.channels.outbound.catalogue import filled, placeholders, sentence
from chalicelib.channels.outbound.clean import excerpt, lines, one_line
from chalicelib.channels.outbound.layout import Block
from chalicelib.channels.outbound.segments import segments, shortened
from chalicelib.channels.outbound.templates import TEMPLATES, Part, Shape, Template
from chalicelib.domain.district import District

TEXT_SEGMENTS = 3
_LONG = frozenset({"text", "quoted", "quoted_of_all", "excerpt"})
_LINKS = frozenset({"link", "staff_link", "files_link"})
_EXCERPTS = (120, 70, 30, 0)
_AGAIN = re.compile(r"(?:(?:re|rv|fw|fwd|aw|wg|enc|res|tr)\s?:\s?){1,20}", re.IGNORECASE)
_LONGEST_NAME = 60
_NO_NAME = re.compile(r"[/@\\<>]|www\.|\.[a-z]{2,}\b", re.IGNORECASE)
_RUNGS = frozenset({"assignee", "team", "supervisor", "leader"})


@dataclass(frozen=True, slots=True)
class MailBody:
    """`text` and `html` say the same."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class TextBody:
    """`segments` as sent and charged."""

    text: str
    segments: int


def render_mail(template: str, language: str, values: Mapping[str, str], *, district: District) -> MailBody:
    """The mail. Raises KeyError for a template that does not exist, ValueError naming values it cannot do without."""
    words = _Words(TEMPLATES[template], language, values, district)
    blocks = [block for part in words.template.mail if (block := words.block(part))]
    subject = next(filter(None, map(words.say, words.template.subject)), "") or district.name
    marker = sentence("marker", language, district) if words.template.answerable else ""
    return MailBody(
        subject=one_line(subject),
        text=layout.plain(blocks, marker=marker),
        html=layout.html(blocks, marker=marker, language=language, title=one_line(subject)),
    )


def render_text(template: str, language: str, values: Mapping[str, str], *, district: District) -> TextBody:
    """The text, in at most three segments where its words allow: excerpts shrink first, then a short form with the
    link stands in. Raises as render_mail."""
    words = _Words(TEMPLATES[template], language, values, district)
    candidates = [words.text(words.template.text, limit) for limit in _EXCERPTS]
    if words.template.short:
        candidates.append(words.text(words.template.short, 0))
    fits = (one for one in candidates if one.segments <= TEXT_SEGMENTS)
    return next(fits, min(candidates, key=lambda one: one.segments))


class _Words:
    """A template's sentences with the values filled in."""

    def __init__(self, template: Template, language: str, values: Mapping[str, str], district: District) -> None:
        self.template = template
        self._language = language
        self._district = district
        self._values = self._completed(values)
        missing = [name for name in template.needs if not self._values.get(name)]
        if missing:
            raise ValueError(f"{template.subject[-1].partition('.')[0]} needs {', '.join(missing)}")

    def say(self, key: str, values: Mapping[str, str] | None = None) -> str:
        """The sentence, or empty when a value it speaks of is missing."""
        text, known = sentence(key, self._language, self._district), values or self._values
        return filled(text, known) if all(known.get(name) for name in placeholders(text)) else ""

    def block(self, part: Part) -> Block | None:
        value = self._values.get(part.value, "")
        words = "" if self._values.get(part.unless) or (part.value and not value) else self.say(part.key)
        return Block(part.shape, words, value if part.shape in {Shape.BUTTON, Shape.QUOTE} else "") if words else None

    def text(self, parts: Sequence[Part], limit: int) -> TextBody:
        values = self._values | {"excerpt": excerpt(self._values.get("excerpt", ""), limit) or "…"}
        said = [words for part in parts if (words := self.say(part.key, values))]
        text = shortened(" ".join(said), TEXT_SEGMENTS)
        return TextBody(text, segments(text))

    def _completed(self, given: Mapping[str, str]) -> dict[str, str]:
        values = {name: lines(value) if name in _LONG else one_line(value) for name, value in given.items()}
        values = {name: value for name, value in values.items() if name not in _LINKS or _opens(value)}
        values["name"] = values.get("name", "") if _is_name(values.get("name", "")) else ""
        values["district"] = one_line(self._district.name)
        values["tip_line"] = one_line(self._district.emergency.tip_line)
        values["subject"] = _AGAIN.sub("", values.get("subject", ""), count=1)
        values["who"] = values.get("name") or self._phrase(f"who.{values.get('unnamed') or 'nameless'}")
        values["reason"] = values.get("held") or values.get("why") or self._phrase("reason.unknown")
        values["told"] = values.get("told") or self._phrase("told.nobody")
        values["kept"] = self._phrase(f"kept.{values['kept']}") if values.get("kept") else ""
        rung = values.get("rung", "")
        values["why_you"] = self._phrase(f"why.{rung if rung in _RUNGS else 'named'}") if rung else ""
        return values

    def _phrase(self, key: str) -> str:
        return sentence(key, self._language, self._district)


def _is_name(name: str) -> bool:
    """Anybody can type anything into a form's name; what may be an advertisement is not repeated to strangers."""
    return len(name) <= _LONGEST_NAME and not _NO_NAME.search(name)


def _opens(link: str) -> bool:
    """Only what a browser opens may stand behind a button."""
    return link.startswith(("https://", "http://"))
