-- release: give a claimed case back to the queue.
--
-- KEYS  1 case
-- ARGV  now         time (ms)
--       moderator   who gives it back
-- Reply "OK"; a case that nobody holds stays as it is
-- Refusals  MISSING case · CONFLICT closed · CLAIMED moderator (by another)

local now, moderator = unpack(ARGV)

local state, by, ends = unpack(redis.call('HMGET', KEYS[1], 'state', 'by', 'until'))
if not state then return redis.error_reply('MISSING case') end
if state == 'closed' then return redis.error_reply('CONFLICT closed') end

if state == 'claimed' and by == moderator then
  redis.call('HSET', KEYS[1], 'state', 'open')
  redis.call('HDEL', KEYS[1], 'by', 'until')
elseif state == 'claimed' and tonumber(ends or '0') > tonumber(now) then
  return redis.error_reply('CLAIMED ' .. by)
end
return 'OK'
