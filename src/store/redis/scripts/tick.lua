-- One tick of one worker: heard, renewed, released, claimed in one step.
--
-- KEYS: workers, leases, sessions (hashes), the mark of a half filled Redis. ARGV: the worker's name, its record, the number of the
-- tick, how long a lease holds (ms), whether it leaves (0 or 1), the bell, the beginning of the
-- names of the lines; then four lists, each with its length before it: keep and release (shard,
-- epoch, session or nothing), claim (shard), suspect (name).
--
-- A lease is JSON, so that a field of a newer version survives an older one: owner, epoch, until
-- (ms, 0 if it has ended), released, by (the number of the tick that claimed it).

if redis.call('EXISTS', KEYS[4]) == 1 then
  return redis.error_reply('HALFFILLED nobody may work with it')
end

local workers, leases, sessions = KEYS[1], KEYS[2], KEYS[3]
local me, record, number = ARGV[1], ARGV[2], tonumber(ARGV[3])
local lease_ms, leaves, bell, line = tonumber(ARGV[4]), ARGV[5] == '1', ARGV[6], ARGV[7]

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local at = 8
local function list(width)
  local count = tonumber(ARGV[at])
  at = at + 1
  local rows = {}
  for row = 1, count do
    local cells = {}
    for cell = 1, width do
      cells[cell] = ARGV[at]
      at = at + 1
    end
    rows[row] = cells
  end
  return rows
end
local keep, release, claim, suspect = list(3), list(3), list(1), list(1)

local function whole(n) return string.format('%.0f', n) end

-- What cannot be read counts as not there: the next holder writes it anew.
local function read(key, numbers, text)
  local found, flat = {}, redis.call('HGETALL', key)
  for i = 1, #flat, 2 do
    local fine, value = pcall(cjson.decode, flat[i + 1])
    fine = fine and type(value) == 'table' and type(value[text]) == 'string'
    for _, name in ipairs(numbers) do
      fine = fine and type(value[name]) == 'number'
    end
    if fine then found[flat[i]] = value end
  end
  return found
end
local members = read(workers, { 'seen', 'number' }, 'record')
local rows = read(leases, { 'epoch', 'until', 'by' }, 'owner')

local function put(shard, row)
  rows[shard] = row
  redis.call('HSET', leases, shard, cjson.encode(row))
end

local function strike(name)
  members[name] = nil
  redis.call('HDEL', workers, name)
end

-- Whether anybody listens on a worker's line. Where we may not ask, everybody is well.
local function connected(name)
  local fine, answer = pcall(redis.call, 'PUBSUB', 'SHARDNUMSUB', line .. name)
  return not fine or type(answer) ~= 'table' or answer[2] ~= 0
end

-- A lease that the store has forgotten, or gave to nobody later, is still its holder's.
local function own(shard, epoch)
  local row = rows[shard]
  return not row or epoch > row.epoch or (row.owner == me and row.epoch == epoch and not row.released)
end

local function held(shard, epoch, session, until_ms, released)
  local row = rows[shard] or { by = 0 }
  row.owner, row.epoch, row['until'], row.released = me, epoch, until_ms, released
  put(shard, row)
  if session ~= '' then redis.call('HSET', sessions, shard, session) end
end

local granted, lost, restored, freed = {}, {}, {}, {}
local known = members[me]
-- The copy of a tick that lost its way and comes after a later one must not undo that.
if not (known and number < known.number) then
  local mine = known or {}
  mine.record, mine.seen, mine.number = record, now, number
  members[me] = mine
  redis.call('HSET', workers, me, cjson.encode(mine))
  for name, member in pairs(members) do
    if now - member.seen > 10 * lease_ms then strike(name) end
  end

  for _, cells in ipairs(suspect) do
    local name = cells[1]
    if name ~= me and not connected(name) then
      strike(name)
      for shard, row in pairs(rows) do
        if row.owner == name and row['until'] > now then
          row['until'] = 0
          put(shard, row)
          freed[#freed + 1] = shard
        end
      end
    end
  end

  for _, cells in ipairs(release) do
    local shard, epoch = cells[1], tonumber(cells[2])
    if own(shard, epoch) then
      held(shard, epoch, cells[3], 0, true)
      freed[#freed + 1] = shard
    end
  end

  for _, cells in ipairs(keep) do
    local shard, epoch = cells[1], tonumber(cells[2])
    if own(shard, epoch) then
      local row = rows[shard]
      if not row or epoch > row.epoch then restored[#restored + 1] = shard end
      held(shard, epoch, cells[3], now + lease_ms, false)
    else
      lost[#lost + 1] = shard
    end
  end

  for _, cells in ipairs(claim) do
    local shard = cells[1]
    local row = rows[shard]
    local holds = row and row['until'] > now
    if not holds or row.owner == me then
      local epoch = now
      if holds and row.by == number then
        epoch = row.epoch
      elseif row then
        epoch = math.max(row.epoch + 1, now)
      end
      row = row or {}
      row.owner, row.epoch, row['until'] = me, epoch, now + lease_ms
      row.released, row.by = false, number
      put(shard, row)
      granted[#granted + 1] = { shard, whole(epoch), redis.call('HGET', sessions, shard) or '' }
    end
  end

  if leaves then
    strike(me)
    for shard, row in pairs(rows) do
      if row.owner == me and not row.released then
        row['until'], row.released = 0, true
        put(shard, row)
        freed[#freed + 1] = shard
      end
    end
  end

  for _, shard in ipairs(freed) do
    if rows[shard]['until'] <= now then
      redis.call('SPUBLISH', bell, shard)
      break
    end
  end
end

local there, all = {}, {}
for name, member in pairs(members) do
  there[#there + 1] = { member.record, whole(now - member.seen), connected(name) and 1 or 0 }
end
for shard, row in pairs(rows) do
  local left = math.max(0, row['until'] - now)
  all[#all + 1] = {
    shard, row.owner, whole(row.epoch), whole(left), row.released and 1 or 0,
    redis.call('HGET', sessions, shard) or '',
  }
end
return { whole(now), granted, lost, there, all, restored }
