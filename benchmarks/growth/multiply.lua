-- multiply: copy once more all that some comments of a site left behind.
--
-- KEYS  1 queue   2 approved stream   3 audit log   4 and on: the keys to copy
-- ARGV  1 a number that was not used before   2 how many entries of each stream to copy
--       3 the length at which streams are trimmed
--       4 and on: the members of the queue to copy, each before its score
-- Reply how many keys were made
--
-- The copy of mod:{site}:comment:ID is mod:{site}:comment:ID-N. COPY takes a value as it is, so the
-- copies have the format of whatever release wrote the originals. Members of the queue become
-- MEMBER-N; the first entries of the streams are added once more at their ends.

local suffix = '-' .. ARGV[1]

local made = 0
for at = 4, #KEYS do
  made = made + redis.call('COPY', KEYS[at], KEYS[at] .. suffix)
end

for at = 4, #ARGV, 2 do
  redis.call('ZADD', KEYS[1], ARGV[at + 1], ARGV[at] .. suffix)
end

for stream = 2, 3 do
  for _, entry in ipairs(redis.call('XRANGE', KEYS[stream], '-', '+', 'COUNT', ARGV[2])) do
    redis.call('XADD', KEYS[stream], 'MAXLEN', '~', ARGV[3], '*', unpack(entry[2]))
  end
end
return made
