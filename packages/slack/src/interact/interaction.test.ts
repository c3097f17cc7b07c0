import { createFakeSlack } from '@localert/testkit/fake-slack';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseInteraction } from './interaction.ts';

const formOf = (payload: unknown) => new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
const pressed = {
  type: 'block_actions',
  user: { id: 'U1', team_id: 'T2' },
  actions: [{ action_id: 'go', block_id: 'b', value: 'v' }],
};
const placeOf = (body: string): unknown => {
  try {
    parseInteraction(body);
    return 'read';
  } catch (error) {
    const { code, details } = error as { code: string; details: { place: string } };
    return code === 'LOCALERT_INTERACTION_UNREADABLE' ? details.place : error;
  }
};

describe('parseInteraction', () => {
  test('reads what Slack sends', () => {
    const slack = createFakeSlack();
    const { body } = slack.pressed({
      signingSecret: 's',
      channel: 'C1',
      ts: '1700000000.000001',
      actionId: 'go',
      value: 'v',
    });
    const read = parseInteraction(body);
    expect(read).toMatchObject({
      type: 'block_actions',
      user: 'U0PRESSER',
      team: 'T0',
      channel: 'C1',
      ts: '1700000000.000001',
      actions: [{ id: 'go', value: 'v', blockId: 'fake' }],
    });
    if (read.type !== 'block_actions') return expect.unreachable();
    expect(read.responseUrl?.reveal()).toBe('http://localhost:1/response/1');
    expect(JSON.stringify(read)).not.toContain('response/1');
    expect(read.triggerId?.reveal()).toBe('fake.trigger');
  });

  test('leaves out what is not there or not Slack’s', () => {
    expect(parseInteraction(formOf(pressed))).toEqual({
      type: 'block_actions',
      user: 'U1',
      team: 'T2',
      actions: [{ id: 'go', blockId: 'b', value: 'v' }],
    });
    const odd = {
      ...pressed,
      channel: { id: 'c1<!here>' },
      container: { message_ts: '1; DROP', channel_id: 7 },
      message: { ts: '1.1', thread_ts: '1.0' },
      response_url: 'http://evil.example/',
      trigger_id: 'two words',
      actions: [
        { action_id: 'go', value: 'x'.repeat(2_001) },
        { action_id: 'b', value: 7 },
      ],
    };
    expect(parseInteraction(formOf(odd))).toEqual({
      type: 'block_actions',
      user: 'U1',
      team: 'T2',
      ts: '1.1',
      thread: '1.0',
      actions: [{ id: 'go' }, { id: 'b' }],
    });
  });

  test('names other interactions', () => {
    expect(parseInteraction(formOf({ type: 'view_submission', view: {} }))).toEqual({
      type: 'other',
      name: 'view_submission',
    });
  });

  test.each([
    ['', 'payload'],
    ['x', 'payload'],
    ['payload=', 'payload'],
    ['payload=%7B', 'payload'],
    ['payload=[]', 'payload'],
    ['payload=null', 'payload'],
    [`${formOf(pressed)}&payload=%7B%7D`, 'payload'],
    [formOf({}), 'type'],
    [formOf({ type: 'Block Actions' }), 'type'],
    [formOf({ ...pressed, actions: undefined }), 'actions'],
    [formOf({ ...pressed, actions: [] }), 'actions'],
    [formOf({ ...pressed, actions: Array.from({ length: 26 }, () => ({ action_id: 'a' })) }), 'actions'],
    [formOf({ ...pressed, actions: [{ action_id: 'a' }, null] }), 'actions.1.action_id'],
    [formOf({ ...pressed, user: { id: '<@U1>' } }), 'user.id'],
    [formOf({ ...pressed, user: 'U1' }), 'user.id'],
    [`payload=${'x'.repeat(1_048_577)}`, 'size'],
    [formOf(pressed).replace('U1', '__proto__'), 'user.id'],
  ])('refuses %#', (body, place) => {
    expect(placeOf(body)).toBe(place);
  });

  test('throws nothing else, whatever comes, and quotes none of it', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.json().map((json) => new URLSearchParams({ payload: json }).toString()),
      fc.object().map((value) => formOf({ ...pressed, ...value })),
      fc.anything().map((value) => formOf({ ...pressed, actions: value, user: value })),
    );
    fc.assert(
      fc.property(anything, (body) => {
        expect(['string']).toContain(typeof placeOf(body));
        expect(Object.hasOwn(Object.prototype, 'id')).toBe(false);
      }),
      { numRuns: 500 },
    );
    try {
      parseInteraction('payload=canary');
    } catch (error) {
      expect(String(error) + JSON.stringify(error)).not.toContain('canary');
    }
    const deep = `payload=${'['.repeat(200_000)}`;
    expect(placeOf(deep)).toBe('payload');
  });
});
