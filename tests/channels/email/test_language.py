"""The language of what somebody writes: always a code, only a hint when the text is short."""

import pytest

from chalicelib.channels.email.language import HINT_BELOW, detect

SHORT = [
    ("en", "Thank you!"),
    ("en", "OK"),
    ("en", "Please call me"),
    ("fr", "Merci beaucoup."),
    ("fr", "D’accord merci"),
    ("es", "Sí"),
    ("es", "Está enferma"),
    ("es", "ok gracias"),
    ("pt", "Obrigada!"),
    ("de", "Ja, gerne"),
    ("it", "Grazie mille"),
    ("nl", "Dank je wel"),
    ("sv", "Tack så mycket"),
    ("da", "Mange tak"),
    ("no", "Tusen takk"),
    ("fi", "Kiitos paljon"),
    ("pl", "Dziękuję"),
    ("cs", "Děkuji"),
    ("ru", "Спасибо"),
    ("uk", "Дякую"),
    ("tr", "Teşekkürler"),
    ("vi", "Cảm ơn"),
    ("vi", "Cam on nhieu"),
    ("zh", "谢谢"),
    ("ja", "ありがとう"),
    ("ko", "감사합니다"),
    ("ar", "شكرا"),
    ("so", "Mahadsanid"),
    ("ht", "Mèsi anpil"),
    ("sw", "Asante sana"),
    ("hi", "धन्यवाद"),
]


@pytest.mark.parametrize(("code", "text"), SHORT, ids=[text for _, text in SHORT])
def test_the_everyday_words_of_a_short_answer_tell_its_language(code, text):
    found, note = detect(text)
    assert found == code
    assert "hint only" in note
    assert len(text) < HINT_BELOW


def test_a_long_text_is_no_hint():
    assert detect("Mi hijo está enfermo y no irá a la escuela mañana.") == ("es", "")


@pytest.mark.parametrize("text", ["", "👍", "7:05", "https://example.org/a"])
def test_what_has_no_words_has_no_language(text):
    assert detect(text) == ("", "")
