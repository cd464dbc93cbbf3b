"""What must never happen while somebody uses the product, whatever they do."""

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

CLASH = 409  # two people changed the same words: the page says so


class Watch:
    """Collects script and console errors, failed responses and requests to other hosts, in every context it watches."""

    def __init__(self, url: str, place: Path) -> None:
        self.host, self.place = urlsplit(url).netloc, place
        self.problems: list[str] = []
        self._contexts: list[BrowserContext] = []

    def over(self, context: BrowserContext) -> None:
        self._contexts.append(context)
        context.on("weberror", self._web_error)
        context.on("console", self._console)
        context.on("request", self._request)
        context.on("response", self._response)

    def pictures(self) -> str:
        """Take a picture of every open window; returns where they are, with the addresses shown."""
        taken = []
        for number, page in enumerate(page for context in self._contexts for page in context.pages):
            path = self.place / f"failed-{number}.png"
            page.screenshot(path=path)
            taken.append(f"{path}: {page.url}")
        return "\n".join(taken)

    def _web_error(self, error: WebError) -> None:
        self.problems.append(f"Script error on {error.page and error.page.url}: {error.error}")

    def _console(self, message: ConsoleMessage) -> None:
        # Failed loads are judged by their responses: a refusal that a page explains is not an error.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.problems.append(f"Console of {message.page and message.page.url}: {message.text}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.netloc != self.host:
            self.problems.append(f"Request to another host: {request.url}")

    def _response(self, response: Response) -> None:
        # A page may refuse, and so may a save by script that meets another's (409); the page then says why.
        # The page editor's autosave is refused while a form is half written.
        explained = response.request.is_navigation_request() or "/cms-admin/" in response.url or response.status == 409
        if response.status >= 500 or (response.status >= 400 and not explained):
            self.problems.append(f"{response.status} from {response.request.method} {response.url}")
