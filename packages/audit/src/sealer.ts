import { setImmediate as turn } from 'node:timers/promises';
import { type AuditHead, type AuditLog, systemScope, type TenantId } from '@localert/core';
import { linkRecords } from './entry-json.ts';
import { AuditContendedError } from './errors.ts';

/** Each lost race means that another sealer made progress; this many in a row mean that the log refuses for another reason. */
const MAX_LOSSES = 100;

/** Links a tenant's waiting records. */
export interface Sealer {
  /**
   * Resolves when what was appended before the call is linked, by this process or another; answers the end of what this
   * process linked, `undefined` when there was nothing to do.
   *
   * @throws LOCALERT_AUDIT_CONTENDED, LOCALERT_NOT_CANONICAL and the log's own
   */
  seal(tenant: TenantId): Promise<AuditHead | undefined>;
}

interface Flight {
  readonly now: Promise<AuditHead | undefined>;
  next?: Promise<AuditHead | undefined>;
}

/**
 * Makes a sealer: one at a time for each tenant in this process; between processes the log's head decides, and the loser
 * reads anew. It keeps nothing between calls, so that a crash at any step leaves records that wait, or entries that are
 * linked, and never both.
 *
 * @param maxBatch - most records linked in one transaction, and in one turn of the event loop
 */
export function createSealer(log: AuditLog, maxBatch: number): Sealer {
  const system = systemScope('audit sealer');
  const flights = new Map<TenantId, Flight>();

  async function drain(tenant: TenantId): Promise<AuditHead | undefined> {
    let linked: AuditHead | undefined;
    for (let losses = 0; losses < MAX_LOSSES; ) {
      // The head first: what another sealer links after this moves it, and then `link` refuses. The other way round its
      // records, read before and linked meanwhile, would be linked a second time.
      const head = linked ?? (await log.head(system, tenant));
      const records = await log.unlinked(system, tenant, maxBatch);
      if (records.length === 0) return linked;
      const entries = linkRecords(head, records);
      if (await log.link(system, tenant, head, entries)) {
        linked = entries.at(-1);
        losses = 0;
        // What came in meanwhile waits until the next look, or each would be linked by itself.
        if (records.length < maxBatch) return linked;
        // Linking is work of the processor, and with some stores of the disk: what else waits here goes in between.
        await turn();
      } else {
        linked = undefined;
        losses += 1;
      }
    }
    throw new AuditContendedError({ tenant, attempts: MAX_LOSSES });
  }

  function begin(tenant: TenantId): Promise<AuditHead | undefined> {
    const flight: Flight = { now: drain(tenant) };
    flights.set(tenant, flight);
    const land = () => {
      if (flight.next === undefined) flights.delete(tenant);
    };
    flight.now.then(land, land);
    return flight.now;
  }

  return {
    seal(tenant) {
      const flight = flights.get(tenant);
      if (flight === undefined) return begin(tenant);
      // The flight under way may have looked before the caller's append: one more follows it, for all who wait.
      const again = () => begin(tenant);
      flight.next ??= flight.now.then(again, again);
      return flight.next;
    },
  };
}
