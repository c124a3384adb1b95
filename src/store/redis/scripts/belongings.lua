-- Everything of a server that moves with it, as of one moment. Nothing is written.
--
-- KEYS  1 desk, a text; all others are hashes: documents, tickets, channels, customers, adopted,
--       counters, outbox, locks
local all = { redis.call("GET", KEYS[1]) or "" }
for i = 2, #KEYS do
  all[i] = redis.call("HGETALL", KEYS[i])
end
return all
