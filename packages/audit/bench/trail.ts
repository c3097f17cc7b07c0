/** What a record costs from the act to its place in the chain, and how fast a chain is verified: `npx node --conditions=@localert/source packages/audit/bench/trail.ts` */
import type { AuditAct, AuditRecord } from '@localert/core';
import { createAudit } from '../src/audit.ts';
import { linkRecords } from '../src/entry-json.ts';
import { memoryLog, memoryRecords } from '../test/memory-log.ts';

const COUNT = 100_000;

const actOf = (n: number): AuditAct => ({
  tenant: 'acme',
  actor: `user:${n % 500}`,
  action: 'alert:send',
  resource: { kind: 'fixture', id: 'playback_failure', locale: 'es-MX', revision: n % 40 },
  outcome: 'success',
  frameworks: ['SOC2', 'GDPR'],
  payload: { values: { region: 'EU', count: n, since: 1_767_225_600_000 }, destination: 'C0123456789' },
  details: { severity: 'critical', problems: 0 },
});

/** CPU microseconds of this process, user and system. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

const { log, chain } = memoryLog();
const audit = createAudit({ log, records: memoryRecords(), seal: false });
await audit.record(actOf(0));
for (let round = 0; round < 3; round += 1) {
  const started = cpu();
  const records: AuditRecord[] = [];
  for (let n = 0; n < COUNT; n += 1) records.push(audit.record(actOf(n)) as AuditRecord);
  const recorded = cpu();
  const entries = linkRecords(undefined, records);
  const linked = cpu();
  chain('acme').entries = entries;
  // The store's own time is left out: its pages are handed over as they are.
  const paged = {
    ...log,
    read: async (_: unknown, __: string, { after = 0, limit = 1000 } = {}) =>
      entries.slice(after, after + limit),
  };
  const bare = createAudit({ log: paged, records: memoryRecords(), seal: false });
  const { ok, rate } = await bare.verify('acme');
  const us = (from: number, to: number): string => ((to - from) / COUNT).toFixed(1);
  console.log(
    `record ${us(started, recorded)} µs CPU, link ${us(recorded, linked)} µs CPU, verify ${rate} entries/s, ${ok ? 'whole' : 'BROKEN'}`,
  );
}
