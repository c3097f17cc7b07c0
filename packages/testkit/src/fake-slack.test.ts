import { describe, expect, test } from 'vitest';
import { type FakeSlack, type FakeSlackOptions, startFakeSlack } from './fake-slack.ts';
import { checkPayload } from './fake-slack-check.ts';

const plain = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) });
const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: 'x'.repeat(length) });
const image = { type: 'image', image_url: 'https://a.example/i.png', alt_text: 'a' };
const button = { type: 'button', text: plain(1) };

async function withSlack(
  options: FakeSlackOptions,
  work: (slack: FakeSlack) => Promise<void>,
): Promise<void> {
  await using slack = await startFakeSlack(options);
  await work(slack);
}
const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers,
    redirect: 'manual',
  });
const call = async (slack: FakeSlack, method: string, body: unknown, token = 'xoxb-1') => {
  const response = await post(`${slack.apiUrl}/${method}`, body, { authorization: `Bearer ${token}` });
  return (await response.json()) as Record<string, unknown>;
};

describe('webhooks', () => {
  test('take a message and remember it', () =>
    withSlack({}, async (slack) => {
      const response = await post(slack.webhookUrl('T1/B1/x'), { text: 'hi', thread_ts: '1.2' });
      expect([response.status, await response.text()]).toEqual([200, 'ok']);
      expect(slack.messages).toEqual([
        {
          at: expect.any(Number),
          via: 'webhook',
          tenant: 'T1/B1/x',
          thread: '1.2',
          payload: { text: 'hi', thread_ts: '1.2' },
        },
      ]);
      expect(slack.log).toMatchObject([{ path: '/services/T1/B1/x', accepted: true, fault: undefined }]);
    }));

  test('refuse what Slack refuses', () =>
    withSlack({ webhooks: ['T1/B1/x'] }, async (slack) => {
      const answers: unknown[] = [];
      for (const [path, body] of [
        ['T1/B1/y', { text: 'hi' }],
        ['T1/B1/x', '{'],
        ['T1/B1/x', '[]'],
        ['T1/B1/x', {}],
        ['T1/B1/x', { text: ' ' }],
        ['T1/B1/x', { text: 'a', blocks: [{ type: 'header', text: plain(151) }] }],
      ] as const) {
        const response = await post(slack.webhookUrl(path), body);
        answers.push(`${response.status} ${await response.text()}`);
      }
      expect(answers).toEqual([
        '404 no_service',
        '400 invalid_payload',
        '400 invalid_payload',
        '400 no_text',
        '400 no_text',
        '400 invalid_blocks',
      ]);
      expect(slack.messages).toEqual([]);
      expect(slack.log.map(({ code }) => code)).toContain('invalid_blocks');
    }));
});

