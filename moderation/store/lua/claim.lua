-- claim: take a case, or renew one's claim, for a bounded time.
--
-- KEYS  1 case   2 moves
-- ARGV  now            time (ms)
--       moderator      who takes it
--       life_ms        life of the claim
--       takeover       "1" to take it from whoever has it, else ""
--       moves_length   what the list of moves is trimmed to
-- Reply time the claim ends (ms)
-- Refusals  MISSING case · CONFLICT closed · CLAIMED moderator (by another)

local now, moderator, life_ms, takeover, moves_length = unpack(ARGV)

local state, by, ends, since, comment =
  unpack(redis.call('HMGET', KEYS[1], 'state', 'by', 'until', 'since', 'comment'))
if not state then return redis.error_reply('MISSING case') end
if state == 'closed' then return redis.error_reply('CONFLICT closed') end
local held = state == 'claimed' and tonumber(ends or '0') > tonumber(now)
if takeover == '' and held and by ~= moderator then
  return redis.error_reply('CLAIMED ' .. by)
end
if not (held and by == moderator and since) then since = now end

local claim_ends = string.format('%.0f', tonumber(now) + tonumber(life_ms))
redis.call('HSET', KEYS[1], 'state', 'claimed', 'by', moderator, 'until', claim_ends, 'since', since)
redis.call('LPUSH', KEYS[2], table.concat({now, comment, 'claim', moderator, since, claim_ends}, ' '))
redis.call('LTRIM', KEYS[2], 0, tonumber(moves_length) - 1)
return claim_ends
