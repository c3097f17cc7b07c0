import {
  AUDIT_SPEC,
  type AuditLog,
  assertPort,
  type Clock,
  guardedAuditLog,
  guardedRecords,
  guardedTenantKeys,
  InvalidInputError,
  RECORDS_SPEC,
  type Records,
  TENANT_KEYS_SPEC,
  type TenantKeys,
} from '@localert/core';
import type { FailureObserver } from './audit-failure.ts';
import type { HeadOptions } from './head-keeper.ts';
import { localTenantKeys } from './local-tenant-keys.ts';
import type { SignedHead } from './signed-head.ts';
import type { AuditSigner } from './signer.ts';

/** How records are linked in the background. */
export interface SealOptions {
  /** Milliseconds between two looks: how long a record stays unlinked. 10 to 3,600,000; default 1,000. */
  readonly intervalMs?: number | undefined;
  /**
   * Most records linked in one transaction; this many new ones are linked without waiting. The event loop stands for a
   * batch, about 20 µs a record with SQLite. 1 to 10,000; default 50.
   */
  readonly maxBatch?: number | undefined;
}

/** What an audit trail is made of. */
export interface AuditOptions {
  readonly log: AuditLog;
  /** The keys of pseudonyms and payload hashes. Default: `localTenantKeys` over `records`. */
  readonly keys?: TenantKeys | undefined;
  /** Keeps signed heads, and keys and salts where they are asked for. */
  readonly records?: Records | undefined;
  /** Signs heads, checkpoints and exports. Without one a rebuilt chain cannot be told from the real one. */
  readonly signer?: AuditSigner | undefined;
  readonly clock?: Clock | undefined;
  /** `false`: another process links. */
  readonly seal?: SealOptions | false | undefined;
  readonly heads?: HeadOptions | undefined;
  /** Gives each person a salt of their own in `records`, so that one person can be erased. Default false. */
  readonly erasable?: boolean | undefined;
  /** Takes signed heads to a place that the store's writers cannot reach. One that throws is called again. */
  readonly onHead?: ((head: SignedHead) => void | Promise<void>) | undefined;
  readonly onFailure?: FailureObserver | undefined;
}

function refuse(path: string, message: string): never {
  throw new InvalidInputError({ what: 'audit option', issues: [{ path, message }] });
}

function within(value: number, path: string, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  return refuse(path, `a whole number from ${least} to ${most}`);
}

function keysOf({ keys, records, clock }: AuditOptions): TenantKeys {
  if (keys !== undefined) assertPort('tenant keys', keys, TENANT_KEYS_SPEC);
  if (keys !== undefined) return guardedTenantKeys(keys);
  return records
    ? localTenantKeys({ records, clock })
    : refuse('keys', 'tenant keys, or records to keep them in');
}

/** The options with what was left out. @throws LOCALERT_PORT_MISMATCH, LOCALERT_INVALID_INPUT */
export function resolveOptions(options: AuditOptions) {
  const { erasable = false, clock = { now: Date.now } } = options;
  assertPort('audit log', options.log, AUDIT_SPEC);
  if (options.records !== undefined) assertPort('records', options.records, RECORDS_SPEC);
  const records = options.records && guardedRecords(options.records);
  const saltRecords = erasable ? (records ?? refuse('records', 'records, to keep salts in')) : undefined;
  const { intervalMs = 1000, maxBatch = 50 } = options.seal || {};
  const { everyEntries = 1000, everyMs = 3_600_000 } = options.heads ?? {};
  return {
    ...options,
    log: guardedAuditLog(options.log),
    records,
    clock,
    saltRecords,
    keys: keysOf({ ...options, records }),
    background: options.seal !== false,
    intervalMs: within(intervalMs, 'seal.intervalMs', 10, 3_600_000),
    maxBatch: within(maxBatch, 'seal.maxBatch', 1, 10_000),
    heads: {
      everyEntries: within(everyEntries, 'heads.everyEntries', 1, 1_000_000_000),
      everyMs: within(everyMs, 'heads.everyMs', 1, 31_536_000_000),
    },
  };
}
