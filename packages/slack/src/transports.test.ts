import { createServer } from 'node:net';
import { type OutboundMessage, TRANSPORT_SPEC, type Transport, tenantScope } from '@localert/core';
import { type FakeFault, type FakeSlack, startFakeSlack } from '@localert/testkit/fake-slack';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { slackWebApi } from './web-api.ts';
import { slackWebhook } from './webhook.ts';

const scope = tenantScope({ tenant: 'acme', actor: 'svc:test' });
const TOKEN = 'xoxb-canary-token';
const message = (payload: unknown = { text: 'Disk full' }, destination = {}): OutboundMessage => ({
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  destination: { channel: 'C1', ...destination },
});

let slack: FakeSlack;
beforeEach(async () => {
  slack = await startFakeSlack({ channels: ['C1'], tokens: [TOKEN] });
});
afterEach(() => slack.close());

const webhook = (options: Partial<Parameters<typeof slackWebhook>[0]> = {}) =>
  slackWebhook({ urlFor: () => slack.webhookUrl(), ...options });
const webApi = (options: Partial<Parameters<typeof slackWebApi>[0]> = {}) =>
  slackWebApi({ tokenFor: () => TOKEN, baseUrl: slack.apiUrl, ...options });

const both: readonly (readonly [
  string,
  (options?: { timeoutMs?: number; fetch?: typeof fetch }) => Transport,
])[] = [
  ['slackWebhook', webhook],
  ['slackWebApi', webApi],
];

