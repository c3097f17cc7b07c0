import { systemScope, tenantScope } from '@localert/core';
import { sampleAlert } from '@localert/testkit';
import type { Opened } from './bullmq-house.ts';

export const system = systemScope('test');
export const acme = tenantScope({ tenant: 'acme', actor: 'user:ana' });

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What was answered to those who enqueue, claim and settle. */
export interface Ledger {
  /** Alerts that were called durable. */
  readonly kept: Set<string>;
  readonly settled: Set<string>;
  /** What must never happen, in words. */
  readonly wrong: string[];
  /** Enqueues and claims that were refused while Redis was away. */
  refused: number;
}

export const newLedger = (): Ledger => ({ kept: new Set(), settled: new Set(), wrong: [], refused: 0 });

const LEASE_MS = 400;

/** Enqueues until it is over, some alerts of a group at a time. */
export async function enqueueing({ outbox }: Opened, ledger: Ledger, over: () => boolean): Promise<void> {
  for (let turn = 0; !over(); turn++) {
    const alert = sampleAlert({ group: `T1/C${turn % 7}`, createdAt: Date.now() });
    try {
      await outbox.enqueue(acme, alert).durable;
      ledger.kept.add(alert.id);
    } catch {
      ledger.refused++;
    }
    await pause(2);
  }
}

/** Claims and settles until it is over. @param leases - of all claimers: until when each claimed alert is somebody's */
export async function claiming(
  { outbox }: Opened,
  ledger: Ledger,
  leases: Map<string, number>,
  over: () => boolean,
  doublesAllowed = false,
): Promise<void> {
  while (!over()) {
    try {
      const now = Date.now();
      const claims = await outbox.claim(system, { now, leaseMs: LEASE_MS, limit: 5 });
      for (const { alert } of claims) {
        if (!doublesAllowed && (leases.get(alert.id) ?? 0) > now)
          ledger.wrong.push('claimed twice within a lease');
        if (!doublesAllowed && ledger.settled.has(alert.id))
          ledger.wrong.push('claimed after it was delivered');
        leases.set(alert.id, now + LEASE_MS);
      }
      await pause(1);
      for (const claim of claims) {
        // From here on nobody knows whether it still has it.
        leases.delete(claim.alert.id);
        if (await outbox.settle(system, claim, { kind: 'delivered', at: Date.now() })) {
          ledger.settled.add(claim.alert.id);
        }
      }
      if (claims.length === 0) await pause(5);
    } catch {
      ledger.refused++;
    }
  }
}

/** Delivers what is left; answers what is wrong then. */
export async function drained({ outbox }: Opened, ledger: Ledger): Promise<readonly string[]> {
  const end = Date.now() + 20_000;
  for (;;) {
    const now = Date.now();
    const claims = await outbox.claim(system, { now, leaseMs: LEASE_MS, limit: 100 });
    for (const claim of claims) await outbox.settle(system, claim, { kind: 'delivered', at: now });
    const { queued, sending } = await outbox.depth(system);
    if (queued + sending === 0) break;
    if (now > end) return [...ledger.wrong, `${queued} queued and ${sending} sending are left`];
    if (claims.length === 0) await pause(20);
  }
  for (const id of ledger.kept) {
    const status = await outbox.status(acme, id);
    if (status === undefined) ledger.wrong.push('lost what was called durable');
    else if (status.state !== 'delivered') ledger.wrong.push(`left an alert ${status.state}`);
  }
  return ledger.wrong;
}
