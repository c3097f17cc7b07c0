import { randomBytes } from 'node:crypto';
import {
  assertSystemScope,
  assertTenantScope,
  type ClaimedAlert,
  createGate,
  cursorCodec,
  InvalidInputError,
  isStorable,
  OUTBOX_SPEC,
  type Outbox,
  pageLimit,
} from '@localert/core';
import { CLAIM } from './bullmq-claim-script.ts';
import { ioredisOf } from './bullmq-client.ts';
import { durability } from './bullmq-durable.ts';
import { PRUNE, PURGE, REDRIVE, SETTLE } from './bullmq-end-scripts.ts';
import { type BullmqLink, openLink } from './bullmq-link.ts';
import { tenantName } from './bullmq-names.ts';
import { type BullmqOutboxOptions, type BullmqSettings, bullmqSettings } from './bullmq-options.ts';
import { DEAD, DEPTH, NEXT_DUE, STATUS } from './bullmq-read-scripts.ts';
import { claimOf, claimRow, listOf, settleRow, statusOf } from './bullmq-rows.ts';
import { subscribeTo } from './bullmq-subscribe.ts';
import { createBullmqWriter } from './bullmq-writer.ts';

/** What one script claims, and what one prunes: Redis does nothing else meanwhile. */
const CLAIM_BATCH = 200;
const PRUNE_BATCH = 200;

/** Scripts of enqueues that wait for Redis' disk at once. */
const AT_ONCE = 4;

/** Where a list of dead letters begins: before every one that there can be. */
const FIRST_DEAD = ['+inf', ''] as const;

const cursors = cursorCodec('dead', ['number', 'text']);

/** Proves that a script which is sent again after a lost connection is the same. */
const newToken = (): string => randomBytes(12).toString('base64url');

/** @throws LOCALERT_INVALID_INPUT for keys that a cluster would spread */
function assertOneSlot({ client }: BullmqLink, key: string): void {
  if (ioredisOf(client).isCluster !== true || /\{[^}]+\}/.test(key)) return;
  const message = 'on a cluster a prefix in braces, such as "{localert}", so that its keys stay together';
  throw new InvalidInputError({ what: 'outbox options', issues: [{ path: 'queue', message }] });
}

/**
 * Opens an outbox on a queue of BullMQ. Its alerts are jobs of the queue, which dashboards and listeners of BullMQ show;
 * what is claimed next, and when, is decided by scripts of its own, for BullMQ has no groups, no pace before the fetch
 * and no order by rank. The queue is paused for workers of BullMQ, which would know nothing of all that.
 *
 * @throws LOCALERT_INVALID_INPUT for options that are none
 * @throws LOCALERT_STORE_UNAVAILABLE when Redis does not answer in time
 *
 * @example
 * ```ts
 * import { bullmqOutbox } from '@localert/delivery/bullmq';
 * import { Queue, QueueEvents } from 'bullmq';
 *
 * const on = { connection: { host: 'redis.internal' }, prefix: '{localert}' };
 * const queue = new Queue('alerts', on);
 * const events = new QueueEvents('alerts', on);
 *
 * const outbox = await bullmqOutbox({ queue, events });
 * console.log(outbox.durable); // true with appendonly yes and appendfsync always
 * ```
 */
export async function bullmqOutbox(options: BullmqOutboxOptions): Promise<Outbox> {
  const settings = bullmqSettings(options);
  const { queue, commandTimeoutMs } = settings;
  const link = await openLink(queue, commandTimeoutMs);
  assertOneSlot(link, queue.toKey('meta'));
  const durable = await link.guarded('outbox.open', async () => {
    if (!(await queue.isPaused())) await queue.pause();
    return durability(link.client, settings.durable);
  });
  return outboxOn(link, durable, settings);
}

