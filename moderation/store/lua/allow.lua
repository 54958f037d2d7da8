-- allow: take a token from each of several rate limits (GCRA), or from none where one has none left;
--        or give each its token back. Sent twice, it does so twice, which harms nobody.
--
-- KEYS  1 first rate limit, and the others
-- ARGV  now      time (ms)
--       act      "take" or "give"
--       limits   MessagePack array of burst and interval (ms a token) of each
-- Reply 0 when allowed, else how many ms to wait
-- Refusals  none

local now, act, limits = unpack(ARGV)

now, limits = tonumber(now), cmsgpack.unpack(limits)
local step = act == 'give' and -1 or 1
local left, wait = {}, 0
for place, key in ipairs(KEYS) do
  local burst, interval = unpack(limits[place])
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
