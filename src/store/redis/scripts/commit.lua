-- One commit: everything that one input changes, or nothing.
--
-- KEYS  1 fence  2 desk  3 tickets  4 channels  5 customers  6 documents  7 counters  8 outbox
--       9 locks  10 done mark of the cause  11 ledger
-- ARGV  1 generation, 2 epoch of the fence
--       3 kind of cause: "effect" or "mark"   4 field of the effect's entry
--       5 basis: "nothing", "ticket", "desk" or "customer"   6 its ticket or customer   7 its version
--       8 write: "nothing", "new", "ticket" or "desk"        9 ticket number (a new one has none)
--      10 head of the record: "channel customer", "-" where there is none   11 the record
--      12 field of the document, empty if none   13 the document
--      14 lock: empty for none, or its JSON, which counts only if another operation begins
--      15 seconds that marks are kept
--      16 version of the ledger that it was decided on, empty if that stays as it is  17 the ledger
--      18 how many entries are settled by the way, then their fields
--      then, for each effect, the entry without its commit's number and ticket
--
-- Ids are texts throughout: Lua's numbers cannot hold them. Numbers of tickets, commits and
-- versions are counted up from 1 and can be.
local function fence_of(text)
  local generation, epoch = string.match(text or "", "^(%d+) (%d+)$")
  return tonumber(generation or 0), tonumber(epoch or 0)
end

local generation, epoch = tonumber(ARGV[1]), tonumber(ARGV[2])
local before = redis.call("MGET", KEYS[1], KEYS[10])
local seen_generation, seen_epoch = fence_of(before[1])
if generation < seen_generation or (generation == seen_generation and epoch < seen_epoch) then
  return { "fenced" }
end
if generation ~= seen_generation or epoch ~= seen_epoch then
  redis.call("SET", KEYS[1], ARGV[1] .. " " .. ARGV[2])
end

local settled = tonumber(ARGV[18])
for i = 19, 18 + settled do
  redis.call("HDEL", KEYS[8], ARGV[i])
end
local first = 19 + settled

local function entries_of(commit, count)
  local found = {}
  for index = 0, count - 1 do
    local field = commit .. "." .. index
    local entry = redis.call("HGET", KEYS[8], field)
    if entry then
      found[#found + 1] = field
      found[#found + 1] = entry
    end
  end
  return found
end

local mark = before[2]
if mark then
  local commit, count = string.match(mark, "^(%d+) (%d+)$")
  return { "duplicate", entries_of(commit, tonumber(count)) }
end
if ARGV[3] == "effect" and redis.call("HEXISTS", KEYS[8], ARGV[4]) == 0 then
  return { "duplicate", {} }
end

local function is_in_version(record, version)
  return (record and string.match(record, "^(%d+) ") or "0") == version
end

local function after(version)
  return string.format("%.0f", tonumber(version) + 1)
end

local former
local basis = ARGV[5]
if basis == "ticket" then
  former = redis.call("HGET", KEYS[3], ARGV[6])
  if not former or not is_in_version(former, ARGV[7]) then
    return { "conflict" }
  end
elseif basis == "desk" then
  if not is_in_version(redis.call("GET", KEYS[2]), ARGV[7]) then
    return { "conflict" }
  end
elseif basis == "customer" then
  if redis.call("HEXISTS", KEYS[5], ARGV[6]) == 1 then
    return { "conflict" }
  end
end

if ARGV[16] ~= "" and not is_in_version(redis.call("GET", KEYS[11]), ARGV[16]) then
  return { "conflict" }
end

local function move_index(key, from, to, number)
  if from == to then
    return
  end
  if from ~= "-" and redis.call("HGET", key, from) == number then
    redis.call("HDEL", key, from)
  end
  if to ~= "-" then
    -- A person may have a second ticket that was taken over from elsewhere: the first stays theirs.
    redis.call("HSETNX", key, to, number)
  end
end

-- A lock is there only while its ticket is in the middle of something. What people wrote cannot look
-- like this: in JSON their quotes are escaped.
local function may_be_locked(record)
  return string.find(record, '"state":{"is":"opening"', 1, true)
    or string.find(record, '"state":{"is":"closing"', 1, true)
end

local owner = ARGV[9]
local write = ARGV[8]
if write == "new" then
  owner = tostring(redis.call("HINCRBY", KEYS[7], "ticket", 1))
  -- The counter may have gone back when a server was lost; a number is never given twice.
  while redis.call("HEXISTS", KEYS[3], owner) == 1 do
    owner = tostring(redis.call("HINCRBY", KEYS[7], "ticket", 1))
  end
end
if write == "new" or write == "ticket" then
  local version = write == "new" and "1" or after(ARGV[7])
  redis.call("HSET", KEYS[3], owner, version .. " " .. ARGV[10] .. " " .. ARGV[11])
  local from_channel, from_customer = "-", "-"
  if former then
    from_channel, from_customer = string.match(former, "^%d+ (%S+) (%S+) ")
  end
  local to_channel, to_customer = string.match(ARGV[10], "^(%S+) (%S+)$")
  move_index(KEYS[4], from_channel, to_channel, owner)
  move_index(KEYS[5], from_customer, to_customer, owner)
  if ARGV[14] == "" then
    if former and may_be_locked(former) then
      redis.call("HDEL", KEYS[9], owner)
    end
  else
    local operation = string.match(ARGV[14], '"operation":"(%l+)"')
    local held = redis.call("HGET", KEYS[9], owner)
    if not held or string.match(held, '"operation":"(%l+)"') ~= operation then
      redis.call("HSET", KEYS[9], owner, ARGV[14])
    end
  end
elseif write == "desk" then
  redis.call("SET", KEYS[2], after(ARGV[7]) .. " " .. ARGV[11])
  if ARGV[12] ~= "" then
    redis.call("HSET", KEYS[6], ARGV[12], ARGV[13])
  end
end

if ARGV[16] ~= "" then
  redis.call("SET", KEYS[11], after(ARGV[16]) .. " " .. ARGV[17])
end

local commit, count, made = "0", #ARGV - first + 1, {}
if count > 0 then
  commit = string.format("%.0f", redis.call("HINCRBY", KEYS[7], "commit", 1))
  for index = 0, count - 1 do
    local field = commit .. "." .. index
    local entry = owner .. " " .. ARGV[first + index]
    made[#made + 1] = field
    made[#made + 1] = entry
  end
  redis.call("HSET", KEYS[8], unpack(made))
end
redis.call("SET", KEYS[10], commit .. " " .. count, "EX", ARGV[15])
if ARGV[3] == "effect" then
  redis.call("HDEL", KEYS[8], ARGV[4])
end
return { "committed", made }
