// Runs the example as a reader would, against a double of Slack, and looks at what arrived.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startFakeSlack } from '@localert/testkit/fake-slack';

const slack = await startFakeSlack();
const folder = await mkdtemp(join(tmpdir(), 'localert-quickstart-'));
try {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const env = {
    ...process.env,
    SLACK_WEBHOOK_URL: slack.webhookUrl('acme'),
    LOCALERT_DB: join(folder, 'alerts.db'),
  };
  const run = spawn(process.execPath, [...process.execArgv, main], { env, stdio: 'inherit' });
  const [code] = (await once(run, 'exit')) as [number | null];
  if (code !== 0 || !JSON.stringify(slack.messages).includes('Reproducción interrumpida en EU')) {
    throw new Error('The alert did not arrive in Spanish.');
  }
  console.log('The alert arrived in Spanish.');
} finally {
  await slack.close();
  await rm(folder, { recursive: true, force: true });
}
