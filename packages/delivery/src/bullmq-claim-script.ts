import { LANES } from './bullmq-lanes-script.ts';

/**
 * Claims. The first command writes nothing that matters: a script that has begun to write may go on where memory is
 * full, and what is queued has to get out then.
 *
 * ARGV now, milliseconds of the lease, limit, token, milliseconds of the pace or nothing, its burst, until when things
 * are due or nothing, `1` when only lanes of the tenants that follow are asked for.
 * Answers for each claim: tenant, alert, attempt, lease, whether it is in doubt.
 */
export const CLAIM = `${LANES}
local now, limit, token = tonumber(ARGV[1]), tonumber(ARGV[3]), ARGV[4]
local till = num(now + tonumber(ARGV[2]))
local every, burst = tonumber(ARGV[5]), tonumber(ARGV[6])
local dueBy = tonumber(ARGV[7])
local chosen = ARGV[8] == '1'
local out = {}
call('DEL', own .. 'none')

local function handOut(job)
  local j = call('HMGET', base .. job, 'l.who', 'data', 'l.attempts', 'l.lease', 'l.doubt')
  table.insert(out, { j[1], j[2], j[3], j[4], j[5] or '' })
end

-- A client that lost its connection sends again what was not answered: it gets what it has claimed already.
local answered = own .. 'claim:' .. token
if call('EXISTS', answered) == 1 then
  for _, job in ipairs(call('ZRANGE', own .. 'leases', 0, -1)) do
    local lease = call('HGET', base .. job, 'l.lease')
    if lease and string.sub(lease, 1, #token) == token then handOut(job) end
  end
  return out
end

local function done()
  if #out > 0 then call('SET', answered, '1', 'PX', '60000') end
  return out
end

local function takeTurn(at)
  local nextAt = tonumber(call('HGET', at, 'next') or now)
  local after = math.max(now, math.min(nextAt, now + burst * every)) + every
  local free = after - (burst - 1) * every
  call('HSET', at, 'next', num(after))
  if free > now then call('HSET', at, 'free', num(free)) else call('HDEL', at, 'free') end
end

local function take(job, lane)
  local at = own .. 'lane:' .. lane
  takeOut(job, lane)
  local j = call('HMGET', base .. job, 'l.attempts', 'l.lapsed')
  if not j[1] then return refresh(lane) end
  local attempts = num(tonumber(j[1]) + 1)
  call('HSET', base .. job, 'l.state', 'sending', 'l.lease', token .. #out, 'l.attempts', attempts,
    'atm', attempts, 'ats', attempts, 'processedOn', ARGV[1])
  -- Nobody has told how the attempt before ended.
  if j[2] then
    call('HSET', base .. job, 'l.doubt', '1')
    call('HDEL', base .. job, 'l.lapsed')
  end
  call('HSET', at, 'busy', job, 'till', till)
  if every then takeTurn(at) end
  call('ZADD', own .. 'leases', till, job)
  call('LPUSH', base .. 'active', job)
  tell('active', job, 'prev', 'waiting')
  refresh(lane)
  handOut(job)
end

-- What somebody retried or promoted by a dashboard stands in a list that only BullMQ writes.
for _, list in ipairs({ 'paused', 'wait' }) do
  for _, job in ipairs(call('LRANGE', base .. list, 0, 99)) do
    local j = call('HMGET', base .. job, 'l.state', 'l.lane')
    if j[1] then
      call('LREM', base .. list, 0, job)
      if j[1] == 'dead' then redrive(job, ARGV[1])
      elseif call('ZSCORE', own .. 'later:' .. j[2], job) then
        ripen(job, j[2])
        refresh(j[2])
      elseif j[1] ~= 'queued' and j[1] ~= 'sending' then call('ZADD', base .. 'completed', ARGV[1], job) end
    end
  end
end

if chosen or dueBy then
  -- For moves, which are rare: looks at every lane in question.
  local lanes = {}
  if chosen then
    for place = 9, #ARGV do
      local from = ARGV[place] .. '.'
      for _, lane in ipairs(call('ZRANGEBYLEX', own .. 'lanes', '[' .. from, '[' .. from .. '\\255')) do
        table.insert(lanes, lane)
      end
    end
  else lanes = call('ZRANGE', own .. 'lanes', 0, -1) end
  local by = dueBy or now
  local firsts = {}
  for _, lane in ipairs(lanes) do
    wakeLane(lane, now)
    local l = call('HMGET', own .. 'lane:' .. lane, 'busy', 'free')
    if not l[1] and not (l[2] and tonumber(l[2]) > by) then
      local ready = call('ZRANGE', own .. 'ready:' .. lane, 0, 0, 'WITHSCORES')
      local job, rank = ready[1], tonumber(ready[2])
      for _, other in ipairs(call('ZRANGEBYSCORE', own .. 'later:' .. lane, '-inf', num(by), 'LIMIT', 0, AT_ONCE)) do
        local its = tonumber(call('HGET', base .. other, 'l.rank') or '0')
        if not job or its < rank or (its == rank and other < job) then job, rank = other, its end
      end
      if job then table.insert(firsts, { job, lane, rank }) end
    end
  end
  table.sort(firsts, function(left, right)
    if left[3] ~= right[3] then return left[3] < right[3] end
    return left[1] < right[1]
  end)
  for _, first in ipairs(firsts) do
    if #out >= limit then break end
    take(first[1], first[2])
  end
  return done()
end

for _, lane in ipairs(call('ZRANGEBYSCORE', own .. 'wakes', '-inf', num(now), 'LIMIT', 0, AT_ONCE)) do wakeLane(lane, now) end
local ahead = '(' .. num(now + MAX_HOLD)
for _, lane in ipairs(call('ZRANGEBYSCORE', own .. 'holds', ahead, '+inf', 'LIMIT', 0, AT_ONCE)) do wakeLane(lane, now) end
while #out < limit do
  local head = call('ZRANGE', own .. 'heads', 0, 0)[1]
  if not head then break end
  local colon = string.find(head, ':', 1, true)
  take(string.sub(head, 1, colon - 1), string.sub(head, colon + 1))
end
return done()`;
