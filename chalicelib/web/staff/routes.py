"""Every address of the staff's pages on one page."""

from collections.abc import Callable

from chalice.app import Blueprint, Response

from chalicelib.web.asks import FORM_TYPE, JSON_TYPE, READ
from chalicelib.web.staff import admin, beside, bulk, calls, signing
from chalicelib.web.staff.deeds import do
from chalicelib.web.staff.files import take_staff_file
from chalicelib.web.staff.finding import find
from chalicelib.web.staff.inbox import inbox
from chalicelib.web.staff.inquiry import inquiry
from chalicelib.web.staff.seats import Seat, seated
from chalicelib.web.staff.views import change_views, keys_page, views_page
from chalicelib.web.visits import Visit

_TYPES = [FORM_TYPE, JSON_TYPE]
_ANY: list[str] = []
Answer = Callable[[Callable[[Visit], Response]], Response]
AtDesk = Callable[[Callable[[Seat], Response]], Response]


def add_staff_pages(pages: Blueprint, answer: Answer) -> None:
    """`answer` runs a page for a visit; here most pages ask for somebody signed in first."""

    def at_desk(page: Callable[[Seat], Response]) -> Response:
        return answer(lambda visit: seated(visit, page))

    _add_admin_pages(pages, at_desk)
    _lists(pages, at_desk)
    _inquiries(pages, at_desk)
    _many(pages, at_desk)

    @pages.route("/staff/sign-in", methods=READ, content_types=_ANY)
    def staff_sign_in() -> Response:
        return answer(signing.start)

    @pages.route("/staff/arrive", methods=["GET"], content_types=_ANY)
    def staff_arrive() -> Response:
        return answer(signing.finish)

    @pages.route("/staff/sign-out", methods=["POST"], content_types=_TYPES)
    def staff_sign_out() -> Response:
        return at_desk(signing.leave)

    @pages.route("/staff/signed-out", methods=READ, content_types=_ANY)
    def staff_signed_out() -> Response:
        return answer(signing.signed_out)

    @pages.route("/staff/me", methods=READ, content_types=_ANY)
    def staff_me() -> Response:
        return at_desk(signing.me)


def _lists(pages: Blueprint, at_desk: AtDesk) -> None:
    @pages.route("/staff", methods=READ, content_types=_ANY)
    def staff_inbox() -> Response:
        return at_desk(inbox)

    @pages.route("/staff/search", methods=READ, content_types=_ANY)
    def staff_search() -> Response:
        return at_desk(find)

    @pages.route("/staff/views", methods=READ, content_types=_ANY)
    def staff_views() -> Response:
        return at_desk(views_page)

    @pages.route("/staff/views", methods=["POST"], content_types=_TYPES)
    def staff_views_change() -> Response:
        return at_desk(change_views)

    @pages.route("/staff/keys", methods=READ, content_types=_ANY)
    def staff_keys() -> Response:
        return at_desk(keys_page)


def _many(pages: Blueprint, at_desk: AtDesk) -> None:
    @pages.route("/staff/bulk", methods=READ, content_types=_ANY)
    def staff_bulk() -> Response:
        return at_desk(bulk.choose)

    @pages.route("/staff/bulk", methods=["POST"], content_types=_TYPES)
    def staff_bulk_order() -> Response:
        return at_desk(bulk.order)

    @pages.route("/staff/bulk/{job}", methods=READ, content_types=_ANY)
    def staff_bulk_progress(job: str) -> Response:
        return at_desk(lambda seat: bulk.progress(seat, job))

    @pages.route("/staff/bulk/{job}/stop", methods=["POST"], content_types=_TYPES)
    def staff_bulk_stop(job: str) -> Response:
        return at_desk(lambda seat: bulk.halt(seat, job))


def _add_admin_pages(pages: Blueprint, at_desk: AtDesk) -> None:
    @pages.route("/staff/admin", methods=READ, content_types=_ANY)
    def staff_admin() -> Response:
        return at_desk(admin.start)

    @pages.route("/staff/admin/{tab}", methods=READ, content_types=_ANY)
    def staff_admin_tab(tab: str) -> Response:
        return at_desk(lambda seat: admin.show(seat, tab))

    @pages.route("/staff/admin/{tab}", methods=["POST"], content_types=_TYPES)
    def staff_admin_release(tab: str) -> Response:
        return at_desk(lambda seat: admin.release(seat, tab))


def _inquiries(pages: Blueprint, at_desk: AtDesk) -> None:
    @pages.route("/staff/calls", methods=READ, content_types=_ANY)
    def staff_calls() -> Response:
        return at_desk(calls.new_call)

    @pages.route("/staff/calls", methods=["POST"], content_types=_TYPES)
    def staff_take_call() -> Response:
        return at_desk(calls.take_call)

    @pages.route("/staff/i/{reference}", methods=READ, content_types=_ANY)
    def staff_inquiry(reference: str) -> Response:
        return at_desk(lambda seat: inquiry(seat, reference))

    @pages.route("/staff/i/{reference}/files/{message}/{part}", methods=READ, content_types=_ANY)
    def staff_file(reference: str, message: str, part: str) -> Response:
        return at_desk(lambda seat: take_staff_file(seat, reference, message, part))

    @pages.route("/staff/i/{reference}/contacts/{contact}", methods=READ, content_types=_ANY)
    def staff_contact(reference: str, contact: str) -> Response:
        return at_desk(lambda seat: beside.card(seat, reference, contact))

    @pages.route("/staff/i/{reference}/looks", methods=READ, content_types=_ANY)
    def staff_looks(reference: str) -> Response:
        return at_desk(lambda seat: beside.looked(seat, reference))

    @pages.route("/staff/i/{reference}/{deed}", methods=["POST"], content_types=_TYPES)
    def staff_deed(reference: str, deed: str) -> Response:
        return at_desk(lambda seat: do(seat, reference, deed))
