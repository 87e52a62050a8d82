"""Parents use the words of machines: about parcels, offices and mail they got. None of them is taken for a machine."""

import pytest
from channels.email.builders import a_part, a_report, an_email

from chalicelib.channels.email import read_mail

PEOPLE = [
    ("Undeliverable package", "The books you sent were returned to sender. Our address is 4 Elm Street."),
    ("Message not delivered", "My son says his note was not delivered to the teacher."),
    ("Failed delivery of the textbook", "The delivery failed again."),
    ("Returned mail", "Your letter went to our old flat and was returned to sender. We moved."),
    ("Fuera de la oficina del director", "Mi hijo esperó una hora."),
    ("I am out of the office, but Ana needs a ride", "Call her father."),
    ("Out of office today so call my cell", "555-0142"),
    ("Automatische Antwort erhalten", "Mehr kam nicht."),
    ("Respuesta automática recibida", "Nadie me llama."),
    ("Réponse automatique reçue", "Personne ne répond."),
    ("Autosvar från skolan?", "Jag får bara autosvar."),
    ("Automatic replies are all I get", "Please call me."),
    ("Read: a request for the library", "She wants to read more: books, comics."),
    ("Junk mail", "I found your letter in junk. Please confirm that it is yours."),
    ("Out of office on Tuesday", "I can come to the meeting at eight that day."),
    ("Out of office: whom do I ask?", "Nobody picks up."),
    ("Pick-up", "I am out of the office until Friday, so his aunt fetches him."),
    ("Please confirm your address", "The one on the school's page is from last year."),
    ("Question", "I am protecting my son from bullies. What do you do?"),
    ("Delivery problem with the lunch order", "Nothing was delivered. Write to dana@example.org or call 503-555-0101."),
    ("Returned mail", "It was not delivered, and I paid $550 for it. dana@example.org"),
    ("Message not delivered to the teacher", "I wrote to teacher@example.org and it says 550 user unknown."),
    ("Réponse automatique du portail en panne", "Bonjour, rien ne marche."),
    ("Risposta automatica dal portale", "Non arriva nulla."),
    ("Please confirm your email address on the portal", "It asks me that each time."),
    ("Please verify your message system", "Nobody gets my messages."),
]


@pytest.mark.parametrize(("subject", "body"), PEOPLE, ids=[subject for subject, _ in PEOPLE])
def test_a_parent_who_uses_a_machines_words_is_a_person(subject, body):
    assert read_mail(an_email(body, subject=subject)).kind == "message"


MACHINES = [
    ("Bus 12", "I am out of the office with limited access to mail."),
    ("Bus 12", "I'm currently out of the office. For urgent matters call 555-0142."),
    ("Bus 12", "Before I see it, please verify that you are a real person."),
    ("Out of Office: Bus 12 on leave", "Back soon."),
    ("I'm on vacation Re: Bus 12", "Back on Monday."),
    ("Bus 12 (automatic spamBlocker reply)", "Thank you for your mail."),
    ("Yahoo! Auto Response", "I am away."),
    ("Tự động trả lời: Bus 12", "Tôi đi vắng."),
    ("Out-of-Office: Bus 12", "Back on Monday."),
    ("Out of office reply", "Back on Monday."),
    ("OOO Re: Bus 12", "Back on Monday."),
    ("Fravær: automatisk svar", "Jeg er borte."),
    ("Verify your message", "Your message to maria@example.net is being held until you confirm."),
    ("OOO: Bus 12", "Back on Monday."),
    ("Out of Office until Monday", "Back then."),
    ("Message automatique d'absence", "De retour lundi."),
    ("Re: Bus 12 [please verify]", "To control spam, I now allow mail only from people I know. Click here."),
    ("Re: Bus 12", "Your message is being held until you confirm that you are a person."),
    ("Read: Bus 12", "Your message\r\n\r\n   To: Maria\r\n   Subject: Bus 12\r\n\r\nwas read on Tuesday."),
    ("Réponse automatique du 3 au 7 mai", "De retour le 8."),
    ("Abwesenheitsnotiz vom 3.5. bis 7.5.", "Ab dem 8. wieder da."),
    ("Please confirm your message to maria@example.net", "Click here."),
    ("Repons otomatik: Bis 12", "Mwen pa la."),
    ("Awtomatikong tugon: Bus 12", "Wala ako."),
    ("स्वचालित उत्तर: बस 12", "मैं बाहर हूँ।"),
    ("Gelesen: Bus 12", "Ihre Nachricht\r\n\r\n   An: Maria\r\n   Betreff: Bus 12\r\n\r\nwurde am Dienstag gelesen."),
]


@pytest.mark.parametrize(("subject", "body"), MACHINES, ids=[subject for subject, _ in MACHINES])
def test_what_only_a_program_writes_is_automatic(subject, body):
    assert read_mail(an_email(body, subject=subject)).kind == "auto_reply"


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Non ti è arrivato", "Il messaggio per <gone@example.net> è andato perso."),
        ("Kan inte levereras: Bus 12", "Meddelandet till gone@example.net kom inte fram."),
        ("배달되지 않음: Bus 12", "gone@example.net 님에게 보내지 못했습니다."),
    ],
)
def test_a_postmaster_who_names_an_address_to_a_null_path_reports_a_bounce_in_any_language(subject, body):
    mail = read_mail(an_email(body, subject=subject, sender="postmaster@mx.example.net", headers={"Return-Path": "<>"}))
    assert mail.kind == "bounce"
    assert mail.bounce.recipients == ("gone@example.net",)


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded"])
def test_a_report_of_success_bounces_nothing_even_from_a_daemon(action):
    report = a_report(action=action, sender="MAILER-DAEMON@mx.example.net", subject="Delivery status notification")
    mail = read_mail(report)
    assert mail.kind == "auto_reply"
    assert mail.bounce is None


def test_a_question_in_our_subject_comes_back_from_a_machine():
    headers = {"In-Reply-To": "<ours@example.org>"}
    mail = an_email("Back on Monday.", subject="Out of Office: is Ana coming?", headers=headers)
    assert read_mail(mail).kind == "auto_reply"


def test_an_accepted_invitation_is_a_person():
    body = b"--sep\r\n" + a_part("I will come") + b"\r\n--sep\r\n" + a_part("X", "text/calendar; method=REPLY")
    mail = an_email(body, subject="Accepted: meeting", content_type="multipart/alternative; boundary=sep")
    assert read_mail(mail).kind == "message"
