"""What is a person and what is not. The person is the default."""

import pytest
from channels.email.builders import a_multipart, a_part, a_report, an_email

from chalicelib.channels.email import OwnAddresses, read_mail


def kind_of(raw: bytes, own: OwnAddresses | None = None) -> str:
    return read_mail(raw, own=own).kind


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "auto-replied"},
        {"Auto-Submitted": "AUTO-GENERATED (vacation)"},
        {"Auto-Submitted": "auto-notified; owner-email=x@example.net"},
        {"Return-Path": "<>"},
        {"X-Auto-Response-Suppress": "DR, OOF, AutoReply"},
        {"X-Auto-Response-Suppress": "all"},
        {"X-Autoreply": "yes"},
        {"X-Autorespond": "1"},
        {"X-Autoresponder": "x"},
        {"X-Mail-Autoreply": "x"},
        {"X-AutoReply-From": "x@example.net"},
        {"X-FC-MachineGenerated": "true"},
        {"X-MS-Exchange-Inbox-Rules-Loop": "x@example.net"},
        {"Precedence": "auto_reply"},
        {"X-Precedence": "AUTO_REPLY"},
    ],
)
def test_headers_of_automatic_answers_are_believed(headers):
    assert kind_of(an_email(headers=headers)) == "auto_reply"


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: Bus 12",
        "AUTO: Jane Doe is out of the office (returning 05/08/2023)",
        "Bus 12 [Auto-Reply]",
        "Out of Office: Bus 12",
        "Out of office until May 8",
        "AutoReply: hello",
        "Respuesta automática: Bus 12",
        "Fuera de la oficina",
        "Réponse automatique : Bus 12",
        "Absence du bureau",
        "Automatische Antwort: Bus 12",
        "Abwesenheitsnotiz: Bus 12",
        "Resposta automática: Bus 12",
        "Risposta automatica: Bus 12",
        "Fuori sede",
        "Automatisch antwoord: Bus 12",
        "Afwezigheidsbericht",
        "Autosvar: Bus 12",
        "Automatiskt svar: Bus 12",
        "Automaattinen vastaus: Bus 12",
        "Automatyczna odpowiedź: Bus 12",
        "Automatická odpověď: Bus 12",
        "Автоматический ответ: Bus 12",
        "Автоответ: Bus 12",
        "Автоматична відповідь: Bus 12",
        "Otomatik yanıt: Bus 12",
        "Trả lời tự động: Bus 12",
        "自动回复: Bus 12",
        "自動回覆: Bus 12",
        "自動応答: Bus 12",
        "不在通知",
        "자동 회신: Bus 12",
        "رد تلقائي: Bus 12",
        "Jawaab toos ah: Bus 12",
        "Please confirm your message",
        "[Auto-Reply] Bus 12",
    ],
)
def test_subjects_of_automatic_answers_are_known_when_no_header_says_so(subject):
    assert kind_of(an_email(subject=subject)) == "auto_reply"


@pytest.mark.parametrize(
    "subject",
    [
        "Re: Automatic reply: Bus 12",
        "RE: Out of Office",
        "Ana is out of school on Friday",
        "Vacation request for Ana",
        "On leave of absence form",
        "Ausencia de Ana",
        "Absence of Ana today",
        "Absence : Ana est malade",
        "Abwesenheit von Ana",
        "Afwezig: Ana is ziek",
        "Frånvaro Ana",
        "Nieobecność Ani",
        "En congé vendredi ?",
        "On vacation until May 8",
        "Estoy de vacaciones con Ana",
        "Ausencia temporal de Ana",
        "부재중 전화",
        "休假申请",
        "Auto repair class",
        "Failure in math",
        "Delivery of lunch",
        "Re: Undeliverable: Bus 12",
        "Fwd: Undelivered Mail Returned to Sender",
        "Office hours?",
        "Auto accident near the school",
        "Automatic doors are broken",
    ],
)
def test_a_person_may_write_about_such_things(subject):
    assert kind_of(an_email(subject=subject)) == "message"


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "no"},
        {"Auto-Submitted": "No; person"},
        {"X-Auto-Response-Suppress": "OOF"},
        {"X-Autoreply": "no"},
    ],
)
def test_headers_that_say_no_are_believed_too(headers):
    assert kind_of(an_email(headers=headers)) == "message"


@pytest.mark.parametrize(
    "headers",
    [
        {"Precedence": "Bulk"},
        {"Precedence": "list"},
        {"X-Precedence": "junk"},
        {"List-Id": "<pta.example.org>"},
        {"List-Unsubscribe": "<mailto:x@example.org>"},
        {"Feedback-ID": "1:x"},
    ],
)
def test_a_parent_writing_through_a_list_is_a_person_in_bulk(headers):
    mail = read_mail(an_email(headers=headers))
    assert (mail.kind, mail.bulk) == ("message", True)


def test_ordinary_mail_is_not_bulk():
    assert not read_mail(an_email()).bulk


def test_a_text_that_calls_itself_automatic_is_believed_but_not_in_an_answer():
    text = "This is an automated reply. I will be back on Monday."
    assert kind_of(an_email(text)) == "auto_reply"
    assert kind_of(an_email(f"Thank you!\n\n> {text}", subject="Re: Bus 12")) == "message"


def test_a_feedback_report_is_a_complaint():
    raw = a_multipart(
        a_part("This is an abuse report."),
        a_part("Feedback-Type: abuse\r\nVersion: 1\r\n", "message/feedback-report"),
        kind="report",
        parameters="; report-type=feedback-report",
    )
    assert kind_of(raw) == "complaint"


def test_a_read_receipt_is_automatic():
    raw = a_multipart(
        a_part("Your message was read."),
        a_part("Disposition: manual-action/MDN-sent-manually; displayed\r\n", "message/disposition-notification"),
        kind="report",
        parameters="; report-type=disposition-notification",
    )
    assert kind_of(raw) == "auto_reply"


OWN = OwnAddresses(frozenset({"desk.example.org"}), frozenset({"office@example.org"}), lambda value: value == "signed")


@pytest.mark.parametrize(
    "mail",
    [
        {"headers": {"X-Earshot-Loop": "signed"}},
        {"message_id": "<7@desk.example.org>"},
        {"sender": "Desk <hello@desk.example.org>"},
        {"sender": "Desk <Office+token@example.org>"},
    ],
)
def test_our_own_mail_coming_back_is_a_loop(mail):
    assert kind_of(an_email(**mail), OWN) == "loop"


def test_a_forged_loop_header_is_no_loop_and_is_kept_apart():
    mail = read_mail(an_email(headers={"X-Earshot-Loop": "forged", "X-EARSHOT-Case": "7"}), own=OWN)
    assert mail.kind == "message"
    assert mail.own_tokens == (("x-earshot-loop", "forged"), ("x-earshot-case", "7"))


def test_a_bounce_of_ours_is_a_bounce_before_it_is_a_loop():
    assert kind_of(a_report(headers={"X-Earshot-Loop": "signed"}), OWN) == "bounce"


def test_the_rule_that_decided_is_named():
    assert any(
        "Auto-Submitted" in note for note in read_mail(an_email(headers={"Auto-Submitted": "auto-replied"})).notes
    )
