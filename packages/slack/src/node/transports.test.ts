/** The transports of `/node`: secrets only, a pinned fetch only. */
import { inspect } from 'node:util';
import { type OutboundMessage, type Secret, secret, tenantScope } from '@localert/core';
import { type FakeSlack, startFakeSlack } from '@localert/testkit/fake-slack';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { slackWebApi as portableWebApi } from '../web-api.ts';
import { slackWebhook as portableWebhook } from '../webhook.ts';
import { type PinnedFetch, pinnedFetch } from './pinned-fetch.ts';
import { slackWebApi, slackWebhook } from './transports.ts';

const scope = tenantScope({ tenant: 'acme', actor: 'svc:test' });
const TOKEN = 'xoxb-canary-token';
const message: OutboundMessage = {
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  payload: '{"text":"Disk full"}',
  destination: { channel: 'C1' },
};

let slack: FakeSlack;
beforeEach(async () => {
  slack = await startFakeSlack({ channels: ['C1'], tokens: [TOKEN] });
});
afterEach(() => slack.close());

const fetch = pinnedFetch({ allowLoopback: true });

test('deliver with secrets, now or later', async () => {
  const webhook = slackWebhook({ fetch, urlFor: async () => secret(slack.webhookUrl()) });
  const webApi = slackWebApi({ fetch, baseUrl: slack.apiUrl, tokenFor: () => secret(TOKEN) });
  expect(await webhook.deliver(scope, message)).toEqual({ kind: 'delivered' });
  const outcome = await webApi.deliver(scope, message);
  expect(outcome).toMatchObject({ kind: 'delivered', ref: { channel: 'C1' } });
  const ref = { channel: 'C1', ts: String(slack.messages[1]?.ts) };
  expect(await webApi.update(scope, ref, message)).toMatchObject({ kind: 'delivered' });
  expect([webhook.name, webApi.name]).toEqual(['slack-webhook', 'slack-web-api']);
});

test('a plain text is refused at compile time and at run time, and nothing is sent', async () => {
  const refused = { kind: 'stop', code: 'secret-expected' };
  // @ts-expect-error a plain text
  const webhook = slackWebhook({ fetch, urlFor: () => slack.webhookUrl() });
  // @ts-expect-error a plain text, later
  const webApi = slackWebApi({ fetch, baseUrl: slack.apiUrl, tokenFor: async () => TOKEN });
  expect(await webhook.deliver(scope, message)).toEqual(refused);
  expect(await webApi.deliver(scope, message)).toEqual(refused);
  for (const value of [undefined, null, 42, { reveal: () => TOKEN }]) {
    const given = value as unknown as Secret;
    expect(await slackWebhook({ fetch, urlFor: () => given }).deliver(scope, message)).toEqual(refused);
  }
  expect(slack.log).toHaveLength(0);
});

test('the portable ones take both', async () => {
  for (const url of [slack.webhookUrl(), secret(slack.webhookUrl())]) {
    expect(await portableWebhook({ urlFor: () => url }).deliver(scope, message)).toEqual({
      kind: 'delivered',
    });
  }
  for (const token of [TOKEN, secret(TOKEN)]) {
    const transport = portableWebApi({ baseUrl: slack.apiUrl, tokenFor: () => token });
    expect((await transport.deliver(scope, message)).kind).toBe('delivered');
  }
});

test('by themselves they reach Slack and nothing else', async () => {
  const webhook = slackWebhook({ urlFor: () => secret(slack.webhookUrl()) });
  const webApi = slackWebApi({ baseUrl: slack.apiUrl, tokenFor: () => secret(TOKEN) });
  const refused = { kind: 'stop', code: 'address-refused' };
  expect(await webhook.deliver(scope, message)).toEqual(refused);
  expect(await webApi.deliver(scope, message)).toEqual(refused);
  expect(slack.log).toHaveLength(0);
});

test('take no other fetch', () => {
  const other = globalThis.fetch as unknown as PinnedFetch;
  const refusal = expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' });
  expect(() => slackWebhook({ fetch: other, urlFor: () => secret('') })).toThrow(refusal);
  expect(() => slackWebApi({ fetch: other, tokenFor: () => secret('') })).toThrow(refusal);
  // @ts-expect-error a fetch that pinnedFetch did not make
  expect(() => slackWebhook({ fetch: globalThis.fetch, urlFor: () => secret('') })).toThrow(refusal);
});

test('a secret that cannot be read now is worth a retry, and nothing shows it', async () => {
  const faults = [
    slackWebhook({
      fetch,
      urlFor: () => {
        throw new Error(TOKEN);
      },
    }),
    slackWebApi({ fetch, baseUrl: slack.apiUrl, tokenFor: () => Promise.reject(new Error(TOKEN)) }),
  ];
  for (const transport of faults) {
    const outcome = await transport.deliver(scope, message);
    expect(outcome.kind).toBe('retry');
    expect(inspect([outcome, transport], { depth: 9, showHidden: true })).not.toContain('canary');
  }
});
