-- submit: record a new comment with its decision and everything that follows from it, at once.
--
-- KEYS  1 comment   2 private part   3 wrote   4 events
--       5 and on: those that the submission uses of idempotency key, parent comment, seen,
--       rate of client, rate of e-mail, case, queue, approved, in this order
-- ARGV  1 record   2 private part   3 audit line   4 approved entry or ""
--       5 all else as a MessagePack array; what only goes on to a command is text in it:
--       now (ms), comment id,
--       life of what the author wrote (ms), bytes kept of it beside the newest id,
--       idempotency fingerprint or "", its life (ms),
--       bytes of a record that end with its article's id, 0 where there is no parent,
--       seen window (ms) or "" where the text is not counted,
--       client burst, client interval (ms a token, 0 = not limited), the same two for e-mail,
--       case id or "", case cause, events length, approved length
-- Reply nil | {"REPLAY", "COMMENT_ID FINGERPRINT"} | {"OBSERVED", seen before, client, e-mail}
--       where client and e-mail are 1 when that rate limit is passed
-- Refusals  MISSING parent
--
-- It counts first and records in the same call when there is nothing to report, so that the usual
-- comment costs one call; otherwise it records nothing, and the caller judges again and calls
-- without anything to count.

local now, id, wrote_ms, wrote_kept, fingerprint, idempotency_ms, article_end, seen_ms, client_burst,
  client_interval, email_burst, email_interval, case_id, cause, events_length, approved_length =
  unpack(cmsgpack.unpack(ARGV[5]))

local used = 4
local function key()
  used = used + 1
  return KEYS[used]
end
local comment, private, wrote, events = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local idempotency = fingerprint ~= '' and key()

local function whole(number) return string.format('%.0f', number) end

-- A parent stands under the same article: its record begins with the same bytes as ours does.
if article_end > 0 then
  local begins = redis.call('GETRANGE', key(), 0, article_end - 1)
  if begins ~= string.sub(ARGV[1], 1, article_end) then
    return redis.error_reply('MISSING parent')
  end
end

-- What was recorded before is written once more, unchanged: the caller may wait for the disk on
-- another connection than the first write's, and WAITAOF waits for its own connection's writes only.
if redis.call('MSETNX', comment, ARGV[1], private, ARGV[2]) == 0 then
  redis.call('SETRANGE', comment, 0, string.sub(ARGV[1], 1, 1))
  return nil -- our own call, sent again after a lost reply
end
local function forget()
  redis.call('DEL', comment, private)
end

if idempotency then
  local known = redis.call('SET', idempotency, id .. ' ' .. fingerprint, 'PX', idempotency_ms,
    'NX', 'GET')
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
  if arrival - now > burst * interval then return 1 end
  redis.call('SET', limit, whole(arrival), 'PX', whole(math.ceil(arrival - now)))
  return 0
end

local seen = 0
if seen_ms ~= '' then
  local text = key()
  if redis.call('SET', text, 1, 'PX', seen_ms, 'NX', 'GET') then
    seen = redis.call('INCR', text) - 1
  end
end
local client = over(client_burst, client_interval)
local email = over(email_burst, email_interval)
if seen > 0 or client + email > 0 then
  forget()
  if idempotency then redis.call('DEL', idempotency) end
  return {'OBSERVED', seen, client, email}
end

local earlier = redis.call('SET', wrote, id, 'PX', wrote_ms, 'NX', 'GET')
if earlier then
  redis.call('SET', wrote, id .. string.sub(earlier, 1, wrote_kept), 'PX', wrote_ms)
end
if case_id ~= '' then
  redis.call('HSET', key(), 'v', '1', 'comment', id, 'state', 'open', 'cause', cause,
    'at', whole(now))
  redis.call('ZADD', key(), whole(now), case_id)
end
if ARGV[4] ~= '' then
  redis.call('XADD', key(), 'MAXLEN', '~', approved_length, '*', 'v', '1', 'entry', ARGV[4])
end
redis.call('XADD', events, 'MAXLEN', '~', events_length, '*', 'v', '2', 'event', ARGV[3])
return nil
