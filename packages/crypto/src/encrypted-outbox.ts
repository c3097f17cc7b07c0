import {
  assertQueueable,
  assertTenantScope,
  type ClaimedAlert,
  type ClaimRequest,
  type DurableReceipt,
  frozenCopy,
  InvalidInputError,
  isLocalertError,
  KeyDestroyedError,
  OUTBOX_SPEC,
  type Outbox,
  type QueuedAlert,
  type Settlement,
  type SystemScope,
  type TenantId,
} from '@localert/core';
import type { Encryption } from './encryption.ts';
import type { TenantPolicy } from './encryption-policy.ts';
import { plainRefused } from './plain-refused.ts';
import { isSealedPayload, OUTBOX_KEY, openAlert, sealAlert } from './sealed-alert.ts';

/** Until an alert whose key provider does not answer is claimed again. */
const RELEASE_MS = 5_000;

/** An outbox, and what only its store may ask of it. */
export interface EncryptedOutbox {
  readonly outbox: Outbox;
  /** Alerts as the inner outbox keeps them. @throws LOCALERT_INVALID_INPUT, and what keys and policies throw */
  seal(tenant: TenantId, alerts: readonly QueuedAlert[]): Promise<readonly QueuedAlert[]>;
  /** Resolves when what was handed in before is with the inner outbox, or refused. */
  settled(): Promise<void>;
}

type Sealer = (alert: QueuedAlert) => QueuedAlert;

/** What becomes of an alert that cannot be opened. */
function endOf(error: unknown, now: number): Settlement {
  if (KeyDestroyedError.is(error)) return { kind: 'dead', at: now, code: 'key-destroyed' };
  // Worth another try: the key provider or the store did not answer. So is what nobody knows.
  if (!isLocalertError(error) || error.retryable) return { kind: 'release', at: now + RELEASE_MS };
  return { kind: 'dead', at: now, code: 'decrypt-failed' };
}

function assertNotMarked({ payload }: QueuedAlert): void {
  if (typeof payload !== 'string' || !isSealedPayload(payload)) return;
  const issues = [{ path: 'payload', message: 'nothing sealed: the outbox seals' }];
  throw new InvalidInputError({ what: 'alert', issues });
}

