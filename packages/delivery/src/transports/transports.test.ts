import { createHmac } from 'node:crypto';
import {
  type Destination,
  defineError,
  type OutboundMessage,
  secret,
  TRANSPORT_SPEC,
  type Transport,
  tenantScope,
} from '@localert/core';
import { transportConformance } from '@localert/testkit';
import { describe, expect, it, test, vi } from 'vitest';
import { consoleTransport } from './console-transport.ts';
import { type JsonWebhookOptions, jsonWebhook } from './json-webhook.ts';
import { routedTransport } from './routed-transport.ts';

const scope = tenantScope({ tenant: 'acme', actor: 'svc:test' });
const URL_CANARY = 'https://hooks.example/canary-address';
const TOKEN = 'canary-token';

const block = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const message = (more: Partial<OutboundMessage> = {}): OutboundMessage => ({
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  payload: JSON.stringify({
    text: 'Disk full &amp; hot <https://x.example|status> <!here> <@U1>',
    blocks: [block('R&amp;D &lt;b&gt;'), { type: 'divider' }],
    attachments: [
      {
        color: '#fff',
        blocks: [
          {
            type: 'context',
            elements: [{ type: 'mrkdwn', text: '<#C1|ops> <!subteam^S1> <mailto:a@b.example>' }],
          },
        ],
      },
    ],
    metadata: { event_payload: { text: 'not this' } },
  }),
  destination: { channel: 'C1' },
  about: { fixture: 'disk_full', severity: 'high', locale: 'en', createdAt: 5 },
  ...more,
});

/** A transport and what it sent. */
function hook(
  options: Partial<JsonWebhookOptions> = {},
  answer: () => Response = () => new Response('', { status: 202 }),
) {
  const sent: { url: string; init: RequestInit; headers: Headers; json: unknown }[] = [];
  const fetch = async (url: string, init: RequestInit) => {
    sent.push({ url, init, headers: new Headers(init.headers), json: JSON.parse(String(init.body)) });
    return answer();
  };
  return { sent, transport: jsonWebhook({ urlFor: () => URL_CANARY, fetch, ...options }) };
}

transportConformance(
  { describe, it },
  {
    name: 'jsonWebhook',
    create: ({ fetch }) =>
      jsonWebhook({
        fetch,
        urlFor: () => secret(URL_CANARY),
        headersFor: () => ({ authorization: secret(TOKEN) }),
        signingSecretFor: () => secret(TOKEN),
      }),
    canaries: [URL_CANARY, TOKEN],
  },
);
transportConformance(
  { describe, it },
  {
    name: 'consoleTransport',
    create: () => consoleTransport({ write: () => undefined }),
    lacksAnswers: 'prints',
  },
);
transportConformance(
  { describe, it },
  {
    name: 'routedTransport',
    create: ({ fetch }) =>
      routedTransport(
        {
          hook: jsonWebhook({ fetch, urlFor: () => URL_CANARY }),
          console: consoleTransport({ write: () => undefined }),
        },
        { default: 'hook' },
      ),
    canaries: [URL_CANARY],
  },
);

