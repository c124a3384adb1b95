-- Takes in a ticket from elsewhere under a new number, unless its channel has one.
--
-- KEYS  1 tickets  2 channels  3 customers  4 counters  5 adopted
-- ARGV  1 channel, "-" if none   2 customer of a current ticket, "-" if none   3 the record
if ARGV[1] ~= "-" then
  local known = redis.call("HEXISTS", KEYS[2], ARGV[1]) + redis.call("HEXISTS", KEYS[5], ARGV[1])
  if known > 0 then
    return false
  end
end
local number
repeat
  number = tostring(redis.call("HINCRBY", KEYS[4], "ticket", 1))
until redis.call("HEXISTS", KEYS[1], number) == 0
redis.call("HSET", KEYS[1], number, "1 " .. ARGV[1] .. " " .. ARGV[2] .. " " .. ARGV[3])
if ARGV[1] ~= "-" then
  redis.call("HSET", KEYS[5], ARGV[1], number)
  redis.call("HSET", KEYS[2], ARGV[1], number)
end
if ARGV[2] ~= "-" then
  redis.call("HSETNX", KEYS[3], ARGV[2], number)
end
return number
