import { LANES } from './bullmq-lanes-script.ts';

/**
 * Ends a claim. Answers 1, or 0 when the lease was lost.
 *
 * ARGV a number used once, tenant's hash, id, lease, kind, its time, the time of now, until when the lane is held or
 * nothing, code, `1` for in doubt, place as JSON or nothing, `1` for degraded.
 */
export const SETTLE = `${LANES}
local once, tenant, id, lease, kind, at, now, hold, code, doubt, ref, degraded = unpack(ARGV)
call('DEL', own .. 'none')
local job = call('HGET', own .. 'ids:' .. tenant, id)
if not job then return 0 end
local key = base .. job
local j = call('HMGET', key, 'l.lease', 'l.lane', 'l.rank', 'atm', 'l.key', 'l.once', 'l.summary')
if j[6] == once then return 1 end
if not j[1] or j[1] ~= lease then return 0 end
local lane, attempts = j[2], j[4]
local at_lane = own .. 'lane:' .. lane
local l = call('HMGET', at_lane, 'busy', 'free')
if l[1] == job then freeLane(lane, job) else takeOut(job, lane) end
call('HDEL', key, 'l.lease', 'l.lapsed')
call('HSET', key, 'l.once', once)
if hold ~= '' and not (l[2] and tonumber(l[2]) >= tonumber(hold)) then call('HSET', at_lane, 'free', hold) end

local function wait()
  call('HSET', key, 'l.state', 'queued', 'l.due', at, 'delay', num(math.max(0, tonumber(at) - tonumber(now))))
  putLater(job, lane, at)
  tell('delayed', job, 'delay', at)
end

local function finish(state)
  -- Nobody posts it again: of the alert only what a status shows stays.
  call('HSET', key, 'l.state', state, 'l.settled', at, 'finishedOn', at, 'data', j[7])
  call('ZADD', own .. 'done:' .. tenant, at, job)
  call('ZADD', base .. 'completed', at, job)
end

if kind == 'release' then
  attempts = num(tonumber(attempts) - 1)
  call('HSET', key, 'atm', attempts)
  wait()
elseif kind == 'retry' then
  call('HSET', key, 'l.settled', now, 'l.code', code)
  wait()
elseif kind == 'delivered' then
  local shown = ref == '' and 'null' or ref
  finish('delivered')
  call('HSET', key, 'l.ref', ref, 'l.degraded', degraded, 'returnvalue', shown)
  call('XADD', base .. 'events', 'MAXLEN', '~', '10000', '*', 'event', 'completed', 'jobId', job, 'returnvalue', shown,
    'prev', 'active')
elseif kind == 'dropped' then
  finish('dropped')
  call('HSET', key, 'l.code', code, 'returnvalue', cjson.encode(code))
  call('XADD', base .. 'events', 'MAXLEN', '~', '10000', '*', 'event', 'completed', 'jobId', job, 'returnvalue',
    cjson.encode(code), 'prev', 'active')
else
  call('HSET', key, 'l.state', 'dead', 'l.settled', at, 'l.code', code, 'finishedOn', at, 'failedReason', code)
  call('ZADD', own .. 'dead:' .. tenant, at, job)
  dead = dead + 1
  call('ZADD', base .. 'failed', at, job)
  -- A dead alert makes no later one its duplicate.
  if j[5] then call('ZREM', own .. 'key:' .. j[5], job) end
  tell('failed', job, 'failedReason', code)
end
if kind == 'retry' or kind == 'dead' then
  if doubt == '1' then call('HSET', key, 'l.doubt', '1') else call('HDEL', key, 'l.doubt') end
end
refresh(lane)
count()
return 1`;

/** Queues a dead letter again. ARGV a number used once, tenant's hash, id, time. Answers 1, or 0. */
export const REDRIVE = `${LANES}
local once, tenant, id, now = unpack(ARGV)
call('DEL', own .. 'none')
local job = call('HGET', own .. 'ids:' .. tenant, id)
if not job then return 0 end
local j = call('HMGET', base .. job, 'l.state', 'l.once')
if j[2] == once then return 1 end
if j[1] ~= 'dead' then return 0 end
call('HSET', base .. job, 'l.once', once)
redrive(job, now)
count()
return 1`;

/** Removes alerts of a tenant, whatever has become of them. ARGV tenant's hash, how many. Answers how many. */
export const PURGE = `${LANES}
local tenant = ARGV[1]
call('DEL', own .. 'none')
local found = call('HRANDFIELD', own .. 'ids:' .. tenant, ARGV[2], 'WITHVALUES')
local lanes = {}
for place = 1, #found, 2 do
  local id, job = found[place], found[place + 1]
  local j = call('HMGET', base .. job, 'l.lane', 'l.key')
  if j[1] then
    if call('HGET', own .. 'lane:' .. j[1], 'busy') == job then freeLane(j[1], job) else takeOut(job, j[1]) end
    lanes[j[1]] = true
  end
  if j[2] then call('ZREM', own .. 'key:' .. j[2], job) end
  if call('ZREM', own .. 'dead:' .. tenant, job) == 1 then dead = dead - 1 end
  call('ZREM', own .. 'done:' .. tenant, job)
  for _, set in ipairs({ 'failed', 'completed' }) do call('ZREM', base .. set, job) end
  -- Put there by a dashboard.
  for _, list in ipairs({ 'wait', 'paused' }) do call('LREM', base .. list, 0, job) end
  call('DEL', base .. job, base .. job .. ':logs')
  call('HDEL', own .. 'ids:' .. tenant, id)
  tell('removed', job, 'prev', 'purged')
end
for lane in pairs(lanes) do refresh(lane) end
count()
return #found / 2`;

/** Removes what a tenant had delivered or dropped. ARGV tenant's hash, time before which it ended, how many. Answers how many. */
export const PRUNE = `${LANES}
local tenant = ARGV[1]
call('DEL', own .. 'none')
local jobs = call('ZRANGEBYSCORE', own .. 'done:' .. tenant, '-inf', '(' .. ARGV[2], 'LIMIT', 0, ARGV[3])
for _, job in ipairs(jobs) do
  local j = call('HMGET', base .. job, 'l.id', 'l.key')
  if j[1] then call('HDEL', own .. 'ids:' .. tenant, j[1]) end
  if j[2] then call('ZREM', own .. 'key:' .. j[2], job) end
  call('DEL', base .. job)
  call('ZREM', own .. 'done:' .. tenant, job)
  call('ZREM', base .. 'completed', job)
end
return #jobs`;
