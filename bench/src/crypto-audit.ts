import { type ChainVerdict, createAudit, verifyChain } from '@localert/audit';
import { type AuditAct, type AuditRecord, systemScope } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import type { Row } from './report.ts';

const TENANT = 'acme';
const RECORDS = 100_000;
const BATCH = 1_000;

const act = (index: number): AuditAct => ({
  tenant: TENANT,
  actor: `user:${index % 50}`,
  action: 'alert:send',
  resource: { kind: 'alert', id: `0192f0c4-7a3e-7c1a-9b1e-${String(index).padStart(12, '0')}` },
  outcome: 'success',
  frameworks: ['SOC2'],
  payload: { fixture: 'disk_full', host: `db-${index % 100}`, count: index },
});

/** What one entry costs the processor from the act to its link, and how fast a chain is verified. Nothing touches a disk. */
export async function benchAudit(): Promise<readonly Row[]> {
  const store = memoryStore();
  const audit = createAudit({ log: store.audit, records: store.records, seal: false });
  await audit.record(act(0));
  const before = process.cpuUsage();
  for (let from = 0; from < RECORDS; from += BATCH) {
    const records: AuditRecord[] = [];
    for (let index = from; index < from + BATCH; index++) records.push(await audit.record(act(index)));
    await audit.append(TENANT, records);
    await audit.sealNow(TENANT);
  }
  const { user, system } = process.cpuUsage(before);
  const head = await store.audit.head(systemScope('bench'), TENANT);
  if (head?.sequence !== RECORDS) throw new Error('The chain is not whole.');
  const verdicts: ChainVerdict[] = [];
  for (let run = 0; run < 5; run++) verdicts.push(await verifyChain({ log: store.audit, tenant: TENANT }));
  if (verdicts.some(({ ok }) => !ok)) throw new Error('The chain does not verify.');
  const rates = verdicts.map(({ rate }) => rate).sort((left, right) => left - right);
  await audit.close();
  return [
    {
      name: 'audit: an entry from its act to its link, CPU',
      value: (user + system) / RECORDS,
      unit: 'µs',
      target: { atMost: 25 },
      note: `${RECORDS} entries in memory`,
    },
    {
      name: 'audit: entries verified',
      value: rates[2] ?? Number.NaN,
      unit: '/s',
      target: { atLeast: 100_000 },
      note: `${Math.round(rates[0] ?? 0)}–${Math.round(rates.at(-1) ?? 0)} in 5 runs`,
    },
  ];
}
