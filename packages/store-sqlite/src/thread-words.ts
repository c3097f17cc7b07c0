import type { AuditRow } from './audit-keep.ts';
import type { OutboxWork, Outcome } from './outbox-work.ts';

/** How the thread that writes the queue is set up. */
export interface ThreadSetup {
  readonly path: string;
  readonly busyTimeoutMs: number;
  readonly maxPages?: number | undefined;
  readonly reserveBytes: number;
}

/** What the thread is told: work, as {@link packWorks} packs it, or to end. */
export type ToThread = readonly unknown[] | 'close';

/** What it answers: that it is there, or an outcome for each piece of work, in the order in which they were sent. */
export type FromThread = 'ready' | readonly (Outcome | typeof KEPT)[];

/** The outcome of an alert that was kept, and is no duplicate: nearly all are. */
export const KEPT = 0;

/** Fields that an alert takes in a message. */
const WIDTH = 11;

const packAudit = (rows: readonly AuditRow[]): readonly string[] | undefined =>
  rows.length === 0 ? undefined : rows.flatMap(({ id, body }) => [id, body]);

function unpackAudit(packed: readonly string[] | undefined): readonly AuditRow[] {
  if (packed === undefined) return [];
  const rows: AuditRow[] = [];
  for (let index = 0; index < packed.length; index += 2)
    rows.push({ id: String(packed[index]), body: String(packed[index + 1]) });
  return rows;
}

/**
 * Work as one flat list. The copy between threads writes the name of each field of each object: that took four times as
 * long as a list of values.
 */
export function packWorks(works: readonly OutboxWork[]): readonly unknown[] {
  const packed: unknown[] = [];
  for (const work of works) {
    if (work.kind !== 'enqueue') {
      packed.push(work);
      continue;
    }
    const { tenant, id, group, rank, priority, created, notBefore, dedupe, body, audit } = work.row;
    packed.push(tenant, id, group, rank, priority, created, notBefore, dedupe?.key, dedupe?.windowMs, body);
    packed.push(packAudit(audit));
  }
  return packed;
}

type Packed = readonly [
  ...[tenant: string, id: string, group: string, rank: number, priority: number, created: number],
  ...[notBefore: number | undefined, key: string | undefined, windowMs: number, body: string],
  audit: readonly string[] | undefined,
];

/** The work that was packed. */
export function unpackWorks(packed: readonly unknown[]): OutboxWork[] {
  const works: OutboxWork[] = [];
  for (let index = 0; index < packed.length; ) {
    const first = packed[index];
    if (typeof first === 'object') {
      works.push(first as OutboxWork);
      index += 1;
      continue;
    }
    const fields = packed.slice(index, index + WIDTH) as unknown as Packed;
    const [tenant, id, group, rank, priority, created, notBefore, key, windowMs, body, audit] = fields;
    const dedupe = key === undefined ? undefined : { key, windowMs };
    const row = { tenant, id, group, rank, priority, created, notBefore, dedupe, body };
    works.push({ kind: 'enqueue', row: { ...row, audit: unpackAudit(audit) } });
    index += WIDTH;
  }
  return works;
}

/** A fault as it goes from thread to thread: what it is, not what it says. */
const plainFault = (fault: unknown): object => {
  const { errcode, code } = fault as { errcode?: unknown; code?: unknown };
  return { errcode, code };
};

export const packOutcome = (work: OutboxWork, outcome: Outcome): Outcome | typeof KEPT => {
  if ('fault' in outcome) return { fault: plainFault(outcome.fault) };
  const plain = work.kind === 'enqueue' && Object.keys(outcome.value).length === 1;
  return plain ? KEPT : outcome;
};

export const unpackOutcome = (work: OutboxWork, outcome: Outcome | typeof KEPT): Outcome => {
  if (outcome !== KEPT) return outcome;
  return { value: { id: (work as Extract<OutboxWork, { kind: 'enqueue' }>).row.id } };
};
