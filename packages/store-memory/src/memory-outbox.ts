import {
  type AlertStatus,
  assertQueueable,
  assertSystemScope,
  assertTenantScope,
  byText,
  type Clock,
  createGate,
  cursorCodec,
  type DurableReceipt,
  frozenCopy,
  type Gate,
  type Keyset,
  OUTBOX_SPEC,
  type Outbox,
  type OutboxDepth,
  type OutboxWrite,
  pageOf,
  type QueuedAlert,
  type Settlement,
  type TenantId,
} from '@localert/core';
import type { MemoryAudit } from './memory-audit.ts';

/** An alert and where it stands. */
interface Entry {
  readonly tenant: TenantId;
  readonly alert: QueuedAlert;
  /** Order of arrival over all tenants. */
  readonly sequence: number;
  state: AlertStatus['state'];
  /** Epoch milliseconds from which it may be claimed (again). */
  due: number;
  /** It may be claimed whatever the time: it has just come, or was driven anew. */
  ready: boolean;
  attempts: number;
  lease?: string | undefined;
  settledAt?: number | undefined;
  code?: string | undefined;
  ended?: Extract<Settlement, { kind: 'delivered' }> | undefined;
}

/** The queue of a store, and what only the store may ask of it. */
export interface MemoryOutbox {
  readonly outbox: Outbox;
  forget(tenant: TenantId): void;
}

const NEWEST_DEAD_FIRST: Keyset<AlertStatus, readonly [number, string]> = {
  cursors: cursorCodec('dead', ['number', 'text']),
  keyOf: ({ settledAt = 0, id }) => [settledAt, id],
  compare: ([leftAt, leftId], [rightAt, rightId]) => rightAt - leftAt || byText(leftId, rightId),
};

const isLive = ({ state }: Entry): boolean => state === 'queued' || state === 'sending';

function statusOf({ alert, state, attempts, settledAt, code, ended }: Entry): AlertStatus {
  const { id, fixture, locale, severity, createdAt } = alert;
  return Object.freeze({
    ...{ id, fixture, locale, severity, state, attempts, createdAt },
    ...(settledAt !== undefined && { settledAt }),
    ...(code !== undefined && { code }),
    ...(ended?.degraded && { degraded: true }),
    ...(ended?.ref && { ref: ended.ref }),
  });
}

function settleEntry(entry: Entry, settlement: Settlement, now: number): void {
  entry.lease = undefined;
  if (settlement.kind === 'release') {
    Object.assign(entry, { state: 'queued', due: settlement.at, attempts: entry.attempts - 1 });
    return;
  }
  if (settlement.kind === 'delivered') {
    Object.assign(entry, {
      state: 'delivered',
      settledAt: settlement.at,
      ended: frozenCopy(settlement, 'settlement'),
    });
    return;
  }
  entry.code = settlement.code;
  const retried = settlement.kind === 'retry';
  Object.assign(
    entry,
    retried
      ? { state: 'queued', due: settlement.at, settledAt: now }
      : { state: 'dead', settledAt: settlement.at },
  );
}

