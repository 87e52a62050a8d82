"""Out of office and "confirm your message" in every language, known by the subject alone; and what parents write instead."""

import pytest
from channels.email.builders import an_email

from chalicelib.channels.email import read_mail

AWAY = {
    "en": ("Automatic reply: Bus 12", "Out of office: Bus 12"),
    "es": ("Respuesta automática: Bus 12", "Fuera de la oficina: Bus 12"),
    "fr": ("Réponse automatique : Bus 12", "Absent du bureau : Bus 12"),
    "de": ("Automatische Antwort: Bus 12", "Abwesenheitsnotiz: Bus 12"),
    "pt": ("Resposta automática: Bus 12", "Fora do escritório: Bus 12"),
    "it": ("Risposta automatica: Bus 12", "Fuori ufficio: Bus 12"),
    "nl": ("Automatisch antwoord: Bus 12", "Niet op kantoor: Bus 12"),
    "sv": ("Automatiskt svar: Bus 12", "Inte på kontoret: Bus 12"),
    "da": ("Automatisk svar: Bus 12", "Ikke på kontoret: Bus 12"),
    "no": ("Automatisk svar: Bus 12", "Fraværsmelding: Bus 12"),
    "fi": ("Automaattinen vastaus: Bus 12", "Poissa toimistosta: Bus 12"),
    "pl": ("Odpowiedź automatyczna: Bus 12", "Poza biurem: Bus 12"),
    "cs": ("Automatická odpověď: Bus 12", "Mimo kancelář: Bus 12"),
    "ru": ("Автоматический ответ: Bus 12", "Вне офиса: Bus 12"),
    "uk": ("Автоматична відповідь: Bus 12", "Поза офісом: Bus 12"),
    "tr": ("Otomatik yanıt: Bus 12", "Ofis dışında: Bus 12"),
    "vi": ("Trả lời tự động: Bus 12", "Ngoài văn phòng: Bus 12"),
    "zh": ("自动答复: Bus 12", "不在办公室: Bus 12"),
    "ja": ("自動応答: Bus 12", "不在通知: Bus 12"),
    "ko": ("자동 회신: Bus 12", "부재중 알림: Bus 12"),
    "ar": ("رد تلقائي: Bus 12", "خارج المكتب: Bus 12"),
    "so": ("Jawaab toos ah: Bus 12", "Xafiiska ma joogo: Bus 12"),
}
CHALLENGES = {
    "en": "Please confirm your message",
    "es": "Por favor confirme su mensaje",
    "fr": "Veuillez confirmer votre message",
    "de": "Bitte bestätigen Sie Ihre Nachricht",
    "pt": "Por favor, confirme a sua mensagem",
    "it": "Confermi il suo messaggio",
    "nl": "Bevestig uw bericht",
    "sv": "Bekräfta ditt meddelande",
    "da": "Bekræft din besked",
    "no": "Bekreft meldingen din",
    "fi": "Vahvista viestisi",
    "pl": "Potwierdź swoją wiadomość",
    "cs": "Potvrďte svou zprávu",
    "ru": "Подтвердите ваше сообщение",
    "uk": "Підтвердьте ваше повідомлення",
    "tr": "Lütfen mesajınızı onaylayın",
    "vi": "Vui lòng xác nhận thư của bạn",
    "zh": "请验证您的邮件",
    "ja": "送信者認証",
    "ko": "발신자 인증",
    "ar": "يرجى تأكيد رسالتك",
    "so": "Fadlan xaqiiji fariintaada",
}
PEOPLE = {
    "es": ("Por favor confirme su mensaje sobre el autobús", "Confirme mi mensaje", "Fuera de la oficina del director"),
    "fr": ("Veuillez confirmer votre message de lundi", "Veuillez confirmer"),
    "de": ("Bitte bestätigen Sie den Termin", "Bestätigen Sie Ihre Nachricht vom Montag?"),
    "ja": ("メールを確認してください", "送信者は誰ですか"),
    "ko": ("메일을 확인해 주세요", "부재중 전화"),
    "zh": ("请确认我的邮件", "请确认您的邮件已收到"),
    "ru": ("Подтвердите получение", "Подтвердите ваше сообщение о собрании"),
    "so": ("Xafiiska qofna ma joogin",),
}


def pairs(table):
    return [pytest.param(said, id=f"{language}-{said}") for language, all_said in table.items() for said in all_said]


def kind(subject):
    return read_mail(an_email("Bus 12", subject=subject)).kind


@pytest.mark.parametrize("subject", pairs(AWAY))
def test_an_out_of_office_subject_is_automatic(subject):
    assert kind(subject) == "auto_reply"


@pytest.mark.parametrize("subject", pairs({language: (said,) for language, said in CHALLENGES.items()}))
def test_a_challenge_is_automatic_and_an_answer_to_it_is_not(subject):
    assert kind(subject) == "auto_reply"
    assert kind(f"Re: {subject}") == "message"


@pytest.mark.parametrize("subject", pairs(PEOPLE))
def test_what_a_parent_writes_in_the_same_words_is_a_message(subject):
    assert kind(subject) == "message"
