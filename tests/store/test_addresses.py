"""What a URL names, and what is refused before anything is connected."""

from typing import Any

import pytest

from moderation.store.server.addresses import parse


@pytest.mark.parametrize(
    ("url", "kind", "where", "options", "of_sentinels"),
    [
        ("redis://localhost", "server", "localhost:6379", {}, {}),
        ("redis://127.0.0.1:7000/3", "server", "127.0.0.1:7000", {"db": 3}, {}),
        ("redis://[::1]:7000?db=5", "server", "[::1]:7000", {"db": 5}, {}),
        ("redis://:p%40ss@h", "server", "h:6379", {"password": "p@ss"}, {}),
        (
            "rediss://u:p@h?ssl_ca_certs=/ca.pem&ssl_check_hostname=no",
            "server",
            "h:6379",
            {
                "username": "u",
                "password": "p",
                "ssl": True,
                "ssl_ca_certs": "/ca.pem",
                "ssl_check_hostname": False,
            },
            {"ssl": True, "ssl_ca_certs": "/ca.pem", "ssl_check_hostname": False},
        ),
        ("unix:///run/v.sock?db=2", "server", "/run/v.sock", {"path": "/run/v.sock", "db": 2}, {}),
        (
            "redis+sentinel://u:p@a:1,b/utama/3?sentinel_username=s&sentinel_password=t",
            "sentinel",
            "a:1,b:6379",
            {"username": "u", "password": "p", "db": 3},
            {"username": "s", "password": "t"},
        ),
        (
            "rediss+cluster://a,b:2/0",
            "cluster",
            "a:6379,b:2",
            {"db": 0, "ssl": True},
            {"ssl": True},
        ),
    ],
)
def test_an_address_says_where_and_as_whom(
    url: str, kind: str, where: str, options: dict[str, Any], of_sentinels: dict[str, Any]
) -> None:
    address = parse(url)
    assert (address.kind, address.where, address.options) == (kind, where, options)
    assert address.sentinel_options == of_sentinels


def test_a_sentinels_service_has_a_usual_name() -> None:
    assert parse("redis+sentinel://a:26379").service == "mymaster"
    assert parse("redis+sentinel://a:26379/utama").service == "utama"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://:rahasia@host", "none of redis://"),
        ("redis+cluster://:rahasia@a:b", "HOST:PORT"),
        ("redis+sentinel://:rahasia@x:y/utama", "HOST:PORT"),
        ("redis://:rahasia/x@host", "HOST:PORT"),
        ("redis://:rahasia@host:70000", "HOST:PORT"),
        ("redis://[:rahasia", "HOST:PORT"),
        ("redis://:rahasia@host/abc", "database"),
        ("redis://:rahasia@host?db=x", "database"),
        ("redis+sentinel://:rahasia@a/utama/1/2", "database"),
        ("redis+cluster://:rahasia@a/1", "no database but 0"),
        ("redis://:rahasia@host?wachtwoord=x", "option"),
        ("redis://:rahasia@host?sentinel_password=x", "option"),
        ("redis://:rahasia@host?ssl_ca_certs=x", "TLS"),
        ("redis://:rahasia@a,b", "several"),
        ("redis://", "no host"),
        ("unix://", "no socket"),
    ],
)
def test_what_is_no_address_is_refused_without_its_password(url: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason) as refusal:
        parse(url)
    assert "rahasia" not in str(refusal.value)
    assert refusal.value.__suppress_context__ or refusal.value.__context__ is None
