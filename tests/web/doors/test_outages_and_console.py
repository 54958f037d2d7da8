"""What a door's comments lack is named in the console; what is away is told in each protocol."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from moderation import administration
from moderation.administration import NewSite
from moderation.domain import Mode
from moderation.process import embedded
from moderation.process.embedded import EmbeddedServer
from moderation.web.http.context import Context
from tests.builders import POLITE
from tests.web.conftest import Browser
from tests.web.desk import Desk, case_path, hire
from tests.web.doors.akismet import Akismet, a_call
from tests.web.doors.coral import SECRET, Coral, a_phase, saying


async def test_who_has_no_name_can_still_be_reviewed(client: Browser, context: Context) -> None:
    made = await administration.add_site(context.store, "kabar")
    await administration.change_site(context.store, "kabar", mode=Mode.ALL_HELD)
    akismet = Akismet(client, made.akismet_key)
    _, guid = await akismet.checked(comment_author=None, comment_author_email=None)
    desk = Desk(client)
    await desk.enter(context, await hire(context.store))
    await desk.get("/console/sites/kabar")
    assert "Tanpa nama" in desk.text
    comment = await context.store.comments.find("kabar", guid)
    await desk.get(case_path(comment))
    assert "Tanpa nama" in desk.text
    assert "tidak dikirim" in desk.text
    await akismet.checked(comment_content=None, comment_author="Sari")
    await desk.get("/console/sites/kabar")
    assert ">tidak dikirim</span>" in desk.text
    await desk.session.close()


@pytest.fixture
def own(tmp_path: Path) -> Iterator[EmbeddedServer]:
    """Run a server that only this test uses, and may kill."""
    server = embedded.start(tmp_path)
    yield server
    server.revive()
    server.stop()


class TestAway:
    """The server is away."""

    @pytest.fixture
    def redis_url(self, own: EmbeddedServer) -> str:
        """Stand the application on the server of one's own."""
        return own.url

    async def test_each_door_says_so_in_its_own_words(
        self, client: Browser, context: Context, site: NewSite, own: EmbeddedServer
    ) -> None:
        await administration.set_coral_secrets(context.store, "kabar", [SECRET])
        coral = Coral(client)
        # Who asks is known for longer than this test takes on any machine.
        context.directory._marks._seconds = 3_600.0
        assert (await coral.ask(a_phase())).status == 204
        akismet = Akismet(client, site.akismet_key)
        assert await akismet.check() == "false"
        os.kill(own.pid, signal.SIGKILL)
        withheld = await coral.ask(saying("Ya, setuju sekali."))
        assert (withheld.status, await withheld.json()) == (200, {"status": "SYSTEM_WITHHELD"})
        answer = await akismet.post("/1.1/comment-check", **a_call())
        assert (answer.status, await answer.text()) == (503, "error")
        assert answer.headers["X-akismet-error"].startswith("store-unavailable ")
        assert int(answer.headers["Retry-After"]) > 0
        body = {"comment": {"text": POLITE}, "requestedAttributes": {"SPAM": {}}}
        path = f"/v1alpha1/comments:analyze?key={site.api_key}"
        answer = await client.post(path, json=body)
        assert (await answer.json())["error"]["status"] == "UNAVAILABLE"
