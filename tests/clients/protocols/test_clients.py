"""Each client finds here what it found at Akismet or Perspective."""

from pathlib import Path

import pytest

from moderation.store.keys import SiteKeys
from tests.clients.protocols.conftest import CLIENTS, DRIVERS, Drive, Paper, node, python
from tests.e2e.service import redis_of

THANKS = "Thanks for making the web a better place."
VERIFIED = {"wrong": False, "verified": True, "ham": False, "spam": True}


def decisions(data_dir: Path) -> list[str]:
    """Read who decided what, from the audit log."""
    with redis_of(data_dir) as redis:
        lines = [fields["event"] for _, fields in redis.xrange(SiteKeys.of("kabar").events)]
    return sorted(line.rpartition(" ")[0] for line in lines)


BOTH_REPORTED = [
    "decided approve site:akismet",
    "decided reject site:akismet",
    "submitted approve policy",
    "submitted reject policy",
]


def test_akismet_api_of_npm(drive: Drive, data_dir: Path) -> None:
    command, where = node("akismet_api.cjs")
    assert drive(*command, **where) == VERIFIED | {"trapped": True, "thanks": THANKS}
    assert decisions(data_dir) == sorted([*BOTH_REPORTED, "submitted reject policy"])


@pytest.mark.parametrize("driver", ["akismet_npm.cjs", "cedx_akismet.mjs"])
def test_other_clients_of_npm(drive: Drive, data_dir: Path, driver: str) -> None:
    command, where = node(driver)
    assert drive(*command, **where) == VERIFIED
    assert decisions(data_dir) == BOTH_REPORTED


def test_akismet_of_pypi(drive: Drive, data_dir: Path) -> None:
    command, where = python("akismet_pypi.py", "akismet")
    told = drive(*command, **where)
    month = told["sync"].pop("sites")
    assert month == [[{**month[0][0], "site": "kabar", "is_revoked": False}]]
    assert told["sync"] == {
        "wrong": False, "verified": True, "ham": 0, "spam": 1, "reported": True, "usage": 4,
    }  # fmt: skip
    assert told["async"] == {
        "verified": True, "ham": 0, "spam": 1, "reported": True, "guaranteed": 1,
    }  # fmt: skip


def test_python_akismet_of_pypi(drive: Drive, data_dir: Path) -> None:
    command, where = python("python_akismet.py", "python-akismet")
    assert drive(*command, **where) == {"ham": 0, "spam": 2, "test": 2, "viagra": 2, "admin": 0}
    assert decisions(data_dir) == BOTH_REPORTED


def test_akismet_async_of_pypi(drive: Drive, data_dir: Path) -> None:
    command, where = python("akismet_async.py", "akismet-async")
    told = {"wrong": False, "verified": True, "ham": "ham", "spam": "probable_spam"}
    assert drive(*command, **where) == told
    assert decisions(data_dir) == BOTH_REPORTED


def test_net_akismet_of_debian(drive: Drive, paper: Paper, data_dir: Path) -> None:
    roots = [CLIENTS / "perl" / "usr/share/perl5", *(CLIENTS / "perl/usr/lib").glob("*/perl5/*")]
    where = {
        "PERL5LIB": ":".join(map(str, roots)),
        "PERL_LWP_ENV_PROXY": "1",
        "http_proxy": f"http://127.0.0.1:{paper.service.port}",
        "no_proxy": "",
    }
    told = drive("perl", str(DRIVERS / "net_akismet.pl"), **where)
    assert told == VERIFIED | {"thanks": THANKS}
    assert decisions(data_dir) == BOTH_REPORTED


def test_perspective_api_client_of_npm(drive: Drive, paper: Paper) -> None:
    command, where = node("perspective.cjs")
    told = drive(*command, key=paper.api_key, **where)
    assert told["ham"] < 0.1
    assert told["spam"] > 0.9
    assert told["wrong"] == "API key not valid. Please pass a valid API key."
    assert told["unserved"] == "Attribute TOXICITY does not support request languages: id"
    assert told["languages"] == ["id"]


def test_google_api_python_client_of_pypi(drive: Drive, paper: Paper, data_dir: Path) -> None:
    command, where = python("google_client.py", "google-api-python-client")
    told = drive(*command, key=paper.api_key, **where)
    assert (told["ham"] < 0.1, told["spam"] > 0.9, told["token"]) == (True, True, "comment:7")
    assert told["wrong"] == [400, "API key not valid. Please pass a valid API key."]
    assert told["unserved"] == [
        400,
        "Attribute TOXICITY does not support request languages: id",
    ]
    assert decisions(data_dir) == ["decided reject site:perspective", "submitted approve policy"]
