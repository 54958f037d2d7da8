"""What operators and their machines look at: alive, ready, counted."""

import pytest
from prometheus_client.parser import text_string_to_metric_families

from moderation.web.http.context import Context
from tests.builders import JUDOL, a_body
from tests.web.conftest import Browser


async def counts(client: Browser) -> dict[str, float]:
    """Read every sample of the metrics, by name and labels."""
    answer = await client.get("/metrics")
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    return {
        f"{sample.name}{sorted(sample.labels.items())}": sample.value
        for family in text_string_to_metric_families(await answer.text())
        for sample in family.samples
    }


async def test_alive_is_alive(client: Browser) -> None:
    answer = await client.get("/healthz")
    assert (answer.status, await answer.json()) == (200, {"status": "ok"})


async def test_ready_names_each_part(client: Browser) -> None:
    answer = await client.get("/readyz")
    assert answer.status == 200
    promises = ("reachable", "format", "durable", "retained", "replicated", "writable")
    assert await answer.json() == {
        "status": "ready",
        "store": "ok",
        "scorer": "ok",
        "promises": dict.fromkeys(promises, "kept"),
    }
    assert answer.headers["Cache-Control"] == "no-store"


async def test_a_draining_service_is_not_ready_but_alive(client: Browser, context: Context) -> None:
    context.drain()
    answer = await client.get("/readyz")
    assert (answer.status, (await answer.json())["status"]) == (503, "draining")
    assert (await client.get("/healthz")).status == 200


async def test_decisions_problems_and_times_are_counted(
    client: Browser, bearer: dict[str, str]
) -> None:
    for text in ("Terima kasih, jelas.", JUDOL, ""):
        await client.post("/v1/comments", json=a_body(text=text), headers=bearer)
    await client.get("/v1/approved")
    found = await counts(client)
    decided = {name: n for name, n in found.items() if name.startswith("saring_decisions_total")}
    assert sum(decided.values()) == 2
    assert found["saring_decisions_total[('action', 'approve'), ('by', 'policy')]"] == 1
    assert found["saring_problems_total[('type', 'invalid')]"] == 1
    assert found["saring_problems_total[('type', 'unauthenticated')]"] == 1
    assert found["saring_submit_seconds_count[]"] == 2


async def test_a_retry_is_no_second_decision(client: Browser, bearer: dict[str, str]) -> None:
    for _ in range(3):
        await client.post(
            "/v1/comments", json=a_body(), headers=bearer | {"Idempotency-Key": "kunci"}
        )
    found = await counts(client)
    assert found["saring_decisions_total[('action', 'approve'), ('by', 'policy')]"] == 1


@pytest.mark.parametrize("path", ["/healthz", "/v1/approved", "/docs", "/console/login", "/none"])
async def test_no_answer_tells_versions(path: str, client: Browser) -> None:
    assert (await client.get(path)).headers["Server"] == "saring"
