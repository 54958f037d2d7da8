"""What goes wrong on a page without a test asking: errors, refused content, missing resources."""

from playwright.async_api import ConsoleMessage, Error, Page, Response

# Chromium's sentence for any answer of 400 and above.
UNLOADED = "Failed to load resource"


class Watch:
    """Collects the faults of one page from its first request on."""

    def __init__(self, page: Page) -> None:
        self.faults: list[str] = []
        self._pages_that_refuse: set[str] = set()
        page.on("console", self._hear)
        page.on("pageerror", self._catch)
        page.on("response", self._see)

    def _hear(self, message: ConsoleMessage) -> None:
        # A page that says 422 is what a test may have come to see; a stylesheet that does is not.
        expected = message.text.startswith(UNLOADED) and (
            message.location["url"] in self._pages_that_refuse
        )
        if message.type == "error" and not expected:
            self.faults.append(f"{message.text} ({message.location['url']})")

    def _catch(self, error: Error) -> None:
        self.faults.append(str(error))

    def _see(self, response: Response) -> None:
        asked = response.request
        shown = asked.is_navigation_request() or "saring-swap" in asked.headers
        # While the store is away, so is news of what others do.
        if response.status >= 400 and (shown or "/live?" in response.url):
            self._pages_that_refuse.add(response.url)
