import { secret } from '@localert/core';
import { createFixtureManager } from '@localert/manager';
import { slackWebhook } from '@localert/slack';
import { createAcknowledgements } from '@localert/slack/interactive';
import { sqliteStore } from '@localert/store-sqlite';
import { createApp } from './app.ts';
import { fixtures } from './fixtures.ts';

const url = process.env['SLACK_WEBHOOK_URL'];
if (url === undefined) throw new Error('Set SLACK_WEBHOOK_URL to an incoming webhook of Slack.');

const env = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`Set ${name}.`);
  return value;
};
const acknowledge = createAcknowledgements({ secrets: [secret(env('ACKNOWLEDGE_SECRET'))] });

const alerts = await createFixtureManager({
  fixtures,
  tenants: [{ id: 'shop', defaultLocale: 'en', timeZone: 'Europe/Berlin' }],
  store: sqliteStore({ path: process.env['LOCALERT_DB'] ?? 'alerts.db' }),
  transport: slackWebhook({ urlFor: () => url, acknowledge }),
});
const app = createApp(alerts, {
  signingSecret: secret(env('SLACK_SIGNING_SECRET')),
  acknowledge,
  onAcknowledge: ({ alert, press }) => console.log(`${press.user} takes ${alert}`),
});
const server = app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1', () => {
  console.log('POST /shop/orders/A-1/payment-failed {"amount": 49.9} with Accept-Language: de');
});

// What was accepted is durable already; a clean stop delivers what is due before it goes.
process.once('SIGTERM', () => {
  server.close(() => void alerts.close());
});
