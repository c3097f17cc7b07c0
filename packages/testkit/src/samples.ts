import {
  type AuditEntry,
  type AuditHead,
  type AuditRecord,
  FIRST_PREVIOUS_HASH,
  type FixtureCommit,
  type FixtureSnapshot,
  newTenant,
  type QueuedAlert,
  type TenantContext,
  uuidV7,
} from '@localert/core';

/** 2026-01-01T00:00:00Z: when samples are made unless a test says otherwise. */
export const SAMPLE_TIME = Date.UTC(2026, 0, 1);

let made = 0;

/** A new id. Not random: the same run gives the same ids. */
function nextId(at: number): string {
  const bytes = new Uint8Array(10);
  new DataView(bytes.buffer).setUint32(6, ++made);
  return uuidV7(at, bytes);
}

/** A small valid fixture's content. */
export function sampleSnapshot(id: string, change: Partial<FixtureSnapshot> = {}): FixtureSnapshot {
  return {
    id,
    name: id,
    baseLocale: 'en',
    syntax: 'icu',
    severity: 'medium',
    locales: {
      en: {
        title: 'Disk full on {host}',
        description: '{count, plural, one {# volume} other {# volumes}} affected',
      },
      es: {
        title: 'Disco lleno en {host}',
        description: '{count, plural, one {# volumen} other {# volúmenes}}',
      },
    },
    labels: {},
    sensitive: false,
    provenance: {},
    arguments: { host: { type: 'text' }, count: { type: 'number' } },
    state: 'active',
    ...change,
  };
}

/** How a sample commit differs from the plain one. */
export interface SampleCommit {
  /** Epoch milliseconds. */
  readonly at?: number;
  readonly snapshot?: Partial<FixtureSnapshot>;
  readonly guards?: FixtureCommit['guards'];
}

const base = (fixture: string, revision: number, at: number) => ({
  ...{ id: nextId(at), fixture, revision, at },
  actor: 'user:test',
});

/** The commit that creates a fixture. */
export function sampleCreate(
  fixture: string,
  { at = SAMPLE_TIME, snapshot, guards }: SampleCommit = {},
): FixtureCommit {
  const event = {
    ...base(fixture, 1, at),
    type: 'FixtureCreated',
    snapshot: sampleSnapshot(fixture, snapshot),
  } as const;
  return { fixture, events: [event], expectedRevision: 0, ...(guards && { guards }) };
}

/** A commit that changes a fixture which is at `expectedRevision`. */
export function sampleUpdate(
  fixture: string,
  expectedRevision: number,
  { at = SAMPLE_TIME + expectedRevision, snapshot, guards }: SampleCommit = {},
): FixtureCommit {
  const head = base(fixture, expectedRevision + 1, at);
  const event = { ...head, type: 'FixtureUpdated', snapshot: sampleSnapshot(fixture, snapshot) } as const;
  return { fixture, events: [event], expectedRevision, ...(guards && { guards }) };
}

/** A commit that archives or restores a fixture which is at `expectedRevision`. */
export function sampleTurn(
  fixture: string,
  expectedRevision: number,
  type: 'FixtureArchived' | 'FixtureRestored',
  at: number = SAMPLE_TIME + expectedRevision,
): FixtureCommit {
  return { fixture, events: [{ ...base(fixture, expectedRevision + 1, at), type }], expectedRevision };
}

/** An alert as the manager enqueues it. */
export function sampleAlert(change: Partial<QueuedAlert> = {}): QueuedAlert {
  const createdAt = change.createdAt ?? SAMPLE_TIME;
  const id = change.id ?? nextId(createdAt);
  return {
    id,
    fixture: 'disk_full',
    revision: 1,
    severity: 'high',
    priority: 2,
    locale: 'es',
    requested: ['es-MX', 'en'],
    values: '{"host":"db-1","count":3}',
    payload: '{"text":"Disco lleno en db-1","blocks":[]}',
    plain: 'Disco lleno en db-1',
    destination: { channel: 'C0123456789' },
    // Each has a group of its own: the alerts of one go one after the other.
    group: `T1/${id}`,
    createdAt,
    ...change,
  };
}

/** A new tenant. */
export function sampleTenant(id: string, change: Partial<TenantContext> = {}): TenantContext {
  return { ...newTenant({ id, defaultLocale: 'en-US', timeZone: 'Europe/Madrid' }, SAMPLE_TIME), ...change };
}

/** An audit record that waits to be linked. */
export function sampleAudit(tenant: string, change: Partial<AuditRecord> = {}): AuditRecord {
  const at = change.at ?? SAMPLE_TIME;
  return {
    id: nextId(at),
    at,
    tenant,
    actor: 'pseudonym-1',
    action: 'fixture:write',
    resource: { kind: 'fixture', id: 'disk_full', revision: 1 },
    outcome: 'success',
    frameworks: ['SOC2'],
    ...change,
  };
}

/**
 * The records as entries of a chain. The hashes only look like hashes: a log compares them, it does not compute them.
 *
 * @param head - the end of the chain that they follow; `undefined` for the first
 */
export function sampleLink(head: AuditHead | undefined, records: readonly AuditRecord[]): AuditEntry[] {
  let previous = head ?? { sequence: 0, hash: FIRST_PREVIOUS_HASH };
  return records.map((record) => {
    const sequence = previous.sequence + 1;
    const hash = `${sequence}-${record.id.replaceAll(/[^\w-]/g, '')}`.padEnd(43, '_').slice(0, 43);
    const entry = { ...record, sequence, previousHash: previous.hash, hash };
    previous = { sequence, hash };
    return entry;
  });
}
