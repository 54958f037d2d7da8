"""A real WordPress (Debian's package) over a real MariaDB, in a folder of its own."""

import json
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.waiting import eventually

SOURCE: Final = Path("/usr/share/wordpress")
PLUGIN: Final = Path(__file__).parents[2] / "deploy/wordpress/saring.php"
NEEDED: Final = ("php", "mariadbd", "mariadb-install-db", "mariadb")
WORKERS: Final = "4"
PAUSE: Final = 1  # seconds in which nothing is asked after Saring did not answer

_CONFIG: Final = """<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_ENVIRONMENT_TYPE', 'local'); define('DISABLE_WP_CRON', true);
define('WP_DEBUG', true); define('WP_DEBUG_LOG', '{folder}/debug.log');
define('WP_DEBUG_DISPLAY', false); define('WP_HTTP_BLOCK_EXTERNAL', false);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
foreach (json_decode(file_get_contents('{folder}/constants.json'), true) as $name => $value)
  define($name, $value);
require_once ABSPATH . 'wp-settings.php';
"""
# Tests comment faster than readers do.
_HURRY: Final = "<?php add_filter('wp_is_comment_flood', '__return_false', 99);"
_INSTALL: Final = """
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Kabar', 'redaksi', 'redaksi@kabar.example', true, '', 'rahasia');
update_option('siteurl', $address); update_option('home', $address);
update_option('active_plugins', ['akismet/akismet.php']);
update_option('comment_previously_approved', 0); update_option('comment_max_links', 0);
wp_delete_comment(1, true);
$made = WP_Application_Passwords::create_new_application_password(1, ['name' => 'saring']);
echo json_encode($made[0]);
"""


@dataclass(slots=True)
class WordPress:
    """One that runs: its address, its folder, and a password for its REST interface."""

    address: str
    folder: Path
    password: str = ""

    @property
    def post_address(self) -> str:
        """Where its comment form posts to."""
        return f"{self.address}/wp-comments-post.php"

    def php(self, code: str) -> Any:
        """What a piece of PHP within WordPress prints, as JSON; None where that is nothing."""
        done = subprocess.run(
            ["php", "-d", "display_errors=stderr", "-r", self._within(code)],
            capture_output=True,
            text=True,
            check=True,
            cwd=self.folder / "site",
        )
        return json.loads(done.stdout) if done.stdout else None

    def text(self, code: str) -> str:
        """What a piece of PHP within WordPress prints."""
        command = ["php", "-r", self._within(code)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return done.stdout

    def _within(self, code: str) -> str:
        host = self.address.removeprefix("http://")
        return (
            f"$_SERVER['HTTP_HOST'] = '{host}'; $_SERVER['SERVER_NAME'] = '127.0.0.1';"
            f"$_SERVER['REMOTE_ADDR'] = '127.0.0.1'; $address = '{self.address}';"
            f"{self._installing(code)} require '{self.folder}/site/wp-load.php'; {code}"
        )

    @staticmethod
    def _installing(code: str) -> str:
        return "define('WP_INSTALLING', true);" if code is _INSTALL else ""

    def define(self, **constants: str | int) -> None:
        """Set constants of wp-config.php, from the next request on."""
        (self.folder / "constants.json").write_text(json.dumps(constants))

    def comments(self) -> dict[str, tuple[str, str]]:
        """State and author of each comment, by its text."""
        code = (
            "global $wpdb; echo json_encode($wpdb->get_results('SELECT comment_content, "
            "comment_approved, comment_author FROM wp_comments ORDER BY comment_ID', ARRAY_N));"
        )
        return {text: (state, author) for text, state, author in self.php(code)}

    def complaints(self) -> str:
        """What PHP noticed in our plugin."""
        log = self.folder / "debug.log"
        lines = log.read_text().splitlines() if log.exists() else []
        return "\n".join(line for line in lines if "saring.php" in line)


@contextmanager
def running(folder: Path) -> Iterator[WordPress]:
    """Set one up with our plugin, and run it."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    assert not missing, f"apt-get install wordpress mariadb-server php-cli php-mysql ({missing})"
    shutil.copytree(SOURCE, folder / "site", ignore=shutil.ignore_patterns("languages"))
    (folder / "site/wp-content/mu-plugins").mkdir()
    shutil.copy(PLUGIN, folder / "site/wp-content/mu-plugins")
    (folder / "site/wp-content/mu-plugins/hurry.php").write_text(_HURRY)
    config = _CONFIG.replace("{socket}", str(folder / "db.sock")).replace("{folder}", str(folder))
    (folder / "site/wp-config.php").unlink()
    (folder / "site/wp-config.php").write_text(config)
    with _database(folder), socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
        free.close()
        wordpress = WordPress(f"http://127.0.0.1:{port}", folder)
        wordpress.define()
        wordpress.password = wordpress.php(_INSTALL)
        with _served(folder, port):
            yield wordpress


@contextmanager
def _database(folder: Path) -> Iterator[None]:
    user = f"--user={os.environ.get('USER', 'root')}" if os.geteuid() == 0 else ""
    data, log = f"--datadir={folder / 'db'}", (folder / "db.log").open("wb")
    with log:
        subprocess.run(
            [
                *("mariadb-install-db", "--no-defaults", data, "--skip-test-db"),
                *("--auth-root-authentication-method=normal", *filter(None, [user])),
            ],
            check=True,
            stdout=log,
            stderr=log,
        )
        address = f"--socket={folder / 'db.sock'}"
        options = ["--no-defaults", data, address, "--skip-networking", *filter(None, [user])]
        with subprocess.Popen(["mariadbd", *options], stdout=log, stderr=log) as database:
            try:
                eventually((folder / "db.sock").exists, "MariaDB listens")
                create = ["mariadb", "--no-defaults", address, "--user=root"]
                subprocess.run([*create, "-e", "CREATE DATABASE wordpress"], check=True)
                yield
            finally:
                database.terminate()


@contextmanager
def _served(folder: Path, port: int) -> Iterator[None]:
    command = ["php", "-S", f"127.0.0.1:{port}", "-t", str(folder / "site")]
    surroundings = os.environ | {"PHP_CLI_SERVER_WORKERS": WORKERS}
    with (
        (folder / "php.log").open("wb") as log,
        subprocess.Popen(
            command, stdout=log, stderr=log, env=surroundings, start_new_session=True
        ) as server,
    ):
        try:
            eventually(lambda: _listens(port), "WordPress is served")
            yield
        finally:
            os.killpg(server.pid, 15)


def _listens(port: int) -> bool:
    with socket.socket() as trying:
        return trying.connect_ex(("127.0.0.1", port)) == 0
