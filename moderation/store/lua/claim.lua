-- claim: take a case, or renew one's claim, for a bounded time.
--
-- KEYS  1 case
-- ARGV  1 now (ms)   2 moderator   3 life of the claim (ms)
-- Reply time the claim ends (ms)
-- Refusals  MISSING case · CONFLICT closed · CLAIMED moderator (by another)

local case = redis.call('HMGET', KEYS[1], 'state', 'by', 'until')
if not case[1] then return redis.error_reply('MISSING case') end
if case[1] == 'closed' then return redis.error_reply('CONFLICT closed') end

local now = tonumber(ARGV[1])
if case[1] == 'claimed' and case[2] ~= ARGV[2] and tonumber(case[3] or '0') > now then
  return redis.error_reply('CLAIMED ' .. case[2])
end
local ends = now + tonumber(ARGV[3])
redis.call('HSET', KEYS[1], 'state', 'claimed', 'by', ARGV[2], 'until', string.format('%.0f', ends))
return string.format('%.0f', ends)
