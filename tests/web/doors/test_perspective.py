"""Perspective's door: its requests, answers and refusals, and that nothing is kept."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderation.administration import NewSite
from moderation.domain import Comment, CommentState, Submission
from moderation.intake.decision import external_digest
from moderation.web.doors.perspective.attributes import KNOWN, SERVED
from moderation.web.doors.perspective.languages import detected
from moderation.web.doors.perspective.spans import sentences
from moderation.web.http.context import Context
from tests.builders import JUDOL, POLITE
from tests.web import keyspace
from tests.web.conftest import Browser, Serve

PATH = "/v1alpha1/comments:analyze"
SPAM: dict[str, Any] = {"SPAM": {}}
SUGGEST = "/v1alpha1/comments:suggestscore"
# What of a submission a suggestion can say: communityId, clientToken, comment.text.
MAPPED = {"article", "external_id", "text"}
ABSENT = {"author", "parent_id", "client", "submitted_at", "trap"}


@pytest.fixture
def key(site: NewSite) -> str:
    """Open the door with the site's API key."""
    return site.api_key


async def analyze(
    client: Browser, key: str, text: str, attributes: Any = None, **more: Any
) -> dict[str, Any]:
    """Ask for a text's scores, which have to come."""
    body = {"comment": {"text": text}, "requestedAttributes": attributes or SPAM} | more
    answer = await client.post(PATH, params={"key": key}, json=body)
    told: dict[str, Any] = await answer.json()
    assert answer.status == 200, told
    return told


async def refused(client: Browser, key: str, body: Any, status: int = 400) -> dict[str, Any]:
    """Ask for what is refused in Google's form."""
    answer = await client.post(PATH, params={"key": key} if key else {}, json=body)
    error: dict[str, Any] = (await answer.json())["error"]
    assert (answer.status, error["code"]) == (status, status), error
    return error


def of_text(text: Any) -> dict[str, Any]:
    return {"comment": {"text": text}, "requestedAttributes": SPAM}


def test_every_field_of_the_domain_is_mapped_or_absent() -> None:
    assert set(Submission.__struct_fields__) - {"cut"} == MAPPED | ABSENT
    assert not MAPPED & ABSENT


async def test_spam_is_scored_and_nothing_kept(client: Browser, key: str, redis_url: str) -> None:
    before = keyspace.image(redis_url)
    told = await analyze(client, key, JUDOL, doNotStore=False)
    summary = told["attributeScores"]["SPAM"]["summaryScore"]
    assert summary["value"] > 0.99
    assert summary["type"] == "PROBABILITY"
    assert told["languages"] == told["detectedLanguages"] == ["id"]
    assert keyspace.image(redis_url) == before


async def test_the_key_may_stand_in_the_header(client: Browser, key: str) -> None:
    answer = await client.post(PATH, headers={"X-Goog-Api-Key": key}, json=of_text(POLITE))
    assert answer.status == 200


async def test_a_threshold_leaves_an_attribute_out(client: Browser, key: str) -> None:
    wanted = {"SPAM": {"scoreType": "PROBABILITY", "scoreThreshold": 0.5}}
    assert "attributeScores" not in await analyze(client, key, POLITE, wanted)
    assert "SPAM" in (await analyze(client, key, JUDOL, wanted))["attributeScores"]


async def test_an_older_name_is_answered_under_that_name(client: Browser, key: str) -> None:
    told = await analyze(client, key, POLITE, {"SPAM_EXPERIMENTAL": None})
    assert list(told["attributeScores"]) == ["SPAM_EXPERIMENTAL"]


async def test_the_language_is_detected_whatever_the_client_says(client: Browser, key: str) -> None:
    told = await analyze(client, key, POLITE, languages=["en"], clientToken="comment:7")
    assert (told["languages"], told["clientToken"]) == (["id"], "comment:7")
    english = await analyze(client, key, "Thank you for the article, it is very good.")
    assert english["detectedLanguages"] == ["en"]


