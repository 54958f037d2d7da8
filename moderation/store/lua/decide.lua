-- decide: a moderator's decision on a comment, with all that follows from it, at once.
--
-- KEYS  1 comment   2 case it is decided in   3 queue   4 approved   5 events
-- ARGV  1 now (ms)
--       2 revision the decision was made on   3 state it was made on
--       4 new state   5 event
--       6 case id, or "" when no case is touched
--       7 moderator   8 what becomes of the case: "close", "reopen" or "leave"
--       9 approved entry or ""
--       10 audit line   11 events length   12 approved length
-- Reply new revision
-- Refusals  MISSING comment · CONFLICT state (moved on since) · CLAIMED moderator (by another)

local record = redis.call('GET', KEYS[1])
if not record then return redis.error_reply('MISSING comment') end

-- A record has a line for its version, one for the public part, and one for each event.
local events = {}
for line in string.gmatch(record, '[^\n]+') do events[#events + 1] = line end
table.remove(events, 1)
table.remove(events, 1)
local revision = tonumber(ARGV[2]) + 1
if events[revision] == ARGV[5] then
  -- The same byte once more, so that WAITAOF has a write to wait for, as in submit.
  redis.call('SETRANGE', KEYS[1], 0, string.sub(record, 1, 1))
  return revision -- our own call, sent again after a lost reply
end
local state = cjson.decode(events[#events])[3]
if #events ~= revision - 1 or state ~= ARGV[3] then
  return redis.error_reply('CONFLICT ' .. state)
end

local now = tonumber(ARGV[1])
if ARGV[6] ~= '' then
  local case = redis.call('HMGET', KEYS[2], 'state', 'by', 'until')
  local held = case[1] == 'claimed' and tonumber(case[3] or '0') > now
  if held and case[2] ~= ARGV[7] then
    return redis.error_reply('CLAIMED ' .. case[2])
  end
  if ARGV[8] == 'close' then
    redis.call('HSET', KEYS[2], 'state', 'closed', 'closed', ARGV[1])
    redis.call('HDEL', KEYS[2], 'by', 'until')
    redis.call('ZREM', KEYS[3], ARGV[6])
  elseif ARGV[8] == 'reopen' then
    redis.call('HSET', KEYS[2], 'state', 'open')
    redis.call('HDEL', KEYS[2], 'by', 'until', 'closed')
    redis.call('ZADD', KEYS[3], tonumber(redis.call('HGET', KEYS[2], 'at') or ARGV[1]), ARGV[6])
  end
end

redis.call('APPEND', KEYS[1], '\n' .. ARGV[5])
if ARGV[9] ~= '' then
  redis.call('XADD', KEYS[4], 'MAXLEN', '~', ARGV[12], '*', 'v', '1', 'entry', ARGV[9])
end
redis.call('XADD', KEYS[5], 'MAXLEN', '~', ARGV[11], '*', 'v', '2', 'event', ARGV[10])
return revision
