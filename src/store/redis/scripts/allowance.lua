-- Gives out places in time for counted REST calls, and passes on what the workers heard of Discord.
--
-- KEYS: 1 places (sorted times, packed)   2 workers (name -> last heard)   3 wanting (name -> last wish)
--       4 end of a global pause           5 end of a block of this address   6 invalid requests of it (slice -> count)
--       7 buckets ('route ' .. route -> name, apart; 'bucket ' .. name -> limit, window, not before, places)
--       8 remainders (packed worker, bucket, limit, remaining, end of window; by when it was told)
-- ARGV: 1 worker  2 people  3 others  4 others after (ms from now)  5 invalid
--       6 global pause (ms, 0 none)  7 block (ms, 0 none)  8 block over (0/1)  9 may probe (0/1)  10 bell
--       11 since when others are to be told of  12 how many remainders, and for each: bucket, limit, remaining, window
--       then for each bucket that all draw on: route, name ('' unknown), calls, limit (0 unknown), window (ms), used up (ms),
--       found to be apart ('' nothing, 0/1)
-- Answer: { { global pause left, block (-1 none, 0 probe, else ms left), invalid, workers, now },
--           { place, ... (ms from now) }, { of each remainder of others: bucket, limit, remaining, window },
--           for each bucket: { apart (0/1), valid (ms), again (ms), place, ... } }
local LIMIT, WINDOW, PEOPLES_WINDOW, GRID, LEASE = 50, 1100, 1060, 22, 10
local HORIZON, NEAR, PEOPLES_HORIZON, STEP = 1080, 120, 2000, 11
local HEARD, WISHED = 5000, 1500
local PROBE, SLICE, TEN_MINUTES = 15000, 10000, 600000
-- A pause or block that is longer by less than this is no news: all who run into the same tell much the same.
local NO_NEWS = 500
-- Buckets: how long a place may be used at the least and at the most, what the network may squeeze, how far ahead places
-- are given out, how much they are known of before anything is, and how soon that is asked about again.
local VALID, LONGEST_VALID, JITTER, AHEAD, UNKNOWN, UNKNOWN_AGAIN = 30, 1000, 100, 200, 1000, 200
local KEPT, REMAINDERS_KEPT = 86400000, 20000

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local name = ARGV[1]
local people, others, after = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])

-- How many names were marked in the last `span`, and how many of them stand before this one; forgets the rest.
local function mark(key, span, yes)
  if yes then redis.call('HSET', key, name, now) end
  local all, count, before = redis.call('HGETALL', key), 0, 0
  for i = 1, #all, 2 do
    local age = now - tonumber(all[i + 1])
    if age > span then
      redis.call('HDEL', key, all[i])
    else
      count = count + 1
      if all[i] < name then before = before + 1 end
    end
  end
  redis.call('PEXPIRE', key, 60000)
  return count, before
end
local workers = mark(KEYS[2], HEARD, true)
local wanting, rank = mark(KEYS[3], WISHED, others > 0)

local paused = tonumber(redis.call('GET', KEYS[4]) or '0')
local pause = tonumber(ARGV[6])
local ring = false
if pause > 0 and now + pause > paused then
  ring = now + pause > paused + NO_NEWS
  paused = now + pause
  redis.call('SET', KEYS[4], paused, 'PX', pause)
end

-- One worker at a time finds out whether a block is over.
local function hear_block()
  if ARGV[8] == '1' then ring = redis.call('DEL', KEYS[5]) > 0 or ring end
  local until_ms = tonumber(redis.call('GET', KEYS[5]) or '0')
  local told = tonumber(ARGV[7])
  if told > 0 then
    ring = ring or now + told > until_ms + NO_NEWS
    until_ms = math.max(until_ms, now + told)
  end
  if until_ms == 0 then return -1 end
  local left = until_ms - now
  if left <= 0 then
    left = 0
    if ARGV[9] == '1' then until_ms = now + PROBE else left = 1 end
  end
  redis.call('SET', KEYS[5], until_ms, 'PX', math.max(until_ms - now, 0) + TEN_MINUTES)
  return left
end
local block = hear_block()
if ring then redis.call('SPUBLISH', ARGV[10], name) end

local function count_invalid()
  local more = tonumber(ARGV[5])
  local slice = math.floor(now / SLICE)
  if more > 0 then
    redis.call('HINCRBY', KEYS[6], slice, more)
    redis.call('PEXPIRE', KEYS[6], TEN_MINUTES + SLICE)
  end
  local all, total = redis.call('HGETALL', KEYS[6]), 0
  for i = 1, #all, 2 do
    if (slice - tonumber(all[i])) * SLICE > TEN_MINUTES then
      redis.call('HDEL', KEYS[6], all[i])
    else
      total = total + tonumber(all[i + 1])
    end
  end
  return total
end
local invalid = count_invalid()

local function read(field)
  local packed = redis.call('HGET', KEYS[7], field)
  return packed and cmsgpack.unpack(packed)
end

-- Which bucket a route draws on. What was counted while its name was not known counts under its name.
local function bucket_of(route, name, found)
  local known = read('route ' .. route) or { '', 0 }
  local before = known[1] == '' and route or known[1]
  local apart = found == '' and known[2] or tonumber(found)
  if name == '' then name = known[1] end
  if name ~= known[1] or apart ~= known[2] then
    redis.call('HSET', KEYS[7], 'route ' .. route, cmsgpack.pack({ name, apart }))
  end
  local bucket = name == '' and route or name
  local state = read('bucket ' .. bucket) or { 0, 0, 0, {} }
  if bucket ~= before then
    local old = read('bucket ' .. before)
    for _, at in ipairs(old and old[4] or {}) do table.insert(state[4], at) end
    table.sort(state[4])
    if before == route then redis.call('HDEL', KEYS[7], 'bucket ' .. before) end
  end
  return 'bucket ' .. bucket, state, apart == 1
