-- settle: a callback that was taken is done, or due again later; unless the comment was decided anew
--         meanwhile, which made it due by itself.
--
-- KEYS  1 due   2 callback
-- ARGV  comment_id   that it is about
--       taken        the time (ms) until which it was taken
--       again        the time (ms) from which it is due again; 0: it is done
-- Reply 1, or 0 where it was due anew
-- Refusals  none

local comment_id, taken, again = unpack(ARGV)

local due, callback = unpack(KEYS)
if tonumber(redis.call('ZSCORE', due, comment_id) or '0') ~= tonumber(taken) then return 0 end
if again == '0' then
  redis.call('ZREM', due, comment_id)
else
  redis.call('ZADD', due, again, comment_id)
  redis.call('HINCRBY', callback, 'attempts', 1)
end
return 1