function outboxOn(link: BullmqLink, durable: boolean, settings: BullmqSettings): Outbox {
  const { events, waitReplicas, clock } = settings;
  const gate = createGate();
  const writer =
    waitReplicas > 0
      ? // One at once: a replica that is missing holds up what goes over the same connection.
        createBullmqWriter((lua, args) => link.runWaiting('outbox.enqueue', lua, args, waitReplicas), 1)
      : createBullmqWriter((lua, args) => link.run('outbox.enqueue', lua, args), AT_ONCE);

  /** Removes batch by batch; answers how many. */
  async function removedBy(operation: string, lua: string, args: readonly string[]): Promise<number> {
    let removed = 0;
    for (;;) {
      const count = Number(await link.run(operation, lua, [...args, String(PRUNE_BATCH)]));
      removed += count;
      if (count < PRUNE_BATCH) return removed;
    }
  }

  return {
    spec: OUTBOX_SPEC,
    durable,
    ...(events && { subscribe: subscribeTo(events, gate) }),

    enqueue(scope, alert) {
      assertTenantScope(scope);
      return writer.add(scope.tenant, alert);
    },

    async claim(scope, request) {
      assertSystemScope(scope);
      gate.enter('outbox.claim');
      const claims: ClaimedAlert[] = [];
      for (let left = Math.floor(request.limit); left >= 1; left -= CLAIM_BATCH) {
        const limit = Math.min(CLAIM_BATCH, left);
        const row = claimRow({ ...request, limit }, newToken());
        const rows = listOf(await link.run('outbox.claim', CLAIM, row));
        claims.push(...rows.map(claimOf));
        if (rows.length < limit) break;
      }
      return claims;
    },

    async settle(scope, claim, settlement) {
      assertSystemScope(scope);
      gate.enter('outbox.settle');
      if (!isStorable(claim.alert.id)) return false;
      const row = settleRow(claim, settlement, clock.now(), newToken());
      return (await link.run('outbox.settle', SETTLE, row)) === 1;
    },

    async status(scope, id) {
      assertTenantScope(scope);
      gate.enter('outbox.status');
      if (!isStorable(id)) return undefined;
      const row = listOf(await link.run('outbox.status', STATUS, [tenantName(scope.tenant), id]));
      return row.length === 0 ? undefined : statusOf(row);
    },

    async dead(scope, page = {}) {
      assertTenantScope(scope);
      gate.enter('outbox.dead');
      const [settled, job] = cursors.read(page.cursor) ?? FIRST_DEAD;
      const limit = pageLimit(page.limit);
      const args = [tenantName(scope.tenant), String(settled), job, String(limit + 1)];
      const rows = listOf(await link.run('outbox.dead', DEAD, args)).map(listOf);
      const items = rows.slice(0, limit).map(statusOf);
      const last = items.at(-1);
      if (rows.length <= limit || last === undefined) return { items };
      return { items, cursor: cursors.write([last.settledAt ?? 0, String(rows[limit - 1]?.at(-1))]) };
    },

    async redrive(scope, id, now) {
      assertTenantScope(scope);
      gate.enter('outbox.redrive');
      if (!isStorable(id)) return false;
      const args = [newToken(), tenantName(scope.tenant), id, String(now)];
      return (await link.run('outbox.redrive', REDRIVE, args)) === 1;
    },

    async nextDue(scope) {
      assertSystemScope(scope);
      gate.enter('outbox.nextDue');
      const due = await link.run('outbox.nextDue', NEXT_DUE, []);
      return due === null ? undefined : Number(due);
    },

    async depth(scope, now) {
      assertSystemScope(scope);
      gate.enter('outbox.depth');
      const args = [now === undefined ? '-inf' : String(now)];
      const [queued, sending, dead] = listOf(await link.run('outbox.depth', DEPTH, args));
      return { queued: Number(queued), sending: Number(sending), dead: Number(dead) };
    },

    async prune(scope, tenant, before) {
      assertSystemScope(scope);
      gate.enter('outbox.prune');
      return removedBy('outbox.prune', PRUNE, [tenantName(tenant), String(before)]);
    },

    async purge(scope, tenant) {
      assertSystemScope(scope);
      gate.enter('outbox.purge');
      await writer.flush();
      return removedBy('outbox.purge', PURGE, [tenantName(tenant)]);
    },

    async close() {
      gate.close();
      await writer.close();
    },
  };
}
