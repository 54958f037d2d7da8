"""`moderation`, run in the process of the tests: what it prints, and how it ends."""

from subprocess import CompletedProcess

from click.testing import CliRunner

from moderation.cli import main


def run(*arguments: str, given: str = "", **environment: str) -> CompletedProcess[str]:
    """Run the command to its end; whatever it does not explain to a person is raised."""
    done = CliRunner().invoke(main, arguments, input=given, env=environment, catch_exceptions=False)
    return CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)


def assert_told_why(done: CompletedProcess[str], *words: str) -> None:
    """Find a failure explained to a person: exit code 1, a sentence, no traceback."""
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stderr.startswith("moderation: "), done.stderr
    assert "Traceback" not in done.stderr
    assert [word for word in words if word not in done.stderr] == []
    assert "Saring serves" not in done.stdout