def test_a_language_nobody_learned_is_undetermined() -> None:
    assert detected("the", understood=False) == "und"
    assert detected("rina", understood=True) == "und"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("gacor parah bosku depo 10rb langsung maxwin", "id"),
        ("pemerintah daerah meresmikan jembatan", "id"),
        ("best online casino free spins tonight", "en"),
        ("great article thanks for sharing", "en"),
    ],
)
def test_without_its_commonest_words_the_spelling_decides(text: str, language: str) -> None:
    assert detected(text, understood=True) == language


async def test_spans_are_sentences_in_utf16_units(client: Browser, key: str) -> None:
    text = f"😀😀 {POLITE} {JUDOL}!"
    told = await analyze(client, key, text, spanAnnotations=True)
    units = text.encode("utf-16-le")
    spans = told["attributeScores"]["SPAM"]["spanScores"]
    said = [units[2 * each["begin"] : 2 * each["end"]].decode("utf-16-le") for each in spans]
    assert said == [f"😀😀 {POLITE}", f"{JUDOL}!"]
    polite, judol = (each["score"]["value"] for each in spans)
    assert polite < 0.5 < judol


async def test_without_annotations_one_span_holds_all(client: Browser, key: str) -> None:
    told = await analyze(client, key, f"😀 {POLITE}")
    (span,) = told["attributeScores"]["SPAM"]["spanScores"]
    assert (span["begin"], span["end"]) == (0, len(POLITE) + 3)


async def test_html_is_read_as_its_reader_sees_it(client: Browser, key: str) -> None:
    html = f"<p>{POLITE}</p><p>{JUDOL.replace('maxwin', 'max<b>win</b>')}</p>"
    body = of_text(html) | {"comment": {"text": html, "type": "HTML"}, "spanAnnotations": True}
    answer = await client.post(PATH, params={"key": key}, json=body)
    spans = (await answer.json())["attributeScores"]["SPAM"]["spanScores"]
    units = html.encode("utf-16-le")
    said = [units[2 * each["begin"] : 2 * each["end"]].decode("utf-16-le") for each in spans]
    assert said[0] == POLITE
    assert said[1].startswith("Gacor parah")
    assert spans[1]["score"]["value"] > 0.9


@pytest.mark.parametrize("name", sorted(KNOWN - set(SERVED)))
async def test_what_no_model_scores_is_refused_as_for_its_language(
    client: Browser, key: str, name: str
) -> None:
    error = await refused(client, key, of_text(POLITE) | {"requestedAttributes": {name: {}}})
    assert error["status"] == "INVALID_ARGUMENT"
    assert error["message"] == f"Attribute {name} does not support request languages: id"
    (detail,) = error["details"]
    assert detail["errorType"] == "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE"
    assert detail["languageNotSupportedByAttributeError"] == {
        "detectedLanguages": ["id"],
        "attribute": name,
    }


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"requestedAttributes": {"BESAR\ud800": {}}}, "Unknown requested"),
        ({"requestedAttributes": {"BESAR": {}}}, "Unknown requested attribute: BESAR"),
        ({"requestedAttributes": {}}, "No attributes"),
        ({"requestedAttributes": None}, "No attributes"),
        ({"requestedAttributes": {f"A{i}": {} for i in range(101)}}, "More than 100"),
        ({"requestedAttributes": {"SPAM": {"scoreType": "PERCENTILE"}}}, "PROBABILITY alone"),
        ({"requestedAttributes": ["SPAM"]}, "JSON"),
        ({"comment": {"text": ""}}, "non-empty"),
        ({"comment": {"text": " \n"}}, "non-empty"),
        ({"comment": {"text": "<p></p>", "type": "HTML"}}, "non-empty"),
        ({"comment": None}, "non-empty"),
        ({"comment": {"text": "a" * 20_481}}, "too long"),
        ({"comment": {"text": "é" * 10_241}}, "too long"),
        ({"comment": {"text": 7}}, "JSON"),
        ({"comment": {"text": "a", "type": "RTF"}}, "JSON"),
        ({"clientToken": "a" * 1_001}, "clientToken"),
    ],
)
async def test_what_cannot_be_worked_with_is_refused(
    client: Browser, key: str, changes: dict[str, Any], said: str
) -> None:
    error = await refused(client, key, of_text(POLITE) | changes)
    assert said in error["message"], error


