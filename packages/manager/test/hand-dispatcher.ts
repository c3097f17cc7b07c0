import {
  type ClaimedAlert,
  type Clock,
  type Outbox,
  systemScope,
  type Transport,
  tenantScope,
} from '@localert/core';
import type { Dispatcher, Prepared } from '@localert/delivery';

/** What the manager hands to its dispatcher. */
export interface HandedOptions {
  readonly outbox: Outbox;
  readonly transport: Transport;
  readonly clock: Clock;
  prepare(claim: ClaimedAlert): Promise<Prepared>;
  smaller(claim: ClaimedAlert): Promise<string | undefined>;
}

const system = systemScope('hand');

/** Posts, changes or answers, as the claim says. */
async function post({ outbox, transport }: HandedOptions, { tenant, alert }: ClaimedAlert, payload: string) {
  const scope = tenantScope({ tenant, actor: 'localert:dispatcher' });
  const { id, destination, follows } = alert;
  const message = { id, payload, destination };
  if (follows === undefined) return transport.deliver(scope, message);
  const ref = (await outbox.status(scope, follows.alert))?.ref;
  if (ref === undefined) return undefined;
  if (follows.as === 'update' && transport.update !== undefined) return transport.update(scope, ref, message);
  return transport.deliver(scope, { ...message, destination: { channel: ref.channel, thread: ref.ts } });
}

/** A dispatcher that delivers what is due when it is told to drain, on the clock of the manager. */
export function handDispatcher(options: HandedOptions): Dispatcher {
  const { outbox, clock } = options;

  async function one(claim: ClaimedAlert): Promise<void> {
    const at = clock.now();
    const prepared: Prepared =
      claim.alert.purpose === undefined ? { kind: 'post' } : await options.prepare(claim);
    if (prepared.kind === 'drop') {
      await outbox.settle(system, claim, { kind: 'dropped', at, code: prepared.code });
      return;
    }
    if (prepared.kind === 'later') {
      await outbox.settle(system, claim, { kind: 'release', at: prepared.at });
      return;
    }
    const outcome = await post(options, claim, prepared.payload ?? claim.alert.payload);
    if (outcome === undefined) await outbox.settle(system, claim, { kind: 'release', at: at + 1_000 });
    else if (outcome.kind === 'delivered')
      await outbox.settle(system, claim, { kind: 'delivered', at, ref: outcome.ref });
    else await outbox.settle(system, claim, { kind: 'dead', at, code: outcome.code });
  }

  return {
    start: () => undefined,
    wake: () => undefined,
    async drain() {
      for (;;) {
        const claims = await outbox.claim(system, { now: clock.now(), leaseMs: 60_000, limit: 1 });
        if (claims.length === 0) return true;
        for (const claim of claims) await one(claim);
      }
    },
    stop: async () => undefined,
    load: async () => ({ underWay: 0, waitMs: 0, behind: false }),
  };
}
