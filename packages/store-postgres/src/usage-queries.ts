import type { Statement } from './session.ts';

export const READ_USAGE: Statement = {
  name: 'usage-read',
  text: 'SELECT used FROM usage WHERE tenant_id = $1 AND quota = $2 AND starts = $3',
};

/**
 * Takes, in one statement: who comes at the same time waits for the row and goes by what is left then. "granted" is kept
 * in the row only so that it can be answered: what RETURNING sees is the row after the change.
 */
export const TAKE_USAGE: Statement = {
  name: 'usage-take',
  text: `
    INSERT INTO usage AS counter (tenant_id, quota, starts, ends, used, granted)
    VALUES ($1, $2, $3, $4, least($5::bigint, $6::bigint), least($5::bigint, $6::bigint))
    ON CONFLICT (tenant_id, quota, starts) DO UPDATE SET
      used = counter.used + least($5::bigint, $6::bigint - counter.used),
      granted = least($5::bigint, $6::bigint - counter.used)
    WHERE counter.used < $6::bigint
    RETURNING used, granted`,
};

export const GIVE_BACK_USAGE: Statement = {
  name: 'usage-give-back',
  text: `
    UPDATE usage SET used = greatest(0, used - $4::bigint)
    WHERE tenant_id = $1 AND quota = $2 AND starts = $3`,
};

/** What another process holds is left for the next time: nobody waits here. */
export const FORGET_USAGE: Statement = {
  name: 'usage-forget',
  text: `
    DELETE FROM usage WHERE tenant_id = $1 AND quota = $2 AND starts = ANY(ARRAY(
      SELECT starts FROM usage WHERE tenant_id = $1 AND quota = $2 AND starts < $3 AND ends <= $4
      FOR UPDATE SKIP LOCKED))`,
};
