import {
  type ClaimedAlert,
  type Outbox,
  type QueuedAlert,
  type Settlement,
  systemScope,
  type TenantScope,
  tenantScope,
} from '@localert/core';
import { present, same } from './assertions.ts';
import { SAMPLE_TIME, sampleAlert } from './samples.ts';
import type { TestApi } from './test-api.ts';

/** The outbox under test. */
export interface OutboxConformanceOptions {
  /** Stands in the report. */
  readonly name: string;
  /** Makes a new, empty outbox; it is called once for each test. */
  readonly create: () => Outbox | Promise<Outbox>;
  /**
   * Opens another outbox over the same data as the given one, which may still be open or closed already.
   * Leave it out when the data is gone with the outbox.
   */
  readonly reopen?: ((outbox: Outbox) => Outbox | Promise<Outbox>) | undefined;
  /** Whether it has a `subscribe`. Default: false, and what it tells is not tested. */
  readonly subscribes?: boolean | undefined;
  /** Ends what `create` or `reopen` made. Default: the outbox’s own `close`. */
  readonly close?: ((outbox: Outbox) => Promise<void>) | undefined;
}

/** What the parts of the outbox suite share. */
export interface OutboxHarness {
  readonly test: TestApi;
  readonly options: OutboxConformanceOptions;
  /** Makes a test's body from one that gets a new outbox, which is closed whatever happens. */
  readonly withOutbox: (body: (outbox: Outbox) => Promise<void>) => () => Promise<void>;
  readonly close: (outbox: Outbox) => Promise<void>;
}

export const system = systemScope('test:suite');
export const acme = tenantScope({ tenant: 'acme', actor: 'test:suite' });

/** When the suites claim: later than any sample alert was made. */
export const NOW = SAMPLE_TIME + 60_000;
export const LEASE_MS = 30_000;

export function outboxHarness(test: TestApi, options: OutboxConformanceOptions): OutboxHarness {
  const close = async (outbox: Outbox) => (options.close ? options.close(outbox) : outbox.close());
  return {
    test,
    options,
    close,
    withOutbox: (body) => async () => {
      const outbox = await options.create();
      try {
        await body(outbox);
      } finally {
        await close(outbox);
      }
    },
  };
}

/** Enqueues a sample alert and waits until it is kept. */
export async function put(
  outbox: Outbox,
  change: Partial<QueuedAlert> = {},
  scope: TenantScope = acme,
): Promise<QueuedAlert> {
  const alert = sampleAlert(change);
  await outbox.enqueue(scope, alert).durable;
  return alert;
}

export const claimAt = (outbox: Outbox, now: number = NOW, limit = 100) =>
  outbox.claim(system, { now, leaseMs: LEASE_MS, limit });

/** Claims the one alert that is due. */
export async function claimOne(outbox: Outbox, now: number = NOW): Promise<ClaimedAlert> {
  const [claim] = await claimAt(outbox, now, 1);
  return present(claim, 'a due alert');
}

export const idsOf = (claims: readonly ClaimedAlert[]): string[] => claims.map(({ alert }) => alert.id);

/** Claims the one alert that is due, and ends it. */
export async function pass(outbox: Outbox, now: number, end: Partial<Settlement> = {}): Promise<string> {
  const claim = await claimOne(outbox, now);
  const settlement = { kind: 'delivered', at: now, ...end } as Settlement;
  same(await outbox.settle(system, claim, settlement), true, 'the end of a claim');
  return claim.alert.id;
}

/** Alerts of one group. */
export const busy = { group: 'busy' };

/** Enqueues alerts of one group; answers their ids. */
export async function line(
  outbox: Outbox,
  count: number,
  change: Partial<QueuedAlert> = busy,
): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index++) ids.push((await put(outbox, change)).id);
  return ids;
}
