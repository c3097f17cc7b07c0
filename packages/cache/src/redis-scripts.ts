/**
 * Each runs at once for all who ask. The keys of one script are one tenant's, so in one slot of a cluster.
 *
 * A lease is a reader's (`r…`) or a writer's (`w…`). A value is put in place by whoever holds the reader's lease that was
 * taken before the store was read; every write takes that lease away, so what was read before a write cannot be put
 * there after it.
 */

/**
 * Asks for the right to fill. Answers the generation, what is the case, and the value that came to be there meanwhile:
 * `v` a value is there, `l` the lease is yours, `r` another reader has it, `w` it is being written.
 *
 * KEYS generation, lease, value. ARGV a new generation, its milliseconds, token, the lease's milliseconds, longest
 * lease of anybody, `1` to pass over the value.
 */
export const TAKE = `
local g = redis.call('GET', KEYS[1])
if not g then
  g = ARGV[1]
  redis.call('SET', KEYS[1], g, 'PX', ARGV[2])
end
if string.sub(g, 1, 1) == 'w' then return {g, 'w', false} end
if ARGV[6] ~= '1' then
  local v = redis.call('GET', KEYS[3])
  if v then return {g, 'v', v} end
end
local l = redis.call('GET', KEYS[2])
if l then
  local left = redis.call('PTTL', KEYS[2])
  if left >= 0 and left <= tonumber(ARGV[5]) then return {g, string.sub(l, 1, 1), false} end
end
redis.call('SET', KEYS[2], ARGV[3], 'PX', ARGV[4])
return {g, 'l', false}`;

/**
 * Puts a value in place, if the lease is still the reader's and the tenant was not purged.
 *
 * KEYS generation, lease, value. ARGV token, generation, its milliseconds, value, the value's milliseconds.
 */
export const FILL = `
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
if redis.call('GET', KEYS[1]) ~= ARGV[2] then return 0 end
redis.call('SET', KEYS[3], ARGV[4], 'PX', ARGV[5])
redis.call('DEL', KEYS[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1`;

/** Gives a lease back unused. KEYS lease. ARGV token. */
export const RELEASE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1`;

/**
 * Before a write: nobody fills until it is over. Deletes first, for that works when Redis is full, too.
 *
 * KEYS lease, value. ARGV token, milliseconds.
 */
export const BLOCK = `
redis.call('DEL', KEYS[2], KEYS[1])
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`;

/**
 * After a write: the value goes, the lease with it unless another writer has it, and everybody is told.
 *
 * KEYS lease, value. ARGV token, channel, message.
 */
export const INVALIDATE = `
redis.call('DEL', KEYS[2])
local l = redis.call('GET', KEYS[1])
if l and (l == ARGV[1] or string.sub(l, 1, 1) ~= 'w') then redis.call('DEL', KEYS[1]) end
redis.call('PUBLISH', ARGV[2], ARGV[3])
return 1`;

/** Gives everybody's values a new beginning, or blocks them. KEYS generation or epoch. ARGV what it is now, its milliseconds or 0, channel, message or nothing. */
export const TURN = `
if ARGV[2] == '0' then redis.call('SET', KEYS[1], ARGV[1])
else redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) end
if ARGV[4] ~= '' then redis.call('PUBLISH', ARGV[3], ARGV[4]) end
return 1`;

/** The epoch, made where there is none. KEYS epoch. ARGV a new one. */
export const EPOCH = `
local e = redis.call('GET', KEYS[1])
if e then return e end
redis.call('SET', KEYS[1], ARGV[1])
return ARGV[1]`;
