/**
 * What all scripts begin with. A script runs at once for everybody, so each change of the queue is whole or has not been.
 *
 * BullMQ's keys of the queue (`prioritized`, `delayed`, `active`, `completed`, `failed`, `events`, a hash for each job)
 * show what is the case to its dashboards and listeners. What is decided, is decided by the keys under `l:` and by the
 * fields `l.*` of a job's hash, all in one slot of a cluster:
 *
 * - `l:ids:<tenant>` hash: an alert's id → its job. A job's id is the number of its arrival, padded: sorted as text it is
 *   the order of arrival.
 * - `l:lane:<lane>` hash: `busy` the job that is claimed, `till` when its lease ends, `free` nothing is claimed before,
 *   `next` of the pace, `head` the lane's entry in `l:heads`. `<lane>` = `<tenant>.<group>`, both hashed.
 * - `l:ready:<lane>` by rank: what may be claimed now. `l:later:<lane>` by time: what waits for it.
 * - `l:heads` by rank: `<job>:<lane>`, the first of each lane that is neither busy nor held.
 * - `l:wakes` by time: lanes to look at then. `l:holds` by `free`: lanes that are held. `l:lanes`: all that hold alerts.
 * - `l:leases` by end: jobs that are claimed. `l:counts`: `queued`, `dead`.
 * - `l:dead:<tenant>`, `l:done:<tenant>` by the time of their end. `l:key:<digest>` by the time of making: what counts as
 *   an earlier alert with a dedupe key.
 *
 * Numbers from callers go from reply to command as the texts that they are: Lua would round them to 14 digits.
 *
 * KEYS[1] is the queue's `meta`.
 */
export const LANES = `
local base = string.sub(KEYS[1], 1, -5)
local own = base .. 'l:'
local call = redis.call
local MAX_HOLD = 3600000
local AT_ONCE = 1000

local function num(value) return string.format('%.0f', value) end

local function tell(event, job, field, value)
  call('XADD', base .. 'events', 'MAXLEN', '~', '10000', '*', 'event', event, 'jobId', job, field, value)
end

-- What a dashboard shows; nothing is read from it. The score of what is delayed is BullMQ's: 12 bits below the time.
local function showWaiting(job, rank) call('ZADD', base .. 'prioritized', rank, job) end
local function showDelayed(job, due) call('ZADD', base .. 'delayed', num(tonumber(due) * 4096), job) end
local function hideQueued(job)
  call('ZREM', base .. 'prioritized', job)
  call('ZREM', base .. 'delayed', job)
end

-- Puts a lane where it is found: by its head, by the time at which it is to be looked at, by its hold.
local function refresh(lane)
  local at = own .. 'lane:' .. lane
  local l = call('HMGET', at, 'busy', 'till', 'free', 'head')
  local ready = call('ZRANGE', own .. 'ready:' .. lane, 0, 0, 'WITHSCORES')
  local later = call('ZRANGE', own .. 'later:' .. lane, 0, 0, 'WITHSCORES')
  local busy, free, known = l[1], l[3], l[4]
  local head, wake = false, false
  local function last(left, right)
    if tonumber(left) > tonumber(right) then return left end
    return right
  end
  if busy then wake = free and last(l[2], free) or l[2]
  elseif free then
    if ready[1] then wake = free elseif later[1] then wake = last(later[2], free) end
  else
    if ready[1] then head = ready[1] .. ':' .. lane end
    if later[1] then wake = later[2] end
  end
  if known ~= head then
    if known then call('ZREM', own .. 'heads', known) end
    if head then
      call('ZADD', own .. 'heads', ready[2], head)
      call('HSET', at, 'head', head)
    else call('HDEL', at, 'head') end
  end
  if wake then call('ZADD', own .. 'wakes', wake, lane) else call('ZREM', own .. 'wakes', lane) end
  if free and wake and not busy then call('ZADD', own .. 'holds', free, lane) else call('ZREM', own .. 'holds', lane) end
  if busy or ready[1] or later[1] then
    if call('ZADD', own .. 'lanes', 0, lane) == 1 then call('PERSIST', at) end
  else
    call('ZREM', own .. 'lanes', lane)
    -- Its pace and its hold are forgotten when neither can matter any more.
    call('PEXPIRE', at, 2 * MAX_HOLD)
  end
end

local function putReady(job, lane, rank)
  call('ZADD', own .. 'ready:' .. lane, rank, job)
  call('HINCRBY', own .. 'counts', 'queued', 1)
  showWaiting(job, rank)
end

local function putLater(job, lane, due)
  call('ZADD', own .. 'later:' .. lane, due, job)
  call('HINCRBY', own .. 'counts', 'queued', 1)
  showDelayed(job, due)
end

-- Takes a job out of its lane, wherever it waits there.
local function takeOut(job, lane)
  if call('ZREM', own .. 'ready:' .. lane, job) + call('ZREM', own .. 'later:' .. lane, job) > 0 then
    call('HINCRBY', own .. 'counts', 'queued', -1)
  end
  hideQueued(job)
end

-- What was waiting for its time may be claimed.
local function ripen(job, lane)
  local rank = call('HGET', base .. job, 'l.rank')
  takeOut(job, lane)
  -- Without a hash: somebody removed it by a dashboard.
  if rank then
    putReady(job, lane, rank)
    tell('waiting', job, 'prev', 'delayed')
  end
end

local function freeLane(lane, job)
  call('HDEL', own .. 'lane:' .. lane, 'busy', 'till')
  call('ZREM', own .. 'leases', job)
  call('LREM', base .. 'active', 0, job)
end

-- Looks at a lane at a time: ends a lease and a hold that are over, and ripens what is due.
local function wakeLane(lane, now)
  local at = own .. 'lane:' .. lane
  local l = call('HMGET', at, 'busy', 'till', 'free')
  if l[1] and tonumber(l[2]) <= now then
    local job = l[1]
    freeLane(lane, job)
    local rank = call('HGET', base .. job, 'l.rank')
    if rank then
      -- Whoever held the lease may still tell how it ended, until somebody else claims it.
      call('HSET', base .. job, 'l.state', 'queued', 'l.lapsed', '1')
      putReady(job, lane, rank)
      tell('stalled', job, 'prev', 'active')
    end
  end
  if l[3] then
    local free = tonumber(l[3])
    -- What is further ahead was written by a clock that was set back since.
    if free <= now or free > now + MAX_HOLD then call('HDEL', at, 'free') end
  end
  local due = call('ZRANGEBYSCORE', own .. 'later:' .. lane, '-inf', num(now), 'LIMIT', 0, AT_ONCE)
  for _, job in ipairs(due) do ripen(job, lane) end
  refresh(lane)
end

local function redrive(job, now)
  local j = call('HMGET', base .. job, 'l.lane', 'l.rank', 'l.tenant', 'l.key', 'l.created')
  call('ZREM', own .. 'dead:' .. j[3], job)
  call('HINCRBY', own .. 'counts', 'dead', -1)
  call('ZREM', base .. 'failed', job)
  call('HDEL', base .. job, 'finishedOn', 'failedReason')
  call('HSET', base .. job, 'l.state', 'queued', 'l.attempts', '0', 'atm', '0', 'l.due', now)
  if j[4] then call('ZADD', own .. 'key:' .. j[4], j[5], job) end
  putReady(job, j[1], j[2])
  tell('waiting', job, 'prev', 'failed')
  refresh(j[1])
end
`;
