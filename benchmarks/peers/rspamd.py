"""rspamd as a service: one normal worker asked at /checkv2, its Bayes classifier trained.

Modules that would ask the network are off, which is kinder to it than its defaults are.
"""

import http.client
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from benchmarks.comments import samples
from benchmarks.peers.messages import as_message
from benchmarks.processes import Started, free_ports
from benchmarks.services.running import EVERY_SECOND, a_store
from benchmarks.services.service import Service
from benchmarks.workshop import Bench

# Bayes needs some of both kinds before it says anything.
LEARNED: Final = 400
LEAST_LEARNED: Final = 40
TRAINING_SEED: Final = 98
NETWORK_MODULES: Final = (
    *("antivirus", "arc", "asn", "bimi", "clickhouse", "dcc", "dkim", "dkim_signing", "dmarc"),
    *("elastic", "external_services", "fuzzy_check", "greylist", "hfilter", "history_redis"),
    *("metadata_exporter", "mx_check", "neural", "p0f", "phishing", "ratelimit", "rbl"),
    *("replies", "reputation", "rspamd_update", "spamtrap", "spf", "surbl", "url_redirector"),
)
SETTINGS: Final = """
.include "$CONFDIR/common.conf"
options {{
  pidfile = "$RUNDIR/rspamd.pid";
  .include "$CONFDIR/options.inc"
  filters = "chartable,regexp";
  tempdir = "$DBDIR";
  dns {{ nameserver = "127.0.0.1:1"; timeout = 0.01s; retransmits = 1; }}
}}
logging {{ type = "file"; filename = "$LOGDIR/rspamd.log"; level = "error"; }}
worker "normal" {{
  .include "$CONFDIR/worker-normal.inc"
  bind_socket = "127.0.0.1:{check}"; count = 1;
}}
worker "controller" {{
  .include "$CONFDIR/worker-controller.inc"
  bind_socket = "127.0.0.1:{learn}"; count = 1; secure_ip = "127.0.0.1";
}}
"""
BAYES: Final = 'backend = "redis"; servers = "{socket}"; min_learns = {least}; autolearn = false;\n'


class Rspamd(Service):
    """rspamd over a Valkey of its own, which its Bayes classifier reads. It closes connections."""

    name = "rspamd"
    success = "200"
    keeps_alive = False

    def __init__(self, bench: Bench) -> None:
        store = a_store(bench, self.name, *EVERY_SECOND)
        folder = bench.new_folder(self.name)
        port, learn = free_ports(2)
        command = _command(folder, store.url, port, learn)
        super().__init__(lambda: Started(command, bench.core, port=port, log=folder / "log"), store)
        _teach(learn)

    def path(self, kind: str) -> str:  # noqa: ARG002 - one path for every kind
        return "/checkv2"


def _command(folder: Path, store: str, check: int, learn: int) -> list[str]:
    local = folder / "local.d"
    local.mkdir()
    for module in NETWORK_MODULES:
        (local / f"{module}.conf").write_text("enabled = false;\n")
    path = unquote(store.removeprefix("unix://"))
    bayes = BAYES.format(socket=path, least=LEAST_LEARNED)
    (local / "classifier-bayes.conf").write_text(bayes)
    (local / "redis.conf").write_text(f'servers = "{path}";\n')
    settings = folder / "rspamd.conf"
    settings.write_text(SETTINGS.format(check=check, learn=learn))
    places = [f"--var={name}={folder}" for name in ("DBDIR", "RUNDIR", "LOGDIR", "LOCAL_CONFDIR")]
    # Insecure only means that root may run it, as in a container.
    return ["rspamd", "--no-fork", "--insecure", "--config", str(settings), *places]


def _teach(port: int) -> None:
    for number, sample in enumerate(samples(LEARNED, seed=TRAINING_SEED)):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        path = "/learnspam" if sample.spam else "/learnham"
        connection.request("POST", path, as_message(sample, number))
        # Too short a text is refused, which is its own good judgement.
        connection.getresponse().read()
        connection.close()
