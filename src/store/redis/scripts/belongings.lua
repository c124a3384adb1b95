-- Everything of a server that moves with it, as of one moment. Nothing is written.
--
-- KEYS  1 desk and 2 ledger, texts; all others are hashes: documents, tickets, channels, customers, adopted,
--       counters, outbox, locks
local all = { redis.call("GET", KEYS[1]) or "", redis.call("GET", KEYS[2]) or "" }
for i = 3, #KEYS do
  all[i] = redis.call("HGETALL", KEYS[i])
end
return all
