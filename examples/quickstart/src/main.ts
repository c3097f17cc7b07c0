import { createFixtureManager, defineFixture } from '@localert/manager';
import { slackWebhook } from '@localert/slack';
import { sqliteStore } from '@localert/store-sqlite';

const url = process.env['SLACK_WEBHOOK_URL'];
if (url === undefined)
  throw new Error('Set SLACK_WEBHOOK_URL to an incoming webhook: https://api.slack.com/messaging/webhooks');

const alerts = await createFixtureManager({
  fixtures: {
    playback_failure: defineFixture({
      baseLocale: 'en-US',
      severity: 'critical',
      locales: {
        'en-US': {
          title: 'Playback interrupted in {region}',
          description: '{count, plural, one {# stream} other {# streams}} failing since {since, time, short}',
        },
        'es-ES': {
          title: 'Reproducción interrumpida en {region}',
          description:
            '{count, plural, one {# transmisión falla} other {# transmisiones fallan}} desde las {since, time, short}',
        },
      },
    }),
  },
  tenants: [{ id: 'acme', defaultLocale: 'en-US', timeZone: 'Europe/Madrid' }],
  store: sqliteStore({ path: process.env['LOCALERT_DB'] ?? 'alerts.db' }),
  transport: slackWebhook({ urlFor: () => url }),
});

const acme = alerts.forTenant('acme', { actor: 'svc:player', roles: ['sender'] });
const result = await acme.send('playback_failure', {
  locale: ['es-MX', 'en'],
  values: { region: 'EU', count: 3, since: new Date() },
  dedupeKey: 'player/eu',
});
console.log(`${result.status} ${result.id} in ${result.locale} (${result.step})`);
await alerts.close();
