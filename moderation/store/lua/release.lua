-- release: give a claimed case back to the queue.
--
-- KEYS  1 case   2 moves
-- ARGV  now            time (ms)
--       moderator      who gives it back
--       moves_length   what the list of moves is trimmed to
-- Reply "OK"; a case that nobody holds stays as it is
-- Refusals  MISSING case · CONFLICT closed · CLAIMED moderator (by another)

local now, moderator, moves_length = unpack(ARGV)

local state, by, ends, comment =
  unpack(redis.call('HMGET', KEYS[1], 'state', 'by', 'until', 'comment'))
if not state then return redis.error_reply('MISSING case') end
if state == 'closed' then return redis.error_reply('CONFLICT closed') end

if state == 'claimed' and by == moderator then
  redis.call('HSET', KEYS[1], 'state', 'open')
  redis.call('HDEL', KEYS[1], 'by', 'until', 'since')
  redis.call('LPUSH', KEYS[2], table.concat({now, comment, 'release', moderator, '0', '0'}, ' '))
  redis.call('LTRIM', KEYS[2], 0, tonumber(moves_length) - 1)
elseif state == 'claimed' and tonumber(ends or '0') > tonumber(now) then
  return redis.error_reply('CLAIMED ' .. by)
end
return 'OK'
