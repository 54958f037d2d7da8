"""Clients of the doors, with keys of a site."""

import pytest

from moderation.administration import NewSite
from tests.web.conftest import Browser
from tests.web.doors.akismet import Akismet


@pytest.fixture
def akismet(client: Browser, site: NewSite) -> Akismet:
    """Call with the site's key for this door."""
    return Akismet(client, site.akismet_key)