describe('jsonWebhook', () => {
  test('sends text, fields, severity and ids, the same key each time', async () => {
    const { sent, transport } = hook();
    for (let attempt = 0; attempt < 2; attempt += 1)
      expect(await transport.deliver(scope, message())).toEqual({ kind: 'delivered' });
    expect(sent[0]?.json).toEqual({
      id: message().id,
      tenant: 'acme',
      fixture: 'disk_full',
      severity: 'high',
      locale: 'en',
      createdAt: 5,
      text: 'Disk full & hot status (https://x.example) @here @U1',
      fields: ['R&D <b>', '#ops @S1 a@b.example'],
    });
    expect(sent.map(({ headers }) => headers.get('idempotency-key'))).toEqual([message().id, message().id]);
    expect(sent[0]?.init).toMatchObject({ method: 'POST', redirect: 'manual' });
    expect(sent[0]?.headers.get('x-localert-signature')).toBeNull();
  });

  test('says what it knows, where it is not told more', async () => {
    const { sent, transport } = hook();
    const deep = JSON.parse(`${'['.repeat(40)}{"text":"deep"}${']'.repeat(40)}`) as unknown;
    const payload = JSON.stringify({ blocks: [deep, block(' '), { accessory: { text: 'x' } }, 7] });
    await transport.deliver(scope, message({ payload, about: undefined }));
    expect(sent[0]?.json).toEqual({ id: message().id, tenant: 'acme', text: '', fields: [] });
  });

  test('sends what the host makes of it, or asks for a plainer one', async () => {
    const { sent, transport } = hook({
      bodyOf: ({ id, severity }, { destination }) => ({ id, severity, to: destination.channel }),
    });
    await transport.deliver(scope, message());
    expect(sent[0]?.json).toEqual({ id: message().id, severity: 'high', to: 'C1' });
    const broken = { kind: 'rerender', code: 'payload-broken' };
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    for (const bodyOf of [
      () => {
        throw new Error(TOKEN);
      },
      () => undefined,
      () => circular,
      () => 1n,
    ])
      expect(await hook({ bodyOf }).transport.deliver(scope, message())).toEqual(broken);
    expect(sent).toHaveLength(1);
  });

  test('signs time and body', async () => {
    const { sent, transport } = hook({ signingSecretFor: () => secret('shh'), now: () => 1_700_000_000_999 });
    await transport.deliver(scope, message());
    const made = createHmac('sha256', 'shh').update(`1700000000.${sent[0]?.init.body}`).digest('hex');
    expect(sent[0]?.headers.get('x-localert-signature')).toBe(`t=1700000000,v1=${made}`);
    const none = hook({ signingSecretFor: () => secret('') });
    expect(await none.transport.deliver(scope, message())).toEqual({
      kind: 'stop',
      code: 'signing-secret-refused',
    });
  });

  test('sends the host’s headers, which cannot take the place of its own nor forge others', async () => {
    const { sent, transport } = hook({
      headersFor: () => ({
        Authorization: secret(TOKEN),
        'Idempotency-Key': 'mine',
        'Content-Type': 'application/alert+json',
      }),
    });
    await transport.deliver(scope, message());
    expect(sent[0]?.headers.get('authorization')).toBe(TOKEN);
    expect(sent[0]?.headers.get('content-type')).toBe('application/alert+json');
    expect(sent[0]?.headers.get('idempotency-key')).toBe(message().id);
    for (const headers of [{ a: 'b\r\nc: d' }, { 'a b': 'c' }, { a: 'é' }, { a: 7 as never }]) {
      const refused = hook({ headersFor: () => headers });
      expect(await refused.transport.deliver(scope, message())).toEqual({
        kind: 'stop',
        code: 'header-refused',
      });
      expect(refused.sent).toEqual([]);
    }
    const nothing = hook({ headersFor: () => undefined as never });
    expect((await nothing.transport.deliver(scope, message())).kind).toBe('delivered');
  });

  test.each([
    'http://hooks.example/',
    'https://u:p@hooks.example/',
    'https://u@hooks.example/',
    'ftp://hooks.example/',
    'https://hooks.example\\evil',
    ' https://hooks.example/',
    'hooks.example',
    '',
    7,
  ])('sends nothing to %j', async (address) => {
    const { sent, transport } = hook({ urlFor: () => address as string });
    expect(await transport.deliver(scope, message())).toEqual({ kind: 'stop', code: 'url-refused' });
    expect(sent).toEqual([]);
  });

  test('lets http out to this machine, or where it is allowed', async () => {
    for (const url of ['http://localhost:1/', 'http://127.0.0.1/', 'http://[::1]/'])
      expect((await hook({ urlFor: () => url }).transport.deliver(scope, message())).kind).toBe('delivered');
    const open = hook({ urlFor: () => 'http://inside.example/', allowHttp: true });
    expect((await open.transport.deliver(scope, message())).kind).toBe('delivered');
    const ftp = hook({ urlFor: () => 'ftp://inside.example/', allowHttp: true });
    expect(await ftp.transport.deliver(scope, message())).toMatchObject({ code: 'url-refused' });
  });

  test('a secret that cannot be read now is worth a retry, and a hang is none', async () => {
    const fails = () => Promise.reject(new Error(TOKEN));
    const never = () => new Promise<never>(() => undefined);
    const codes: unknown[] = [];
    for (const options of [
      { urlFor: fails },
      { headersFor: fails },
      { signingSecretFor: fails },
      { urlFor: never, timeoutMs: 10 },
    ])
      codes.push(await hook(options).transport.deliver(scope, message()));
    expect(codes).toEqual(
      ['url', 'headers', 'signing-secret', 'url'].map((what) => ({
        kind: 'retry',
        code: `${what}-unavailable`,
      })),
    );
    const controller = new AbortController();
    const work = hook({ urlFor: never }).transport.deliver(scope, message(), { signal: controller.signal });
    controller.abort();
    expect(await work).toEqual({ kind: 'retry', code: 'aborted' });
  });

  test.each([
    [502, 'unknown', 'http-502'],
    [504, 'unknown', 'http-504'],
    [408, 'retry', 'http-408'],
    [422, 'rerender', 'http-422'],
    [301, 'stop', 'redirect-refused'],
  ])('a status of %i is %s', async (status, kind, code) => {
    const { transport } = hook({}, () => new Response('', { status }));
    expect(await transport.deliver(scope, message())).toEqual({ kind, code });
  });

  test('a wait may be a date, and is never longer than an hour', async () => {
    const wait = async (header: string) => {
      const answer = () => new Response('', { status: 429, headers: { 'retry-after': header } });
      return hook({ now: () => Date.UTC(2026, 0, 1) }, answer).transport.deliver(scope, message());
    };
    expect(await wait('Thu, 01 Jan 2026 00:00:07 GMT')).toMatchObject({ retryAfterMs: 7_000 });
    expect(await wait('Wed, 31 Dec 2025 00:00:00 GMT')).toMatchObject({ retryAfterMs: 0 });
    expect(await wait('Thu, 99 Jan 2026 00:00:07 GMT')).not.toHaveProperty('retryAfterMs');
    expect(await wait('999999')).toMatchObject({ retryAfterMs: 3_600_000 });
  });

  test('an answer that never ends is not waited for', async () => {
    const endless = () =>
      new Response(new ReadableStream({ cancel: () => Promise.reject(new Error('minds')) }));
    expect(await hook({}, endless).transport.deliver(scope, message())).toEqual({ kind: 'delivered' });
  });

  test('no answer in time is unknown', async () => {
    const fetch = (_: string, { signal }: RequestInit) =>
      new Promise<Response>((_resolve, reject) =>
        signal?.addEventListener('abort', () => reject(signal.reason)),
      );
    const { transport } = hook({ fetch, timeoutMs: 20 });
    expect(await transport.deliver(scope, message())).toEqual({ kind: 'unknown', code: 'timeout' });
  });

  test('knows what a pinned fetch says', async () => {
    const refused = defineError('LOCALERT_ADDRESS_REFUSED', { message: () => 'x' });
    const unsent = defineError('LOCALERT_REQUEST_NOT_SENT', { message: () => 'x' });
    const other = defineError('LOCALERT_CONNECTION_LOST', { message: () => 'x' });
    const outcomes: unknown[] = [];
    for (const error of [new refused({}), new unsent({}), new other({})])
      outcomes.push(await hook({ fetch: () => Promise.reject(error) }).transport.deliver(scope, message()));
    expect(outcomes).toEqual([
      { kind: 'stop', code: 'address-refused' },
      { kind: 'retry', code: 'not-sent' },
      { kind: 'unknown', code: 'connection-lost' },
    ]);
    const many = Object.assign(new TypeError('fetch failed'), {
      cause: { errors: [{ code: 'ECONNREFUSED' }] },
    });
    const { transport } = hook({ fetch: () => Promise.reject(many) });
    expect(await transport.deliver(scope, message())).toEqual({ kind: 'retry', code: 'econnrefused' });
    const loop: { cause?: unknown } = {};
    loop.cause = loop;
    expect((await hook({ fetch: () => Promise.reject(loop) }).transport.deliver(scope, message())).kind).toBe(
      'unknown',
    );
  });

  test('takes the global fetch at each call, and shows what it is told', async () => {
    const global = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response(''));
    const pace = { everyMs: 5 };
    const transport = jsonWebhook({ urlFor: () => URL_CANARY, pace, workspacePace: pace, region: 'eu' });
    expect((await transport.deliver(scope, message())).kind).toBe('delivered');
    expect(global).toHaveBeenCalledOnce();
    expect(transport).toMatchObject({ pace, workspacePace: pace, region: 'eu' });
    global.mockRestore();
    for (const timeoutMs of [0, Number.NaN, 2 ** 31])
      expect(() => jsonWebhook({ urlFor: () => '', timeoutMs })).toThrow(
        expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' }),
      );
  });
});

