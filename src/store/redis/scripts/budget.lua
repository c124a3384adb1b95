-- How many new sessions Discord still allows, as it said just now.
--
-- KEYS: budget (a hash). ARGV: remaining, total, and in how many ms it begins anew.

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local resets = string.format('%.0f', now + tonumber(ARGV[3]))
redis.call('HSET', KEYS[1], 'remaining', ARGV[1], 'total', ARGV[2], 'resets', resets)
return 'OK'
