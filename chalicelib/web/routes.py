"""Every address of the family's pages on one page (the staff's are in staff/routes.py). Handlers only say which page answers; the template engine is loaded
when the first page is rendered."""

from collections.abc import Callable

from chalice.app import Blueprint, Request, Response

from chalicelib.web import answers, deciding, files, find, front, inquiries, openapi, paging, private, thanks, uploads
from chalicelib.web.asks import FILES_TYPE, FORM_TYPE, JSON_TYPE, READ
from chalicelib.web.handling import bare, handled, nowhere, sealed
from chalicelib.web.render import static_text
from chalicelib.web.services import WebServices
from chalicelib.web.staff.routes import add_staff_pages
from chalicelib.web.visits import Visit

_TYPES = [FORM_TYPE, JSON_TYPE]
_WITH_FILES = [*_TYPES, FILES_TYPE]
_ANY: list[str] = []
"""A GET has no body: whatever type a client claims for it is no reason to refuse."""
Answer = Callable[[Callable[[Visit], Response]], Response]


def make_pages(services: Callable[[], WebServices]) -> Blueprint:
    """`services` is called when a request needs it, never at import."""
    pages = Blueprint(__name__)

    def answer(page: Callable[[Visit], Response]) -> Response:
        return handled(pages.current_request, services(), page)

    @pages.middleware("http")
    def seal(request: Request, respond: Callable[[Request], Response]) -> Response:
        return bare(request, sealed(request, respond(request), services))

    _family(pages, answer)
    _finding(pages, answer)
    _deciding(pages, answer)
    _paged_staff(pages, answer)
    add_staff_pages(pages, answer)
    _machines(pages, answer)
    return pages


def _family(pages: Blueprint, answer: Answer) -> None:
    @pages.route("/", methods=READ, content_types=_ANY)
    def front_page() -> Response:
        return answer(front.front_page)

    @pages.route("/inquiries", methods=["POST"], content_types=_WITH_FILES)
    def take_inquiry() -> Response:
        return answer(inquiries.take_inquiry)

    @pages.route("/uploads", methods=["POST"], content_types=_TYPES)
    def ask_upload() -> Response:
        return answer(uploads.ask_upload)

    @pages.route("/thanks/{token}", methods=READ, content_types=_ANY)
    def thank_you(token: str) -> Response:
        return answer(lambda visit: thanks.thank_you(visit, token))

    @pages.route("/i/{token}", methods=READ, content_types=_ANY)
    def private_page(token: str) -> Response:
        return answer(lambda visit: private.private_page(visit, token))

    @pages.route("/i/{token}/messages", methods=["POST"], content_types=_WITH_FILES)
    def take_message(token: str) -> Response:
        return answer(lambda visit: private.take_message(visit, token))

    @pages.route("/i/{token}/files/{message}/{part}", methods=READ, content_types=_ANY)
    def take_file(token: str, message: str, part: str) -> Response:
        return answer(lambda visit: files.take_file(visit, token, message, part))


def _finding(pages: Blueprint, answer: Answer) -> None:
    @pages.route("/find", methods=READ, content_types=_ANY)
    def find_page() -> Response:
        return answer(find.find_page)

    @pages.route("/find", methods=["POST"], content_types=[FORM_TYPE])
    def look_up() -> Response:
        return answer(find.look_up)

    @pages.route("/find/link", methods=["POST"], content_types=[FORM_TYPE])
    def ask_link() -> Response:
        return answer(find.ask_link)


def _deciding(pages: Blueprint, answer: Answer) -> None:
    @pages.route("/i/{token}/unsolved", methods=["POST"], content_types=[FORM_TYPE])
    def unsolved(token: str) -> Response:
        return answer(lambda visit: deciding.unsolved(visit, token))

    @pages.route("/i/{token}/rating", methods=["POST"], content_types=[FORM_TYPE])
    def rate(token: str) -> Response:
        return answer(lambda visit: deciding.rate(visit, token))

    @pages.route("/i/{token}/choices", methods=["POST"], content_types=[FORM_TYPE])
    def choose(token: str) -> Response:
        return answer(lambda visit: deciding.choose(visit, token))

    @pages.route("/i/{token}/texts", methods=["POST"], content_types=[FORM_TYPE])
    def texts(token: str) -> Response:
        return answer(lambda visit: deciding.texts(visit, token))


def _paged_staff(pages: Blueprint, answer: Answer) -> None:
    @pages.route("/pages/{token}", methods=READ, content_types=_ANY)
    def show_page(token: str) -> Response:
        return answer(lambda visit: paging.show_page(visit, token))

    @pages.route("/pages/{token}", methods=["POST"], content_types=_TYPES)
    def acknowledge_page(token: str) -> Response:
        return answer(lambda visit: paging.acknowledge(visit, token))


def _machines(pages: Blueprint, answer: Answer) -> None:
    @pages.route("/static/{name}", methods=READ, content_types=_ANY)
    def static(name: str) -> Response:
        text = static_text(name)
        return answer(nowhere) if text is None else answers.asset(text, name)

    @pages.route("/openapi.json", methods=READ, content_types=_ANY)
    def description() -> Response:
        return answer(openapi.description)

    @pages.route("/health", methods=READ, content_types=_ANY)
    def health() -> Response:
        return answers.document({"status": "ok"})

    @pages.route("/{anything}", methods=READ, content_types=_ANY)
    def anything_else(anything: str) -> Response:
        del anything
        return answer(nowhere)
