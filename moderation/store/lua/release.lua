-- release: give a claimed case back to the queue.
--
-- KEYS  1 case
-- ARGV  1 now (ms)   2 moderator
-- Reply "OK"; a case that nobody holds stays as it is
-- Refusals  MISSING case · CONFLICT closed · CLAIMED moderator (by another)

local case = redis.call('HMGET', KEYS[1], 'state', 'by', 'until')
if not case[1] then return redis.error_reply('MISSING case') end
if case[1] == 'closed' then return redis.error_reply('CONFLICT closed') end

if case[1] == 'claimed' and case[2] == ARGV[2] then
  redis.call('HSET', KEYS[1], 'state', 'open')
  redis.call('HDEL', KEYS[1], 'by', 'until')
elseif case[1] == 'claimed' and tonumber(case[3] or '0') > tonumber(ARGV[1]) then
  return redis.error_reply('CLAIMED ' .. case[2])
end
return 'OK'
