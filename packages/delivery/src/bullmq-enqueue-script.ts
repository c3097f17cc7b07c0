import { LANES } from './bullmq-lanes-script.ts';

/** How many arguments {@link ENQUEUE} takes for each alert. */
export const ENQUEUE_ARGUMENTS = 13;

/**
 * Queues alerts, one after the other.
 *
 * ARGV a number used once, then for each alert: id, tenant's hash, lane, tenant as JSON, rank, time of making, not before
 * or nothing, digest of the dedupe key or nothing, from and until when an earlier alert counts, name, alert as JSON, what
 * a status shows of it as JSON.
 * Answers for each: nothing, or the id of the earlier alert, and then how many were suppressed, 0 for the alert itself.
 */
export const ENQUEUE = `${LANES}

local function earlierOf(key, from, to)
  local found
  for _, job in ipairs(call('ZRANGEBYSCORE', own .. 'key:' .. key, '(' .. from, '(' .. to)) do
    if not found or job > found then found = job end
  end
  return found
end

local function enqueue(at)
  local id, tenant, lane, who, rank, created, from = unpack(ARGV, at, at + 6)
  local key, since, before, name, data, summary = unpack(ARGV, at + 7, at + 12)
  local once = ARGV[1] .. at
  local known = call('HGET', own .. 'ids:' .. tenant, id)
  if known then
    local used = call('HGET', base .. known, 'l.made')
    -- Sent again after a lost connection, it is no second one.
    if used == once then return {} end
    if used then return { id, 0 } end
  end
  if key ~= '' then
    local earlier = earlierOf(key, since, before)
    local its = earlier and call('HGET', base .. earlier, 'l.id')
    if its then return { its, call('HINCRBY', base .. earlier, 'l.suppressed', 1) } end
  end
  local job = string.format('%012d', call('INCR', base .. 'id'))
  local waits = from ~= ''
  local due = waits and from or created
  call('HSET', base .. job, 'name', name, 'data', data, 'opts', '{}', 'timestamp', created, 'priority', '0',
    'delay', waits and num(math.max(0, tonumber(from) - tonumber(created))) or '0',
    'l.id', id, 'l.tenant', tenant, 'l.who', who, 'l.lane', lane, 'l.rank', rank, 'l.created', created,
    'l.due', due, 'l.state', 'queued', 'l.attempts', '0', 'l.summary', summary, 'l.made', once)
  call('HSET', own .. 'ids:' .. tenant, id, job)
  if key ~= '' then
    call('HSET', base .. job, 'l.key', key)
    call('ZADD', own .. 'key:' .. key, created, job)
  end
  tell('added', job, 'name', name)
  if waits then
    putLater(job, lane, from)
    tell('delayed', job, 'delay', from)
  else
    putReady(job, lane, rank)
    tell('waiting', job, 'prev', 'added')
  end
  refresh(lane)
  return {}
end

local out = {}
for at = 2, #ARGV, ${ENQUEUE_ARGUMENTS} do table.insert(out, enqueue(at)) end
return out`;
