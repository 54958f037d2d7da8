"""A private Valkey server in the data folder, for those who bring no server of their own.

The server lives in a session of its own and outlives a killed service; the next start adopts it.
Two advisory locks in `DATA_DIR/valkey` keep the peace. The kernel drops both when their holder
dies, so nothing stale is ever left to clean up by guesswork:

- `server.lock` is inherited by the server process and held for as long as it lives. Whoever gets
  it may start a server; whoever does not waits for the one that runs.
- `users.lock` is shared by the services. The last one to stop takes the server down.

Everything here blocks: it runs before the event loop serves and after it has drained.
"""

from moderation.process.embedded.home import EmbeddedServerError
from moderation.process.embedded.server import EmbeddedServer, program, start

__all__ = ["EmbeddedServer", "EmbeddedServerError", "program", "start"]
