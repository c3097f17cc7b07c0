import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createFixtureManager } from '@localert/manager';
import { type SlackMessage, slackWebhook } from '@localert/slack';
import { sqliteStore } from '@localert/store-sqlite';
import { startFakeSlack } from '@localert/testkit/fake-slack';
import { playbackValues, recordedBody } from './alertmanager.ts';
import { createStreamOutage, draftInJapanese } from './draft.ts';
import { diskFull, diskValues, playbackFailure } from './fixtures.ts';
import { demoPage } from './page.ts';
import { READERS, SAKURA } from './readers.ts';
import { printJson, printMessages } from './report.ts';
import { STREAM_OUTAGE } from './stream-outage.ts';

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
  const store = sqliteStore({ path: join(folder, 'alerts.db') });
  const alerts = await createFixtureManager({
    fixtures: { playback_failure: playbackFailure, disk_full: diskFull },
    tenants: READERS.map(({ tenant, name, defaultLocale, timeZone }) => ({
      id: tenant,
      name,
      defaultLocale,
      timeZone,
    })),
    store,
    transport: slackWebhook({ urlFor: ({ tenant }) => slack.webhookUrl(tenant) }),
  });
  await createStreamOutage(alerts);
  const ready = performance.now();

  const body = await recordedBody();
  const values = playbackValues(body);
  const send = async (reader: (typeof READERS)[number], occurrence = 1) => {
    const client = alerts.forTenant(reader.tenant, { actor: 'svc:alertmanager', roles: ['sender'] });
    const dedupeKey = `${body.groupKey}/${reader.tenant}/${occurrence}`;
    const options = { locale: reader.locale, values, dedupeKey };
    const begun = performance.now();
    const result =
      reader.tenant === 'sakura'
        ? await client.untyped.send(STREAM_OUTAGE, options)
        : await client.send('playback_failure', options);
    return { reader, result, ms: performance.now() - begun };
  };
  /** What the double of Slack got. It keeps JSON; this is what our own renderer had made. */
  const arrived = (sent: Awaited<ReturnType<typeof send>>, nth = 0) => {
    const got = slack.messages.filter(({ tenant }) => tenant === sent.reader.tenant);
    return { ...sent, message: got[nth]?.payload as SlackMessage | undefined };
  };
  const sent = await Promise.all(READERS.map((reader) => send(reader)));
  const delivered = await alerts.drain(10_000);
  const done = performance.now();
  const messages = sent.map((one) => arrived(one));

  // The reader whose language was missing: a draft, a reviewer, and the alert once more.
  const draft = await draftInJapanese(alerts, store.records);
  const again = await send(SAKURA, 2);
  const deliveredAgain = await alerts.drain(10_000);
  const japanese = arrived(again, 1);
  const drafted = performance.now();

  const viewer = alerts.forTenant('northwind', { actor: 'user:demo', roles: ['viewer'] });
  const previews = await viewer.preview('playback_failure', values);
  const rightToLeft = (await viewer.preview('disk_full', diskValues)).filter(({ requested }) =>
    ['ar', 'he'].includes(requested),
  );
  const page = demoPage([...messages, japanese], draft, rightToLeft, previews);
  await mkdir(join(flags.page, '..'), { recursive: true });
  await writeFile(flags.page, page);
  await alerts.close();

  const timings = { readyMs: ready - started, deliveredMs: done - ready, draftedMs: drafted - done };
  if (flags.json) printJson(messages, draft, japanese, timings);
  else printMessages(messages, draft, japanese, timings, flags.page);
  const isWhole = [...messages, japanese].every(({ message }) => message !== undefined);
  if (!delivered || !deliveredAgain || !isWhole) {
    console.error('Not every message reached the double of Slack.');
    process.exitCode = 1;
  }
} finally {
  await slack.close();
  await rm(folder, { recursive: true, force: true });
}