describe('Web API', () => {
  test('posts, updates and remembers both', () =>
    withSlack({}, async (slack) => {
      const posted = await call(slack, 'chat.postMessage', {
        channel: 'C1',
        text: 'a',
        client_msg_id: 'id',
        blocks: [{ type: 'divider' }],
      });
      expect(posted).toMatchObject({ ok: true, channel: 'C1', ts: expect.stringMatching(/^\d+\.\d{6}$/) });
      expect(slack.messages[0]).toMatchObject({
        via: 'chat.postMessage',
        tenant: 'xoxb-1',
        clientMsgId: 'id',
      });
      const ts = String(posted['ts']);
      expect((await call(slack, 'chat.postMessage', { channel: 'C1', text: 'b' }))['ts']).not.toBe(ts);
      expect(await call(slack, 'chat.update', { channel: 'C1', ts, text: 'b' })).toMatchObject({
        ok: true,
        ts,
      });
      expect(slack.current('C1', ts)).toMatchObject({ text: 'b' });
      expect(slack.current('C1', ts)).not.toHaveProperty('blocks');
      await call(slack, 'chat.update', { channel: 'C1', ts, attachments: [{}] });
      expect(slack.current('C1', ts)).toMatchObject({ text: 'b', attachments: [{}] });
      expect(slack.messages.at(-1)?.via).toBe('chat.update');
      expect(slack.current('C1', 'nowhere')).toBeUndefined();
    }));

  test('refuses what Slack refuses', () =>
    withSlack({ channels: ['C1'], tokens: ['xoxb-1'] }, async (slack) => {
      const refused = async (...args: readonly [string, unknown, string?]) =>
        (await call(slack, ...args))['error'];
      const good = { channel: 'C1', text: 'a' };
      expect(await refused('chat.postMessage', good, 'xoxb-2')).toBe('invalid_auth');
      const anonymous = await post(`${slack.apiUrl}/chat.postMessage`, good);
      expect(await anonymous.json()).toEqual({ ok: false, error: 'not_authed' });
      expect(await refused('chat.postMessage', '{')).toBe('invalid_json');
      expect(await refused('chat.postMessage', { text: 'a' })).toBe('channel_not_found');
      expect(await refused('chat.postMessage', { channel: 'C2', text: 'a' })).toBe('channel_not_found');
      expect(await refused('chat.postMessage', { channel: 'C1' })).toBe('no_text');
      expect(await refused('chat.update', { ...good, ts: '1.1' })).toBe('message_not_found');
      expect(await refused('chat.update', good)).toBe('message_not_found');
      expect(await refused('chat.delete', good)).toBe('unknown_method');
      const blocks = [{ type: 'header', text: plain(151) }];
      expect(await call(slack, 'chat.postMessage', { ...good, blocks })).toEqual({
        ok: false,
        error: 'invalid_blocks',
        response_metadata: {
          messages: ['[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]'],
        },
      });
      expect(slack.messages).toEqual([]);
    }));
});

test('other addresses, other methods, too much', () =>
  withSlack({}, async (slack) => {
    expect((await post(`${slack.url}/elsewhere`, {})).status).toBe(404);
    expect((await fetch(slack.webhookUrl())).status).toBe(405);
    const huge = await post(slack.webhookUrl(), 'x'.repeat(1_100_000)).then(
      ({ status }) => status,
      () => 'cut',
    );
    expect([413, 'cut']).toContain(huge);
    expect(slack.messages).toEqual([]);
  }));

