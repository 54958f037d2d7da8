-- page: read entries of an approved stream, until they are as many or as long as asked.
--
-- KEYS  1 approved
-- ARGV  after   cursor
--       count   most entries
--       bytes   the entry that reaches so many is the last
-- Reply nil where there is no stream | {entries added, length, first id or nil, last id ever given,
--       id, fields, id, fields, …}
-- Refusals  none

local after, count, bytes = unpack(ARGV)

-- So many are read at once, whatever their length.
local STEP = 8

if redis.call('EXISTS', KEYS[1]) == 0 then return nil end
local facts, known = {}, redis.call('XINFO', 'STREAM', KEYS[1])
for place = 1, #known, 2 do facts[known[place]] = known[place + 1] end
local page = {
  facts['entries-added'], facts['length'], facts['recorded-first-entry-id'], facts['last-generated-id']
}

local left, room = tonumber(count), tonumber(bytes)
while left > 0 and room > 0 do
  local asked = math.min(left, STEP)
  local found = redis.call('XREAD', 'COUNT', asked, 'STREAMS', KEYS[1], after)
  local messages = found and found[1][2] or {}
  for _, message in ipairs(messages) do
    if room <= 0 then break end
    after = message[1]
    page[#page + 1], page[#page + 2] = after, message[2]
    for _, field in ipairs(message[2]) do room = room - #field end
  end
  left = left - #messages
  if #messages < asked then break end
end
return page
