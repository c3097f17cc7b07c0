import { type DeliveryOutcome, type FindOutcome, type OutboundMessage, tenantScope } from '@localert/core';
import { createFakeSlack, type FakeSlackOptions, SLACK_RATES } from '@localert/testkit/fake-slack';
import { describe, expect, test } from 'vitest';
import { SLACK_PACES } from './paces.ts';
import { slackWebApi, type WebApiOptions } from './web-api.ts';
import { slackWebhook } from './webhook.ts';

const scope = tenantScope({ tenant: 'acme', actor: 'svc:test' });
const ID = '01890a5d-ac96-774b-bcce-b302099a8057';
const message = (id = ID, destination = {}, payload: object = { text: 'Disk full' }): OutboundMessage => ({
  id,
  payload: JSON.stringify(payload),
  destination: { channel: 'C1', ...destination },
});

function setUp(fake: FakeSlackOptions = {}, options: Partial<WebApiOptions> = {}) {
  const slack = createFakeSlack({ channels: ['C1'], ...fake });
  const transport = slackWebApi({
    tokenFor: () => 'xoxb-canary',
    baseUrl: slack.apiUrl,
    fetch: slack.fetch,
    ...options,
  });
  const find = (looked = message(), since = Date.now()): Promise<FindOutcome> =>
    transport.find(scope, looked, since);
  return { slack, transport, find };
}

