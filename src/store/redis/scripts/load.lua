-- The records of a subject.
--
-- KEYS  1 desk  2 tickets  3 index that knows the ticket's number  4 ledger
-- ARGV  1 kind of subject: "desk", "ticket" or "index"   2 the number, or the field in the index
local desk = redis.call("GET", KEYS[1]) or ""
local number
if ARGV[1] == "ticket" then
  number = ARGV[2]
elseif ARGV[1] == "index" then
  number = redis.call("HGET", KEYS[3], ARGV[2])
end
local ticket = number and redis.call("HGET", KEYS[2], number)
return { desk, number or "", ticket or "", redis.call("GET", KEYS[4]) or "" }
