"""Every key of the one table, each with the access pattern it serves and what that costs.

| item        | pk                | sk                | read by                                        | reads |
|-------------|-------------------|-------------------|------------------------------------------------|-------|
| inquiry     | I#reference       | INQUIRY           | every step on an inquiry                       | 1 get |
| message     | I#reference       | M#time-word       | the family's page, notify                      | 1 get, or the case's query |
| events      | I#reference       | E#time-word       | the timeline; the stream carries it to publish | the case's query |
| contact's   | C#contact         | E#time-word       | merges and moved addresses, for the record     | –     |
| events      |                   |                   |                                                |       |
| asked       | Q#address key     | E#time-word       | nobody; the stream carries it to publish       | –     |
| send        | I#reference       | S#key             | the ledger's claim and mark                    | 1 get |
| page        | I#reference       | P#page            | page, acknowledge                              | 1 get, or 1 query of all |
| draft       | I#reference       | D#staff           | a person's reply and note in the making        | 1 get, or the case's query |
| attendance  | I#reference       | V                 | who looks at it now: the live page             | 1 get in the batch, or the case's query |
| look        | V#reference       | hour#staff        | who looked, for the record                     | 1 query |
| code        | K#code            | CODE              | a text that acknowledges: which page it means  | 1 get |
| filed       | F#source key      | FILED             | receive: was this source received, and where   | 1 get in the batch |
| thread      | T#mail key        | THREAD            | receive: which inquiry a Message-ID leads to;  | 1 get in the batch |
|             |                   |                   | feedback: which send a provider's id is        | 1 get |
| hold        | H#reference       | HOLD              | release: what came in, whole                   | 1 get |
| contact     | C#contact         | CONTACT           | receive, notify                                | 1 get in the batch |
| pointer     | A#address key     | POINTER           | receive: the contact of a further address      | 1 get in the batch |
| suppression | X#address key     | SUPPRESSION       | every send                                     | 1 get in the batch |
| rate window | L#address key     | WINDOW            | automatic mail                                 | 1 get in the batch |
| use count   | U#bucket#window   | USES              | the form's rate limit                          | 1 update |
| config      | CONFIG            | CURRENT           | every function, once a minute: the newest      | 1 get |
|             |                   |                   | version and what was closed at short notice    |       |
| version     | CONFIG            | VERSION#version   | `config versions`: who pushed it, when, why    | 1 query |
| district's  | CONFIG            | E#time-word       | pushes and closures; the stream carries them   | 1 query |
| events      |                   |                   | to publish                                     |       |
| tally       | CONFIG            | N#event           | how many deadlines that event moved            | 1 get |
| inbox       | N#number          | INBOX             | the staff's inbox: rows of what is not closed  | 8 gets in the batch |
| search entry | Z#word           | place             | search: what a word begins is in, newest first | 1 query |
| indexed     | Y#reference       | INDEXED           | fold, search: the words an inquiry is found by | 1 get in the batch |
| job         | J#job             | JOB               | an order for many inquiries: its page, the one who does it | 1 get |
| job's       | J#job             | E#time-word       | that it was ordered; the stream carries it     | –     |
| events      |                   |                   | to publish                                     |       |
| saved views | V#staff           | VIEWS             | the inbox of that person                       | 1 get |
| digest      | G#staff           | DIGEST#time#part  | notices that wait for one person: hold, digest | 1 query of the newest, 1 get |
| session     | W#staff           | SESSION#digest    | each page of signed-in staff                   | 1 get |

A case (everything of an inquiry) is one query on I#reference. Indexes are sparse and sharded by the reference, so that no
partition carries a storm: `due` (due_shard, due_at) is read by the sweep, one query a shard; held inquiries, which
have no clock, are listed in shards of their own there, and so are suppressed addresses and digests that wait (in one: a person has one a day); `inbox` (inbox_shard, inbox_at) lists the newest, one query a
shard. An inquiry that others were merged into is one query more for each of them, 8 at most.
"""

from zlib import crc32

SHARDS = 4
"""Partitions of each sharded index: 4 × 1,000 writes a second, and 4 queries for a view of the whole."""

INQUIRY = "INQUIRY"
MESSAGE = "M#"
EVENTS_KIND = "events"

Key = dict[str, dict[str, str]]


def key(pk: str, sk: str) -> Key:
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def partition(reference: str) -> str:
    return f"I#{reference}"


def inquiry(reference: str) -> Key:
    return key(partition(reference), INQUIRY)


def message(reference: str, message_id: str) -> Key:
    return key(partition(reference), f"{MESSAGE}{message_id}")


