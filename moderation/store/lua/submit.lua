-- submit: record a new comment with its decision and everything that follows from it, at once.
--
-- KEYS  1 comment   2 private part   3 by author   4 events
--       5 and on: those that the submission uses of idempotency key, external id, parent comment,
--       seen, rate of client, rate of e-mail, case, queue, approved, list of the state, in this
--       order; then the fingerprints
-- ARGV  record            public part and event, as lines
--       private_part      what is never published
--       audit             line of the audit log
--       entry             of the approved stream, or ""
--       values            MessagePack array of the values; what only goes on to a command is text
-- VALUES  now             time (ms)
--       comment_id
--       by_author_ms      life of the author's list of comment ids
--       by_author_kept    bytes kept of it beside the newest id
--       body_digest       of the body under the idempotency key, or ""
--       idempotency_ms    life of the idempotency key
--       external          whether the site has an id of its own for the comment
--       article_end       bytes of a record that end with its article's id; 0: there is no parent
--       seen_ms           window for repeats, or "" where the text is not counted
--       seen_author       a tag of the author under the article
--       seen_kept         bytes kept of a text's tags
--       campaign_from     tags of others that are worth a report
--       client_burst      of the rate limit of the client
--       client_interval   ms a token; 0: not limited
--       email_burst       of that of the e-mail address
--       email_interval
--       case_id           or "" where no case is opened
--       cause             of the case
--       events_length     what the audit log is trimmed to
--       approved_length   what the approved stream is trimmed to
--       listed_length     what the list of the state is trimmed to; 0: it has none
--       fingerprints      how many of the keys are those
--       use               the comment with tags of author and article: an entry of each of them
--       once_ms           life of a fingerprint that was used once
--       again_ms          and of one that was used again
-- Reply nil | {"REPLAY", "COMMENT_ID BODY_DIGEST"} | {"COUNTED", seen before, client, e-mail}
--       where client and e-mail are the ms until that rate limit is no longer passed, or 0
-- Refusals  MISSING parent
--
-- It counts first and records in the same call when there is nothing to report, so that the usual
-- comment costs one call; otherwise it records nothing, and the caller judges again and calls
-- without anything to count.

local record, private_part, audit, entry, values = unpack(ARGV)
local now, comment_id, by_author_ms, by_author_kept, body_digest, idempotency_ms, external,
  article_end, seen_ms, seen_author, seen_kept, campaign_from, client_burst, client_interval,
  email_burst, email_interval, case_id, cause, events_length, approved_length, listed_length,
  fingerprints, use, once_ms, again_ms = unpack(cmsgpack.unpack(values))

local used = 4
local function key()
  used = used + 1
  return KEYS[used]
end
local comment, private, by_author, events = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local idempotency = body_digest ~= '' and key()
local own = external and key()

local function whole(number) return string.format('%.0f', number) end

-- A parent stands under the same article: its record begins with the same bytes as ours does.
if article_end > 0 then
  local begins = redis.call('GETRANGE', key(), 0, article_end - 1)
  if begins ~= string.sub(record, 1, article_end) then
    return redis.error_reply('MISSING parent')
  end
end

-- What was recorded before is written once more, unchanged: the caller may wait for the disk on
-- another connection than the first write's, and WAITAOF waits for its own connection's writes only.
if redis.call('MSETNX', comment, record, private, private_part) == 0 then
  redis.call('SETRANGE', comment, 0, string.sub(record, 1, 1))
  return nil -- our own call, sent again after a lost reply
end
local function forget()
  redis.call('DEL', comment, private)
end

if idempotency then
  local known = redis.call('SET', idempotency, comment_id .. ' ' .. body_digest, 'PX',
    idempotency_ms, 'NX', 'GET')
  if known then
    forget()
    return {'REPLAY', known}
  end
end

-- GCRA: one number a limit, the theoretical arrival time of the next conforming submission.
local function over(burst, interval)
  if interval == 0 then return 0 end
  local limit = key()
  local before = redis.call('SET', limit, whole(now + interval), 'PX', whole(interval), 'NX', 'GET')
  if not before then return 0 end
  local arrival = math.max(now, tonumber(before)) + interval
  local wait = arrival - now - burst * interval
  if wait > 0 then return math.ceil(wait) end
  redis.call('SET', limit, whole(arrival), 'PX', whole(math.ceil(arrival - now)))
  return 0
end

-- A text's tags stand one behind the other. The author's own under this article count each, and
-- those of others where they are many enough.
local seen = 0
if seen_ms ~= '' then
  local text, length = key(), #seen_author
  local tags = redis.call('SET', text, seen_author, 'PX', seen_ms, 'NX', 'GET')
  if tags then
    for at = 1, #tags, length do
      if string.sub(tags, at, at + length - 1) == seen_author then seen = seen + 1 end
    end
    if #tags / length >= campaign_from then seen = #tags / length end
    if #tags < seen_kept then redis.call('APPEND', text, seen_author) end
  end
end
local client = over(client_burst, client_interval)
local email = over(email_burst, email_interval)
if seen > 0 or client + email > 0 then
  forget()
  if idempotency then redis.call('DEL', idempotency) end
  return {'COUNTED', seen, client, email}
end

-- Whichever comment came first under the site's own id keeps it.
if own then redis.call('SET', own, comment_id, 'NX') end
local earlier = redis.call('SET', by_author, comment_id, 'PX', by_author_ms, 'NX', 'GET')
if earlier then
  local kept = comment_id .. string.sub(earlier, 1, by_author_kept)
  redis.call('SET', by_author, kept, 'PX', by_author_ms)
end
if case_id ~= '' then
  redis.call('HSET', key(), 'v', '1', 'comment', comment_id, 'state', 'open', 'cause', cause,
    'at', whole(now))
  redis.call('ZADD', key(), whole(now), case_id)
end
if entry ~= '' then
  redis.call('XADD', key(), 'MAXLEN', '~', approved_length, '*', 'v', '1', 'entry', entry)
end
if listed_length > 0 then
  local listed = key()
  -- A tenth more than wanted, so that it is seldom trimmed.
  if redis.call('LPUSH', listed, comment_id) > listed_length * 1.1 then
    redis.call('LTRIM', listed, 0, listed_length - 1)
  end
end
-- A fingerprint is "USES REJECTED APPROVED AT ENTRIES": numbers that halve in HALF_LIFE, and the
-- newest entries one behind the other.
local HALF_LIFE, ENTRIES_KEPT = 7 * 86400000, 50
for at = #KEYS - fingerprints + 1, #KEYS do
  local first = '1 0 0 ' .. whole(now) .. ' ' .. use
  local before = redis.call('SET', KEYS[at], first, 'PX', once_ms, 'NX', 'GET')
  if before then
    local uses, rejected, approved, last, entries =
      string.match(before, '^(%S+) (%S+) (%S+) (%S+) (%S+)$')
    local left = 0.5 ^ (math.max(0, now - last) / HALF_LIFE)
    redis.call('SET', KEYS[at], string.format('%.3f %.3f %.3f %.0f %s', uses * left + 1,
      rejected * left, approved * left, now,
      use .. string.sub(entries, 1, (ENTRIES_KEPT - 1) * #use)), 'PX', again_ms)
  end
end
redis.call('XADD', events, 'MAXLEN', '~', events_length, '*', 'v', '2', 'event', audit)
return nil
