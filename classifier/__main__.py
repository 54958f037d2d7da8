"""`python -m classifier`: the same command as `classifier`."""

import os


def main() -> None:
    """Set the process up for what it is going to import, then run the command."""
    # The matrices are small: threads would spend ten times the work on waiting for one another.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from classifier.cli import main as command  # noqa: PLC0415

    command()


if __name__ == "__main__":
    main()
