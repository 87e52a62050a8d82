"""Every trigger of Earshot on one page: decorator, signature, one call.

Event handlers live here and nowhere else: in a Blueprint the deployed handler would bypass the app's middleware. The
queue and stream ARNs are stand-ins that infra/template/functions.yaml replaces whole with the stack's own.
"""

from typing import Any

from chalice.app import Chalice, CloudWatchEvent, DynamoDBEvent, SQSEvent

from chalicelib.bootstrap import services
from chalicelib.invoke import Report, invoke, invoke_sweep
from chalicelib.settings import serves_web

_QUEUE = "arn:aws:sqs:us-east-1:000000000000:{}"
_STREAM = "arn:aws:dynamodb:us-east-1:000000000000:table/earshot/stream/1"

app = Chalice(app_name="earshot", configure_logs=False)

if serves_web():  # the workers never pay for the pages' imports
    from chalicelib.web.routes import make_pages

    app.register_blueprint(make_pages(lambda: services("api").web))


@app.on_sqs_message(queue_arn=_QUEUE.format("email"), batch_size=5, name="email")
def email(event: SQSEvent) -> Report:
    """A mail that SES stored."""
    return invoke("email", event.to_dict())


@app.on_sqs_message(queue_arn=_QUEUE.format("sms"), batch_size=10, name="sms")
def sms(event: SQSEvent) -> Report:
    """A text from a family's phone."""
    return invoke("sms", event.to_dict())


@app.on_dynamodb_record(stream_arn=_STREAM, batch_size=25, starting_position="TRIM_HORIZON", name="publish")
def publish(event: DynamoDBEvent) -> Report:
    """Events the table just stored."""
    return invoke("publish", event.to_dict())


@app.on_dynamodb_record(stream_arn=_STREAM, batch_size=100, starting_position="TRIM_HORIZON", name="fold")
def fold(event: DynamoDBEvent) -> Report:
    """Inquiries that the table just stored."""
    return invoke("fold", event.to_dict())


@app.on_sqs_message(queue_arn=_QUEUE.format("notifications"), batch_size=10, name="notify")
def notify(event: SQSEvent) -> Report:
    """Acknowledgements, notices to staff, replies to families."""
    return invoke("notify", event.to_dict())


@app.on_sqs_message(queue_arn=_QUEUE.format("pages"), batch_size=1, name="page")
def page(event: SQSEvent) -> Report:
    """A child may be in danger: wake somebody."""
    return invoke("page", event.to_dict())


@app.on_sqs_message(queue_arn=_QUEUE.format("escalations"), batch_size=10, name="escalate")
def escalate(event: SQSEvent) -> Report:
    """A deadline came near or passed."""
    return invoke("escalate", event.to_dict())


@app.schedule("rate(1 minute)", name="sweep")
def sweep(_event: CloudWatchEvent) -> dict[str, Any]:
    """Look for deadlines that are due."""
    return invoke_sweep()


@app.on_sqs_message(queue_arn=_QUEUE.format("feedback"), batch_size=10, name="feedback")
def feedback(event: SQSEvent) -> Report:
    """What SES reports of mail it sent."""
    return invoke("feedback", event.to_dict())
