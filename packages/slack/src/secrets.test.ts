/** Attack 25: whatever fails, no secret stands in what comes back. */
import { inspect } from 'node:util';
import { type OutboundMessage, tenantScope } from '@localert/core';
import { type FakeFault, startFakeSlack } from '@localert/testkit/fake-slack';
import { expect, test } from 'vitest';
import type { Fetch } from './post.ts';
import { slackWebApi } from './web-api.ts';
import { slackWebhook } from './webhook.ts';

const CANARY = 'CANARYcanary0123';
const scope = tenantScope({ tenant: 'acme', actor: 'svc:test' });
const message: OutboundMessage = { id: 'id', payload: '{"text":"hi"}', destination: { channel: 'C1' } };

const faults: FakeFault[] = [
  { kind: 'rate-limit', retryAfter: CANARY },
  { kind: 'status', status: 500, body: `Bearer ${CANARY}` },
  { kind: 'status', status: 400, body: CANARY },
  { kind: 'status', status: 200, body: `{"ok":false,"error":"${CANARY}"}` },
  { kind: 'status', status: 302, headers: { location: `https://evil.example/${CANARY}` } },
  { kind: 'error', code: CANARY, status: 403 },
  { kind: 'garbage' },
  { kind: 'cut' },
  { kind: 'cut-body' },
  { kind: 'hang' },
];

/** Every way in which a thing could be looked at. */
const looks = (thing: unknown): string =>
  [inspect(thing, { depth: 10, showHidden: true }), JSON.stringify(thing), String(thing)].join('\n');

const throwing: Fetch[] = [
  () => Promise.reject(new TypeError(`Failed to parse URL from https://hooks.slack.com/${CANARY}`)),
  () => Promise.reject(Object.assign(new Error(CANARY), { code: `E${CANARY}`, cause: new Error(CANARY) })),
  () => {
    throw new Error(`Headers.append: "Bearer ${CANARY}" is an invalid header value.`);
  },
];

test('outcomes of every fault are free of URL and token', async () => {
  await using slack = await startFakeSlack();
  const webhook = slackWebhook({ urlFor: () => slack.webhookUrl(`T0/B0/${CANARY}`), timeoutMs: 200 });
  const webApi = slackWebApi({ tokenFor: () => `xoxb-${CANARY}`, baseUrl: slack.apiUrl, timeoutMs: 200 });
  for (const fault of faults) {
    slack.on(fault, fault);
    for (const transport of [webhook, webApi]) {
      expect(looks(await transport.deliver(scope, message))).not.toContain(CANARY);
    }
  }
  expect(looks([webhook, webApi])).not.toContain(CANARY);
  for (const call of throwing) {
    const transports = [
      slackWebhook({ urlFor: () => `https://hooks.slack.com/${CANARY}`, fetch: call }),
      slackWebApi({ tokenFor: () => CANARY, fetch: call }),
    ];
    for (const transport of transports) {
      const outcome = await transport.deliver(scope, message);
      expect(outcome.kind).toBe('unknown');
      expect(looks(outcome)).not.toContain(CANARY);
    }
  }
});

test('so are refusals of what the host hands in', async () => {
  const hands = [
    () => `http://internal.example/${CANARY}`,
    () => `https://${CANARY}@hooks.slack.com/`,
    () => `${CANARY}\r\nX-Injected: 1`,
    () => {
      throw new Error(CANARY);
    },
  ];
  for (const hand of hands) {
    for (const transport of [
      slackWebhook({ urlFor: hand }),
      slackWebApi({ tokenFor: () => `${hand()}\n` }),
    ]) {
      const outcome = await transport.deliver(scope, message);
      expect(['stop', 'retry']).toContain(outcome.kind);
      expect(looks(outcome)).not.toContain(CANARY);
    }
  }
  try {
    slackWebApi({ tokenFor: () => '', baseUrl: `http://${CANARY}.example` });
    expect.unreachable();
  } catch (error) {
    expect(looks(error).toLowerCase()).not.toContain(CANARY.toLowerCase());
  }
});
