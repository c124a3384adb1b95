-- Begins a change of the division, or takes it back.
--
-- KEYS: division (a hash). ARGV: how many shards there are to be, nothing to take the change back.
--
-- Answers with 'done', 'refused' or 'undivided', and the present and the coming division.

local division, of = KEYS[1], tonumber(ARGV[1])
local stored = redis.call('HMGET', division, 'present', 'coming')
local present, coming = stored[1], stored[2]
local generation, now_of = string.match(present or '', '^(%d+)/(%d+)$')
if not generation then return { 'undivided', '', '' } end

local what = 'refused'
if of and not coming and of > 0 and of ~= tonumber(now_of) then
  coming = string.format('%.0f/%.0f', tonumber(generation) + 1, of)
  redis.call('HSET', division, 'coming', coming)
  what = 'done'
elseif not of and coming then
  redis.call('HDEL', division, 'coming')
  coming, what = nil, 'done'
end
return { what, present, coming or '' }