describe.each(both)('%s', (_, create) => {
  test('keeps the contract', () => {
    const transport = create();
    expect(transport.spec).toBe(TRANSPORT_SPEC);
    expect(transport.region).toBeUndefined();
    expect('region' in transport).toBe(false);
  });

  test('delivers', async () => {
    const outcome = await create().deliver(scope, message());
    expect(outcome.kind).toBe('delivered');
    expect(slack.messages).toHaveLength(1);
    expect(slack.messages[0]?.payload).toMatchObject({
      text: 'Disk full',
      unfurl_links: false,
      unfurl_media: false,
    });
  });

  test('answers in a thread', async () => {
    await create().deliver(scope, message({ text: 'again' }, { thread: '1.2' }));
    expect(slack.messages[0]?.thread).toBe('1.2');
  });

  test('sends only what a message consists of', async () => {
    const payload = {
      text: 'a',
      channel: 'C2',
      token: 'x',
      username: 'boss',
      icon_emoji: ':x:',
      ts: '1',
      thread_ts: '2',
    };
    await create().deliver(scope, message(payload));
    const sent = Object.keys(slack.messages[0]?.payload ?? {});
    expect(sent).not.toEqual(expect.arrayContaining(['token']));
    for (const name of ['token', 'username', 'icon_emoji', 'thread_ts', 'ts'])
      expect(sent).not.toContain(name);
    expect(slack.messages[0]?.payload['channel']).not.toBe('C2');
  });

  test.each([
    [{ kind: 'rate-limit', retryAfter: 2 }, 'retry', 0],
    [{ kind: 'status', status: 503 }, 'retry', 0],
    [{ kind: 'error', code: 'service_unavailable', status: 503 }, 'retry', 0],
    [{ kind: 'error', code: 'internal_error', status: 500, accept: true }, 'unknown', 1],
    [{ kind: 'error', code: 'invalid_auth', status: 403 }, 'stop', 0],
    [{ kind: 'error', code: 'channel_not_found', status: 404 }, 'stop', 0],
    [{ kind: 'error', code: 'msg_blocks_too_long', status: 400 }, 'rerender', 0],
    [{ kind: 'garbage' }, 'unknown', 0],
    [{ kind: 'cut' }, 'unknown', 0],
    [{ kind: 'cut', accept: true }, 'unknown', 1],
    [{ kind: 'slow', ms: 5 }, 'delivered', 1],
  ] satisfies readonly (readonly [FakeFault, string, number])[])('%j is %s', async (fault, kind, taken) => {
    slack.on(fault);
    const outcome = await create().deliver(scope, message());
    expect(outcome.kind).toBe(kind);
    expect(slack.messages).toHaveLength(taken);
    if (fault.kind === 'rate-limit') expect(outcome).toMatchObject({ retryAfterMs: 2000 });
  });

  test('attack 12: follows no redirect (guard: redirect manual)', async () => {
    slack.on({ kind: 'status', status: 307, headers: { location: slack.webhookUrl('elsewhere') } });
    expect(await create().deliver(scope, message())).toEqual({ kind: 'stop', code: 'redirect-refused' });
    expect(slack.log).toHaveLength(1);
    expect(slack.messages).toHaveLength(0);
  });

  test('no answer in time is unknown, since it may have been posted', async () => {
    slack.on({ kind: 'hang', accept: true });
    expect(await create({ timeoutMs: 50 }).deliver(scope, message())).toEqual({
      kind: 'unknown',
      code: 'timeout',
    });
    expect(slack.messages).toHaveLength(1);
  });

  test('an abort under way is unknown, one before it sends nothing', async () => {
    slack.on({ kind: 'hang' });
    const controller = new AbortController();
    const attempt = create().deliver(scope, message(), { signal: controller.signal });
    while (slack.log.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    controller.abort();
    expect(await attempt).toEqual({ kind: 'unknown', code: 'aborted' });
    const late = await create().deliver(scope, message(), { signal: controller.signal });
    expect(late).toEqual({ kind: 'retry', code: 'aborted' });
    expect(slack.log).toHaveLength(1);
  });

  test('leaves no listener on a long-lived signal', async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners += 1;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners -= 1;
      remove(...args);
    };
    for (let round = 0; round < 3; round += 1) await create().deliver(scope, message(), { signal });
    expect(listeners).toBe(0);
  });

  test('a broken payload is rendered anew, and never sent', async () => {
    for (const payload of ['', '{', '[]', 'null', '"text"']) {
      expect(await create().deliver(scope, message(payload))).toEqual({
        kind: 'rerender',
        code: 'payload-broken',
      });
    }
    expect(slack.log).toHaveLength(0);
  });

  test('what Slack refuses is what Slack said', async () => {
    const outcome = await create().deliver(
      scope,
      message({
        text: 'a',
        blocks: [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }],
      }),
    );
    expect(outcome).toEqual({ kind: 'rerender', code: 'invalid_blocks' });
  });

  test('looks the global fetch up at each call, or takes its own', async () => {
    const calls: string[] = [];
    const own: typeof fetch = (url, init) => {
      calls.push(String(url));
      return fetch(url, init);
    };
    await create({ fetch: own }).deliver(scope, message());
    expect(calls).toHaveLength(1);
  });

  test('reads at most 64 KiB of an answer', async () => {
    let read = 0;
    const endless: typeof fetch = async () =>
      new Response(
        new ReadableStream({
          pull(controller) {
            read += 1;
            controller.enqueue(new TextEncoder().encode('x'.repeat(8192)));
          },
          cancel: () => Promise.reject(new Error('the other side minds')),
        }),
        { status: 200 },
      );
    expect((await create({ fetch: endless }).deliver(scope, message())).kind).toBe('unknown');
    expect(read).toBeLessThan(12);
  });

  test('an answer without a body', async () => {
    const empty: typeof fetch = async () => new Response(null, { status: 503 });
    expect((await create({ fetch: empty }).deliver(scope, message())).kind).toBe('retry');
  });

  test.each([
    [
      Object.assign(new TypeError('fetch failed'), {
        cause: Object.assign(new Error('x'), { code: 'ENOTFOUND' }),
      }),
      'retry',
      'enotfound',
    ],
    [
      Object.assign(new TypeError('fetch failed'), { cause: { code: 'UND_ERR_CONNECT_TIMEOUT' } }),
      'retry',
      'und_err_connect_timeout',
    ],
    [
      Object.assign(new TypeError('fetch failed'), { cause: { code: 'ETIMEDOUT', syscall: 'connect' } }),
      'retry',
      'etimedout',
    ],
    [
      Object.assign(new TypeError('fetch failed'), { cause: { code: 'CERT_HAS_EXPIRED' } }),
      'retry',
      'cert_has_expired',
    ],
    [
      Object.assign(new TypeError('fetch failed'), { cause: { errors: [{ code: 'ECONNREFUSED' }] } }),
      'retry',
      'econnrefused',
    ],
    [
      Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET' } }),
      'unknown',
      'connection-lost',
    ],
    [
      Object.assign(new TypeError('fetch failed'), { cause: { code: 'UND_ERR_SOCKET' } }),
      'unknown',
      'connection-lost',
    ],
    [
      Object.assign(new TypeError('fetch failed'), { cause: { code: 'ETIMEDOUT', syscall: 'read' } }),
      'unknown',
      'connection-lost',
    ],
    [Object.assign(new TypeError('x'), { errors: [] }), 'unknown', 'connection-lost'],
    ['a string', 'unknown', 'connection-lost'],
    [null, 'unknown', 'connection-lost'],
  ])('fault %#', async (fault, kind, code) => {
    const failing: typeof fetch = () => Promise.reject(fault);
    expect(await create({ fetch: failing }).deliver(scope, message())).toEqual({ kind, code });
  });

  test('a cause that is its own cause ends', async () => {
    const fault: { cause?: unknown } = {};
    fault.cause = fault;
    const failing: typeof fetch = () => Promise.reject(fault);
    expect((await create({ fetch: failing }).deliver(scope, message())).kind).toBe('unknown');
  });

  test('a pace for each channel of each workspace of each tenant', () => {
    const { groupOf } = create();
    const other = tenantScope({ tenant: 'acme2', actor: 'svc:test' });
    const keys = [
      groupOf(scope, {}),
      groupOf(scope, { channel: '' }),
      groupOf(scope, { channel: 'C1' }),
      groupOf(scope, { channel: 'C1', workspace: 'T1' }),
      groupOf(scope, { workspace: 'C1' }),
      groupOf(scope, { channel: '1:C1/2:T1' }),
      groupOf(scope, { workspace: '-', channel: '-' }),
      groupOf(other, { channel: 'C1' }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    expect(groupOf(scope, { channel: 'C1', thread: '1.2' })).toBe(groupOf(scope, { channel: 'C1' }));
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31])(
    'refuses a time-out of %s ms',
    (timeoutMs) => {
      expect(() => create({ timeoutMs })).toThrow(
        expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' }),
      );
    },
  );
});

