-- release: give a claimed case back to the queue.
--
-- KEYS  1 case
-- ARGV  1 moderator
-- Reply "OK"; a case that the moderator no longer holds stays as it is
-- Refusals  MISSING case

local case = redis.call('HMGET', KEYS[1], 'state', 'by')
if not case[1] then return redis.error_reply('MISSING case') end
if case[1] == 'claimed' and case[2] == ARGV[1] then
  redis.call('HSET', KEYS[1], 'state', 'open')
  redis.call('HDEL', KEYS[1], 'by', 'until')
end
return 'OK'
