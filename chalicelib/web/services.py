"""What the pages need of the rest of the house."""

from collections.abc import Callable
from dataclasses import dataclass

from chalicelib.domain.contact import Address
from chalicelib.domain.family import Wish
from chalicelib.domain.inquiry import Case, Inquiry, Message, Page
from chalicelib.domain.permissions import Actor
from chalicelib.domain.submission import Submission
from chalicelib.ports import Clock, Districts, Keys, Randomness, Store, Uploads
from chalicelib.usecases.files import HandedOut
from chalicelib.usecases.receive import Received
from chalicelib.web.staff.services import StaffServices


@dataclass(frozen=True, slots=True)
class WebServices:
    """`acknowledge_page` takes a reference, a page id and who acts; raises NotFound or NotAllowed; `hand_out` a case, one of
    its messages and a part, and raises Busy; `ask_links` the address to send links to, and raises Busy; `decide` a reference and
    what its family wants, and raises Invalid, Conflict or Busy. `site_url` is the base of links
    without a trailing slash; where it is empty the request says where it came in."""

    receive: Callable[[Submission], Received]
    store: Store
    districts: Districts
    keys: Keys
    clock: Clock
    randomness: Randomness
    acknowledge_page: Callable[[str, str, Actor], Page]
    hand_out: Callable[[Case, Message, str], HandedOut]
    uploads: Uploads
    ask_links: Callable[[Address], None]
    decide: Callable[[str, Wish], Inquiry]
    site_url: str = ""
    staff: StaffServices | None = None
