import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { createFakeSlack, type FakeSlack, SLACK_RATES, startFakeSlack } from './fake-slack.ts';
import { deliveryReport } from './fake-slack-oracle.ts';

const hook = (slack: FakeSlack, body: unknown, path?: string, init: RequestInit = {}) =>
  slack.fetch(slack.webhookUrl(path), { method: 'POST', body: JSON.stringify(body), ...init });
const api = async (slack: FakeSlack, method: string, body: object, token = 'xoxb-1') => {
  const headers = { authorization: `Bearer ${token}` };
  const sent = { method: 'POST', headers, body: JSON.stringify(body) };
  const answer = await slack.fetch(`${slack.apiUrl}/${method}`, sent);
  return (await answer.json()) as Record<string, unknown>;
};
const marked = (id: string) => ({
  text: 'a',
  channel: 'C1',
  metadata: { event_type: 'localert_alert', event_payload: { id } },
});

describe('without a socket', () => {
  test('takes, refuses and breaks off as over HTTP', async () => {
    const slack = createFakeSlack({ webhooks: ['T0/B0/hook'], latencyMs: 5 });
    expect(await (await hook(slack, { text: 'a' })).text()).toBe('ok');
    expect((await hook(slack, { text: 'a' }, 'T9/B9/x')).status).toBe(404);
    expect((await slack.fetch(slack.webhookUrl())).status).toBe(405);
    slack.on(
      { kind: 'cut', accept: true },
      { kind: 'cut-body' },
      { kind: 'redirect' },
      { kind: 'redirect', to: 'https://x.example/' },
    );
    await expect(hook(slack, { text: 'b' })).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    await expect((await hook(slack, { text: 'c' })).text()).rejects.toThrow();
    const moved = await hook(slack, { text: 'd' });
    expect([moved.status, moved.headers.get('location')]).toEqual([302, '/services/T0/B0/elsewhere']);
    expect((await hook(slack, { text: 'd' })).headers.get('location')).toBe('https://x.example/');
    expect(slack.messages.map(({ payload }) => payload['text'])).toEqual(['a', 'b', 'c']);
  });

  test('a hang ends by the signal, or when the fake closes; closed, nobody listens', async () => {
    const slack = createFakeSlack({ faults: [{ kind: 'hang', times: 2 }] });
    await expect(
      hook(slack, { text: 'a' }, undefined, { signal: AbortSignal.timeout(10) }),
    ).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    const hanging = hook(slack, { text: 'a' });
    const ended = expect(hanging).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    await slack.close();
    await ended;
    await expect(hook(slack, { text: 'a' })).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    await expect(hook(slack, {}, undefined, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  test('reads bodies that are no strings', async () => {
    const slack = createFakeSlack();
    const body = new TextEncoder().encode('{"text":"a"}');
    expect((await slack.fetch(slack.webhookUrl(), { method: 'POST', body })).status).toBe(200);
  });
});

describe('limits', () => {
  const clocked = (options: Parameters<typeof createFakeSlack>[0] = {}) => {
    const clock = { at: Date.UTC(2026, 0, 1) };
    return { clock, slack: createFakeSlack({ now: () => clock.at, limits: SLACK_RATES, ...options }) };
  };

  test('of a channel: a burst, then one a second, with the wait in whole seconds', async () => {
    const { clock, slack } = clocked();
    const statuses: unknown[] = [];
    for (let index = 0; index < 5; index += 1)
      statuses.push((await api(slack, 'chat.postMessage', marked(`${index}`)))['error']);
    expect(statuses).toEqual([undefined, undefined, undefined, 'rate_limited', 'rate_limited']);
    expect(await api(slack, 'chat.postMessage', { ...marked('x'), channel: 'C2' })).toMatchObject({
      ok: true,
    });
    expect(await api(slack, 'chat.postMessage', marked('x'), 'xoxb-2')).toMatchObject({ ok: true });
    clock.at += 1_000;
    expect(await api(slack, 'chat.postMessage', marked('5'))).toMatchObject({ ok: true });
    expect(await api(slack, 'chat.postMessage', marked('6'))).toMatchObject({ error: 'rate_limited' });
  });

  test('of a webhook, and of a method over all channels of a token', async () => {
    const { slack } = clocked({
      limits: { webhook: { everyMs: 1_500 }, methods: { default: { everyMs: 30_000 } } },
    });
    await hook(slack, { text: 'a' });
    const refused = await hook(slack, { text: 'a' });
    expect([refused.status, refused.headers.get('retry-after'), await refused.text()]).toEqual([
      429,
      '2',
      'rate_limited',
    ]);
    expect((await hook(slack, { text: 'a' }, 'T1/B1/x')).status).toBe(200);
    await api(slack, 'chat.postMessage', marked('a'));
    expect(await api(slack, 'chat.postMessage', { ...marked('b'), channel: 'C2' })).toMatchObject({
      error: 'ratelimited',
    });
  });

  test('count no request that was refused', async () => {
    const { clock, slack } = clocked({ limits: { webhook: { everyMs: 1_000 } } });
    for (let index = 0; index < 10; index += 1) await hook(slack, { text: 'a' });
    clock.at += 1_000;
    expect((await hook(slack, { text: 'a' })).status).toBe(200);
  });
});

describe('faults', () => {
  test('by share spoil about that part, the same for the same seed', async () => {
    const spoiled = async (seed: number) => {
      const slack = createFakeSlack({ seed, faults: [{ kind: 'status', status: 503, share: 0.5 }] });
      const statuses: number[] = [];
      for (let index = 0; index < 400; index += 1) statuses.push((await hook(slack, { text: 'a' })).status);
      return statuses;
    };
    const [first, again, other] = [await spoiled(7), await spoiled(7), await spoiled(8)];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    const bad = first.filter((status) => status === 503).length;
    expect(bad).toBeGreaterThan(150);
    expect(bad).toBeLessThan(250);
  });

  test('with a share end after their times, and all end when it is calm', async () => {
    const slack = createFakeSlack({ faults: [{ kind: 'status', status: 503, share: 1, times: 2 }] });
    const status = async () => (await hook(slack, { text: 'a' })).status;
    expect([await status(), await status(), await status()]).toEqual([503, 503, 200]);
    slack.on({ kind: 'status', status: 500, times: 9 });
    expect(await status()).toBe(500);
    slack.calm();
    expect(await status()).toBe(200);
  });
});

describe('history', () => {
  test('has pages, newest first, and metadata only when asked', async () => {
    const slack = createFakeSlack({ historyPage: 2 });
    for (const id of ['a', 'b', 'c']) await api(slack, 'chat.postMessage', marked(id));
    await api(slack, 'chat.postMessage', {
      ...marked('d'),
      client_msg_id: 'k',
      blocks: [{ type: 'divider' }],
      attachments: [{}],
    });
    const asked = { channel: 'C1', limit: 50, include_all_metadata: true };
    const first = await api(slack, 'conversations.history', asked);
    expect(first).toMatchObject({ ok: true, has_more: true });
    expect(first['messages']).toMatchObject([
      { client_msg_id: 'k', metadata: marked('d').metadata, blocks: [{}], attachments: [{}] },
      { metadata: marked('c').metadata },
    ]);
    const { next_cursor: cursor } = first['response_metadata'] as { next_cursor: string };
    const second = await api(slack, 'conversations.history', { ...asked, cursor });
    expect(second).toMatchObject({ has_more: false, messages: [{}, {}] });
    expect(JSON.stringify(await api(slack, 'conversations.history', { channel: 'C1' }))).not.toContain(
      'metadata":{"event',
    );
    expect(await api(slack, 'conversations.history', { ...asked, cursor: 'own' })).toMatchObject({
      error: 'invalid_cursor',
    });
  });

  test('is bounded by time, with and without its ends, and takes a form', async () => {
    const clock = { at: Date.UTC(2026, 0, 1) };
    const slack = createFakeSlack({ now: () => clock.at });
    const ts: string[] = [];
    for (const id of ['a', 'b', 'c']) {
      ts.push(String((await api(slack, 'chat.postMessage', marked(id)))['ts']));
      clock.at += 10_000;
    }
    const between = async (more: Record<string, string>) => {
      const form = new URLSearchParams({
        channel: 'C1',
        oldest: ts[0] ?? '',
        latest: ts[2] ?? '',
        limit: 'x',
        ...more,
      });
      const headers = { authorization: 'Bearer xoxb-1' };
      const answer = await slack.fetch(`${slack.apiUrl}/conversations.history`, {
        method: 'POST',
        headers,
        body: form.toString(),
      });
      return ((await answer.json()) as { messages: { ts: string }[] }).messages.map((one) => one.ts);
    };
    expect(await between({})).toEqual([ts[1]]);
    expect(await between({ inclusive: 'true' })).toEqual([...ts].reverse());
  });

  test('needs its scope; threads are apart', async () => {
    const closed = createFakeSlack({ scopes: ['chat:write'] });
    expect(await api(closed, 'conversations.history', { channel: 'C1' })).toMatchObject({
      error: 'missing_scope',
      needed: 'channels:history',
      provided: 'chat:write',
    });
    expect(await api(createFakeSlack({ scopes: [] }), 'chat.postMessage', marked('a'))).toMatchObject({
      needed: 'chat:write',
    });
    const slack = createFakeSlack();
    const { ts } = await api(slack, 'chat.postMessage', marked('a'));
    await api(slack, 'chat.postMessage', { ...marked('b'), thread_ts: ts });
    expect(await api(slack, 'conversations.history', { channel: 'C1' })).toMatchObject({
      messages: [{ ts }],
    });
    expect((await api(slack, 'conversations.replies', { channel: 'C1', ts }))['messages']).toHaveLength(2);
    expect(await api(slack, 'conversations.replies', { channel: 'C1', ts: '1.1' })).toMatchObject({
      error: 'thread_not_found',
    });
    expect(await api(slack, 'conversations.history', { channel: 'C2' })).toMatchObject({ messages: [] });
  });
});

describe('metadata', () => {
  test.each([
    [7, 'invalid_metadata_format'],
    [{ event_type: '', event_payload: {} }, 'invalid_metadata_format'],
    [{ event_type: 'a' }, 'invalid_metadata_format'],
    [{ event_type: 'a', event_payload: { x: 'x'.repeat(20_000) } }, 'metadata_too_large'],
  ])('%# is refused', async (metadata, error) => {
    expect(
      await api(createFakeSlack(), 'chat.postMessage', { channel: 'C1', text: 'a', metadata }),
    ).toMatchObject({ error });
  });
});

describe('the oracle', () => {
  test('knows lost, doubled, late and strange ones by metadata, key or mark', async () => {
    const clock = { at: 1_000_000 };
    const slack = createFakeSlack({
      now: () => clock.at,
      lean: true,
      markOf: ({ text }) => /\[(\w+)\]/.exec(String(text))?.[1],
    });
    await api(slack, 'chat.postMessage', marked('meta'));
    await api(slack, 'chat.postMessage', { channel: 'C1', text: 'a', client_msg_id: 'key' });
    await hook(slack, { text: 'disk [mark]' });
    await hook(slack, { text: 'nobody knows' });
    clock.at += 5_000;
    const again = await api(slack, 'chat.postMessage', marked('meta'));
    await api(slack, 'chat.postMessage', marked('slow'));
    // An update is no second message.
    await api(slack, 'chat.update', { channel: 'C1', ts: again['ts'], text: 'b' });
    await api(slack, 'chat.postMessage', marked('stranger'));
    const sent = ['meta', 'key', 'mark', 'gone', { id: 'slow', at: 1_000_000 }];
    expect(slack.report(sent, 4_999)).toEqual({
      delivered: 4,
      lost: ['gone'],
      doubled: ['meta'],
      late: ['slow'],
      strange: ['stranger'],
      delays: [5_000],
    });
    expect(slack.report(sent).late).toEqual([]);
    expect(slack.messages.map(({ payload }) => Object.keys(payload).length)).toEqual(
      slack.messages.map(() => 0),
    );
    expect(slack.log.every(({ body }) => body === '')).toBe(true);
    const history = await api(slack, 'conversations.history', { channel: 'C1', include_all_metadata: true });
    expect(JSON.stringify(history)).toContain('stranger');
  });

  test('finds a lost one among many', () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => `id-${index}`);
    const posts = ids
      .filter((id) => id !== 'id-77')
      .map((alert) => ({ alert, at: 1, via: 'webhook' as const }));
    expect(deliveryReport(posts, ids, 0)).toMatchObject({ delivered: 9_999, lost: ['id-77'], doubled: [] });
  });
});

describe('a press', () => {
  const button = { type: 'button', action_id: 'go', value: 'v1', text: { type: 'plain_text', text: 'Go' } };

  test('is signed as Slack signs, over HTTP, and may answer to its address', async () => {
    const heard: { headers: Record<string, unknown>; body: string }[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request
        .on('data', (chunk) => (body += chunk))
        .on('end', () => {
          heard.push({ headers: request.headers, body });
          response.end('seen');
        });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await using slack = await startFakeSlack();
    const blocks = [{ type: 'actions', elements: [button] }];
    const posted = await fetch(`${slack.apiUrl}/chat.postMessage`, {
      method: 'POST',
      headers: { authorization: 'Bearer xoxb-1' },
      body: JSON.stringify({ channel: 'C1', text: 'a', blocks }),
    });
    const { ts } = (await posted.json()) as { ts: string };
    const to = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack`;
    const answer = await slack.press(to, { signingSecret: 'shh', channel: 'C1', ts });
    expect(await answer.text()).toBe('seen');
    const { headers, body } = heard[0] ?? { headers: {}, body: '' };
    const base = `v0:${headers['x-slack-request-timestamp']}:${body}`;
    expect(headers['x-slack-signature']).toBe(`v0=${createHmac('sha256', 'shh').update(base).digest('hex')}`);
    const payload = JSON.parse(new URLSearchParams(body).get('payload') ?? '');
    expect(payload).toMatchObject({
      type: 'block_actions',
      channel: { id: 'C1' },
      container: { message_ts: ts },
      actions: [{ action_id: 'go', value: 'v1', type: 'button' }],
    });
    await fetch(payload.response_url, { method: 'POST', body: '{"text":"taken"}' });
    await fetch(payload.response_url, { method: 'POST', body: 'no json' });
    await fetch(payload.response_url, { method: 'POST', body: '7' });
    expect(slack.responses.map((one) => one.payload)).toEqual([{ text: 'taken' }, {}, {}]);
    server.close();
  });

  test('is of whatever button the test wants', () => {
    const slack = createFakeSlack({ now: () => 5_000 });
    const bare = { signingSecret: 's', channel: 'C1', ts: '1.1' };
    const read = (press: Parameters<FakeSlack['pressed']>[0]) =>
      JSON.parse(new URLSearchParams(slack.pressed(press).body).get('payload') ?? '');
    expect(read(bare).actions[0]).not.toHaveProperty('value');
    expect(read({ ...bare, actionId: 'x', value: 'y', user: 'U7', team: 'T7' })).toMatchObject({
      user: { id: 'U7' },
      team: { id: 'T7' },
      actions: [{ action_id: 'x', value: 'y' }],
    });
    expect(slack.pressed(bare).headers['x-slack-request-timestamp']).toBe('5');
    expect(slack.pressed({ ...bare, at: 9_000 }).headers['x-slack-request-timestamp']).toBe('9');
  });
});
