// The cost of the guards. `npm run bench:crypto`, `-- --json` for machines.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchAccess } from './crypto-access.ts';
import { benchAudit } from './crypto-audit.ts';
import { benchEnvelope } from './crypto-envelope.ts';
import { benchPii } from './crypto-pii.ts';
import { benchGuardedSend } from './crypto-send.ts';
import { progress, type Row, report } from './report.ts';

const folder = await mkdtemp(join(tmpdir(), 'localert-bench-'));
try {
  const rows: Row[] = [];
  progress('envelope: seal and open beside the bare ciphers of both backends');
  rows.push(...benchEnvelope());
  progress('audit: append and verify');
  rows.push(...(await benchAudit()));
  progress('authorize');
  rows.push(...benchAccess());
  progress('personal data: hostile and usual texts');
  rows.push(...benchPii());
  progress('send with all guards beside send without (half a minute)');
  rows.push(...(await benchGuardedSend(folder)));
  report('The cost of the guards', rows);
} finally {
  await rm(folder, { recursive: true, force: true });
}
