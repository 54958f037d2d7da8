-- claim: take a case, or renew one's claim, for a bounded time.
--
-- KEYS  1 case
-- ARGV  now         time (ms)
--       moderator   who takes it
--       life_ms     life of the claim
--       takeover    "1" to take it from whoever has it, else ""
-- Reply time the claim ends (ms)
-- Refusals  MISSING case · CONFLICT closed · CLAIMED moderator (by another)

local now, moderator, life_ms, takeover = unpack(ARGV)

local state, by, ends = unpack(redis.call('HMGET', KEYS[1], 'state', 'by', 'until'))
if not state then return redis.error_reply('MISSING case') end
if state == 'closed' then return redis.error_reply('CONFLICT closed') end
if takeover == '' and state == 'claimed' and by ~= moderator and tonumber(ends or '0') > tonumber(now) then
  return redis.error_reply('CLAIMED ' .. by)
end

local claim_ends = string.format('%.0f', tonumber(now) + tonumber(life_ms))
redis.call('HSET', KEYS[1], 'state', 'claimed', 'by', moderator, 'until', claim_ends)
return claim_ends