describe('consoleTransport', () => {
  const printed = async (options: { blocks?: boolean } = {}, more: Partial<OutboundMessage> = {}) => {
    const lines: string[] = [];
    const outcome = await consoleTransport({ write: (text) => lines.push(text), ...options }).deliver(
      scope,
      message(more),
    );
    return { outcome, text: lines.join('\n') };
  };

  test('prints who, what and how bad', async () => {
    expect(await printed()).toEqual({
      outcome: { kind: 'delivered' },
      text: `acme / C1 · high · disk_full · en · ${message().id}\n  Disk full & hot status (https://x.example) @here @U1`,
    });
    expect((await printed({ blocks: true })).text).toContain('\n  R&D <b>\n  #ops');
    expect(
      (await printed({}, { about: undefined, payload: '{}', destination: { workspace: 'T1' } })).text,
    ).toBe(`acme / T1 · ${message().id}`);
  });

  test('lets no text steer the terminal', async () => {
    const payload = JSON.stringify({ text: 'a\u001b[2J\u202eb\r\nnext\u2066' });
    const { text } = await printed({}, { payload, destination: { channel: 'x\u0007\ny' } });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e\u2066]/);
    expect(text).toContain('a\\u{001b}[2J\\u{202e}b\n  next');
  });

  test('answers where it cannot print', async () => {
    const broken = consoleTransport({
      write: () => {
        throw new Error('EPIPE');
      },
    });
    expect(await broken.deliver(scope, message())).toEqual({ kind: 'retry', code: 'write-failed' });
    expect(await broken.deliver(scope, message(), { signal: AbortSignal.abort() })).toEqual({
      kind: 'retry',
      code: 'aborted',
    });
    const log = vi.spyOn(console, 'log').mockReturnValue();
    expect((await consoleTransport().deliver(scope, message())).kind).toBe('delivered');
    expect(log).toHaveBeenCalledOnce();
    log.mockRestore();
  });
});

