import { createFixtureManager } from '@localert/manager';
import { slackWebhook } from '@localert/slack';
import { sqliteStore } from '@localert/store-sqlite';
import { fixtures } from './fixtures.ts';
import { createReceiver } from './receiver.ts';

const url = process.env['SLACK_WEBHOOK_URL'];
if (url === undefined) throw new Error('Set SLACK_WEBHOOK_URL to an incoming webhook of Slack.');

const alerts = await createFixtureManager({
  fixtures,
  tenants: [{ id: 'ops', defaultLocale: 'en', timeZone: 'Europe/Madrid' }],
  store: sqliteStore({ path: process.env['LOCALERT_DB'] ?? 'alerts.db' }),
  transport: slackWebhook({ urlFor: () => url }),
});
const server = createReceiver(alerts, [{ tenant: 'ops', locale: ['es'] }]);
server.listen(9099, '127.0.0.1', () =>
  console.log('Waiting for Alertmanager on http://127.0.0.1:9099/alertmanager'),
);
process.once('SIGTERM', () => {
  server.close(() => void alerts.close());
});
