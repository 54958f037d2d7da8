-- import: record a comment that was decided elsewhere before, unless its site's own id is known.
--
-- KEYS  1 comment   2 private part   3 external id
--       4 and on: those that the comment uses of by author, parent comment, case, queue, list of
--       the state, in this order
-- ARGV  record          public part and event, as lines
--       private_part    what is never published
--       comment_id
--       now             time (ms)
--       by_author_ms    life of the author's list of comment ids, or "" where there is none
--       by_author_kept  bytes kept of it
--       article_end     bytes of a record that end with its article's id; 0: there is no parent
--       case_id         or "" where no case is opened
--       cause           of the case
--       listed_length   what the list of the state holds at most; 0: it has none
-- Reply the id of the comment that bears the external id: this one, or one that was there before
-- Refusals  MISSING parent
--
-- Nothing goes to the approved stream, which would have the site publish again what it shows, and
-- nothing to the audit log, which has no room for a site's whole past: the events themselves say
-- that they were imported.

local record, private_part, comment_id, now, by_author_ms, by_author_kept, article_end, case_id,
  cause, listed_length = unpack(ARGV)

local used = 3
local function key()
  used = used + 1
  return KEYS[used]
end
local comment, private, external = KEYS[1], KEYS[2], KEYS[3]
local by_author = by_author_ms ~= '' and key()

local known = redis.call('GET', external)
if known then
  -- The same once more, so that WAITAOF has a write to wait for, as in submit.
  redis.call('SET', external, known)
  return known
end

if tonumber(article_end) > 0 then
  local begins = redis.call('GETRANGE', key(), 0, tonumber(article_end) - 1)
  if begins ~= string.sub(record, 1, tonumber(article_end)) then
    return redis.error_reply('MISSING parent')
  end
end

redis.call('MSET', comment, record, private, private_part, external, comment_id)
if by_author then
  -- Ids sort by time, and the list has the newest first.
  local ids, length, at = redis.call('GET', by_author) or '', #comment_id, 1
  while string.sub(ids, at, at + length - 1) > comment_id do at = at + length end
  ids = string.sub(ids, 1, at - 1) .. comment_id .. string.sub(ids, at)
  redis.call('SET', by_author, string.sub(ids, 1, tonumber(by_author_kept)), 'PX', by_author_ms)
end
if case_id ~= '' then
  redis.call('HSET', key(), 'v', '1', 'comment', comment_id, 'state', 'open', 'cause', cause,
    'at', now)
  redis.call('ZADD', key(), now, case_id)
end
if tonumber(listed_length) > 0 then
  -- Behind what was decided here, as it is older, and only while there is room.
  local listed = key()
  if redis.call('LLEN', listed) < tonumber(listed_length) then
    redis.call('RPUSH', listed, comment_id)
  end
end
return comment_id