async def test_the_longest_text_is_scored(client: Browser, key: str) -> None:
    await analyze(client, key, "é" * 10_240)


async def test_keys_are_refused_as_google_refuses_them(client: Browser, key: str) -> None:
    assert (await refused(client, "", of_text(POLITE), 403))["status"] == "PERMISSION_DENIED"
    for wrong in ("srg_salah", "a" * 201, f"{key} "):
        error = await refused(client, wrong, of_text(POLITE))
        assert error["details"][0]["reason"] == "API_KEY_INVALID"


async def test_a_key_of_this_door_opens_it_alone(
    client: Browser, context: Context, site: NewSite
) -> None:
    await context.store.sites.add_key("rahasia-pintu", site.site, 1, door="perspective")
    await analyze(client, "rahasia-pintu", POLITE)
    answer = await client.get("/v1/approved", headers={"Authorization": "Bearer rahasia-pintu"})
    assert answer.status == 401


async def test_what_the_service_refuses_is_told_in_the_same_form(
    serve: Serve, site: NewSite
) -> None:
    client = await serve(body_limit=1024)
    error = await refused(client, site.api_key, of_text("a" * 2_000), 413)
    assert error["status"] == "INVALID_ARGUMENT"
    headers = {"Content-Encoding": "gzip"}
    answer = await client.post(PATH, params={"key": site.api_key}, data=b"x", headers=headers)
    assert answer.status == 415
    assert (await answer.json())["error"]["code"] == 415


async def test_without_a_classifier_nothing_is_made_up(
    serve: Serve, site: NewSite, tmp_path: Any
) -> None:
    client = await serve(model_dir=str(tmp_path / "none"))
    error = await refused(client, site.api_key, of_text(POLITE), 503)
    assert error["status"] == "UNAVAILABLE"


def suggestion(value: Any, **changes: Any) -> dict[str, Any]:
    scores = {"SPAM": {"summaryScore": {"value": value}}}
    given = {"comment": {"text": POLITE}, "attributeScores": scores, "clientToken": "comment:7"}
    return given | changes


async def suggest(client: Browser, key: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = await client.post(SUGGEST, params={"key": key}, json=body)
    told: dict[str, Any] = await answer.json()
    assert answer.status == 200, told
    return told


async def decided(context: Context) -> Comment:
    """Find the comment of the token."""
    known = await context.directory.site("kabar")
    own = external_digest(known.digests, "comment:7")
    (named,) = await context.store.comments.named("kabar", [own])
    return await context.store.comments.find("kabar", named)


async def test_what_a_person_suggests_is_a_decision(
    client: Browser, key: str, context: Context
) -> None:
    told = await suggest(client, key, suggestion(1, languages=["en"], communityId="Coral:x"))
    assert told == {
        "detectedLanguages": ["id"],
        "requestedLanguages": ["en"],
        "clientToken": "comment:7",
    }
    comment = await decided(context)
    last = comment.events[-1].decision
    assert (comment.state, last.by, last.moderator) == (
        *(CommentState.REJECTED, "moderator"),
        "site:perspective",
    )
    assert (comment.via, comment.submission.article.id) == ("perspective", "Coral:x")
    await suggest(client, key, suggestion(0, communityId="Coral:x"))
    assert (await decided(context)).state is CommentState.APPROVED
    assert (await decided(context)).id == comment.id


async def test_a_suggestion_is_never_published(
    client: Browser, key: str, bearer: dict[str, str]
) -> None:
    await suggest(client, key, suggestion(0, clientToken=None))
    page = await (await client.get("/v1/approved", headers=bearer)).json()
    assert page["entries"] == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"attributeScores": {"TOXICITY": {"summaryScore": {"value": 1}}}}, "TOXICITY"),
        ({"attributeScores": {"SPAM": {}}}, "summaryScore"),
        ({"attributeScores": {"SPAM": {"summaryScore": {"value": 2}}}}, "summaryScore"),
        ({"attributeScores": {}}, "No scores"),
        ({"comment": {"text": ""}}, "non-empty"),
    ],
)
async def test_what_suggests_nothing_is_refused(
    client: Browser, key: str, redis_url: str, changes: dict[str, Any], said: str
) -> None:
    before = keyspace.image(redis_url)
    answer = await client.post(SUGGEST, params={"key": key}, json=suggestion(1, **changes))
    assert answer.status == 400
    assert said in (await answer.json())["error"]["message"]
    assert keyspace.image(redis_url) == before