def events(reference: str, commit_id: str) -> Key:
    return key(partition(reference), f"E#{commit_id}")


def contact_events(contact_id: str, commit_id: str) -> Key:
    return key(f"C#{contact_id}", f"E#{commit_id}")


def asked(address_key: str, commit_id: str) -> Key:
    return key(f"Q#{address_key}", f"E#{commit_id}")


def hold(reference: str) -> Key:
    return key(f"H#{reference}", "HOLD")


def send(reference: str, send_key: str) -> Key:
    return key(partition(reference), f"S#{send_key}")


def page(reference: str, page_id: str) -> Key:
    return key(partition(reference), f"P#{page_id}")


def draft(reference: str, staff: str) -> Key:
    return key(partition(reference), f"D#{staff}")


ATTENDANCE = "V"


def attendance(reference: str) -> Key:
    return key(partition(reference), ATTENDANCE)


def looks(reference: str) -> str:
    return f"V#{reference}"


def look(reference: str, hour: str, staff: str) -> Key:
    return key(looks(reference), f"{hour}#{staff}")


def code(digits: str) -> Key:
    return key(f"K#{digits}", "CODE")


def filed(source_key: str) -> Key:
    return key(f"F#{source_key}", "FILED")


def thread(mail_key: str) -> Key:
    return key(f"T#{mail_key}", "THREAD")


def contact(contact_id: str) -> Key:
    return key(f"C#{contact_id}", "CONTACT")


def pointer(address_key: str) -> Key:
    return key(f"A#{address_key}", "POINTER")


def suppression(address_key: str) -> Key:
    return key(f"X#{address_key}", "SUPPRESSION")


def window(address_key: str) -> Key:
    return key(f"L#{address_key}", "WINDOW")


def uses(bucket: str, number: int) -> Key:
    return key(f"U#{bucket}#{number}", "USES")


def sessions(staff: str) -> str:
    return f"W#{staff}"


def session(staff: str, digest: str) -> Key:
    return key(sessions(staff), f"SESSION#{digest}")


DIGESTS = "DIGEST"
"""The shard of the due index that digests wait in."""
_DIGEST, _PERSON = "DIGEST#", "G#"


def digests(staff: str) -> str:
    return f"{_PERSON}{staff}"


def digests_at(leaves_at: str) -> str:
    """How the sort keys of that hour's parts begin."""
    return f"{_DIGEST}{leaves_at}#"


def digest(staff: str, leaves_at: str, part: int) -> Key:
    return key(digests(staff), f"{digests_at(leaves_at)}{part:04}")


def read_digest(pk: str, sk: str) -> tuple[str, str, int]:
    """(staff, leaves_at, part): the inverse."""
    leaves_at, _, part = sk.removeprefix(_DIGEST).rpartition("#")
    return pk.removeprefix(_PERSON), leaves_at, int(part)


INBOX_SHARDS = 8
"""Items that the inbox is folded into."""


def inbox(number: int) -> Key:
    return key(f"N#{number}", "INBOX")


def inbox_item(reference: str) -> int:
    """Which of them has the inquiry's row."""
    return crc32(reference.encode()) % INBOX_SHARDS


def entry(word: str, place: str) -> Key:
    return key(entries(word), place)


def entries(word: str) -> str:
    """One partition a word: a thousand new inquiries a second may say `bus`, and a search asks once."""
    return f"Z#{word}"


def indexed(reference: str) -> Key:
    return key(f"Y#{reference}", "INDEXED")


def job(job_id: str) -> Key:
    return key(f"J#{job_id}", "JOB")


def job_events(job_id: str, commit_id: str) -> Key:
    return key(f"J#{job_id}", f"E#{commit_id}")


def views(staff: str) -> Key:
    return key(f"V#{staff}", "VIEWS")


CONFIG = key("CONFIG", "CURRENT")
CONFIG_VERSION = "VERSION#"


def config_version(version: str) -> Key:
    return key("CONFIG", f"{CONFIG_VERSION}{version}")


def district_events(commit_id: str) -> Key:
    return key("CONFIG", f"E#{commit_id}")


def tally(cause: str) -> Key:
    return key("CONFIG", f"N#{cause}")


def shard(reference: str) -> int:
    """Even over references, and the same in every process."""
    return crc32(reference.encode()) % SHARDS


def due_shard(number: int) -> str:
    return f"DUE#{number}"


def held_shard(number: int) -> str:
    return f"HELD#{number}"


SUPPRESSED = "SUPPRESSED"
"""One partition: mail providers report a few hundred bounces a second at most, and it takes a thousand."""


def inbox_shard(number: int) -> str:
    return f"INBOX#{number}"
