-- allow: take one token from a rate limit (GCRA).
--
-- KEYS  1 rate limit
-- ARGV  1 now (ms)   2 burst   3 interval (ms a token)
-- Reply 0 when allowed, else how many ms to wait
-- Refusals  none

local now, interval = tonumber(ARGV[1]), tonumber(ARGV[3])
local arrival = math.max(now, tonumber(redis.call('GET', KEYS[1]) or '0')) + interval
local wait = arrival - now - tonumber(ARGV[2]) * interval
if wait > 0 then return math.ceil(wait) end
redis.call('SET', KEYS[1], string.format('%.0f', arrival), 'PX', math.ceil(arrival - now))
return 0
