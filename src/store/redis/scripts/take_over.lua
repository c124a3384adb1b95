-- Makes a fence the one that writes, passes the locks on, and tells all that is known of a server.
--
-- KEYS  1 fence  2 desk  3 tickets  4 channels  5 customers  6 outbox  7 locks  8 ledger
-- ARGV  1 generation, 2 epoch of the fence   3 what is put in the place of a lock's holder, fence
--       and time: the part of its JSON from "holder" on
local function fence_of(text)
  local generation, epoch = string.match(text or "", "^(%d+) (%d+)$")
  return tonumber(generation or 0), tonumber(epoch or 0)
end

local generation, epoch = tonumber(ARGV[1]), tonumber(ARGV[2])
local seen_generation, seen_epoch = fence_of(redis.call("GET", KEYS[1]))
if generation < seen_generation or (generation == seen_generation and epoch < seen_epoch) then
  return { "fenced" }
end
if generation ~= seen_generation or epoch ~= seen_epoch then
  redis.call("SET", KEYS[1], ARGV[1] .. " " .. ARGV[2])
  local locks = redis.call("HGETALL", KEYS[7])
  for i = 1, #locks, 2 do
    -- What a newer version has added after the deadline stays.
    local head, rest = string.match(locks[i + 1], '^(.-)"holder":.-("deadline":.*)$')
    if head then
      redis.call("HSET", KEYS[7], locks[i], head .. ARGV[3] .. rest)
    end
  end
end

local tickets = {}
local customers = redis.call("HVALS", KEYS[5])
for i = 1, #customers do
  local ticket = redis.call("HGET", KEYS[3], customers[i])
  if ticket then
    tickets[#tickets + 1] = customers[i]
    tickets[#tickets + 1] = ticket
  end
end
return {
  "ours",
  redis.call("GET", KEYS[2]) or "",
  redis.call("GET", KEYS[8]) or "",
  tickets,
  redis.call("HGETALL", KEYS[4]),
  redis.call("HGETALL", KEYS[6]),
}
