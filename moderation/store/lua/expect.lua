-- expect: somebody is to be called once a comment is decided. It is due once by itself, in case that
--         a decision was faster than this.
--
-- KEYS  1 due   2 callback
-- ARGV  comment_id   that it is about
--       key_id       of the key that it came with
--       address      that the call named, or ""
--       at           the time (ms) from which it is due by itself
--       life         how long it is remembered (ms)
-- Reply "OK"
-- Refusals  none

local comment_id, key_id, address, at, life = unpack(ARGV)

local due, callback = unpack(KEYS)
redis.call('HSET', callback, 'key', key_id, 'address', address, 'attempts', 0)
redis.call('PEXPIRE', callback, life)
redis.call('ZADD', due, at, comment_id)
return 'OK'