/** The queue of one store. It is gone with the process. */
export function memoryOutbox(
  clock: Clock,
  storeGate: Gate,
  prepareAudit: MemoryAudit['prepare'],
): MemoryOutbox {
  const gate = createGate(storeGate);
  const tenants = new Map<TenantId, Map<string, Entry>>();
  let arrivals = 0;
  let claims = 0;

  const entriesOf = (tenant: TenantId) => tenants.get(tenant) ?? new Map<string, Entry>();
  const everyLive = () => [...tenants.values()].flatMap((entries) => [...entries.values()].filter(isLive));

  function duplicateOf(entries: Map<string, Entry>, { dedupe, createdAt }: QueuedAlert): string | undefined {
    if (dedupe === undefined) return undefined;
    const { key, windowMs } = dedupe;
    const earlier = [...entries.values()].filter(
      ({ alert, state }) =>
        state !== 'dead' &&
        alert.dedupe?.key === key &&
        // An earlier alert that stands hours ahead, by a clock that was set back since, is in no window of now.
        Math.abs(alert.createdAt - createdAt) < windowMs,
    );
    return earlier.at(-1)?.alert.id;
  }

  function add(tenant: TenantId, given: QueuedAlert, write: OutboxWrite | undefined): DurableReceipt {
    gate.enter('outbox.enqueue');
    assertQueueable(given);
    const alert = frozenCopy(given, 'alert');
    prepareAudit(tenant, write?.audit)();
    const { id } = alert;
    const entries = entriesOf(tenant);
    const earlier = entries.has(id) ? id : duplicateOf(entries, alert);
    if (earlier !== undefined) return { id, duplicateOf: earlier };
    tenants.set(tenant, entries);
    const sequence = ++arrivals;
    entries.set(id, {
      tenant,
      alert,
      sequence,
      state: 'queued',
      due: alert.createdAt,
      ready: true,
      attempts: 0,
    });
    return { id };
  }

  const outbox: Outbox = {
    spec: OUTBOX_SPEC,
    durable: false,
    takesAudit: true,

    enqueue(scope, alert, write) {
      assertTenantScope(scope);
      const durable = new Promise<DurableReceipt>((resolve) => resolve(add(scope.tenant, alert, write)));
      // Who waits for it still gets the rejection; who does not must not lose the process over it.
      durable.catch(() => undefined);
      return { id: alert.id, durable };
    },

    async claim(scope, { now, leaseMs, limit }) {
      assertSystemScope(scope);
      gate.enter('outbox.claim');
      const due = everyLive()
        .filter((entry) => entry.ready || entry.due <= now)
        .sort((left, right) => left.alert.priority - right.alert.priority || left.sequence - right.sequence)
        .slice(0, Math.max(0, limit));
      return due.map((entry) => {
        const lease = `lease-${++claims}`;
        Object.assign(entry, {
          state: 'sending',
          ready: false,
          due: now + leaseMs,
          attempts: entry.attempts + 1,
          lease,
        });
        const { tenant, alert, attempts } = entry;
        return Object.freeze({ tenant, alert, attempt: attempts, lease });
      });
    },

    async settle(scope, { tenant, alert, lease }, settlement) {
      assertSystemScope(scope);
      gate.enter('outbox.settle');
      const entry = entriesOf(tenant).get(alert.id);
      if (entry === undefined || entry.lease !== lease) return false;
      settleEntry(entry, settlement, clock.now());
      return true;
    },

    async status(scope, id) {
      assertTenantScope(scope);
      gate.enter('outbox.status');
      const entry = entriesOf(scope.tenant).get(id);
      return entry && statusOf(entry);
    },

    async dead(scope, page = {}) {
      assertTenantScope(scope);
      gate.enter('outbox.dead');
      const dead = [...entriesOf(scope.tenant).values()].filter(({ state }) => state === 'dead');
      return pageOf(dead.map(statusOf), page, NEWEST_DEAD_FIRST);
    },

    async redrive(scope, id, now, write) {
      assertTenantScope(scope);
      gate.enter('outbox.redrive');
      const keepAudit = prepareAudit(scope.tenant, write?.audit);
      const entry = entriesOf(scope.tenant).get(id);
      if (entry?.state !== 'dead') return false;
      keepAudit();
      Object.assign(entry, { state: 'queued', ready: true, due: now, attempts: 0 });
      return true;
    },

    async nextDue(scope) {
      assertSystemScope(scope);
      gate.enter('outbox.nextDue');
      const times = everyLive().map(({ due }) => due);
      return times.length === 0 ? undefined : times.reduce((earliest, due) => Math.min(earliest, due));
    },

    async depth(scope) {
      assertSystemScope(scope);
      gate.enter('outbox.depth');
      const depth = { queued: 0, sending: 0, dead: 0, delivered: 0 };
      for (const entries of tenants.values()) for (const { state } of entries.values()) depth[state]++;
      const { queued, sending, dead } = depth;
      return { queued, sending, dead } satisfies OutboxDepth;
    },

    async prune(scope, tenant, before) {
      assertSystemScope(scope);
      gate.enter('outbox.prune');
      const entries = entriesOf(tenant);
      const old = [...entries.values()].filter(({ ended }) => ended !== undefined && ended.at < before);
      for (const { alert } of old) entries.delete(alert.id);
      return old.length;
    },

    async close() {
      gate.close();
    },
  };

  return { outbox, forget: (tenant) => void tenants.delete(tenant) };
}
