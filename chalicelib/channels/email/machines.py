"""How mail programs and gateways give themselves away. Tables only; `classify` reads them."""

import re

from chalicelib.channels.email.patterns import Lazy

DAEMON = Lazy(
    r"(?:mailer[-_.]?daemon|mail[-_.]?daemon|mdaemon|maildaemon|mail[-_.]delivery[-_.](?:sub)?system|mail-delivery-agent|mailerdaemon)(?:[+_-].*)?",
    re.IGNORECASE,
)
POSTMASTER = Lazy(
    r"(?:postmaster|post_master|mailadm|mail-?admin|administrator|system administrator|bounces?|mailmaster|mailgateway|smtp.*|.*mail_service|.*antivirus.*|microsoftexchange[0-9a-f]{10,40}|imss|inetgw\d*)(?:[+_-].*)?",
    re.IGNORECASE,
)
DAEMON_NAMES = Lazy(
    r"mail delivery (?:sub)?system|mail delivery (?:service|agent)|delivery subsystem|mailer[- ]daemon|mail administrator|system administrator|microsoft outlook|internet mail delivery|mail system|postmaster",
    re.IGNORECASE,
)
# A reply code of SMTP: "550 ", "550-5.1.1"; not a telephone's "503-555-0101", nor a price.
_CODE = r"(?<![\d$€£.,(+-])%s\d[ -](?!\d{3,4}\b)"
SHAPE = Lazy(
    r"(?:could not|couldn.t|can ?not|unable to|was not|wasn.t|not) be(?:en)? delivered|(?:wasn.t|was not|isn.t) delivered|address not found|no se (?:ha podido|pudo|puede) entregar|nicht zugestellt|nicht zustellbar|n.a (?:pas )?pu [êe]tre (?:remis|d[ée]livr)|non (?:è stato possibile|recapit)|não (?:pôde|foi possível) (?:ser )?entreg|niet (?:worden )?bezorgd|kunde inte levereras|kunne ikke lever|не (?:удалось|может быть) достав|не (?:было )?доставлено|nie można dostarczyć|nelze doručit|无法(?:送达|投递)|無法(?:送達|傳遞)|配信できません|전송되지 못|تعذر تسليم|delivery (?:to the following|has failed|failed|failure|status notification)|did not reach|undeliverable|undelivered|user unknown|unknown user|no such user"
    r"|mailbox (?:unavailable|full|not found)|\b[45]\.\d\.\d{1,3}\b|"
    + _CODE % "5[05]"
    + r"|permanent (?:fatal )?error|returned to sender|message .{0,40}(?:rejected|returned)|not listed in|quota exceeded|over quota|delivery attempt",
    re.IGNORECASE,
)
# What only a mail system says of a delivery. A parent's "returned to sender" is about a parcel.
REPORTS = Lazy(
    r"\b[45]\.\d\.\d{1,3}\b|"
    + _CODE % "[45][05]"
    + r"|user unknown|unknown user|no such user|smtp|remote (?:host|server)|mail server|mail(?:er| system)\b|recipient|original message|non-?delivery|following users?\b|e-?mail address|automatically generated|postmaster",
    re.IGNORECASE,
)
PEOPLE_TELL = Lazy(
    r"\b(?:i|we) (?:wrote|e-?mailed|mailed|tried|have tried|keep|got|get|called|never)\b(?! to deliver)|\bmy (?:son|daughter|child|children|kids?|wife|husband)\b",
    re.IGNORECASE,
)
OPENS = Lazy(
    r"(?i)^[\s*=#-]{0,200}(?:your|the following|votre|su|ihre|il tuo|sua|uw) (?:message|e-?mail|mail|mensaje|correo|nachricht|messaggio|mensagem|bericht)[^.\n]{0,120}(?:deliver|d[ée]livr|remis|entreg|zugestellt|recapit|bezorgd)[^@]{0,200}?^[ \t<]{0,8}[\w.+-]{1,64}@[\w.-]{3,200}[>.:]{0,2}[ \t]*$",
    re.MULTILINE,
)
AUTO_HEADERS = (
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "x-mail-autoreply",
    "x-autoreply-from",
    "x-fc-machinegenerated",
    "x-ms-exchange-inbox-rules-loop",
    "x-autoreply-subject",
    "x-auto-reply-from",
    "x-vacation",
)
BULK_HEADERS = ("list-id", "list-unsubscribe", "feedback-id", "list-post", "list-help")
RETURNED_TYPES = ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers")
