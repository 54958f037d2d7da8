"""Personal data masked: enough to know one's own entry again, too little for anybody else."""

import re
from typing import Final

_FIRST_TWO: Final = re.compile(r"[0-9a-f]+[.:][0-9a-f]*")


def masked_email(email: str) -> str:
    """The e-mail address with all but first letters and ending hidden; "" for none."""
    if not email:
        return ""
    local, _, domain = email.rpartition("@")
    _, dot, ending = domain.rpartition(".")
    return f"{local[:1]}•••@{domain[:1]}•••{dot}{ending}"


def masked_network(network: str) -> str:
    """The first two groups of an address or a network."""
    found = _FIRST_TWO.match(network)
    return f"{found.group() if found else ''}…"
