"""What most people would write behind whichever framework: each step awaited, one after another.

A scikit-learn pipeline (TF-IDF of characters into a logistic regression) scores each comment by
itself, email-validator checks the address, and redis-py carries out one command after another. It
keeps what Saring's happy path keeps, but without authentication, reasons or atomicity.
"""

import hashlib
import json
import time
import uuid
from collections.abc import Mapping
from typing import Any, Final

from email_validator import EmailNotValidError, validate_email
from redis.asyncio import Redis
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline

from benchmarks.comments import samples

TRAINING_SAMPLES: Final = 2_000
TRAINING_SEED: Final = 99
HOLD_FROM: Final = 0.5
DAY: Final = 86_400
MOST_A_MINUTE: Final = 20
CREATED: Final = 201
REFUSED: Final = 422


def trained() -> Any:
    """A pipeline fitted on invented comments: what it costs matters here, not how good it is."""
    training = samples(TRAINING_SAMPLES, seed=TRAINING_SEED)
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    pipeline = Pipeline([("tfidf", vectorizer), ("model", LogisticRegression(max_iter=300))])
    return pipeline.fit([each.text for each in training], [each.spam for each in training])


class Stepwise:
    """The steps with what they work on."""

    def __init__(self, redis_url: str) -> None:
        self._model = trained()
        self._redis_url = redis_url
        self._redis: Any = None

    async def submit(self, fields: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """The status and the body of the answer; `fields` are named as the form's are."""
        self._redis = self._redis or Redis.from_url(self._redis_url, decode_responses=True)
        try:
            checked = validate_email(fields["email"], check_deliverability=False)
        except EmailNotValidError as error:
            return REFUSED, {"error": str(error)}
        fields["email"] = checked.normalized
        counted = await self._too_many(fields["user_ip"]) or await self._seen(fields["comment"])
        score = float(self._model.predict_proba([fields["comment"]])[0][1])
        state = "held" if counted or score >= HOLD_FROM else "approved"
        return CREATED, await self._store(fields, state, score)

    async def _too_many(self, address: str) -> bool:
        key = f"naive:rate:{address}"
        count = await self._redis.incr(key)
        await self._redis.expire(key, 60)
        return bool(count > MOST_A_MINUTE)

    async def _seen(self, text: str) -> bool:
        digest = hashlib.sha256(text.lower().encode()).hexdigest()
        return not await self._redis.set(f"naive:seen:{digest}", 1, nx=True, ex=DAY)

    async def _store(self, fields: dict[str, str], state: str, score: float) -> dict[str, Any]:
        comment_id = str(uuid.uuid4())
        record = {**fields, "state": state, "score": score, "at": time.time()}
        await self._redis.hset(f"naive:comment:{comment_id}", mapping=record)
        if state == "approved":
            await self._redis.xadd("naive:approved", {"id": comment_id, **_public(fields)})
        else:
            await self._redis.zadd("naive:queue", {comment_id: time.time()})
        return {"id": comment_id, "status": state, "decision": {"scores": {"spam": score}}}


def form_fields(sent: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a JSON body, named as the form's are."""
    return {
        "author": sent["author"]["name"],
        "email": sent["author"]["email"],
        "url": sent["author"].get("url", ""),
        "comment": sent["text"],
        "comment_post_ID": sent["article"]["id"],
        "user_ip": sent["client"]["ip"],
        "user_agent": sent["client"]["user_agent"],
    }


def _public(fields: dict[str, str]) -> dict[str, str]:
    return {"entry": json.dumps({name: fields[name] for name in ("author", "url", "comment")})}
