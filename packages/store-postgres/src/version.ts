import { StoreNewerError, StoreUnavailableError } from '@localert/core';
import { STEPS } from './migrations/steps.ts';
import type { Session, Statement } from './session.ts';
import { type Acting, runAtOnce } from './transaction.ts';

/** @throws LOCALERT_STORE_NEWER for tables of a later version, LOCALERT_STORE_UNAVAILABLE for those of an earlier one */
export function assertVersion(found: number, known: number = STEPS.length): void {
  if (found > known) throw new StoreNewerError({ found, known });
  if (found < known) {
    const hint = `its tables have version ${found}, this program needs ${known}: run the migrations`;
    throw new StoreUnavailableError({ operation: 'open', hint });
  }
}

const VERSION: Statement = { name: 'version', text: 'SELECT max(version) AS version FROM schema_version' };

/** Whether the tables are those that this code knows; read as the role of tenants, for no tenant. */
export async function assertSchema(session: Session, acting: Acting): Promise<void> {
  const [rows] = await runAtOnce(session, 'open', acting, [[VERSION, []]]);
  const [row] = rows as { version: number | null }[];
  assertVersion(Number(row?.version ?? 0));
}
