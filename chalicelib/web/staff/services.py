"""What the staff's pages need beside what all pages need."""

from dataclasses import dataclass

from chalicelib.ports import Attendances, Inbox, Index, Jobs, Secret, Sessions, SignIns, Views
from chalicelib.usecases.administer import Office
from chalicelib.usecases.handle import Counter
from chalicelib.usecases.sign_in import Setting


@dataclass(frozen=True, slots=True)
class StaffServices:
    """`setting` says where people sign in; `sign_out_url` is the page that ends the sign-in service's own session."""

    setting: Setting
    sign_ins: SignIns
    sessions: Sessions
    secret: Secret
    sign_out_url: str
    inbox: Inbox
    index: Index
    jobs: Jobs
    views: Views
    counter: Counter
    office: Office
    attendances: Attendances