end

-- So many places that no window of Discord's holds more than its limit, wherever it begins.
local function take_in_bucket(route, name, calls, limit, window, used_up, found)
  local field, state, apart = bucket_of(route, name, found)
  if apart then return { 1, 0, 0 } end
  if limit > 0 then
    if limit == state[1] then window = math.max(window, state[2]) end
    state[1], state[2] = limit, window
  end
  if used_up > 0 then state[3] = math.max(state[3], now + used_up) end
  local known = state[1] > 0
  limit, window = known and state[1] or 1, known and state[2] or UNKNOWN
  local valid = math.min(math.max(math.floor(window / 10), VALID), LONGEST_VALID)
  local span = window + valid + JITTER
  local places = {}
  for _, at in ipairs(state[4]) do
    if at > now - span then places[#places + 1] = at end
  end
  local got = { 0, valid, 0 }
  if calls > 0 then calls = calls + math.floor(math.max(limit - #places - calls, 0) / 8) end
  for _ = 1, math.min(calls, LEASE) do
    local at = math.max(now, state[3], places[#places] or 0)
    if #places >= limit then at = math.max(at, places[#places - limit + 1] + span) end
    if at > now + AHEAD then
      got[3] = known and at - now or math.min(at - now, UNKNOWN_AGAIN)
      break
    end
    places[#places + 1] = at
    got[#got + 1] = at - now
  end
  state[4] = places
  redis.call('HSET', KEYS[7], field, cmsgpack.pack(state))
  return got
end

-- Passes on what is left in buckets of single channels and servers: whoever takes their shard over goes on with it.
local function pass_on(first, last)
  redis.call('ZREMRANGEBYSCORE', KEYS[8], '-inf', now - REMAINDERS_KEPT)
  local others = {}
  for _, packed in ipairs(redis.call('ZRANGEBYSCORE', KEYS[8], ARGV[11], '+inf')) do
    local worker, bucket, limit, remaining, until_ms = unpack(cmsgpack.unpack(packed))
    if worker ~= name and until_ms > now then
      for _, value in ipairs({ bucket, limit, remaining, until_ms - now }) do others[#others + 1] = value end
    end
  end
  for at = first, last, 4 do
    local until_ms = now + tonumber(ARGV[at + 3])
    local told = { name, ARGV[at], tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2]), until_ms }
    redis.call('ZADD', KEYS[8], now, cmsgpack.pack(told))
  end
  redis.call('PEXPIRE', KEYS[8], REMAINDERS_KEPT)
  return others
end
local last_remainder = 12 + 4 * tonumber(ARGV[12])

local answer = { { math.max(paused - now, 0), block, invalid, workers, now }, {}, pass_on(13, last_remainder) }
for at = last_remainder + 1, #ARGV, 7 do
  local number = function(which) return tonumber(ARGV[at + which]) end
  answer[#answer + 1] =
    take_in_bucket(ARGV[at], ARGV[at + 1], number(2), number(3), number(4), number(5), ARGV[at + 6])
end
if #ARGV > last_remainder then redis.call('PEXPIRE', KEYS[7], KEPT) end
if people + others == 0 then return answer end

local packed = redis.call('GET', KEYS[1])
local places = {}
for _, at in ipairs(packed and cmsgpack.unpack(packed) or {}) do
  if at > now - WINDOW then places[#places + 1] = at end
end

-- Where `at` belongs, and whether no window around it then holds more than the limit.
local function fits(at, window)
  local position = #places + 1
  while position > 1 and places[position - 1] > at do position = position - 1 end
  for last = position, math.min(position + LIMIT, #places + 1) do
    local first = last - LIMIT
    if first >= 1 then
      local from = first < position and places[first] or (first == position and at or places[first - 1])
      local to = last == position and at or places[last - 1]
      if to - from < window then return nil end
    end
  end
  return position
end
local function take(at, position)
  table.insert(places, position, at)
  table.insert(answer[2], at - now)
end

local earliest = math.max(now, paused)
local at = earliest
for _ = 1, math.min(people, LEASE) do
  local position = fits(at, PEOPLES_WINDOW)
  while not position and at < earliest + PEOPLES_HORIZON do
    at = at + STEP
    position = fits(at, PEOPLES_WINDOW)
  end
  if not position then break end
  take(at, position)
end

-- What nobody waits for takes cells of a grid. Each worker that wants some has every n-th cell, so that it always has a
-- place soon, which a person's call may use.
local function is_taken(cell)
  for i = #places, 1, -1 do
    if places[i] == cell then return true end
    if places[i] < cell then return false end
  end
  return false
end
local left = math.min(others, LEASE)
local function take_on_grid(from, to, is_ours)
  for index = math.ceil(from / GRID), math.floor(to / GRID) do
    if left == 0 then return end
    local cell = index * GRID
    local position = is_ours(index) and not is_taken(cell) and fits(cell, WINDOW)
    if position then
      take(cell, position)
      left = left - 1
    end
  end
end
-- What its owner has not asked for by now would be lost.
take_on_grid(earliest, earliest + NEAR, function() return true end)
take_on_grid(earliest + NEAR, earliest + HORIZON, function(index) return index % wanting == rank end)

redis.call('SET', KEYS[1], cmsgpack.pack(places), 'PX', 10000)
return answer
