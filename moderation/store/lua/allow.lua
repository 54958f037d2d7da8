-- allow: take a token from each of several rate limits (GCRA), or from none where one has none left;
--        or give each its token back. Sent twice, it does so twice, which harms nobody.
--
-- KEYS  1 first rate limit, and the others
-- ARGV  1 now (ms)   2 "take" or "give"   3 burst and interval (ms a token) of each, in turn
-- Reply 0 when allowed, else how many ms to wait
-- Refusals  none

local now = tonumber(ARGV[1])
local step = ARGV[2] == 'give' and -1 or 1
local left, wait = {}, 0
for place, key in ipairs(KEYS) do
  local burst, interval = tonumber(ARGV[2 * place + 1]), tonumber(ARGV[2 * place + 2])
  left[place] = math.max(0, tonumber(redis.call('GET', key) or '0') - now) + step * interval
  wait = math.max(wait, left[place] - burst * interval)
end
if wait > 0 then return math.ceil(wait) end
for place, key in ipairs(KEYS) do
  if left[place] > 0 then
    redis.call('SET', key, string.format('%.0f', now + left[place]), 'PX', math.ceil(left[place]))
  else
    redis.call('DEL', key)
  end
end
return 0
