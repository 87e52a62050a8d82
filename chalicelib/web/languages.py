"""The pages' languages, and which of them a visitor gets."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from chalicelib.domain.district import District
from chalicelib.web.catalogues import FAMILY, FIRST, Catalogue, available, catalogue

_PLACE = re.compile(r"\{(\w+)\}")
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur", "yi"})
OWN_NAMES = {
    "am": "አማርኛ",
    "ar": "العربية",
    "en": "English",
    "es": "Español",
    "fa": "فارسی",
    "fr": "Français",
    "hmn": "Hmoob",
    "ht": "Kreyòl ayisyen",
    "ja": "日本語",
    "ko": "한국어",
    "pt": "Português",
    "ru": "Русский",
    "so": "Soomaali",
    "tl": "Tagalog",
    "uk": "Українська",
    "vi": "Tiếng Việt",
    "zh": "中文",
}


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one language. A district's own `web.KEY` goes before the catalogue's KEY."""

    language: str
    sentences: Catalogue
    own: Mapping[str, str] = field(default_factory=dict)

    @property
    def direction(self) -> str:
        return direction(self.language)

    def knows(self, key: str) -> bool:
        return key in self.sentences.sentences

    def say(self, key: str, **values: object) -> str:
        """The sentence with its places filled, in the plural form of `count`. Raises KeyError for a key no catalogue has."""
        sentence = self.own.get(f"web.{key}") or self.sentences.sentence(key, values.get("count"))
        return _PLACE.sub(lambda place: str(values.get(place[1], place[0])), sentence)


def words_for(
    district: District | None, *, asked: str = "", inquiry: str = "", accepted: str = "", domain: str = FAMILY
) -> Words:
    """The first of: the language asked for in the link, the inquiry's, what the browser accepts (RFC 9110 section
    12.5.4), the district's own. Only languages that the district writes and a catalogue exists for."""
    offered = offered_languages(district, domain)
    chosen = next((one for one in (asked, inquiry, *_by_preference(accepted)) if one in offered), offered[0])
    return Words(chosen, catalogue(chosen), district.texts.get(chosen, {}) if district else {})


def offered_languages(district: District | None, domain: str = FAMILY) -> tuple[str, ...]:
    """Those that the pages of that domain are written in. Never empty."""
    known = available(domain)
    written, further = (district.languages, district.page_languages) if district else ((FIRST,), known)
    first = tuple(one for one in written if one in known) or (FIRST,)
    return tuple(dict.fromkeys((*first, *(one for one in further if one in known))))


def direction(language: str) -> str:
    """`ltr` or `rtl`, for the `dir` attribute."""
    return "rtl" if language in _RIGHT_TO_LEFT else "ltr"


def own_name(language: str) -> str:
    """What a language calls itself."""
    return OWN_NAMES.get(language, language)


def _by_preference(accepted: str) -> Iterable[str]:
    weighed = []
    for place, part in enumerate(accepted[:200].split(",")):
        tag, _, parameter = part.strip().partition(";")
        weighed.append((-_weight(parameter), place, tag.partition("-")[0].lower()))
    return (language for weight, _, language in sorted(weighed) if weight < 0)


def _weight(parameter: str) -> float:
    try:
        return min(1.0, float(parameter.strip().removeprefix("q="))) if parameter.strip() else 1.0
    except ValueError:
        return 0.0
