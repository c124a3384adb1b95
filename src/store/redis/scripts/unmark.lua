-- Ends the mark of a half filled Redis, if it is still that of the one who asks.
--
-- KEYS  1 the mark: since when, a space, by whom   ARGV  1 who asks
local mark = redis.call("GET", KEYS[1])
if not mark or string.match(mark, "^%d+ (.*)$") ~= ARGV[1] then
  return 0
end
redis.call("DEL", KEYS[1])
return 1