/** An outbox whose alerts are sealed. */
export function encryptOutbox(inner: Outbox, encryption: Encryption): EncryptedOutbox {
  const { keys, policies, acceptPlain, observe, watch } = encryption;
  const waiting = new Set<Promise<unknown>>();
  /** Of each fixture whose keys are on their way: the alert that was handed in last. */
  const lasts = new Map<string, Promise<void>>();

  function sealWith(tenant: TenantId, fixture: string, { level }: TenantPolicy): Sealer | Promise<Sealer> {
    // The queue does not know which fixtures are marked: where some may be, every alert is sealed.
    if (level === 'off') return (alert) => alert;
    const key = keys.current(tenant, fixture);
    const macKey = keys.tenantKeys.key(tenant, OUTBOX_KEY);
    if (key instanceof Promise || macKey instanceof Promise) {
      return Promise.all([key, macKey]).then(
        ([dek, mac]): Sealer =>
          (alert) =>
            sealAlert(dek, mac, tenant, alert),
      );
    }
    return (alert) => sealAlert(key, macKey, tenant, alert);
  }

  /** What seals for a tenant; at once when its policy and its keys are at hand. */
  function sealerFor(tenant: TenantId, fixture: string): Sealer | Promise<Sealer> {
    const policy = policies.of(tenant);
    return policy instanceof Promise
      ? policy.then((found) => sealWith(tenant, fixture, found))
      : sealWith(tenant, fixture, policy);
  }

  async function open(claim: ClaimedAlert, actor: string): Promise<ClaimedAlert> {
    const { tenant, alert } = claim;
    const { id } = alert;
    return watch({ tenant, actor, action: 'alert:read', kind: 'alert', id }, async () => {
      if (isSealedPayload(alert.payload)) return { ...claim, alert: await openAlert(keys, tenant, alert) };
      if (!acceptPlain && (await policies.of(tenant)).level !== 'off') {
        throw plainRefused(`alert "${id}"`);
      }
      return claim;
    });
  }

  /** Ends a claim that cannot be opened: it must not stop the others. */
  async function giveUp(scope: SystemScope, claim: ClaimedAlert, error: unknown, now: number): Promise<void> {
    const settlement = endOf(error, now);
    const { tenant, attempt, alert } = claim;
    try {
      await inner.settle(scope, claim, settlement);
    } catch {
      // Its lease ends by itself.
      return;
    }
    if (settlement.kind !== 'dead') return;
    const { id, fixture, severity } = alert;
    observe?.({ type: 'alert.dead', tenant, alert: id, fixture, severity, attempt, code: settlement.code });
  }

  /** What comes while keys are fetched waits its turn, also when they are at hand meanwhile: none overtakes another. */
  function keepOrder(line: string, handed: Promise<unknown>): void {
    // One that cannot be sealed ends at once; those before it may still wait.
    const both = Promise.allSettled([handed, lasts.get(line)]);
    const last: Promise<void> = both.then(() => {
      if (lasts.get(line) === last) lasts.delete(line);
    });
    lasts.set(line, last);
  }

  const outbox: Outbox = {
    spec: OUTBOX_SPEC,
    durable: inner.durable,
    takesAudit: inner.takesAudit,
    encryption: 'by-policy',

    enqueue(scope, alert, write) {
      assertTenantScope(scope);
      const { tenant } = scope;
      const { id } = alert;
      let durable: Promise<DurableReceipt>;
      try {
        assertQueueable(alert);
        assertNotMarked(alert);
        const line = JSON.stringify([tenant, alert.fixture]);
        const sealer = sealerFor(tenant, alert.fixture);
        const last = lasts.get(line);
        if (last === undefined && !(sealer instanceof Promise)) {
          return inner.enqueue(scope, sealer(alert), write);
        }
        // As it is now: the caller may use its object again.
        const taken = frozenCopy(alert, 'alert');
        const handed = Promise.all([sealer, last]).then(([seal]) => inner.enqueue(scope, seal(taken), write));
        keepOrder(line, handed);
        durable = handed.then((receipt) => receipt.durable);
      } catch (error) {
        durable = Promise.reject(error);
      }
      // Who waits for it still gets the rejection; who does not must not lose the process over it.
      const end = durable.then(
        () => undefined,
        () => undefined,
      );
      waiting.add(end);
      void end.then(() => waiting.delete(end));
      return { id, durable };
    },

    async claim(scope, request: ClaimRequest) {
      const claims = await inner.claim(scope, request);
      const actor = `system:${scope.purpose}`;
      const opened = await Promise.all(
        claims.map(async (claim) => {
          try {
            return await open(claim, actor);
          } catch (error) {
            await giveUp(scope, claim, error, request.now);
            return undefined;
          }
        }),
      );
      return opened.filter((claim) => claim !== undefined);
    },

    settle: (scope, claim, settlement) => inner.settle(scope, claim, settlement),
    status: (scope, id) => inner.status(scope, id),
    dead: (scope, page) => inner.dead(scope, page),
    redrive: (scope, id, now, write) => inner.redrive(scope, id, now, write),
    nextDue: (scope) => inner.nextDue(scope),
    ...(inner.subscribe && { subscribe: inner.subscribe.bind(inner) }),
    depth: (scope, now) => inner.depth(scope, now),
    prune: (scope, tenant, before) => inner.prune(scope, tenant, before),
    async purge(scope, tenant) {
      // What waits for its key must not come to lie behind the purge.
      await Promise.all(waiting);
      return inner.purge(scope, tenant);
    },

    async close() {
      await Promise.all(waiting);
      await inner.close();
    },
  } satisfies Outbox;

  return {
    outbox,
    async seal(tenant, alerts) {
      for (const alert of alerts) {
        assertQueueable(alert);
        assertNotMarked(alert);
      }
      // As they are now: the caller may use its objects again.
      const taken = frozenCopy(alerts, 'alert');
      return Promise.all(taken.map(async (alert) => (await sealerFor(tenant, alert.fixture))(alert)));
    },
    async settled() {
      await Promise.all(waiting);
    },
  };
}
