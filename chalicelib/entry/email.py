"""The mail door: S3 tells the queue of each raw object SES wrote; and, later, the files of a mail are taken out of it.

Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import unquote_plus

from chalicelib.adapters.lanes import consequence_of
from chalicelib.batch import Record, Report, each
from chalicelib.bootstrap import Services
from chalicelib.channels.files import harmless_part
from chalicelib.channels.mail import is_mail, own_addresses, submission_of
from chalicelib.domain.consequences import Action
from chalicelib.domain.submission import Submission
from chalicelib.usecases.erase import erase
from chalicelib.usecases.feedback import feedback
from chalicelib.usecases.files import store_files
from chalicelib.usecases.receive import receive
from chalicelib.usecases.staff_mail import Room, staff_mail


def handle(event: Mapping[str, Any], services: Services) -> Report:
    """Each record is a notification; each notification one or more objects."""
    return each(event, lambda record: _record(record, services), log=services.log)


def _record(record: Record, services: Services) -> None:
    notification = json.loads(record["body"])
    if notification.get("action") == Action.STORE_FILES:
        _files(record["body"], services)
        return
    if notification.get("action") == Action.ERASE:
        erase(consequence_of(record["body"]), blobs=services.blobs)
        return
    if notification.get("Event") == "s3:TestEvent":
        services.log.done("test event passed over")
        return
    for told in notification["Records"]:
        key = unquote_plus(told["s3"]["object"]["key"])
        if is_mail(key):
            _mail(key, told["eventTime"], services)
        else:
            services.log.done("set-up object of SES passed over", key=key)


def _files(body: str, services: Services) -> None:
    stored = store_files(
        consequence_of(body),
        store=services.store,
        blobs=services.blobs,
        part_of=harmless_part,
        randomness=services.randomness,
    )
    services.log.done("files stored", number=stored)


def _from_staff(submission: Submission, raw: bytes, services: Services) -> Submission | None:
    """None when it is dealt with; else what is to be received as any mail."""
    room = Room(services.store, services.districts, services.randomness, services.blobs)
    found = staff_mail(submission, lambda part: harmless_part(raw, part), room=room)
    if isinstance(found, Submission):
        return found
    services.metrics.count("StaffMailReceived")
    services.log.done("staff mail", reference=found.reference, fate=found.fate)
    return None


def _mail(key: str, event_time: str, services: Services) -> None:
    signer, district = services.keys.signer(), services.districts.current()
    own = own_addresses(domain=services.settings.need("mail_domain"), addresses=district.mail_addresses, signer=signer)
    received_at = datetime.fromisoformat(event_time)
    raw = services.blobs.get(key)
    submission = submission_of(raw, key=key, received_at=received_at, own=own, signer=signer)
    if submission.staff:
        opened = _from_staff(submission, raw, services)
        if opened is None:
            return
        submission = opened
    received = receive(submission, store=services.store, districts=services.districts, randomness=services.randomness)
    if submission.report:
        store, districts, randomness = services.store, services.districts, services.randomness
        feedback(submission.report, store=store, districts=districts, randomness=randomness, metrics=services.metrics)
    services.metrics.count("MailReceived")
    services.log.done("mail received", reference=received.reference, kind=submission.kind, duplicate=received.duplicate)
