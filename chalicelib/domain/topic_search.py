"""Finding a topic by a few words: its names, the words that route to it, and its questions. Capitals and accents do not
matter, nor how a word ends: the beginning of a word finds it."""

import re
from collections.abc import Iterable
from unicodedata import combining, normalize

from chalicelib.domain.district import Topic
from chalicelib.domain.topics import Question

LONGEST = 80
"""Characters of a query that are looked at."""
_MOST_TERMS = 8
_IN_NAME, _IN_WORDS, _IN_QUESTIONS = 5, 4, 1
_BEGINS, _TELLING = 3, 4
_WORD = re.compile(r"[^\W_]+")
_ARTICLE = re.compile(r"^\u0648?\u0627\u0644(?=\w{3})")
"""Of Arabic, which is written in one with its word, as is `and` before it."""


def folded(text: str) -> str:
    """In small letters and without accents."""
    apart = normalize("NFKD", text.casefold())
    return "".join(one for one in apart if not combining(one))


def terms_of(query: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_words(query[:LONGEST])))[:_MOST_TERMS]


def found(query: str, topics: Iterable[Topic]) -> tuple[Topic, ...]:
    """The topics that the words point to, best first, without those that fit less than half as well as the best."""
    terms = terms_of(query)
    scored = [(_score(terms, topic), topic) for topic in topics]
    best = max((score for score, _ in scored), default=0)
    fitting = [(score, topic) for score, topic in scored if score and score * 2 >= best]
    return tuple(topic for _, topic in sorted(fitting, key=lambda one: -one[0]))


def asks(query: str, question: Question) -> bool:
    """Whether the words speak of that question."""
    told = [term for term in terms_of(query) if len(term) >= _TELLING]
    said = _words(" ".join(question.question.values()))
    return any(_meets(term, said) for term in told)


def words_of(topic: Topic, language: str) -> tuple[str, ...]:
    """What finds a topic, folded, for a page that looks through it by itself."""
    known = _words(" ".join((topic.names.get(language, ""), *topic.names.values(), *topic.words)))
    asked = [word for word in _asked(topic) if len(word) >= _TELLING]
    return tuple(dict.fromkeys((*known, *asked)))


def _score(terms: Iterable[str], topic: Topic) -> int:
    names = _words(" ".join(topic.names.values()))
    words = _words(" ".join(topic.words))
    questions = _asked(topic)
    score = 0
    for term in terms:
        if _meets(term, names):
            score += _IN_NAME
        elif _meets(term, words):
            score += _IN_WORDS
        elif len(term) >= _TELLING and _meets(term, questions):
            score += _IN_QUESTIONS
    return score


def _asked(topic: Topic) -> list[str]:
    return _words(" ".join(said for one in topic.faq for said in one.question.values()))


def _meets(term: str, words: Iterable[str]) -> bool:
    return any(_fits(term, word) for word in words)


def _fits(term: str, word: str) -> bool:
    """`buses` finds `bus` by its beginning only where what begins is long enough to mean something."""
    if len(term) >= _BEGINS and word.startswith(term):
        return True
    return word == term or (len(word) >= _TELLING and term.startswith(word))


def _words(text: str) -> list[str]:
    return [_ARTICLE.sub("", word) for word in _WORD.findall(folded(text))]
