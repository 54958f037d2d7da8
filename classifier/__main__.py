"""`python -m classifier` is the `classifier` command."""

from classifier.cli import main

if __name__ == "__main__":
    main()
