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

local revision = tonumber(ARGV[2]) + 1

-- A comment of version 1 is a hash, with a field for each event.
local hash = {}
function hash.read()
  local found = redis.call('HMGET', KEYS[1], 'rev', 'state', 'e' .. revision)
  return tonumber(found[1]), found[2], found[3]
end
function hash.append()
  redis.call('HSET', KEYS[1], 'state', ARGV[4], 'rev', revision, 'e' .. revision, ARGV[5])
end
function hash.rewrite() redis.call('HSET', KEYS[1], 'v', '1') end

-- One of version 2 is a string: a line for the version, one for the public part, one each event.
local record = {}
function record.read()
  local events = {}
  for line in string.gmatch(redis.call('GET', KEYS[1]), '[^\n]+') do events[#events + 1] = line end
  table.remove(events, 1)
  table.remove(events, 1)
  return #events, cjson.decode(events[#events])[3], events[revision]
end
function record.append() redis.call('APPEND', KEYS[1], '\n' .. ARGV[5]) end
function record.rewrite() redis.call('SETRANGE', KEYS[1], 0, '2') end

local kind = redis.call('TYPE', KEYS[1]).ok
if kind == 'none' then return redis.error_reply('MISSING comment') end
local comment = kind == 'hash' and hash or record
local found, state, event = comment.read()
if event == ARGV[5] then
  comment.rewrite() -- so that WAITAOF has a write to wait for, as in submit
  return revision -- our own call, sent again after a lost reply
end
if found ~= revision - 1 or state ~= ARGV[3] then
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

comment.append()
if ARGV[9] ~= '' then
  redis.call('XADD', KEYS[4], 'MAXLEN', '~', ARGV[12], '*', 'v', '1', 'entry', ARGV[9])
end
redis.call('XADD', KEYS[5], 'MAXLEN', '~', ARGV[11], '*', 'v', '2', 'event', ARGV[10])
return revision