describe('faults', () => {
  test('are played in their order, as often as they say, where they fit', () =>
    withSlack({ faults: [{ kind: 'rate-limit', retryAfter: 3, times: 2 }] }, async (slack) => {
      slack.on({
        kind: 'status',
        status: 503,
        when: ({ path, body }) => path.includes('T9') && body.includes('hi'),
        times: Number.POSITIVE_INFINITY,
      });
      const statuses: number[] = [];
      for (const path of ['T1/B/x', 'T9/B/x', 'T1/B/x', 'T9/B/x', 'T9/B/x']) {
        statuses.push((await post(slack.webhookUrl(path), { text: 'hi' })).status);
      }
      expect(statuses).toEqual([429, 429, 200, 503, 503]);
      expect(slack.log.map(({ fault }) => fault)).toEqual([
        'rate-limit',
        'rate-limit',
        undefined,
        'status',
        'status',
      ]);
      expect(slack.messages).toHaveLength(1);
    }));

  test('speak as webhooks and the Web API do', () =>
    withSlack({}, async (slack) => {
      slack.on({ kind: 'rate-limit' }, { kind: 'rate-limit', retryAfter: '5' });
      const hook = await post(slack.webhookUrl(), { text: 'a' });
      expect([hook.status, hook.headers.get('retry-after'), await hook.text()]).toEqual([
        429,
        null,
        'rate_limited',
      ]);
      const limited = await post(`${slack.apiUrl}/chat.postMessage`, {});
      expect([limited.status, limited.headers.get('retry-after'), await limited.json()]).toEqual([
        429,
        '5',
        { ok: false, error: 'ratelimited' },
      ]);
      slack.on(
        { kind: 'error', code: 'no_service' },
        { kind: 'error', code: 'fatal_error', accept: true },
        { kind: 'error', code: 'x', status: 410 },
      );
      const refused = await post(slack.webhookUrl(), { text: 'a' });
      expect([refused.status, await refused.text()]).toEqual([400, 'no_service']);
      expect(await call(slack, 'chat.postMessage', { channel: 'C1', text: 'a' })).toEqual({
        ok: false,
        error: 'fatal_error',
      });
      expect((await post(slack.webhookUrl(), { text: 'a' })).status).toBe(410);
      expect(slack.messages).toHaveLength(1);
      slack.on(
        { kind: 'status', status: 302, headers: { location: 'http://127.0.0.1/' }, body: 'moved' },
        { kind: 'garbage' },
      );
      const moved = await post(slack.webhookUrl(), { text: 'a' });
      expect([moved.status, moved.headers.get('location')]).toEqual([302, 'http://127.0.0.1/']);
      expect(await (await post(slack.webhookUrl(), { text: 'a' })).text()).toContain('<!doctype html>');
      expect(slack.messages).toHaveLength(1);
    }));

  test('break connections before or after the message is taken', () =>
    withSlack({}, async (slack) => {
      slack.on({ kind: 'cut' }, { kind: 'cut', accept: true }, { kind: 'cut-body' });
      await expect(post(slack.webhookUrl(), { text: 'lost' })).rejects.toThrow();
      await expect(post(slack.webhookUrl(), { text: 'taken' })).rejects.toThrow();
      const half = await post(slack.webhookUrl(), { text: 'half' });
      await expect(half.text()).rejects.toThrow();
      expect(slack.messages.map(({ payload }) => payload['text'])).toEqual(['taken', 'half']);
    }));

  test('hang until the fake closes', async () => {
    const slack = await startFakeSlack({ faults: [{ kind: 'hang' }] });
    const hanging = post(slack.webhookUrl(), { text: 'a' });
    const ended = expect(hanging).rejects.toThrow();
    while (slack.log.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await slack.close();
    await ended;
    expect(slack.messages).toEqual([]);
  });

  test('take their time', () =>
    withSlack({ latencyMs: 20, faults: [{ kind: 'slow', ms: 30 }] }, async (slack) => {
      const started = Date.now();
      expect(await (await post(slack.webhookUrl(), { text: 'a' })).text()).toBe('ok');
      expect(Date.now() - started).toBeGreaterThanOrEqual(45);
      expect(slack.messages).toHaveLength(1);
    }));
});

test('counts each of many at once', () =>
  withSlack(
    {
      faults: [
        { kind: 'cut', accept: true, times: 5 },
        { kind: 'status', status: 500, times: 5 },
      ],
    },
    async (slack) => {
      const sent = await Promise.allSettled(
        Array.from({ length: 50 }, (_, index) => post(slack.webhookUrl(), { text: `m${index}` })),
      );
      expect(sent.filter(({ status }) => status === 'rejected')).toHaveLength(5);
      expect(slack.log).toHaveLength(50);
      expect(new Set(slack.messages.map(({ payload }) => payload['text'])).size).toBe(45);
    },
  ));

describe('payload rules', () => {
  const codes = (payload: Record<string, unknown>) =>
    checkPayload(payload).map(({ code, message }) => `${code} ${message}`);
  const at = (block: unknown) =>
    codes({ text: 'a', blocks: [block] }).map((fault) => /json-pointer:([^\]]*)/.exec(fault)?.[1]);

  test.each<[unknown]>([
    [{ type: 'header', text: plain(150), block_id: 'x'.repeat(255) }],
    [{ type: 'section', text: mrkdwn(3000) }],
    [{ type: 'section', fields: [mrkdwn(2000), plain(1)], accessory: image }],
    [{ type: 'section', text: plain(1), accessory: button }],
    [{ type: 'context', elements: [mrkdwn(1), plain(1), image] }],
    [
      {
        type: 'actions',
        elements: [
          { ...button, url: 'https://a.example/', value: 'v', action_id: 'a' },
          { ...button, action_id: 'b' },
        ],
      },
    ],
    [{ ...image, title: plain(10) }],
    [{ type: 'divider' }],
  ])('takes %#', (block) => {
    expect(at(block)).toEqual([]);
  });

  test.each<[unknown, string]>([
    ['text', '/blocks/0'],
    [{ type: 'video' }, '/blocks/0/type'],
    [{ type: 'header' }, '/blocks/0/text'],
    [{ type: 'header', text: mrkdwn(1) }, '/blocks/0/text/type'],
    [{ type: 'header', text: { type: 'plain_text' } }, '/blocks/0/text/text'],
    [{ type: 'header', text: plain(0) }, '/blocks/0/text/text'],
    [{ type: 'header', text: { type: 'plain_text', text: 'a\ud800' } }, '/blocks/0/text/text'],
    [{ type: 'divider', block_id: 'x'.repeat(256) }, '/blocks/0/block_id'],
    [{ type: 'section' }, '/blocks/0'],
    [{ type: 'section', text: mrkdwn(3001) }, '/blocks/0/text/text'],
    [{ type: 'section', fields: [] }, '/blocks/0/fields'],
    [{ type: 'section', fields: [mrkdwn(2001)] }, '/blocks/0/fields/0/text'],
    [{ type: 'section', fields: Array.from({ length: 11 }, () => mrkdwn(1)) }, '/blocks/0/fields'],
    [{ type: 'section', text: mrkdwn(1), accessory: mrkdwn(1) }, '/blocks/0/accessory/type'],
    [{ type: 'context', elements: Array.from({ length: 11 }, () => image) }, '/blocks/0/elements'],
    [{ type: 'context' }, '/blocks/0/elements'],
    [{ type: 'context', elements: [button] }, '/blocks/0/elements/0/type'],
    [{ type: 'actions', elements: Array.from({ length: 26 }, () => button) }, '/blocks/0/elements'],
    [{ type: 'actions', elements: [{ ...button, text: plain(76) }] }, '/blocks/0/elements/0/text/text'],
    [{ type: 'actions', elements: [{ ...button, url: 'nowhere' }] }, '/blocks/0/elements/0/url'],
    [{ type: 'actions', elements: [{ ...button, value: 'x'.repeat(2001) }] }, '/blocks/0/elements/0/value'],
    [{ type: 'actions', elements: [{ ...button, action_id: 7 }] }, '/blocks/0/elements/0/action_id'],
    [
      {
        type: 'actions',
        elements: [
          { ...button, action_id: 'a' },
          { ...button, action_id: 'a' },
        ],
      },
      '/blocks/0',
    ],
    [{ ...image, image_url: `https://${'x'.repeat(3000)}` }, '/blocks/0/image_url'],
    [{ ...image, alt_text: undefined }, '/blocks/0/alt_text'],
    [{ ...image, title: mrkdwn(1) }, '/blocks/0/title/type'],
  ])('refuses %# at %s', (block, place) => {
    expect(at(block)).toEqual([place]);
  });

  test('holds the whole message to its bounds', () => {
    const divider = { type: 'divider' };
    expect(codes({ blocks: Array.from({ length: 51 }, () => divider) })[0]).toContain('/blocks]');
    expect(
      codes({
        text: 'a',
        blocks: [
          { ...divider, block_id: 'a' },
          { ...divider, block_id: 'a' },
        ],
      })[0],
    ).toContain('/blocks/1/block_id');
    expect(codes({ text: 'a', blocks: 'x' })[0]).toContain('invalid_blocks');
    expect(codes({ text: 'a', attachments: 'x' })[0]).toContain('invalid_attachments');
    expect(codes({ text: 'a', attachments: Array.from({ length: 101 }, () => ({})) })[0]).toContain(
      '/attachments]',
    );
    expect(codes({ attachments: [{ blocks: [{ type: 'section' }] }] })[0]).toContain('invalid_attachments');
    expect(codes({ text: 'x'.repeat(40_001) })[0]).toContain('msg_too_long');
    const long = Array.from({ length: 5 }, () => ({ type: 'section', text: mrkdwn(2900) }));
    expect(codes({ text: 'a', blocks: long })[0]).toContain('msg_blocks_too_long');
    expect(codes({ text: 'a', blocks: [], attachments: [{ text: 'legacy' }] })).toEqual([]);
  });
});
