"""Each function's policy file is what that very function's calls ask for: no less, in any test of this folder, and no more."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

import pytest
from builders import SHARED_OUT, a_district, staff_with
from chalice.app import Chalice
from chalice.test import Client, HTTPResponse
from fake_sign_in import SETTING, FakeSignIns
from permissions import BY_LAMBDA, Forbidden, Grant, check, grants
from scenarios import PARENT, SCRIPTS, a_mail, asked_by_mail, only, staff_replies
from scenarios_bulk import BULK
from scenarios_clocks import CLOCKS
from scenarios_decided import DECIDED
from scenarios_paging import PAGING
from scenarios_replying import REPLYING
from scenarios_staff import STAFF
from steps_multipart import a_multipart
from web.browser import Browser
from web.house import HTML
from web.house import a_form as filled_in
from world import BUCKET, DOMAIN, REGION, TABLE, World, a_world

from chalicelib.adapters import keys
from chalicelib.bootstrap import Services
from chalicelib.channels.addresses import normal_mail
from chalicelib.domain.commit import Commit
from chalicelib.domain.contact import Suppression, SuppressionReason
from chalicelib.domain.files import NewFile
from chalicelib.domain.words import Role
from chalicelib.usecases.reply import enclose
from chalicelib.web.routes import make_pages
from infra.outputs import FUNCTIONS
from infra.ses import Delivery, headers

UNSEEN = {
    ("s3:ListBucket", "Bucket"): "asked for by no call: with it, a missing object is told from a forbidden one",
    ("sqs:SendMessage", "PublishDeadLetters"): "Lambda itself sends there what failed",
    ("sqs:SendMessage", "FoldDeadLetters"): "the same",
}
SIGNED = {("api", "s3:GetObject", "Bucket/parts/*"): "the api signs links; the browser makes the call"}


@dataclass
class Site:
    """The pages on the world's own clients; whoever signs in is vouched for."""

    world: World
    sign_ins: FakeSignIns = field(default_factory=FakeSignIns)

    def get(self, path: str, **headers: str) -> HTTPResponse:
        return self._asked("GET", path, {"Accept": "text/html"} | headers, b"")

    def post(self, path: str, fields: Mapping[str, str], **headers: str) -> HTTPResponse:
        return self._asked("POST", path, HTML | headers, urlencode(fields).encode())

    def with_a_file(self, path: str, fields: Mapping[str, str]) -> HTTPResponse:
        body, kind = a_multipart(list(fields.items()), [("files", "a.jpg", "image/jpeg", b"\xff\xd8\xff photo")])
        return self._asked("POST", path, {"Content-Type": kind, "Accept": "text/html"}, body)

    def _asked(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> HTTPResponse:
        site = Chalice(app_name="site", configure_logs=False)
        with self.world.process("api", path.split("/")[1]) as services:
            site.register_blueprint(make_pages(lambda: self._vouched(services)))
            return Client(site).http.request(method, path, headers=dict(headers), body=body)

    def _vouched(self, services: Services) -> Any:
        assert services.staff is not None
        return replace(services.web, staff=replace(services.staff, sign_ins=self.sign_ins))


def the_desk(world: World) -> None:
    """Signed in, the inbox, an inquiry; signed out here, and on another day everywhere."""
    asked_by_mail(world)
    for everywhere in ("", "1"):
        browser = Browser(Site(world))
        browser.sign_in()
        assert browser.get("/staff").status_code == 200
        form = {"csrf": browser.form("/staff/me")} | ({"everywhere": everywhere} if everywhere else {})
        assert browser.post("/staff/sign-out", form).status_code == 303


def the_desk_decides(world: World) -> None:
    """What is held is released, and the next deleted; an address that bounced is written to again."""
    browser = Browser(Site(world, FakeSignIns(mail="lena@schools.example.org")))
    for deed, more in (("release", {}), ("delete", {"sure": "1"})):
        arrival = Delivery(PARENT, (f"help@{DOMAIN}",), peer="192.0.2.1", helo="example.com", received=world.now)
        block = headers(arrival, "abc", REGION).replace(b"Spam-Verdict: PASS", b"Spam-Verdict: FAIL")
        world.mail(block + a_mail("Buy now", message_id=f"<{deed}@example.com>"), key=f"raw/{deed}")
        world.settle()
        (held,) = [one for one in world.references() if world.case(one).inquiry.held]
        browser.sign_in()
        form = {"csrf": browser.form("/staff/me"), "why": "looked at"} | more
        assert browser.post(f"/staff/i/{held}/{deed}", form).status_code == 303
        assert not world.case(held).inquiry.held
        world.settle()
    gone = Suppression(normal_mail("gone@example.com"), SuppressionReason.BOUNCE, world.now)
    stamp = world.services("staff").randomness.stamp()
    world.services("staff").store.commit(Commit("K7Q2-9FHQ", stamp, suppression=gone))
    assert browser.get("/staff/admin/addresses").status_code == 200
    form = {"csrf": browser.form("/staff/me"), "kind": "email", "address": "gone@example.com"}
    assert browser.post("/staff/admin/addresses", form).status_code == 303
    assert world.services("staff").store.suppression(gone.address) is None


def files_of_families(world: World) -> None:
    """In a form, and handed out after the malware scan; then one of ours along with a reply."""
    assert Site(world).with_a_file("/inquiries", filled_in()).status_code in {200, 303}
    world.settle()
    reference = only(world)
    message = world.case(reference).messages[0]
    ours = enclose([NewFile("slip.pdf", b"%PDF-1.7", "application/pdf")], blobs=world.services("staff").blobs)
    scanned(world)
    token = world.services("look").keys.signer().link(reference, 1)
    found = Site(world).get(f"/i/{token}/files/{message.id}/{message.attachments[0].part}")
    assert found.status_code == 303
    staff_replies(world, ours)
    world.settle()


def a_file_sent_straight_to_the_bucket(world: World) -> None:
    """As the page's script does, with a claim in the form."""
    site, key, photo = Site(world), filled_in()["key"], b"\xff\xd8\xff photo"
    wanted = {"key": key, "name": "a.jpg", "type": "image/jpeg", "size": str(len(photo))}
    told = site.post("/uploads", wanted, Accept="application/json").json_body
    world.clients["s3"].put_object(Bucket=BUCKET, Key=told["fields"]["key"], Body=photo)
    assert site.post("/inquiries", filled_in(upload=told["claim"])).status_code in {200, 303}
    world.settle()
    assert len(world.case(only(world)).messages[0].attachments) == 1


def what_was_erased(world: World) -> None:
    """First a message, then the whole: the stream names what is gone."""
    asked_by_mail(world)
    world.settle()
    reference = only(world)
    for key in (keys.message(reference, world.case(reference).messages[0].id), keys.inquiry(reference)):
        world.clients["dynamodb"].delete_item(TableName=TABLE, Key=key)
        record = {"eventName": "REMOVE", "dynamodb": {"Keys": key, "SequenceNumber": "1"}}
        assert world.run("fold", {"Records": [record]}) == []


def scanned(world: World) -> None:
    """What lies there by now, as clean."""
    s3, tags = world.clients["s3"], {"TagSet": [{"Key": "GuardDutyMalwareScanStatus", "Value": "NO_THREATS_FOUND"}]}
    for one in s3.list_objects_v2(Bucket=BUCKET, Prefix="parts/")["Contents"]:
        s3.put_object_tagging(Bucket=BUCKET, Key=one["Key"], Tagging=tags)


def a_bus_that_refuses(world: World) -> None:
    world.refuse = lambda function, operation: (
        "ThrottlingException" if (function, operation) == ("publish", "PutEvents") else ""
    )
    asked_by_mail(world)


PLAYED = (
    *SCRIPTS,
    *CLOCKS,
    *REPLYING,
    *DECIDED,
    *PAGING,
    *STAFF,
    *BULK,
    the_desk,
    the_desk_decides,
    files_of_families,
    a_file_sent_straight_to_the_bucket,
    a_bus_that_refuses,
    what_was_erased,
)


@pytest.fixture(scope="module")
def used() -> set[tuple[str, Grant]]:
    """What all scripts together made use of, by function."""
    found: set[tuple[str, Grant]] = set()
    with a_world(
        a_district(rules=(SHARED_OUT,), staff=staff_with("lena", roles=(Role.LEADER, Role.ADMIN)))
    ) as installation:
        plain = installation.settings
        for script in PLAYED:
            world = installation.again()
            world.settings = replace(
                plain,
                configuration_set="earshot-test",
                malware_scan="on" if script is files_of_families else "",
                sign_in_url="https://sign-in.example",
                sign_in_client=SETTING.client,
                sign_in_issuer=SETTING.issuer,
            )
            script(world)
            found |= world.used
    return found


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_may_do_nothing_that_it_never_does(used: set[tuple[str, Grant]], function: str) -> None:
    idle = {one for one in grants(function) if one.action not in BY_LAMBDA and (function, one) not in used}
    known = {
        one for one in idle if (one.action, one.resource) in UNSEEN or (function, one.action, one.resource) in SIGNED
    }
    assert idle - known == set()


PUT = {"TransactItems": [{"Put": {"Item": {"pk": {"S": "I#1"}}}}]}
DELETE = {"TransactItems": [{"Delete": {"Key": {"pk": {"S": "C#1"}}}}]}


@pytest.mark.parametrize(
    ("function", "call"),
    [
        pytest.param("feedback", ("dynamodb", "TransactWriteItems", DELETE), id="delete"),
        pytest.param("api", ("dynamodb", "TransactWriteItems", DELETE), id="delete somebody"),
        pytest.param("sweep", ("dynamodb", "TransactWriteItems", PUT), id="write"),
        pytest.param("fold", ("dynamodb", "TransactWriteItems", PUT), id="write what is no inbox"),
        pytest.param("api", ("dynamodb", "Query", {"IndexName": "inbox"}), id="another index"),
        pytest.param("api", ("sesv2", "SendEmail", {}), id="mail"),
        pytest.param("notify", ("sns", "Publish", {"TopicArn": "arn:aws:sns:us-east-1:1:t"}), id="a topic"),
        pytest.param("sweep", ("sqs", "SendMessageBatch", {"QueueUrl": "https://x/1/pages"}), id="another queue"),
    ],
)
def test_a_call_that_its_own_policy_does_not_allow_is_refused_whatever_others_may_do(function, call) -> None:
    service, operation, body = call
    with pytest.raises(Forbidden):
        check(function, service, operation, {"body": body})


@pytest.mark.parametrize(("function", "key"), [("api", "raw/1"), ("notify", "raw/1"), ("email", "parts/1")])
def test_a_prefix_of_the_bucket_is_read_by_its_own_reader_alone(function: str, key: str) -> None:
    with pytest.raises(Forbidden):
        check(function, "s3", "GetObject", {"url_path": f"/{key}"})
