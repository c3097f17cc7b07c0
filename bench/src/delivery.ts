// From an enqueue to Slack. `npm run bench:delivery`, `-- --json` for machines, `-- --quick` for a tenth of the work,
// `-- --only=receipts|queues|load|hot|quiet|faults`, `-- --alerts=2000` for those with faults,
// `-- --loads=1,100` alerts a second.
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchEndToEnd } from './delivery-end-to-end.ts';
import { benchFaults } from './delivery-faults.ts';
import { benchHotChannel } from './delivery-hot.ts';
import { benchQueues } from './delivery-queues.ts';
import { benchQuietTenant } from './delivery-quiet.ts';
import { benchReceipts } from './delivery-receipts.ts';
import { progress, type Row, report } from './report.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    alerts: { type: 'string', default: '10000' },
    loads: { type: 'string' },
  },
});
const wants = (part: string): boolean => values.only === undefined || values.only === part;
const some = (many: number, few: number): number => (values.quick ? few : many);

const loads = (values.loads ?? (values.quick ? '1,100' : '1,100,1000')).split(',').map(Number);

const folder = await mkdtemp(join(tmpdir(), 'localert-delivery-'));
const before = loadavg();
try {
  const rows: Row[] = [];
  if (wants('receipts')) {
    progress('receipts, with encryption, audit and an observer on');
    rows.push(...(await benchReceipts(folder, some(5_000, 500))));
  }
  if (wants('queues')) {
    progress('what the queues take, beside others');
    rows.push(...(await benchQueues(folder, some(2_000, 200))));
  }
  if (wants('load')) {
    progress('end to end at steady loads');
    rows.push(...(await benchEndToEnd(folder, some(20, 2), loads)));
  }
  if (wants('hot')) {
    progress('a channel that has more to say than it may');
    rows.push(...(await benchHotChannel(folder, some(60, 5))));
  }
  if (wants('quiet')) {
    progress('a quiet tenant while another floods');
    const quiet = { perSecond: 50, alerts: some(1_000, 100) };
    rows.push(...(await benchQuietTenant(folder, { quiet, flood: some(10_000, 500) })));
  }
  if (wants('faults')) {
    const few = { alerts: 300, perSecond: 50, patienceMs: 15_000 };
    const many = { alerts: Number(values.alerts), perSecond: 200, patienceMs: 60_000 };
    rows.push(...(await benchFaults(folder, values.quick ? few : many)));
  }
  report('Delivery', rows, { load: { before, after: loadavg() } });
  progress(`load of the machine: ${before[0]?.toFixed(1)} before, ${loadavg()[0]?.toFixed(1)} after`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
