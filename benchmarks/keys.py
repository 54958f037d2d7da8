"""`python -m benchmarks.keys --against CHECKOUT`: from a moderator's key to the next case.

A moderator logs in to the console of both checkouts in a real Chromium, at sites of the same held
comments, and approves one after another by keyboard, at both consoles in turns. What counts is the
time from the key until the next case stands there. (Its keys wait a little longer, in both: nobody
decides on what they have not seen.)
"""

import argparse
import asyncio
import http.client
import os
import shutil
import statistics
import subprocess
from collections.abc import Sequence
from contextlib import AsyncExitStack, closing
from pathlib import Path
from typing import Final

import msgspec
from playwright.async_api import Browser, Page, async_playwright

from benchmarks import report, targets
from benchmarks.bodies import CONTENT_TYPES, JSON, as_members
from benchmarks.comments import samples
from benchmarks.processes import plain_environment
from benchmarks.services.running import OURS, Saring
from benchmarks.targets import Target, Verdict
from benchmarks.workshop import Bench, workshop

SITE: Final = "desk"
EMAIL: Final = "sri@example.org"
PASSWORD: Final = "kunci-meja-redaksi-42"  # noqa: S105 - of a site that lives for a minute
AT_WORK: Final = "html[data-keys]"
# A key that comes sooner is taken for one that was meant for the case before.
LOOK_FIRST_SECONDS: Final = 0.6
HALF: Final = 0.5
WATCH: Final = """
(() => {
  const kept = sessionStorage;
  addEventListener("keydown", () => { kept.pressed = Date.now(); }, true);
  const look = () => {
    const there = location.search.includes("decided=") && location.href !== kept.at
      && document.readyState !== "loading" && document.querySelector("[name=revision]");
    if (kept.pressed && there) {
      kept.took = Date.now() - kept.pressed;
      kept.at = location.href;
      delete kept.pressed;
    }
    setTimeout(look, 1);
  };
  look();
})();
"""
"""Measures within the page, over a whole new page as over one that is swapped in place."""
TOOK: Final = """
() => {
  const took = sessionStorage.took;
  delete sessionStorage.took;
  return took;
}
"""


def main() -> None:
    """Measure, and say how the two compare."""
    chosen = _arguments()
    program = chosen.against.absolute() / ".venv" / "bin" / "moderation"
    with workshop(2 * chosen.decisions) as bench:
        print(f"{report.said()}; against {report.commit(chosen.against)}", flush=True)
        found = asyncio.run(_measured(bench, (program, OURS), chosen.decisions))
    head = ("console", "decisions", "p50 ms", "p95 ms")
    other, ours = found
    rows = [
        [name, str(len(times)), report.shown(_at(times, 50), 0), report.shown(_at(times, 95), 0)]
        for name, times in (("other", other), ("ours", ours))
    ]
    print(f"\n{report.table(head, rows)}\n\n{targets.table(_verdicts(other, ours))}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.keys", description=__doc__)
    parser.add_argument("--against", type=Path, metavar="CHECKOUT", required=True)
    parser.add_argument("--decisions", type=int, default=60, help="at each console")
    return parser.parse_args()


def _verdicts(other: Sequence[float], ours: Sequence[float]) -> list[Verdict]:
    return [
        Target(f"key to next case, p{share}: ours in the other's", most=HALF).verdict(
            _at(ours, share) / _at(other, share)
        )
        for share in (50, 95)
    ]


def _at(times: Sequence[float], share: int) -> float:
    return statistics.quantiles(times, n=100)[share - 1]


async def _measured(bench: Bench, programs: Sequence[Path], decisions: int) -> list[list[float]]:
    """Milliseconds from key to next case, by program."""
    times: list[list[float]] = [[] for _ in programs]
    async with AsyncExitStack() as stack:
        play = await stack.enter_async_context(async_playwright())
        browser = await play.chromium.launch(executable_path=_browser())
        stack.push_async_callback(browser.close)
        pages = []
        for number, program in enumerate(programs):
            name = f"desk-{number}"
            service = stack.enter_context(Saring(bench, name=name, program=program))
            _fill(service, program, 2 * decisions)  # some of them are rejected
            pages.append(await _at_the_first_case(browser, service.port))
        for turn in range(decisions):
            order = range(len(pages)) if turn % 2 else reversed(range(len(pages)))
            for place in order:
                times[place].append(await _decide(pages[place]))
    return times


def _browser() -> str:
    names = [os.environ.get("CHROMIUM", "chromium"), "chromium-browser", "google-chrome"]
    return next(path for path in map(shutil.which, names) if path)


def _fill(service: Saring, program: Path, count: int) -> None:
    """A site that holds everything, so many comments, and a moderator."""
    headers = service.new_site(SITE) | {"Content-Type": CONTENT_TYPES[JSON]}
    environment = plain_environment() | dict(service.environment)
    hold = ("site", "set", SITE, "--mode", "all_held")
    hire = ("moderator", "add", EMAIL, "--site", SITE, "--password-stdin")
    for command in (hold, hire):
        subprocess.run(
            [program, *command],
            env=environment,
            input=PASSWORD.encode(),
            check=True,
            capture_output=True,
        )
    with closing(http.client.HTTPConnection("127.0.0.1", service.port)) as connection:
        for sample in samples(count):
            body = msgspec.json.encode(as_members(sample))
            connection.request("POST", service.path(JSON), body, headers)
            connection.getresponse().read()


async def _at_the_first_case(browser: Browser, port: int) -> Page:
    page = await (await browser.new_context(locale="id-ID")).new_page()
    await page.add_init_script(WATCH)
    await page.goto(f"http://127.0.0.1:{port}/console")
    await page.get_by_label("Email").fill(EMAIL)
    await page.get_by_label("Kata sandi").fill(PASSWORD)
    await page.keyboard.press("Enter")
    await page.wait_for_url(f"**/console/sites/{SITE}")
    for key in "jo":
        await page.wait_for_selector(AT_WORK)
        await page.keyboard.press(key)
    await page.wait_for_url("**/comments/**")
    return page


async def _decide(page: Page) -> float:
    """Approve the case that is shown; milliseconds until the next one is."""
    await page.wait_for_selector(AT_WORK)
    await asyncio.sleep(LOOK_FIRST_SECONDS)
    await page.keyboard.press("a")
    return float(await (await page.wait_for_function(TOOK)).json_value())


if __name__ == "__main__":
    main()
