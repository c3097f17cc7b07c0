import {
  type AlertStatus,
  alertRank,
  assertQueueable,
  assertSystemScope,
  assertTenantScope,
  byText,
  type ClaimedAlert,
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
  type TenantId,
} from '@localert/core';
import { type Entry, isLive, settleEntry, statusOf } from './memory-alert.ts';
import type { MemoryAudit } from './memory-audit.ts';
import { createLanes } from './memory-lanes.ts';

/** The queue of a store, and what only the store may ask of it. */
export interface MemoryOutbox {
  readonly outbox: Outbox;
  /** Checks alerts; answers what queues them, which cannot fail. */
  prepare(tenant: TenantId, alerts: readonly QueuedAlert[] | undefined): () => void;
  forget(tenant: TenantId): void;
}

const NEWEST_DEAD_FIRST: Keyset<AlertStatus, readonly [number, string]> = {
  cursors: cursorCodec('dead', ['number', 'text']),
  keyOf: ({ settledAt = 0, id }) => [settledAt, id],
  compare: ([leftAt, leftId], [rightAt, rightId]) => rightAt - leftAt || byText(leftId, rightId),
};

/** The queue of one store. It is gone with the process. */
export function memoryOutbox(
  clock: Clock,
  storeGate: Gate,
  prepareAudit: MemoryAudit['prepare'],
): MemoryOutbox {
  const gate = createGate(storeGate);
  const tenants = new Map<TenantId, Map<string, Entry>>();
  const lanes = createLanes();
  let arrivals = 0;
  let claims = 0;

  const entriesOf = (tenant: TenantId) => tenants.get(tenant) ?? new Map<string, Entry>();
  const everyLive = () => [...tenants.values()].flatMap((entries) => [...entries.values()].filter(isLive));

  function forget(tenant: TenantId): void {
    tenants.delete(tenant);
    lanes.forget(tenant);
  }

  const laneKey = ({ tenant, alert }: Entry) => JSON.stringify([tenant, alert.group]);

  /** Until when each lane is taken by a claim. */
  function busyUntil(): ReadonlyMap<string, number> {
    const busy = new Map<string, number>();
    for (const entry of everyLive()) {
      if (entry.state !== 'sending') continue;
      const key = laneKey(entry);
      busy.set(key, Math.max(entry.due, busy.get(key) ?? entry.due));
    }
    return busy;
  }

  function duplicateOf(entries: Map<string, Entry>, { dedupe, createdAt }: QueuedAlert): Entry | undefined {
    if (dedupe === undefined) return undefined;
    const { key, windowMs } = dedupe;
    const earlier = [...entries.values()].filter(
      ({ alert, state }) =>
        state !== 'dead' &&
        alert.dedupe?.key === key &&
        // An earlier alert that stands hours ahead, by a clock that was set back since, is in no window of now.
        Math.abs(alert.createdAt - createdAt) < windowMs,
    );
    return earlier.at(-1);
  }

  /** An alert as it is kept. */
  function taken(given: QueuedAlert): QueuedAlert {
    assertQueueable(given);
    return frozenCopy(given, 'alert');
  }

  function add(tenant: TenantId, given: QueuedAlert, write: OutboxWrite | undefined): DurableReceipt {
    gate.enter('outbox.enqueue');
    const alert = taken(given);
    prepareAudit(tenant, write?.audit)();
    return keep(tenant, alert);
  }

  function keep(tenant: TenantId, alert: QueuedAlert): DurableReceipt {
    const { id } = alert;
    const entries = entriesOf(tenant);
    if (entries.has(id)) return { id, duplicateOf: id };
    const earlier = duplicateOf(entries, alert);
    if (earlier !== undefined) return { id, duplicateOf: earlier.alert.id, suppressed: ++earlier.suppressed };
    tenants.set(tenant, entries);
    const { notBefore } = alert;
    entries.set(id, {
      ...{ tenant, alert, sequence: ++arrivals, state: 'queued' },
      // What was just enqueued is due, whatever its sender's clock says.
      ...{ due: notBefore ?? alert.createdAt, ready: notBefore === undefined },
      ...{ attempts: 0, inDoubt: false, suppressed: 0 },
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

    async claim(scope, { now, leaseMs, limit, pace, dueBy = now, tenants: only }) {
      assertSystemScope(scope);
      gate.enter('outbox.claim');
      const taken = new Set<string>();
      for (const [key, until] of busyUntil()) if (until > now) taken.add(key);
      const due = everyLive()
        .filter(({ tenant }) => only === undefined || only.includes(tenant))
        .filter(({ ready, state, due: at }) => ready || at <= (state === 'sending' ? now : dueBy))
        .sort(
          (left, right) => alertRank(left.alert) - alertRank(right.alert) || left.sequence - right.sequence,
        );
      const claimed: ClaimedAlert[] = [];
      for (const entry of due) {
        if (claimed.length >= limit) break;
        const key = laneKey(entry);
        if (taken.has(key) || lanes.isHeld(entry.tenant, entry.alert.group, now, dueBy)) continue;
        taken.add(key);
        lanes.begin(entry.tenant, entry.alert.group, pace, now);
        const lease = `lease-${++claims}`;
        // Nobody has told how the attempt before ended.
        const inDoubt = entry.inDoubt || entry.state === 'sending';
        const attempts = entry.attempts + 1;
        Object.assign(entry, {
          state: 'sending',
          ready: false,
          due: now + leaseMs,
          attempts,
          lease,
          inDoubt,
        });
        const { tenant, alert } = entry;
        claimed.push(Object.freeze({ tenant, alert, attempt: attempts, lease, ...(inDoubt && { inDoubt }) }));
      }
      return claimed;
    },

    async settle(scope, { tenant, alert, lease }, settlement) {
      assertSystemScope(scope);
      gate.enter('outbox.settle');
      const entry = entriesOf(tenant).get(alert.id);
      if (entry === undefined || entry.lease !== lease) return false;
      // By the group as it was kept: whoever opened a sealed alert has another text there.
      lanes.hold(tenant, entry.alert.group, settlement);
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
      const busy = busyUntil();
      const times = everyLive().map((entry) =>
        Math.max(
          entry.due,
          lanes.freeAt(entry.tenant, entry.alert.group),
          busy.get(laneKey(entry)) ?? entry.due,
        ),
      );
      return times.length === 0 ? undefined : times.reduce((earliest, due) => Math.min(earliest, due));
    },

    async depth(scope, now = Number.NEGATIVE_INFINITY) {
      assertSystemScope(scope);
      gate.enter('outbox.depth');
      const depth = { queued: 0, sending: 0, dead: 0, delivered: 0, dropped: 0 };
      for (const entries of tenants.values())
        for (const { state, due } of entries.values())
          depth[state === 'sending' && due <= now ? 'queued' : state]++;
      const { queued, sending, dead } = depth;
      return { queued, sending, dead } satisfies OutboxDepth;
    },

    async prune(scope, tenant, before) {
      assertSystemScope(scope);
      gate.enter('outbox.prune');
      const entries = entriesOf(tenant);
      const old = [...entries.values()].filter(
        ({ state, settledAt = before }) =>
          (state === 'delivered' || state === 'dropped') && settledAt < before,
      );
      for (const { alert } of old) entries.delete(alert.id);
      return old.length;
    },

    async purge(scope, tenant) {
      assertSystemScope(scope);
      gate.enter('outbox.purge');
      const { size } = entriesOf(tenant);
      forget(tenant);
      return size;
    },

    async close() {
      gate.close();
    },
  };

  return {
    outbox,
    prepare(tenant, alerts = []) {
      if (alerts.length > 0) gate.enter('outbox.enqueue');
      const all = alerts.map(taken);
      return () => {
        for (const alert of all) keep(tenant, alert);
      };
    },
    forget,
  };
}
