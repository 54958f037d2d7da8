"""The API explained: the document, its page, and both to be read by strangers."""

from html import unescape

from moderation.settings import Settings
from moderation.submission.fields import FIELDS, FieldLimits
from moderation.web import docs
from moderation.web.docs import document, resolved
from tests.web.conftest import Browser


async def test_the_document_is_served_with_the_schemas_of_what_answers(client: Browser) -> None:
    served = await (await client.get("/openapi.json")).json()
    assert served == document()
    assert {"Submission", "Accepted", "Problem"} <= served["components"]["schemas"].keys()


async def test_the_page_explains_every_operation_parameter_and_answer(client: Browser) -> None:
    answer = await client.get("/docs")
    page = unescape(await answer.text())
    for path, operations in document()["paths"].items():
        for method, operation in operations.items():
            assert f"{method.upper()} {path}" in page
            for part in [*operation.get("parameters", []), *operation["responses"].values()]:
                assert resolved(part).get("description", "") in page
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_a_reference_may_say_more_than_what_it_refers_to() -> None:
    about = document()["paths"]["/v1/comments/{id}"]["get"]["responses"]["404"]
    assert resolved(about)["description"] == "The site has no such comment."
    assert "application/problem+json" in resolved(about)["content"]


def test_requests_have_every_field_with_its_limit() -> None:
    chosen, schemas = Settings(), document()["components"]["schemas"]
    limits = FieldLimits(
        name=chosen.name_limit,
        email=chosen.email_limit,
        url=chosen.url_limit,
        text=chosen.text_limit,
        clock_tolerance_ms=0,
    )
    for field in FIELDS:
        schema = schemas["Submission"]
        for member in field.path:
            schema = schema["properties"][member]
        longest = field.longest(limits)
        assert schema.get("maxLength", longest) == longest
    forms = {field.form for field in FIELDS if field.name != "trap.honeypot"}
    assert forms == schemas["FormSubmission"]["properties"].keys()


def test_what_anybody_may_ask_for_is_made_once() -> None:
    assert docs._page() is docs._page()
    assert docs._document() is docs._document()
