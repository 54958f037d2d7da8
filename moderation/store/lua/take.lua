-- take: have the next callbacks that are due to oneself until a time, after which they are due again.
--
-- KEYS  1 due
-- ARGV  now     time (ms)
--       ends    when they are due again (ms)
--       count   how many at most
-- Reply ids of the comments that they are about
-- Refusals  none

local now, ends, count = unpack(ARGV)

local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, count)
for _, id in ipairs(ids) do redis.call('ZADD', KEYS[1], ends, id) end
return ids
