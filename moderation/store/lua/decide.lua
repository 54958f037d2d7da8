-- decide: a moderator's decision on a comment, with all that follows from it, at once.
--
-- KEYS  1 comment   2 case it is decided in   3 queue   4 approved   5 events
--       6 list of the state it leads to   7 decided   8 asked   9 callback   10 due callbacks
--       11 moves
--       then the comment's fingerprints
-- ARGV  now               time (ms)
--       revision          that the decision was made on
--       state             that it was made on
--       event             line to add to the record
--       case_id           or "" when no case is touched
--       moderator         who decides
--       case_step         what becomes of the case: "close", "reopen" or "leave"
--       entry             of the approved stream, or ""
--       audit             line of the audit log
--       events_length     what the audit log is trimmed to
--       approved_length   what the approved stream is trimmed to
--       listed_length     what the list of the state is trimmed to; 0: it has none
--       line              of the decisions of moderators, or ""
--       decided_length    what those are trimmed to
--       label             "rejected", "approved" or "": what this says of the fingerprints
--       label_before      what the decision before it said
--       move              what it is among the moves, or ""
--       moves_length      what those are trimmed to
-- Reply new revision
-- Refusals  MISSING comment · CONFLICT state (moved on since) · CLAIMED moderator (by another)

local now, revision, state, event, case_id, moderator, case_step, entry, audit, events_length,
  approved_length, listed_length, line, decided_length, label, label_before, move, moves_length = unpack(ARGV)

local comment, case, queue, approved, events, listed, decided, asked, callback, due, moves =
  unpack(KEYS)
local id = string.match(comment, '[^:]+$')
local record = redis.call('GET', comment)
if not record then return redis.error_reply('MISSING comment') end

-- A record has a line for its version, one for the public part, and one for each event.
local lines = {}
for line in string.gmatch(record, '[^\n]+') do lines[#lines + 1] = line end
local found, before = #lines - 2, tonumber(revision)
if lines[before + 3] == event then
  -- The same byte once more, so that WAITAOF has a write to wait for, as in submit.
  redis.call('SETRANGE', comment, 0, string.sub(record, 1, 1))
  return before + 1 -- our own call, sent again after a lost reply
end
local state_now = cjson.decode(lines[#lines])[3]
if found ~= before or state_now ~= state then
  return redis.error_reply('CONFLICT ' .. state_now)
end

if case_id ~= '' then
  local case_state, by, ends = unpack(redis.call('HMGET', case, 'state', 'by', 'until'))
  local held = case_state == 'claimed' and tonumber(ends or '0') > tonumber(now)
  if held and by ~= moderator then
    return redis.error_reply('CLAIMED ' .. by)
  end
  if case_step == 'close' then
    redis.call('HSET', case, 'state', 'closed', 'closed', now)
    redis.call('HDEL', case, 'by', 'until', 'since')
    redis.call('ZREM', queue, case_id)
    redis.call('HDEL', asked, id)
  elseif case_step == 'reopen' then
    redis.call('HSET', case, 'state', 'open')
    redis.call('HDEL', case, 'by', 'until', 'since', 'closed')
    redis.call('ZADD', queue, tonumber(redis.call('HGET', case, 'at') or now), case_id)
  end
end

redis.call('APPEND', comment, '\n' .. event)
if entry ~= '' then
  redis.call('XADD', approved, 'MAXLEN', '~', approved_length, '*', 'v', '1', 'entry', entry)
end
if tonumber(listed_length) > 0 then
  redis.call('LPUSH', listed, id)
  redis.call('LTRIM', listed, 0, tonumber(listed_length) - 1)
end
if line ~= '' then
  redis.call('LPUSH', decided, line)
  redis.call('LTRIM', decided, 0, tonumber(decided_length) - 1)
end
if move ~= '' then
  redis.call('LPUSH', moves, table.concat({now, id, move, moderator, '0', '0'}, ' '))
  redis.call('LTRIM', moves, 0, tonumber(moves_length) - 1)
end
-- Who wanted to be told is called by whichever process looks next.
if redis.call('EXISTS', callback) == 1 then
  redis.call('HSET', callback, 'attempts', 0)
  redis.call('ZADD', due, now, id)
end
-- See submit for what a fingerprint holds.
for at = 12, #KEYS do
  local uses, rejected, approved, last, entries =
    string.match(redis.call('GET', KEYS[at]) or '', '^(%S+) (%S+) (%S+) (%S+) (%S+)$')
  if uses and label ~= label_before then
    local function moved(count, of)
      return math.max(0, count + (label == of and 1 or 0) - (label_before == of and 1 or 0))
    end
    redis.call('SET', KEYS[at], string.format('%s %.3f %.3f %s %s', uses,
      moved(rejected, 'rejected'), moved(approved, 'approved'), last, entries), 'KEEPTTL')
  end
end
redis.call('XADD', events, 'MAXLEN', '~', events_length, '*', 'v', '2', 'event', audit)
return before + 1
