-- decide: a moderator's decision on a comment, with all that follows from it, at once.
--
-- KEYS  1 comment   2 case it is decided in   3 queue   4 approved   5 events
-- ARGV  1 now (ms)   2 comment id
--       3 revision the decision was made on   4 state it was made on
--       5 new state   6 event
--       7 case id, or "" when no case is touched
--       8 moderator   9 what becomes of the case: "close", "reopen" or "leave"
--       10 approved entry or ""
--       11 audit line   12 events length   13 approved length
-- Reply new revision
-- Refusals  MISSING comment · CONFLICT state (moved on since) · CLAIMED moderator (by another)

local found = redis.call('HMGET', KEYS[1], 'rev', 'state')
if not found[1] then return redis.error_reply('MISSING comment') end
if redis.call('HGET', KEYS[1], 'e' .. (tonumber(ARGV[3]) + 1)) == ARGV[6] then
  redis.call('HSET', KEYS[1], 'v', '1') -- so that WAITAOF has a write to wait for, as in submit
  return tonumber(ARGV[3]) + 1 -- our own call, sent again after a lost reply
end
if found[1] ~= ARGV[3] or found[2] ~= ARGV[4] then
  return redis.error_reply('CONFLICT ' .. found[2])
end

local now = tonumber(ARGV[1])
if ARGV[7] ~= '' then
  local case = redis.call('HMGET', KEYS[2], 'state', 'by', 'until')
  local held = case[1] == 'claimed' and tonumber(case[3] or '0') > now
  if held and case[2] ~= ARGV[8] then
    return redis.error_reply('CLAIMED ' .. case[2])
  end
  if ARGV[9] == 'close' then
    redis.call('HSET', KEYS[2], 'state', 'closed', 'closed', ARGV[1])
    redis.call('HDEL', KEYS[2], 'by', 'until')
    redis.call('ZREM', KEYS[3], ARGV[7])
  elseif ARGV[9] == 'reopen' then
    redis.call('HSET', KEYS[2], 'state', 'open')
    redis.call('HDEL', KEYS[2], 'by', 'until', 'closed')
    redis.call('ZADD', KEYS[3], tonumber(redis.call('HGET', KEYS[2], 'at') or ARGV[1]), ARGV[7])
  end
end

local revision = tonumber(found[1]) + 1
redis.call('HSET', KEYS[1], 'state', ARGV[5], 'rev', revision, 'e' .. revision, ARGV[6])
if ARGV[10] ~= '' then
  redis.call('XADD', KEYS[4], 'MAXLEN', '~', ARGV[13], '*', 'v', '1', 'entry', ARGV[10])
end
redis.call('XADD', KEYS[5], 'MAXLEN', '~', ARGV[12], '*', 'v', '1', 'event', ARGV[11])
return revision