describe('routedTransport', () => {
  const route = (name: string, more: Partial<Transport> = {}): Transport => ({
    spec: TRANSPORT_SPEC,
    name,
    groupOf: ({ tenant }) => `${name}/${tenant}`,
    deliver: async () => ({ kind: 'retry', code: name }),
    ...more,
  });
  const full = route('full', {
    workspaceOf: ({ tenant }) => `w/${tenant}`,
    find: async () => ({ kind: 'absent' }),
    update: async () => ({ kind: 'retry', code: 'updated' }),
  });
  const ref = { channel: 'C1', ts: '1.1' };
  const to = (via?: string): OutboundMessage => message({ destination: { via } });

  test('sends where the destination says, else to the default', async () => {
    const transport = routedTransport({ full, bare: route('bare') }, { default: 'bare' });
    expect(await transport.deliver(scope, to())).toMatchObject({ code: 'bare' });
    expect(await transport.deliver(scope, to('full'))).toMatchObject({ code: 'full' });
    expect(await transport.update?.(scope, ref, to('full'))).toMatchObject({ code: 'updated' });
    expect(await transport.find?.(scope, to('full'), 0)).toEqual({ kind: 'absent' });
  });

  test('says what a route cannot', async () => {
    const transport = routedTransport({ full, bare: route('bare') }, { default: 'bare' });
    expect(await transport.update?.(scope, ref, to())).toEqual({ kind: 'stop', code: 'update-unsupported' });
    expect(await transport.find?.(scope, to(), 0)).toEqual({ kind: 'unknown', code: 'find-unsupported' });
    for (const via of ['', 'nowhere', '__proto__', 'constructor', 'toString']) {
      expect(await transport.deliver(scope, to(via))).toEqual({ kind: 'stop', code: 'route-unknown' });
      expect(await transport.update?.(scope, ref, to(via))).toEqual({ kind: 'stop', code: 'route-unknown' });
      expect(await transport.find?.(scope, to(via), 0)).toEqual({
        kind: 'unknown',
        code: 'find-unsupported',
      });
    }
  });

  test('keeps the keys of routes, tenants and unknown names apart', () => {
    const same = { groupOf: () => 'g', workspaceOf: () => 'w' };
    const transport = routedTransport(
      { a: route('a', same), b: route('b', same), bare: route('bare') },
      { default: 'a' },
    );
    const other = tenantScope({ tenant: 'acme2', actor: 'svc:test' });
    const places: Destination[] = [
      {},
      { via: 'b' },
      { via: 'bare' },
      { via: 'none' },
      { via: '' },
      { via: '1:a/g' },
    ];
    for (const keyOf of [transport.groupOf, transport.workspaceOf]) {
      const keys = places.map((place) => keyOf?.(scope, place));
      expect(new Set(keys).size).toBe(keys.length);
      expect(keyOf?.(scope, { via: 'a' })).toBe(keys[0]);
      expect(keyOf?.(other, { via: 'none' })).not.toBe(keys[3]);
      expect(keyOf?.(other, { via: 'bare' })).not.toBe(keys[2]);
    }
  });

  test('has the slowest pace and the shared region', () => {
    const paced = (everyMs: number, burst?: number) =>
      route('x', { pace: { everyMs, burst }, workspacePace: { everyMs } });
    const paceOf = (...routes: readonly Transport[]) =>
      routedTransport(Object.fromEntries(routes.map((one, index) => [index, one])), { default: '0' });
    expect(paceOf(paced(10), paced(1_000), route('none')).pace).toEqual({ everyMs: 1_000 });
    expect(paceOf(paced(1_000), paced(10)).workspacePace).toEqual({ everyMs: 1_000 });
    expect(paceOf(paced(10, 5), paced(10, 2), paced(10, 9)).pace).toEqual({ everyMs: 10, burst: 2 });
    expect(paceOf(paced(10, 3), paced(10)).pace?.burst).toBeUndefined();
    expect('pace' in paceOf(route('a'), route('b'))).toBe(false);
    expect(paceOf(route('a', { region: 'eu' }), route('b', { region: 'eu' })).region).toBe('eu');
    expect('region' in paceOf(route('a', { region: 'eu' }), route('b'))).toBe(false);
  });

  test('refuses a default that is none of them', () => {
    expect(() => routedTransport({ full }, { default: 'toString' as 'full' })).toThrow(
      expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' }),
    );
  });
});
