import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createFixtureManager } from '@localert/manager';
import { type SlackMessage, slackWebhook } from '@localert/slack';
import { sqliteStore } from '@localert/store-sqlite';
import { startFakeSlack } from '@localert/testkit/fake-slack';
import { playbackValues, recordedBody } from './alertmanager.ts';
import { playbackFailure } from './fixtures.ts';
import { demoPage } from './page.ts';
import { READERS } from './readers.ts';
import { printJson, printMessages } from './report.ts';

const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    page: { type: 'string', default: join('out', 'demo.html') },
    help: { type: 'boolean', default: false },
  },
});

if (flags.help) {
  console.log(
    'npm run demo                     messages as people read them\nnpm run demo -- --json           what was posted, as JSON\nnpm run demo -- --page FILE      where the page goes (default out/demo.html)',
  );
  process.exit(0);
}

const folder = await mkdtemp(join(tmpdir(), 'localert-demo-'));
const slack = await startFakeSlack();
const started = performance.now();

try {
  const alerts = await createFixtureManager({
    fixtures: { playback_failure: playbackFailure },
    tenants: READERS.map(({ tenant, name, defaultLocale, timeZone }) => ({
      id: tenant,
      name,
      defaultLocale,
      timeZone,
    })),
    store: sqliteStore({ path: join(folder, 'alerts.db') }),
    transport: slackWebhook({ urlFor: ({ tenant }) => slack.webhookUrl(tenant) }),
  });
  const ready = performance.now();

  const body = await recordedBody();
  const send = async (reader: (typeof READERS)[number]) => {
    const client = alerts.forTenant(reader.tenant, { actor: 'svc:alertmanager', roles: ['sender'] });
    const begun = performance.now();
    const result = await client.send('playback_failure', {
      locale: reader.locale,
      values: playbackValues(body),
      dedupeKey: `${body.groupKey}/${reader.tenant}`,
    });
    return { reader, result, ms: performance.now() - begun };
  };
  const sent = await Promise.all(READERS.map(send));
  const delivered = await alerts.drain(10_000);
  const done = performance.now();

  const viewer = alerts.forTenant('northwind', { actor: 'user:demo', roles: ['viewer'] });
  const previews = await viewer.preview('playback_failure', playbackValues(body));
  const received = (tenant: string) => slack.messages.find((message) => message.tenant === tenant)?.payload;
  const messages = sent.map((item) => ({
    ...item,
    // The double keeps what it was sent as JSON; this is what our own renderer had made.
    message: received(item.reader.tenant) as SlackMessage | undefined,
  }));
  const page = demoPage(messages, previews);
  await mkdir(join(flags.page, '..'), { recursive: true });
  await writeFile(flags.page, page);
  await alerts.close();

  const timings = { readyMs: ready - started, deliveredMs: done - ready };
  if (flags.json) printJson(messages, timings);
  else printMessages(messages, timings, flags.page);
  if (!delivered || messages.some(({ message }) => message === undefined)) {
    console.error('Not every message reached the double of Slack.');
    process.exitCode = 1;
  }
} finally {
  await slack.close();
  await rm(folder, { recursive: true, force: true });
}
