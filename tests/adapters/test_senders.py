import pytest
from botocore.exceptions import ClientError, ReadTimeoutError
from builders import an_outbound_mail

from chalicelib.adapters.senders import SesMailer, SnsTexter
from chalicelib.domain.errors import Busy, NotSent, SendRefused

SILENCE = ReadTimeoutError(endpoint_url="https://email.example.org")


class Scripted:
    """SES and SNS at once: keeps the request, answers or fails."""

    def __init__(self, error=None) -> None:
        self.error, self.request = error, {}

    def send_email(self, **request):
        return self._answer(request)

    def publish(self, **request):
        return self._answer(request)

    def _answer(self, request):
        self.request = request
        if self.error:
            raise self.error
        return {"MessageId": "id-1"}


def refused(code, message="because"):
    return ClientError({"Error": {"Code": code, "Message": message}}, "Send")


def mail_by(provider, configuration_set="set"):
    mailer = SesMailer(provider, "demo.example.org", configuration_set, lambda mail: f"raw {mail.subject}".encode())
    return mailer.send(an_outbound_mail())


def text_by(provider, number="+12025550100"):
    return SnsTexter(provider, number).send(to="+12025550143", text="Hello")


SENDS = [mail_by, text_by]


def test_a_mail_is_sent_raw_to_one_recipient_with_the_sets_feedback():
    provider = Scripted()
    assert mail_by(provider) == "id-1"
    assert provider.request == {
        "FromEmailAddress": "help@demo.example.org",
        "Destination": {"ToAddresses": ["ana@example.com"]},
        "Content": {"Raw": {"Data": b"raw We have your message"}},
        "ConfigurationSetName": "set",
    }


def test_a_mail_is_tagged_with_the_ledgers_own_name_of_it():
    provider = Scripted()
    mailer = SesMailer(provider, "demo.example.org", "", lambda _mail: b"raw")
    mailer.send(an_outbound_mail(tags={"reference": "K7Q2-9FHQ", "send": "e-0-ab"}))
    assert provider.request["EmailTags"] == [
        {"Name": "reference", "Value": "K7Q2-9FHQ"},
        {"Name": "send", "Value": "e-0-ab"},
    ]


def test_without_a_configuration_set_none_is_named():
    provider = Scripted()
    mail_by(provider, "")
    assert "ConfigurationSetName" not in provider.request


def test_a_text_is_transactional_and_comes_from_the_districts_number():
    provider = Scripted()
    assert text_by(provider) == "id-1"
    attributes = provider.request["MessageAttributes"]
    assert attributes["AWS.SNS.SMS.SMSType"]["StringValue"] == "Transactional"
    assert attributes["AWS.MM.SMS.OriginationNumber"]["StringValue"] == "+12025550100"
    text_by(provider, "")
    assert "AWS.MM.SMS.OriginationNumber" not in provider.request["MessageAttributes"]


@pytest.mark.parametrize("send", SENDS)
@pytest.mark.parametrize(
    "code", ["MessageRejected", "BadRequestException", "InvalidParameter", "InvalidParameterValue", "OptedOut"]
)
def test_what_will_never_be_taken_is_refused_by_a_name_that_shows_no_address(send, code):
    with pytest.raises(SendRefused) as told:
        send(Scripted(refused(code, "ana@example.com is no address")))
    assert str(told.value) == code


@pytest.mark.parametrize("send", SENDS)
@pytest.mark.parametrize(
    "code",
    [
        "TooManyRequestsException",
        "ThrottlingException",
        "LimitExceededException",
        "SendingPausedException",
        "AccountSuspendedException",
    ],
)
def test_an_answer_that_nothing_was_taken_now_may_be_repeated(send, code):
    with pytest.raises(NotSent):
        send(Scripted(refused(code)))


@pytest.mark.parametrize("send", SENDS)
@pytest.mark.parametrize(
    "code", ["InternalFailure", "InternalServerError", "ServiceUnavailable", "InternalError", "500"]
)
def test_a_fault_of_the_provider_is_as_good_as_silence_for_nobody_knows_what_it_did(send, code):
    error = refused(code)
    error.response["ResponseMetadata"] = {"HTTPStatusCode": 500}
    with pytest.raises(Busy):
        send(Scripted(error))


@pytest.mark.parametrize("send", SENDS)
def test_silence_is_busy(send):
    with pytest.raises(Busy):
        send(Scripted(SILENCE))
