// Starts a real Alertmanager, posts alerts to its API, and looks at what reached a double of Slack in three languages.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createFixtureManager } from '@localert/manager';
import { slackWebhook } from '@localert/slack';
import { sqliteStore } from '@localert/store-sqlite';
import { startFakeSlack } from '@localert/testkit/fake-slack';
import { fixtures } from './fixtures.ts';
import { createReceiver } from './receiver.ts';

const program = ['prometheus-alertmanager', 'alertmanager'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
);
if (program === undefined) {
  console.log(
    'Skipped: no Alertmanager on the PATH. Debian and Ubuntu: apt-get install prometheus-alertmanager',
  );
  process.exit(process.env['REQUIRE_SERVICES'] === '1' ? 1 : 0);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function until(what: string, happened: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await happened())) {
    if (Date.now() > end) throw new Error(`Waited 30 s in vain: ${what}.`);
    await sleep(100);
  }
}

const folder = await mkdtemp(join(tmpdir(), 'localert-alertmanager-'));
const slack = await startFakeSlack();
const readers = [
  { tenant: 'madrid', locale: ['es-ES'] },
  { tenant: 'tokyo', locale: ['ja-JP'] },
  { tenant: 'leeds', locale: ['en-GB'] },
];
const alerts = await createFixtureManager({
  fixtures,
  tenants: readers.map(({ tenant }) => ({ id: tenant, defaultLocale: 'en' })),
  store: sqliteStore({ path: join(folder, 'alerts.db') }),
  transport: slackWebhook({ urlFor: ({ tenant }) => slack.webhookUrl(tenant) }),
});
const receiver = createReceiver(alerts, readers).listen(0, '127.0.0.1');
await new Promise((resolve) => receiver.once('listening', resolve));
const { port } = receiver.address() as AddressInfo;
let alertmanager: ChildProcess | undefined;

try {
  const apiPort = await freePort();
  const api = `http://127.0.0.1:${apiPort}`;
  const config = join(folder, 'alertmanager.yml');
  await writeFile(
    config,
    `route: { receiver: localert, group_by: [alertname, region], group_wait: 1s, group_interval: 1s }
receivers: [{ name: localert, webhook_configs: [{ url: 'http://127.0.0.1:${port}/alertmanager', send_resolved: true }] }]
`,
  );
  alertmanager = spawn(
    program,
    [
      `--config.file=${config}`,
      `--storage.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${apiPort}`,
      '--cluster.listen-address=',
    ],
    { stdio: 'ignore' },
  );
  await until('Alertmanager to answer', () =>
    fetch(`${api}/-/ready`).then(
      (answer) => answer.ok,
      () => false,
    ),
  );

  const alert = (instance: string, endsAt?: string) => ({
    labels: { alertname: 'PlaybackFailure', region: 'eu-west-1', instance },
    annotations: { summary: 'Streams failing' },
    ...(endsAt === undefined ? {} : { endsAt }),
  });
  const post = (body: unknown) =>
    fetch(`${api}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const arrived = () => JSON.stringify(slack.messages);

  await post([alert('edge-7'), alert('edge-8')]);
  const firing = [
    'PlaybackFailure: 2 alertas activas',
    'PlaybackFailure：2 件のアラートが発生中',
    'PlaybackFailure: 2 alerts firing',
  ];
  await until('the firing alerts in three languages', () => firing.every((text) => arrived().includes(text)));

  const now = new Date().toISOString();
  await post([alert('edge-7', now), alert('edge-8', now)]);
  const resolved = ['PlaybackFailure resuelta', 'PlaybackFailure は解決しました', 'PlaybackFailure resolved'];
  await until('the resolved alerts in three languages', () =>
    resolved.every((text) => arrived().includes(text)),
  );
  console.log(
    `A real Alertmanager’s alerts arrived in Spanish, Japanese and English: ${slack.messages.length} messages.`,
  );
} finally {
  alertmanager?.kill();
  receiver.close();
  await alerts.close();
  await slack.close();
  await rm(folder, { recursive: true, force: true });
}
