import {
  AUDITOR_SPEC,
  type AuditAct,
  type AuditEntry,
  type AuditLog,
  type Auditor,
  type AuditRecord,
  StoreUnavailableError,
  systemScope,
} from '@localert/core';

const system = systemScope('test');

/**
 * An auditor that keeps its records unlinked in a log, and remembers every act that it was told. While `down` says so it
 * can do nothing.
 */
export function recordingAuditor(log: AuditLog | undefined) {
  const acts = new Map<string, AuditAct>();
  const told: string[] = [];
  const state = { down: false as boolean | 'record' | 'append', appended: 0 };
  /** What was there when it was closed: by then nothing writes any more. */
  const left = new Map<string, readonly AuditRecord[]>();
  let count = 0;
  const up = (what: 'record' | 'append') => {
    if (state.down === true || state.down === what) throw new StoreUnavailableError({ operation: what });
  };
  const auditor: Auditor = {
    spec: AUDITOR_SPEC,
    record(act) {
      up('record');
      count += 1;
      const id = `00000000-0000-7000-8000-${String(count).padStart(12, '0')}`;
      acts.set(id, act);
      const { payload: _, ...kept } = act;
      return { ...kept, id, at: Date.now() };
    },
    async append(tenant, records) {
      up('append');
      state.appended += records.length;
      await log?.append(system, tenant, records);
    },
    async entries({ tenant }, { since = 0, limit = 1_000 } = {}) {
      const records = (await log?.unlinked(system, tenant, limit)) ?? [];
      const items = records.filter(({ at }) => at >= since);
      return {
        items: items.map(
          (record, index): AuditEntry => ({ ...record, sequence: index + 1, previousHash: '', hash: '' }),
        ),
      };
    },
    async forget(tenant) {
      told.push(`forget ${tenant}`);
    },
    async prune(tenant, { retentionDays }) {
      told.push(`prune ${tenant} ${retentionDays}`);
      return { dropped: 0 };
    },
    async close() {
      told.push('close');
      for (const tenant of (await log?.tenants(system))?.items ?? []) left.set(tenant, await kept(tenant));
      told.push('closed');
    },
  };
  /** What lies in the log for a tenant, in order: what was handed to a write that failed does not. */
  const kept = async (tenant = 'acme'): Promise<readonly AuditRecord[]> =>
    left.get(tenant) ??
    (told.includes('closed') ? [] : ((await log?.unlinked(system, tenant, 10_000)) ?? []));
  /** The same in short: `action outcome`. */
  const trail = async (tenant = 'acme'): Promise<readonly string[]> =>
    (await kept(tenant)).map(({ action, outcome }) => `${action} ${outcome}`);
  const actOf = ({ id }: AuditRecord) => acts.get(id);
  return { auditor, state, told, kept, trail, actOf };
}