test('nobody listens: nothing was sent', async () => {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  await new Promise((resolve) => server.close(resolve));
  const outcome = await webhook({ urlFor: () => `http://127.0.0.1:${port}/` }).deliver(scope, message());
  expect(outcome).toEqual({ kind: 'retry', code: 'econnrefused' });
});

describe('webhooks', () => {
  test('have no update, and know their region', () => {
    expect(webhook().update).toBeUndefined();
    expect(webhook({ region: 'eu' }).region).toBe('eu');
  });

  test('an answer that breaks off after a success was a success', async () => {
    slack.on({ kind: 'cut-body' });
    expect(await webhook().deliver(scope, message())).toEqual({ kind: 'delivered' });
  });

  test.each([
    'http://hooks.slack.example/services/x',
    'http://169.254.169.254/latest',
    'http://127.0.0.1.evil.example/',
    'https://user:pw@hooks.slack.com/services/x',
    'https://user@hooks.slack.com/services/x',
    'ftp://127.0.0.1/',
    'file:///etc/passwd',
    'hooks.slack.com/services/x',
    '',
    undefined,
    42,
  ])('refuses the address %s without a request', async (address) => {
    const called: string[] = [];
    const watching: typeof fetch = (url) => {
      called.push(String(url));
      return Promise.resolve(new Response('ok'));
    };
    const transport = webhook({ urlFor: () => address as string, fetch: watching });
    expect(await transport.deliver(scope, message())).toEqual({ kind: 'stop', code: 'url-refused' });
    expect(called).toEqual([]);
  });

  test('takes https, and http to this machine by each of its names', async () => {
    const called: string[] = [];
    const watching: typeof fetch = (url) => {
      called.push(new URL(String(url)).hostname);
      return Promise.resolve(new Response('ok'));
    };
    for (const url of [
      'https://hooks.slack.com/services/x',
      'http://localhost:1/',
      'http://127.0.0.1/',
      'http://[::1]/',
    ]) {
      expect(await webhook({ urlFor: () => url, fetch: watching }).deliver(scope, message())).toEqual({
        kind: 'delivered',
      });
    }
    expect(called).toEqual(['hooks.slack.com', 'localhost', '127.0.0.1', '[::1]']);
  });

  test('asks for the address of this destination, which may take a while, fail or hang', async () => {
    const asked: unknown[] = [];
    const slow = webhook({
      urlFor: async (...question) => {
        asked.push(question);
        return slack.webhookUrl('T1/B1/x');
      },
    });
    expect((await slow.deliver(scope, message())).kind).toBe('delivered');
    expect(asked).toEqual([[scope, { channel: 'C1' }]]);
    expect(slack.messages[0]?.tenant).toBe('T1/B1/x');
    const unavailable = { kind: 'retry', code: 'url-unavailable' };
    const throwing = webhook({
      urlFor: () => {
        throw new Error('vault is sealed');
      },
    });
    expect(await throwing.deliver(scope, message())).toEqual(unavailable);
    const rejecting = webhook({ urlFor: () => Promise.reject(new Error('vault is sealed')) });
    expect(await rejecting.deliver(scope, message())).toEqual(unavailable);
    const hanging = { urlFor: () => new Promise<string>(() => undefined) };
    expect(await webhook({ ...hanging, timeoutMs: 20 }).deliver(scope, message())).toEqual(unavailable);
    const signal = AbortSignal.timeout(20);
    expect(await webhook(hanging).deliver(scope, message(), { signal })).toEqual({
      kind: 'retry',
      code: 'aborted',
    });
  });
});

