import type {
  Destination,
  DurableReceipt,
  Escalation,
  QueuedAlert,
  TenantContext,
  TenantScope,
} from '@localert/core';
import { copiesOf, digestOf, enqueueBeside, escalationsOf } from './beside.ts';
import type { Delivery, House } from './house.ts';
import { type Recalled, remember } from './incident-memory.ts';
import type { IncidentPlace } from './incident-record.ts';
import type { SendResult } from './send-request.ts';

/** An alert that the queue has, and what was asked for beside it. */
export interface Sent {
  readonly house: House;
  readonly delivery: Delivery;
  readonly scope: TenantScope;
  readonly tenant: TenantContext;
  readonly queued: QueuedAlert;
  readonly recalled: Recalled | undefined;
  readonly to: readonly Destination[];
  readonly durable: DurableReceipt;
  readonly escalate: readonly Escalation[] | undefined;
  readonly digest: boolean | undefined;
}

const placeOf = ({ id, destination, group }: QueuedAlert): IncidentPlace => ({
  alert: id,
  destination,
  group,
});

/** Duplicates are counted one by one: at the first, the second, the fourth, … what may have been missed is made good. */
const isPowerOfTwo = (count: number): boolean => Number.isInteger(Math.log2(count));

/**
 * Queues and remembers what belongs to an alert: its copies, its escalations, its incident, and for duplicates the message
 * that tells of them. All of it has ids that follow from the alert's: done again, after a process that died half-way, it is
 * there once.
 */
export async function followUp(sent: Sent): Promise<Pick<SendResult, 'copies' | 'incident'>> {
  const { house, delivery, scope, tenant, queued, recalled, durable } = sent;
  const { duplicateOf, suppressed = 1 } = durable;
  if (duplicateOf === undefined && recalled === undefined && sent.to.length === 1) return {};
  if (duplicateOf !== undefined && !isPowerOfTwo(suppressed)) return {};
  const original = { delivery, scope, tenant, queued, anchor: duplicateOf ?? queued.id };
  // What answers an incident that goes on stands where its messages are.
  const before = recalled?.open?.places;
  const to = before?.map(({ destination }) => destination) ?? sent.to;
  // Of a duplicate nobody knows any more what it answers: its copies are those of the first send.
  const copies = duplicateOf !== undefined && before !== undefined ? [] : copiesOf(original, to, before);
  const opens = recalled !== undefined && recalled.open === undefined;
  const steps = sent.escalate ?? tenant.delivery?.escalate ?? [];
  const escalations = opens ? escalationsOf(house, original, steps) : [];
  const windowMs = queued.dedupe?.windowMs ?? 0;
  const digest =
    duplicateOf === undefined || sent.digest === false ? undefined : digestOf(original, windowMs);
  await enqueueBeside(house, original, [
    ...copies,
    ...escalations,
    ...(digest === undefined ? [] : [digest]),
  ]);
  const incident =
    recalled === undefined || (duplicateOf !== undefined && !opens)
      ? undefined
      : await remember(house, scope, tenant, recalled, {
          queued,
          places: [placeOf({ ...queued, id: original.anchor }), ...copies.map(placeOf)],
          escalations: escalations.map(({ id }) => id),
        });
  return {
    ...(copies.length > 0 && { copies: copies.map(({ id }) => id) }),
    ...(incident !== undefined && { incident }),
  };
}