async def test_half_a_character_is_no_hindrance(client: Browser, key: str) -> None:
    # As JavaScript writes it; a client that gets no score lets the comment pass.
    told = await analyze(client, key, f"{JUDOL} \ud800", clientToken="\udfff")
    assert told["attributeScores"]["SPAM"]["summaryScore"]["value"] > 0.9
    (span,) = [told["attributeScores"]["SPAM"]["spanScores"][-1]]
    assert span["end"] == len(f"{JUDOL} ?".encode("utf-16-le")) // 2
    assert told["clientToken"] == "?"
    error = await refused(client, key, of_text("a") | {"requestedAttributes": {"\ud800": {}}})
    assert error["message"] == "Unknown requested attribute: ?"
    answer = await client.post(
        SUGGEST, params={"key": key}, json=suggestion(1, languages=["\ud800"])
    )
    assert (await answer.json())["requestedLanguages"] == ["?"]


async def test_the_discovery_document_leads_back_here(client: Browser) -> None:
    answer = await client.get("/$discovery/rest", params={"version": "v1alpha1"})
    told = await answer.json()
    assert told["rootUrl"] == str(client.make_url("/"))
    methods = told["resources"]["comments"]["methods"]
    paths = {each["path"] for each in methods.values()}
    assert paths == {PATH.removeprefix("/"), SUGGEST.removeprefix("/")}
    named = {each[side]["$ref"] for each in methods.values() for side in ("request", "response")}
    assert named <= told["schemas"].keys()


@pytest.mark.parametrize(
    ("trusted", "headers", "root"),
    [
        (
            1,
            {"X-Forwarded-Host": "saring.example", "X-Forwarded-Proto": "https"},
            "https://saring.example/",
        ),
        (
            0,
            {"X-Forwarded-Host": "jahat.example", "Host": "saring.example"},
            "http://saring.example/",
        ),
        (0, {"Host": "[::1]:8080"}, "http://[::1]:8080/"),
    ],
)
async def test_it_names_the_host_that_is_to_be_trusted(
    serve: Serve, trusted: int, headers: dict[str, str], root: str
) -> None:
    client = await serve(trust_proxy=trusted)
    answer = await client.get("/$discovery/rest", headers=headers)
    assert (await answer.json())["rootUrl"] == root


@pytest.mark.parametrize("host", ['a"b', "a/b", "a b", "a@b", "[x]", ""])
async def test_what_is_no_host_is_not_repeated(client: Browser, host: str) -> None:
    answer = await client.get("/$discovery/rest", headers={"Host": host})
    assert answer.status == 400


@given(text=st.text())
def test_sentences_are_apart_and_within_the_text(text: str) -> None:
    places = [place for span in sentences(text) for place in span]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)


def test_many_sentences_end_in_one() -> None:
    found = sentences("Ya. " * 200)
    assert len(found) == 64
    assert found[-1][1] == len("Ya. " * 200) - 1


any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)
members = st.sampled_from(
    ["comment", "requestedAttributes", "languages", "spanAnnotations", "clientToken", "context"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    body=st.binary(max_size=200)
    | st.dictionaries(members, any_json).map(lambda more: of_text(POLITE) | more)
    | st.text(st.characters()).map(of_text)
)
async def test_whatever_comes_is_scored_or_refused(client: Browser, key: str, body: Any) -> None:
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    answer = await client.post(PATH, params={"key": key}, data=sent)
    assert answer.status in {200, 400}, await answer.text()
