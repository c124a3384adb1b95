-- One tick of one worker: heard, renewed, released, claimed in one step.
--
-- KEYS: workers, leases, sessions, division (hashes), the mark of a half filled Redis, the queues of
-- those who begin a session. ARGV: the worker's name, its record, the number of the tick, how long a
-- lease holds (ms), whether it leaves (0 or 1), the bell, the beginning of the names of the lines, the
-- generation and number of shards that it knows as present, how long two divisions overlap (ms); then
-- five lists, each with its length before it: keep and release (shard, epoch, session or nothing),
-- claim (shard), suspect (name), reached (shard, ms).
--
-- A lease is JSON, so that a field of a newer version survives an older one: owner, epoch, until
-- (ms, 0 if it has ended), released, by (the number of the tick that claimed it), reached (ms, while
-- the division changes).

if redis.call('EXISTS', KEYS[5]) == 1 then
  return redis.error_reply('HALFFILLED nobody may work with it')
end

local workers, leases, sessions, division = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local me, record, number = ARGV[1], ARGV[2], tonumber(ARGV[3])
local lease_ms, leaves, bell, line = tonumber(ARGV[4]), ARGV[5] == '1', ARGV[6], ARGV[7]

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local at = 11
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
local told = {}
for _, cells in ipairs(list(2)) do told[cells[1]] = tonumber(cells[2]) end

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

-- A division is written as its generation and its number of shards.
local function divided(text)
  local generation, of = string.match(text or '', '^(%d+)/(%d+)$')
  return generation and { text = text, generation = tonumber(generation), of = tonumber(of) }
end
local stored = redis.call('HMGET', division, 'present', 'coming', 'since')
local present, coming = divided(stored[1]), divided(stored[2])
local since = tonumber(stored[3] or '0')
local known_as = divided(ARGV[8] .. '/' .. ARGV[9])

local function shard_of(it, number) return it.generation .. '/' .. number .. '/' .. it.of end
local function is_of(shard, it)
  return it and string.match(shard, '^' .. it.generation .. '/%d+/' .. it.of .. '$')
end

local function settle_division(to, next)
  present, coming, since = to, next, now
  redis.call('HSET', division, 'present', to.text, 'since', whole(now))
  if not next then redis.call('HDEL', division, 'coming') end
end

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
  if not coming then
    row.reached = nil
  elseif is_of(shard, coming) then
    row.reached = told[shard]
  elseif told[shard] then
    row.reached = math.max(row.reached or 0, told[shard])
  end
  put(shard, row)
  if session ~= '' then redis.call('HSET', sessions, shard, session) end
end

-- Whether the coming division may become the present one.
local function is_ripe(overlap_ms)
  local function extreme(it, chosen, extra)
    local found
    for number = 0, it.of - 1 do
      local shard = shard_of(it, number)
      local row = rows[shard]
      if not (row and row['until'] > now and row.reached and extra(shard)) then return nil end
      found = found and chosen(found, row.reached) or row.reached
    end
    return found
  end
  local function saved(shard) return redis.call('HEXISTS', sessions, shard) == 1 end
  local since = extreme(coming, math.max, saved)
  local till = since and extreme(present, math.min, function() return true end)
  return till and till - overlap_ms >= since
end

local granted, lost, restored, freed = {}, {}, {}, {}
local known = members[me]

-- A name may have another life: its process was started again, and counts its ticks anew. Whoever
-- began last has the name, or whoever is left, should clocks differ.
local function born(text)
  local fine, value = pcall(cjson.decode, text)
  return fine and type(value) == 'table' and tonumber(value.started_at) or 0
end
local is_former = false
if known and born(known.record) ~= born(record) then
  is_former = born(known.record) > born(record) and now - known.seen <= lease_ms
  if is_former then
    for _, cells in ipairs(keep) do lost[#lost + 1] = cells[1] end
  else
    known = nil
    for shard, row in pairs(rows) do
      if row.owner == me and row['until'] > now then
        row['until'] = 0
        put(shard, row)
      end
    end
  end
end

-- The copy of a tick that lost its way and comes after a later one must not undo that.
if not (is_former or known and number < known.number) then
  local mine = known or {}
  mine.record, mine.seen, mine.number = record, now, number
  members[me] = mine
  redis.call('HSET', workers, me, cjson.encode(mine))
  for name, member in pairs(members) do
    if now - member.seen > 10 * lease_ms then strike(name) end
  end

  -- Generations only grow: a store that has gone back is told by those who saw the change.
  if not present or present.generation < known_as.generation then
    local ahead = coming and coming.generation > known_as.generation
    settle_division(known_as, ahead and coming or nil)
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
    local wanted = is_of(shard, present) or is_of(shard, coming)
    if wanted and (not holds or row.owner == me) then
      local epoch = now
      if holds and row.by == number then
        epoch = row.epoch
      elseif row then
        epoch = math.max(row.epoch + 1, now)
      end
      row = row or {}
      row.owner, row.epoch, row['until'] = me, epoch, now + lease_ms
      row.released, row.by = false, number
      if not is_of(shard, present) or not coming then row.reached = nil end
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

  local rings = coming and is_ripe(tonumber(ARGV[10]))
  if rings then settle_division(coming, nil) end
  for _, shard in ipairs(freed) do
    rings = rings or rows[shard]['until'] <= now
  end
  if rings then redis.call('SPUBLISH', bell, 'free') end

  -- Of a division that is over nothing stays, once nobody holds it any more.
  for shard, row in pairs(rows) do
    if row['until'] <= now and not is_of(shard, present) and not is_of(shard, coming) then
      rows[shard] = nil
      redis.call('HDEL', leases, shard)
      redis.call('HDEL', sessions, shard)
      redis.call('HDEL', KEYS[6], 'shard:' .. shard)
    end
  end
end
present = present or known_as

local there, all = {}, {}
for name, member in pairs(members) do
  there[#there + 1] = { member.record, whole(now - member.seen), connected(name) and 1 or 0 }
end
for shard, row in pairs(rows) do
  local left = math.max(0, row['until'] - now)
  all[#all + 1] = {
    shard, row.owner, whole(row.epoch), whole(left), row.released and 1 or 0,
    redis.call('HGET', sessions, shard) or '', row.reached and whole(row.reached) or '',
  }
end
return { whole(now), granted, lost, there, all, restored, present.text, coming and coming.text or '',
  whole(now - since) }
