// Starts the service on a free port, sends it requests in three languages, and looks at what reached a double of Slack.
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { secret, tenantScope } from '@localert/core';
import { createFixtureManager } from '@localert/manager';
import { slackWebhook } from '@localert/slack';
import { createAcknowledgements } from '@localert/slack/interactive';
import { sqliteStore } from '@localert/store-sqlite';
import { startFakeSlack } from '@localert/testkit/fake-slack';
import { createApp } from './app.ts';
import { fixtures } from './fixtures.ts';

const slack = await startFakeSlack();
const folder = await mkdtemp(join(tmpdir(), 'localert-express-'));
const signingSecret = 'a-signing-secret-for-the-smoke-test';
const acknowledge = createAcknowledgements({
  secrets: [secret('a secret of this test, thirty-two letters')],
});
const taken: string[] = [];
const scope = tenantScope({ tenant: 'shop', actor: 'svc:smoke' });
const alerts = await createFixtureManager({
  fixtures,
  tenants: [{ id: 'shop', defaultLocale: 'en', timeZone: 'Europe/Berlin' }],
  store: sqliteStore({ path: join(folder, 'alerts.db') }),
  transport: slackWebhook({ urlFor: ({ tenant }) => slack.webhookUrl(tenant), acknowledge }),
});
const app = createApp(alerts, {
  signingSecret: secret(signingSecret),
  acknowledge,
  onAcknowledge: ({ tenant, alert, press }) => taken.push(`${press.user} ${tenant} ${alert}`),
});
const server = app.listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));
const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function fail(tenant: string, order: string, language: string): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'accept-language': language };
  return fetch(`${base}/${tenant}/orders/${order}/payment-failed`, {
    method: 'POST',
    headers,
    body: '{"amount":49.9}',
  });
}

try {
  const answers = await Promise.all([
    fail('shop', 'A-1', 'de-AT,en;q=0.5'),
    fail('shop', 'A-2', 'ja'),
    fail('shop', 'A-3', 'sw'),
    fail('nobody', 'A-4', 'en'),
  ]);
  const status = answers.map((answer) => answer.status);
  await alerts.drain();
  const arrived = JSON.stringify(slack.messages);
  const expected = [
    'Zahlung für Bestellung A-1 fehlgeschlagen',
    '注文 A-2 の支払いに失敗しました',
    'Payment failed for order A-3',
  ];
  const missing = expected.filter((text) => !arrived.includes(text));
  if (status.join() !== '202,202,202,404' || missing.length > 0)
    throw new Error(`status ${status.join()}; not arrived: ${missing.join('; ')}`);
  const [first] = answers;
  if (first === undefined) throw new Error('nobody answered');
  const { id } = (await first.json()) as { id: string };
  const value = /"value":"(a1[^"]*)"/.exec(arrived)?.[1];
  const press = {
    signingSecret,
    channel: 'C1',
    ts: '1.000001',
    actionId: 'localert.acknowledge',
    user: 'U7',
  };
  const pressed = await slack.press(`${base}/slack/interactions`, {
    ...press,
    value: await acknowledge.valueFor(scope, id),
  });
  const forged = await slack.press(`${base}/slack/interactions`, {
    ...press,
    value,
    signingSecret: 'not the secret',
  });
  if (
    value === undefined ||
    pressed.status !== 200 ||
    forged.status !== 401 ||
    taken.join() !== `U7 shop ${id}`
  )
    throw new Error(`pressed ${pressed.status}, forged ${forged.status}, taken: ${taken.join()}`);
  console.log(
    'Three alerts arrived in German, Japanese and English; an unknown tenant was answered 404; one was acknowledged.',
  );
} finally {
  server.close();
  await alerts.close();
  await slack.close();
  await rm(folder, { recursive: true, force: true });
}
