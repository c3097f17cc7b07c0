import type { SystemScope } from '@localert/core';
import { isTrue, present, refused, same } from './assertions.ts';
import { acme, claimAt, NOW, type OutboxHarness, put, system } from './outbox-harness.ts';
import { sampleAlert } from './samples.ts';
import { itNeeding } from './test-api.ts';

/** How long something may take to be told, on a busy machine. */
const PATIENCE_MS = 15_000;

async function until(condition: () => boolean, what: string): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!condition() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 5));
  isTrue(condition(), what);
}

/** That something may have become due by another process. */
export function outboxSubscribe({ test, options, withOutbox, close }: OutboxHarness): void {
  const { reopen, subscribes = false } = options;
  const none = subscribes ? undefined : 'the outbox has no subscribe';

  test.it(
    'has a way to tell, or says that it has none',
    withOutbox(async (outbox) => same(outbox.subscribe !== undefined, subscribes, 'whether it can tell')),
  );

  itNeeding(test, none ?? (reopen ? undefined : 'the outbox cannot be opened again'))(
    'tells of what another process enqueues or drives again, to all who listen, until they end it',
    withOutbox(async (outbox) => {
      const other = await present(reopen, 'the suite’s `reopen`')(outbox);
      try {
        let [one, two] = [0, 0];
        const subscribe = present(other.subscribe, 'subscribe').bind(other);
        subscribe(system, () => {
          throw new Error('a listener’s own fault');
        });
        const end = subscribe(system, () => void one++);
        subscribe(system, () => void two++);
        // It may take a while until it listens; what came before is found by a look.
        for (let tries = 0; tries < 50 && (one === 0 || two === 0); tries++) {
          await put(outbox);
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
        await until(() => one > 0 && two > 0, 'an alert was told of');
        for (const claim of await claimAt(outbox))
          await outbox.settle(system, claim, { kind: 'dead', at: NOW, code: 'x' });
        const [dead] = (await outbox.dead(acme)).items;
        let seen = [one, two] as const;
        await outbox.redrive(acme, present(dead, 'a dead letter').id, NOW);
        await until(() => one > seen[0] && two > seen[1], 'a redrive was told of');
        end();
        end();
        seen = [one, two];
        await put(outbox);
        await until(() => two > seen[1], 'the other is still told');
        same(one, seen[0], 'what the ended one was told');
      } finally {
        await close(other);
      }
    }),
  );

  itNeeding(test, none)(
    'lets nobody listen with a scope that core did not make, or after it is closed',
    withOutbox(async (outbox) => {
      const subscribe = async (scope: SystemScope) =>
        present(outbox.subscribe, 'subscribe').call(outbox, scope, () => undefined);
      const forged = { kind: 'system', purpose: 'x' } as const;
      for (const wrong of [acme as unknown as SystemScope, forged])
        await refused(() => subscribe(wrong), 'LOCALERT_INVALID_SCOPE', 'subscribe');
      await outbox.enqueue(acme, sampleAlert()).durable;
      await outbox.close();
      await refused(() => subscribe(system), 'LOCALERT_STORE_UNAVAILABLE', 'subscribe after close');
    }),
  );
}