describe('find', () => {
  test('tells a message that was posted without a word from one that was not', async () => {
    const { slack, transport, find } = setUp();
    slack.on({ kind: 'cut', accept: true }, { kind: 'cut' });
    expect((await transport.deliver(scope, message())).kind).toBe('unknown');
    expect((await transport.deliver(scope, message('other'))).kind).toBe('unknown');
    expect(await find()).toEqual({ kind: 'found', ref: { channel: 'C1', ts: slack.messages[0]?.ts } });
    expect(await find(message('other'))).toEqual({ kind: 'absent' });
    expect(slack.messages[0]?.payload['metadata']).toEqual({
      event_type: 'localert_alert',
      event_payload: { id: ID },
    });
  });

  test('looks in the thread that the message went to', async () => {
    const { slack, transport, find } = setUp();
    const parent = await transport.deliver(scope, message('parent'));
    const thread = parent.kind === 'delivered' ? parent.ref?.ts : undefined;
    await transport.deliver(scope, message(ID, { thread }));
    expect(await find(message(ID, { thread }))).toMatchObject({ ref: { ts: slack.messages[1]?.ts } });
    // Replies do not stand in the channel's own history.
    expect(await find(message(ID))).toEqual({ kind: 'absent' });
  });

  test('goes through as many pages as it takes, however short Slack makes them', async () => {
    const { slack, transport, find } = setUp({ historyPage: 15 });
    await transport.deliver(scope, message());
    for (let index = 0; index < 60; index += 1) await transport.deliver(scope, message(`later-${index}`));
    expect((await find()).kind).toBe('found');
    expect(slack.log.filter(({ path }) => path.endsWith('conversations.history'))).toHaveLength(5);
    expect(await find(message('none'))).toEqual({ kind: 'absent' });
  });

  test('says that it does not know before it has read for ever', async () => {
    const { slack, transport, find } = setUp({ historyPage: 1 });
    await transport.deliver(scope, message());
    for (let index = 0; index < 20; index += 1) await transport.deliver(scope, message(`later-${index}`));
    expect(await find()).toEqual({ kind: 'unknown', code: 'history-too-long' });
    expect(slack.log.filter(({ path }) => path.endsWith('conversations.history'))).toHaveLength(10);
  });

  test('does not read what was posted long before', async () => {
    let at = Date.UTC(2026, 0, 1);
    const { transport, find } = setUp({ now: () => at });
    await transport.deliver(scope, message());
    at += 3_600_000;
    expect(await find(message(), at)).toEqual({ kind: 'absent' });
    expect((await find(message(), at - 3_600_000)).kind).toBe('found');
    // A minute is given for clocks that differ.
    expect((await find(message(), at - 3_600_000 + 59_000)).kind).toBe('found');
  });

  test('keeps metadata of the message’s own, and knows the message by its key then', async () => {
    const { slack, transport, find } = setUp();
    const metadata = { event_type: 'own', event_payload: { id: 'not-this' } };
    await transport.deliver(scope, message(ID, {}, { text: 'a', metadata }));
    expect(slack.messages[0]?.payload['metadata']).toEqual(metadata);
    expect((await find()).kind).toBe('found');
    expect(await find(message('not-this'))).toEqual({ kind: 'absent' });
  });

  test.each([
    [{ scopes: ['chat:write'] }, {}, 'missing_scope'],
    [{ tokens: ['xoxb-other'] }, {}, 'invalid_auth'],
    [{}, { channelFor: () => 'C9' }, 'channel_not_found'],
    [{}, { channelFor: () => '' }, 'channel-missing'],
    [{}, { tokenFor: () => Promise.reject(new Error('sealed')) }, 'token-unavailable'],
    [{}, { tokenFor: () => 'two words' }, 'token-refused'],
    [{ faults: [{ kind: 'garbage' }] }, {}, 'answer-unreadable'],
    [{ faults: [{ kind: 'cut-body' }] }, {}, 'answer-unreadable'],
    [{ faults: [{ kind: 'status', status: 500, body: '[]' }] }, {}, 'answer-unreadable'],
    [{ faults: [{ kind: 'status', status: 200, body: '{"ok":true}' }] }, {}, 'answer-unreadable'],
    [
      { faults: [{ kind: 'status', status: 200, body: '{"ok":false,"error":"SECRET xoxb"}' }] },
      {},
      'answer-unreadable',
    ],
    [
      { faults: [{ kind: 'status', status: 200, body: '{"ok":true,"messages":[],"has_more":true}' }] },
      {},
      'history-cut',
    ],
    [
      {
        faults: [
          {
            kind: 'status',
            status: 200,
            body: `{"ok":true,"messages":[1,{"metadata":1},{"client_msg_id":"${ID}"}]}`,
          },
        ],
      },
      {},
      'answer-unreadable',
    ],
    [{ faults: [{ kind: 'cut' }] }, {}, 'connection-lost'],
    [{ faults: [{ kind: 'hang' }] }, { timeoutMs: 30 }, 'timeout'],
  ] satisfies readonly (readonly [FakeSlackOptions, Partial<WebApiOptions>, string])[])(
    'is unknown and throws nothing, %#',
    async (fake, options, code) => {
      expect(await setUp(fake, options).find()).toEqual({ kind: 'unknown', code });
    },
  );

  test('waits as long as Slack says, where there is time for it', async () => {
    const { slack, transport, find } = setUp({}, { timeoutMs: 3_000 });
    await transport.deliver(scope, message());
    slack.on({ kind: 'rate-limit', retryAfter: 0 }, { kind: 'error', code: 'ratelimited' });
    const started = Date.now();
    expect((await find()).kind).toBe('found');
    expect(Date.now() - started).toBeGreaterThanOrEqual(1_900);
    slack.on({ kind: 'rate-limit', retryAfter: 30 });
    expect(await find()).toEqual({ kind: 'unknown', code: 'ratelimited' });
  });

  test('ends at once when it is told to', async () => {
    const { slack, transport } = setUp();
    slack.on({ kind: 'rate-limit', retryAfter: 5 });
    const controller = new AbortController();
    const looking = transport.find(scope, message(), Date.now(), { signal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    expect(await looking).toEqual({ kind: 'unknown', code: 'ratelimited' });
    expect(await transport.find(scope, message(), Date.now(), { signal: controller.signal })).toEqual({
      kind: 'unknown',
      code: 'aborted',
    });
  });

  test('webhooks have none', () => {
    expect(slackWebhook({ urlFor: () => '' }).find).toBeUndefined();
  });
});

describe('limits', () => {
  test('of a channel hold up the channel, those of a method the workspace', async () => {
    const { transport } = setUp({
      limits: { ...SLACK_RATES, methods: { default: { everyMs: 1_000, burst: 5 } } },
    });
    const outcomes: DeliveryOutcome[] = [];
    for (let index = 0; index < 4; index += 1)
      outcomes.push(await transport.deliver(scope, message(`${index}`)));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['delivered', 'delivered', 'delivered', 'retry']);
    expect(outcomes[3]).toEqual({ kind: 'retry', code: 'rate_limited', retryAfterMs: 1_000, scope: 'group' });
    const busy = setUp({ limits: { methods: { 'chat.postMessage': { everyMs: 2_000 } } } });
    await busy.transport.deliver(scope, message());
    expect(await busy.transport.deliver(scope, message())).toEqual({
      kind: 'retry',
      code: 'ratelimited',
      retryAfterMs: 2_000,
      scope: 'workspace',
    });
  });

  test('are shown as paces, which a host may set', () => {
    const { transport } = setUp();
    expect([transport.pace, transport.workspacePace]).toEqual([SLACK_PACES.channel, SLACK_PACES.workspace]);
    const hook = slackWebhook({ urlFor: () => '' });
    expect([hook.pace, hook.workspacePace]).toEqual([SLACK_PACES.webhook, undefined]);
    const own = setUp({}, { pace: { everyMs: 1_000, burst: 5 }, workspacePace: 'none' }).transport;
    expect(own.pace).toEqual({ everyMs: 1_000, burst: 5 });
    expect('workspacePace' in own).toBe(false);
    expect('pace' in slackWebhook({ urlFor: () => '', pace: 'none' })).toBe(false);
  });

  test.each([
    { everyMs: 0 },
    { everyMs: Number.NaN },
    { everyMs: 3_600_001 },
    { everyMs: 1, burst: 0 },
    { everyMs: 1, burst: 1.5 },
  ])('refuses the pace %j', (pace) => {
    const refused = expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' });
    expect(() => setUp({}, { pace })).toThrow(refused);
    expect(() => setUp({}, { workspacePace: pace })).toThrow(refused);
  });

  test('a workspace is one of a tenant, or the tenant', () => {
    const { transport } = setUp();
    const other = tenantScope({ tenant: 'acme2', actor: 'svc:test' });
    const keys = [
      transport.workspaceOf(scope, {}),
      transport.workspaceOf(scope, { workspace: '' }),
      transport.workspaceOf(scope, { workspace: 'T1' }),
      transport.workspaceOf(scope, { workspace: '-' }),
      transport.workspaceOf(other, {}),
      transport.workspaceOf(other, { workspace: 'T1' }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    expect(transport.workspaceOf(scope, { workspace: 'T1', channel: 'C1', thread: '1.2' })).toBe(
      transport.workspaceOf(scope, { workspace: 'T1' }),
    );
  });
});

describe('an update that Slack refuses', () => {
  test.each(['message_not_found', 'cant_update_message', 'edit_window_closed'])(
    'stops with %s',
    async (code) => {
      const { slack, transport } = setUp();
      const ref = { channel: 'C1', ts: '1.000001' };
      slack.on({ kind: 'error', code });
      expect(await transport.update(scope, ref, message())).toEqual({ kind: 'stop', code });
    },
  );

  test('is told from the fake’s own rules', async () => {
    let at = Date.UTC(2026, 0, 1);
    let token = 'xoxb-1';
    const { transport } = setUp({ now: () => at, editWindowMs: 60_000 }, { tokenFor: () => token });
    const posted = await transport.deliver(scope, message());
    const ref = posted.kind === 'delivered' ? posted.ref : undefined;
    if (ref === undefined) return expect.unreachable();
    token = 'xoxb-2';
    expect(await transport.update(scope, ref, message())).toMatchObject({ code: 'cant_update_message' });
    token = 'xoxb-1';
    expect((await transport.update(scope, ref, message())).kind).toBe('delivered');
    at += 60_001;
    expect(await transport.update(scope, ref, message())).toMatchObject({ code: 'edit_window_closed' });
  });
});
