import { LANES } from './bullmq-lanes-script.ts';

/** What a status is made of: fields of a job. */
const STATUS_FIELDS =
  "'l.summary', 'l.state', 'l.attempts', 'l.settled', 'l.code', 'l.ref', 'l.degraded', 'l.suppressed'";

/** Where an alert stands. ARGV tenant's hash, id. Answers the fields of a status, or nothing. */
export const STATUS = `${LANES}
local job = call('HGET', own .. 'ids:' .. ARGV[1], ARGV[2])
if not job then return {} end
local j = call('HMGET', base .. job, ${STATUS_FIELDS})
if not j[1] then return {} end
return j`;

/**
 * Dead letters of a tenant, newest first. ARGV tenant's hash, time and job after which to begin, how many.
 * Answers for each: the fields of a status, and its job.
 */
export const DEAD = `${LANES}
local at, after, limit = own .. 'dead:' .. ARGV[1], ARGV[3], tonumber(ARGV[4])
local out, gone, from = {}, {}, 0
while #out < limit do
  local found = call('ZREVRANGEBYSCORE', at, ARGV[2], '-inf', 'WITHSCORES', 'LIMIT', from, 200)
  if #found == 0 then break end
  from = from + #found / 2
  for place = 1, #found, 2 do
    local job = found[place]
    if #out < limit and (tonumber(found[place + 1]) < tonumber(ARGV[2]) or job < after) then
      local j = call('HMGET', base .. job, ${STATUS_FIELDS})
      if j[1] then
        table.insert(j, job)
        table.insert(out, j)
      else table.insert(gone, job) end
    end
  end
end
-- Somebody removed them by a dashboard.
for _, job in ipairs(gone) do
  call('ZREM', at, job)
  call('HINCRBY', own .. 'counts', 'dead', -1)
end
return out`;

/** When a claim may find something. Answers a time, or nothing. */
export const NEXT_DUE = `${LANES}
local due = call('ZRANGE', own .. 'wakes', 0, 0, 'WITHSCORES')[2]
local head = call('ZRANGE', own .. 'heads', 0, 0)[1]
if not head then return due end
local its = call('HGET', base .. string.sub(head, 1, string.find(head, ':', 1, true) - 1), 'l.due') or '0'
if due and tonumber(due) < tonumber(its) then return due end
return its`;

/** How full it is. ARGV a time by which leases are over. Answers queued, sending, dead. */
export const DEPTH = `${LANES}
local counts = call('HMGET', own .. 'counts', 'queued', 'dead')
local over = call('ZCOUNT', own .. 'leases', '-inf', ARGV[1])
return { (counts[1] or 0) + over, call('ZCARD', own .. 'leases') - over, tonumber(counts[2] or 0) }`;