describe('Web API', () => {
  test('says where the message is, and who it is', async () => {
    const outcome = await webApi().deliver(scope, message());
    expect(outcome).toEqual({ kind: 'delivered', ref: { channel: 'C1', ts: slack.messages[0]?.ts } });
    expect(slack.messages[0]?.clientMsgId).toBe('01890a5d-ac96-774b-bcce-b302099a8057');
  });

  test('an answer that breaks off leaves it open', async () => {
    slack.on({ kind: 'cut-body' });
    expect(await webApi().deliver(scope, message())).toEqual({ kind: 'unknown', code: 'answer-unreadable' });
    expect(slack.messages).toHaveLength(1);
  });

  test('an update replaces all of the message', async () => {
    const blocks = [{ type: 'divider' }];
    const attachments = [
      { color: '#ffffff', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'red' } }] },
    ];
    const transport = webApi();
    const posted = await transport.deliver(scope, message({ text: 'open', blocks, attachments }));
    const ref = posted.kind === 'delivered' ? posted.ref : undefined;
    if (ref === undefined) return expect.unreachable();
    expect(await transport.update(scope, ref, message({ text: 'open', blocks, attachments }))).toEqual({
      kind: 'delivered',
      ref,
    });
    expect(slack.current(ref.channel, ref.ts)).toMatchObject({ text: 'open', blocks, attachments });
    await transport.update(scope, ref, message({ text: 'resolved' }));
    expect(slack.current(ref.channel, ref.ts)).toMatchObject({
      text: 'resolved',
      blocks: [],
      attachments: [],
    });
    expect(await transport.update(scope, { channel: 'C1', ts: '0.1' }, message())).toEqual({
      kind: 'stop',
      code: 'message_not_found',
    });
    expect(await transport.update(scope, ref, message('{'))).toEqual({
      kind: 'rerender',
      code: 'payload-broken',
    });
  });

  test('asks for token and channel of this destination', async () => {
    const transport = webApi({
      tokenFor: async (_, { workspace }) => (workspace === 'T1' ? TOKEN : 'xoxb-other'),
      channelFor: async (_, { channel }) => (channel === 'ops' ? 'C1' : channel),
    });
    expect(
      (await transport.deliver(scope, message({ text: 'a' }, { workspace: 'T1', channel: 'ops' }))).kind,
    ).toBe('delivered');
    expect(await transport.deliver(scope, message({ text: 'a' }, { workspace: 'T2' }))).toEqual({
      kind: 'stop',
      code: 'invalid_auth',
    });
    expect(
      await transport.deliver(scope, message({ text: 'a' }, { workspace: 'T1', channel: 'C9' })),
    ).toEqual({
      kind: 'stop',
      code: 'channel_not_found',
    });
  });

  test.each(['', 'two words', 'a\r\nX-Injected: 1', 'ключ', undefined])(
    'refuses the token %j',
    async (token) => {
      const transport = webApi({ tokenFor: () => token as string });
      expect(await transport.deliver(scope, message())).toEqual({ kind: 'stop', code: 'token-refused' });
      expect(slack.log).toHaveLength(0);
    },
  );

  test('no token or channel now is worth a retry, no channel at all is not', async () => {
    const fails = () => Promise.reject(new Error('vault is sealed'));
    expect(await webApi({ tokenFor: fails }).deliver(scope, message())).toEqual({
      kind: 'retry',
      code: 'token-unavailable',
    });
    expect(await webApi({ channelFor: fails }).deliver(scope, message())).toEqual({
      kind: 'retry',
      code: 'channel-unavailable',
    });
    const missing = { kind: 'stop', code: 'channel-missing' };
    expect(await webApi().deliver(scope, message({ text: 'a' }, { channel: undefined }))).toEqual(missing);
    expect(await webApi().deliver(scope, message({ text: 'a' }, { channel: '' }))).toEqual(missing);
  });

  test('refuses a base address that is neither https nor this machine', () => {
    for (const baseUrl of ['http://slack.example/api', 'https://u:p@slack.com/api', 'slack.com']) {
      expect(() => webApi({ baseUrl })).toThrow(expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' }));
    }
  });

  test('goes to Slack when it is told nothing else', async () => {
    const called: string[] = [];
    const watching: typeof fetch = (url) => {
      called.push(String(url));
      return Promise.resolve(new Response('{"ok":true}'));
    };
    await slackWebApi({ tokenFor: () => TOKEN, fetch: watching }).deliver(scope, message());
    expect(called).toEqual(['https://slack.com/api/chat.postMessage']);
  });
});
