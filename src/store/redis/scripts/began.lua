-- A session has begun: Discord took its identify before now.
--
-- KEYS: places (a hash, see identify.lua). ARGV: the key of the queue.

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('HSET', KEYS[1], 'began:' .. ARGV[1], string.format('%.0f', now))
return 'OK'
