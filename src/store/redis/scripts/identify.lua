-- Keeps the queues of those who begin a session.
--
-- KEYS: places, budget (hashes). ARGV: the key of the queue (shard % max_concurrency), whether the
-- shard's servers are unheard until then (0 or 1), how many shards there are, the history of the
-- store as the worker knows it (nothing if it does not), how far apart two places of a key are, how long nobody
-- identifies after a change of history, the shard, the epoch of its lease, how near its place must
-- be to be used up, how long after a session has begun the next of the key may begin (all in ms).
--
-- Fields of the places: "shard:" and the shard, the place that is kept for it and the epoch of who
-- asked; "key:" the last place that was kept for one who is unheard until then, "quiet:" for one who
-- is not: a whole division that comes must not be in the way of others; "go:" the last one that was
-- used up; "began:" when a session last began for certain. Kept places are forecasts: what counts is that "go:" and "began:"
-- are long enough ago.
--
-- Answers with 'go' and the wait, 'later' and the wait until the place that is kept, or 'spent' and
-- when to ask again, in ms.

local places, budget = KEYS[1], KEYS[2]
local key, unheard, shards, history = ARGV[1], ARGV[2] == '1', tonumber(ARGV[3]), ARGV[4]
local apart, hold = tonumber(ARGV[5]), tonumber(ARGV[6])
local shard, epoch, near, window = 'shard:' .. ARGV[7], tonumber(ARGV[8]), tonumber(ARGV[9]), tonumber(ARGV[10])

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function whole(n) return string.format('%.0f', n) end

-- Nobody told the budget. Beyond it Discord ends all sessions, so do not guess.
local row = redis.call('HMGET', budget, 'remaining', 'total', 'resets')
local remaining, total, resets = tonumber(row[1]), tonumber(row[2]), tonumber(row[3])
if not (remaining and total and resets) then return { 'spent', '1000' } end
if resets <= now then
  remaining, resets = total, now + 24 * 3600 * 1000
end
local reserve = unheard and 0 or math.max(math.floor(total / 5), 2 * shards)
if remaining <= reserve then
  redis.call('HSET', budget, 'remaining', whole(remaining), 'resets', whole(resets))
  return { 'spent', whole(resets - now) }
end

-- Another history may have forgotten who is about to begin one.
local known = redis.call('HGET', places, 'history')
local free = tonumber(redis.call('HGET', places, 'held') or '0')
if history ~= '' and known ~= history then
  if known then free = now + hold end
  redis.call('HSET', places, 'history', history, 'held', whole(free))
end

local chain = (unheard and 'key:' or 'quiet:') .. key
local fields = redis.call('HMGET', places, shard, 'key:' .. key, 'go:' .. key, 'began:' .. key, chain)
local place, holder = string.match(fields[1] or '', '^(%d+) (%d+)$')
place, holder = tonumber(place), tonumber(holder)
local last, went, began = tonumber(fields[2] or '0'), tonumber(fields[3] or '0'), tonumber(fields[4] or '0')
last = math.max(last, tonumber(fields[5] or '0'))
if holder and holder > epoch then
  -- Somebody else holds the shard by now: who asks is about to learn it.
  return { 'later', whole(math.max(place - now, near)) }
end
place = math.max(place or last + apart, now, free, went + apart, began + window)
if place > last then redis.call('HSET', places, chain, whole(place)) end
if place - now > near then
  redis.call('HSET', places, shard, whole(place) .. ' ' .. whole(epoch))
  return { 'later', whole(place - now) }
end
redis.call('HDEL', places, shard)
redis.call('HSET', places, 'go:' .. key, whole(place))
redis.call('HSET', budget, 'remaining', whole(remaining - 1), 'resets', whole(resets))
return { 'go', whole(place - now) }
