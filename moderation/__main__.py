"""`python -m moderation`: the same command as `moderation`."""

import gc
import os


def main() -> None:
    """Set the process up for what it is going to import, then run the command."""
    # The classifier's matrices are small: threads would cost memory and time, and, in the process
    # that workers are forked from, safety.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Looking for garbage in what is imported, where there is none, would take a tenth of a start;
    # nor is it ever looked through later.
    gc.disable()
    from moderation.cli import main as command  # noqa: PLC0415

    gc.freeze()
    gc.enable()
    command()


if __name__ == "__main__":
    main()
