-- submit: record a new comment with its decision and everything that follows from it, at once.
--
-- KEYS  1 comment   2 idempotency   3 seen   4 rate of client   5 rate of e-mail
--       6 author    7 queue         8 case   9 approved        10 events
--       11 parent comment; what a submission does not use is the comment's key once more
-- ARGV  1 now (ms)            2 step: "observe" or "record"
--       3 comment id          4 idempotency fingerprint, or ""
--       5 idempotency life (ms)
--       6 seen window (ms), 0 = text not counted
--       7 client burst   8 client interval (ms a token), 0 = not limited
--       9 e-mail burst  10 e-mail interval (ms a token), 0 = not limited
--       11 "1" if there is a parent
--       12 state   13 public   14 private   15 event
--       16 case id or ""   17 case cause
--       18 approved entry or ""
--       19 author list length   20 author list life (ms), 0 = no list
--       21 audit line   22 events length   23 approved length
-- Reply {"OK"} | {"REPLAY", comment id, fingerprint} | {"OBSERVED", seen before, client, e-mail}
--       where client and e-mail are 1 when that rate limit is passed
-- Refusals  MISSING parent
--
-- "observe" counts first and records in the same call when there is nothing to report, so that
-- the usual comment costs one call; otherwise it records nothing and the caller judges again and
-- calls with "record".

local now = tonumber(ARGV[1])

-- What was recorded before is written once more, unchanged: the caller may wait for the disk on
-- another connection than the first write's, and WAITAOF waits for its own connection's writes only.
if redis.call('EXISTS', KEYS[1]) == 1 then
  redis.call('HSET', KEYS[1], 'v', '1')
  return {'OK'} -- our own call, sent again after a lost reply
end

if ARGV[4] ~= '' then
  local known = redis.call('GET', KEYS[2])
  if known then
    redis.call('SET', KEYS[2], known, 'KEEPTTL')
    local cut = string.find(known, ' ', 1, true)
    return {'REPLAY', string.sub(known, 1, cut - 1), string.sub(known, cut + 1)}
  end
end

if ARGV[11] == '1' and redis.call('EXISTS', KEYS[11]) == 0 then
  return redis.error_reply('MISSING parent')
end

-- GCRA: one number a limit, the theoretical arrival time of the next conforming submission.
local function over(key, burst, interval)
  if interval == 0 then return 0 end
  local arrival = math.max(now, tonumber(redis.call('GET', key) or '0')) + interval
  if arrival - now > burst * interval then return 1 end
  redis.call('SET', key, string.format('%.0f', arrival), 'PX', math.ceil(arrival - now))
  return 0
end

if ARGV[2] == 'observe' then
  local seen = 0
  if ARGV[6] ~= '0' then
    seen = redis.call('INCR', KEYS[3]) - 1
    if seen == 0 then redis.call('PEXPIRE', KEYS[3], ARGV[6]) end
  end
  local client = over(KEYS[4], tonumber(ARGV[7]), tonumber(ARGV[8]))
  local email = over(KEYS[5], tonumber(ARGV[9]), tonumber(ARGV[10]))
  if seen > 0 or client + email > 0 then
    return {'OBSERVED', seen, client, email}
  end
end

redis.call('HSET', KEYS[1], 'v', '1', 'state', ARGV[12], 'rev', '1', 'at', ARGV[1],
  'case', ARGV[16], 'public', ARGV[13], 'private', ARGV[14], 'e1', ARGV[15])
if ARGV[4] ~= '' then
  redis.call('SET', KEYS[2], ARGV[3] .. ' ' .. ARGV[4], 'PX', ARGV[5])
end
if ARGV[20] ~= '0' then
  redis.call('LPUSH', KEYS[6], ARGV[3])
  redis.call('LTRIM', KEYS[6], 0, tonumber(ARGV[19]) - 1)
  redis.call('PEXPIRE', KEYS[6], ARGV[20])
end
if ARGV[16] ~= '' then
  redis.call('HSET', KEYS[8], 'v', '1', 'comment', ARGV[3], 'state', 'open', 'cause', ARGV[17],
    'at', ARGV[1])
  redis.call('ZADD', KEYS[7], now, ARGV[16])
end
if ARGV[18] ~= '' then
  redis.call('XADD', KEYS[9], 'MAXLEN', '~', ARGV[23], '*', 'v', '1', 'entry', ARGV[18])
end
redis.call('XADD', KEYS[10], 'MAXLEN', '~', ARGV[22], '*', 'v', '1', 'event', ARGV[21])
return {'OK'}
