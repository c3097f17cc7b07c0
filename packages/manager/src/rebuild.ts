import type { LongWork, Progress } from '@localert/core';
import { SetupError } from './errors.ts';
import type { House } from './house.ts';

/** Makes every row anew from its events. @throws LOCALERT_SETUP for a store that has no rows of its own, the signal's reason */
export async function rebuildRows(house: House, work: LongWork): Promise<Progress> {
  house.assertOpen();
  const { rebuild } = house.store;
  if (rebuild === undefined) throw new SetupError({ needs: 'a store that rebuilds' });
  try {
    return await rebuild(house.system, work);
  } finally {
    // Rows that were damaged are kept in processes too.
    house.entries.expire(house.system);
  }
}
