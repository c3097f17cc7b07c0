import { secret, tenantScope } from '@localert/core';
import { createFakeSlack } from '@localert/testkit/fake-slack';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACKNOWLEDGE_ACTION, ACKNOWLEDGE_VALUE, withReference } from '../acknowledge-button.ts';
import { slackWebApi } from '../web-api.ts';
import { slackWebhook } from '../webhook.ts';
import { createAcknowledgements } from './acknowledge.ts';
import { parseInteraction } from './interaction.ts';
import { verifySlackRequest } from './verify.ts';

const first = secret('a first secret of thirty-two letters');
const second = secret('another secret of thirty-two letters');
const scope = tenantScope({ tenant: 'acme', actor: 'svc:test' });
const ALERT = '01890a5d-ac96-774b-bcce-b302099a8057';
const acknowledge = createAcknowledgements({ secrets: [first] });
const button = {
  type: 'button',
  action_id: ACKNOWLEDGE_ACTION,
  value: ACKNOWLEDGE_VALUE,
  text: { type: 'plain_text', text: 'Got it' },
};
const message = (elements: readonly object[] = [button], text = 'a') => ({
  id: ALERT,
  payload: JSON.stringify({
    text,
    attachments: [{ color: '#ffffff', blocks: [{ type: 'actions', elements }] }],
  }),
  destination: { channel: 'C1' },
});

describe('a reference', () => {
  test('is to one alert of one tenant, and the same each time', async () => {
    const value = await acknowledge.valueFor(scope, ALERT);
    expect(value).toBe(await acknowledge.valueFor(scope, ALERT));
    expect(value.length).toBeLessThan(255);
    expect(await acknowledge.read(value)).toEqual({ tenant: 'acme', alert: ALERT });
  });

  test('attack: cannot be made for another tenant or alert (guard: the signature)', async () => {
    const value = await acknowledge.valueFor(scope, ALERT);
    const mac = value.split('.')[3];
    for (const forged of [
      value.replace('acme', 'rival'),
      value.replace(ALERT, ALERT.replace('0', '1')),
      value.replace('a1.', 'a2.'),
      `a1.acme.${ALERT}.${'A'.repeat(43)}`,
      `a1.acme.${ALERT}.`,
      `a1.acme.${ALERT}.${mac}=`,
      `a1.acme.${ALERT}.${mac}.`,
      `a1.acme.${ALERT}.${mac?.slice(0, 42)}-`,
      `a1..${ALERT}.${mac}`,
      ACKNOWLEDGE_VALUE,
      '',
      undefined,
      7,
      { toString: () => value },
    ])
      expect(await acknowledge.read(forged)).toBeUndefined();
  });

  test('cannot be shifted between the tenant and the alert', async () => {
    const short = await acknowledge.valueFor(tenantScope({ tenant: 'a', actor: 'x' }), 'b-c');
    const mac = short.split('.')[3];
    expect(await acknowledge.read(short)).toEqual({ tenant: 'a', alert: 'b-c' });
    expect(await acknowledge.read(`a1.a-b.c.${mac}`)).toBeUndefined();
  });

  test('of no text at all is taken', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        expect(await acknowledge.read(text)).toBeUndefined();
        expect(await acknowledge.read(`a1.acme.${ALERT}.${text}`)).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });

  test('outlives its secret for as long as that is listed', async () => {
    const value = await acknowledge.valueFor(scope, ALERT);
    const rotated = createAcknowledgements({ secrets: [second, first] });
    expect(await rotated.read(value)).toEqual({ tenant: 'acme', alert: ALERT });
    expect(await createAcknowledgements({ secrets: [second] }).read(value)).toBeUndefined();
    expect(await acknowledge.read(await rotated.valueFor(scope, ALERT))).toBeUndefined();
  });

  test('needs secrets that are some', () => {
    for (const secrets of [[], [secret('short')], [first, secret('short')]])
      expect(() => createAcknowledgements({ secrets })).toThrow(
        expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' }),
      );
  });
});

describe('a button', () => {
  const signingSecret = secret('8f742231b10e8888abcd99yyyzzz85a5');

  test('goes out with its reference, is pressed, verified and read', async () => {
    const slack = createFakeSlack();
    const { apiUrl: baseUrl, fetch } = slack;
    const transport = slackWebApi({ baseUrl, fetch, tokenFor: () => 'xoxb-1', acknowledge });
    const posted = await transport.deliver(scope, message());
    const ref = posted.kind === 'delivered' ? posted.ref : undefined;
    if (ref === undefined) return expect.unreachable();
    const press = { ...ref, signingSecret: signingSecret.reveal(), user: 'U7' };
    const body = await verifySlackRequest({ signingSecret, ...slack.pressed(press) });
    const read = await acknowledge.readPress(parseInteraction(body));
    expect(read).toMatchObject({
      tenant: 'acme',
      alert: ALERT,
      press: { user: 'U7', channel: 'C1', ts: ref.ts },
    });
    // Other buttons, and other interactions, are none.
    const other = slack.pressed({
      ...press,
      actionId: 'go',
      value: await acknowledge.valueFor(scope, ALERT),
    });
    expect(await acknowledge.readPress(parseInteraction(other.body))).toBeUndefined();
    const forged = slack.pressed({ ...press, value: `a1.rival.${ALERT}.${'A'.repeat(43)}` });
    expect(await acknowledge.readPress(parseInteraction(forged.body))).toBeUndefined();
    expect(await acknowledge.readPress({ type: 'other', name: 'shortcut' })).toBeUndefined();
  });

  test('keeps its reference in updates and webhooks; texts that look like it stay texts', async () => {
    const slack = createFakeSlack();
    const { apiUrl: baseUrl, fetch } = slack;
    const transport = slackWebApi({ baseUrl, fetch, tokenFor: () => 'xoxb-1', acknowledge });
    const posted = await transport.deliver(
      scope,
      message([button, { ...button, action_id: 'go' }], ACKNOWLEDGE_VALUE),
    );
    const ref = posted.kind === 'delivered' ? posted.ref : undefined;
    if (ref === undefined) return expect.unreachable();
    await transport.update(scope, ref, message());
    await slackWebhook({ fetch, urlFor: () => slack.webhookUrl(), acknowledge }).deliver(scope, message());
    const value = await acknowledge.valueFor(scope, ALERT);
    const shown = slack.messages.map(({ payload }) => JSON.stringify(payload));
    expect(shown.map((text) => text.includes(value))).toEqual([true, true, true]);
    expect(slack.messages[0]?.payload).toMatchObject({
      text: ACKNOWLEDGE_VALUE,
      attachments: [{ blocks: [{ elements: [{ value }, { action_id: 'go', value: ACKNOWLEDGE_VALUE }] }] }],
    });
  });

  test('without secrets goes out and refers to nothing; while they cannot be had, the alert waits', async () => {
    const slack = createFakeSlack();
    const { fetch } = slack;
    const urlFor = () => slack.webhookUrl();
    expect((await slackWebhook({ fetch, urlFor }).deliver(scope, message())).kind).toBe('delivered');
    expect(JSON.stringify(slack.messages[0])).toContain(ACKNOWLEDGE_VALUE);
    const fails = { valueFor: () => Promise.reject(new Error('sealed')) };
    const unavailable = { kind: 'retry', code: 'acknowledge-unavailable' };
    expect(await slackWebhook({ fetch, urlFor, acknowledge: fails }).deliver(scope, message())).toEqual(
      unavailable,
    );
    const api = slackWebApi({ fetch, baseUrl: slack.apiUrl, tokenFor: () => 'x', acknowledge: fails });
    expect(await api.deliver(scope, message())).toEqual(unavailable);
    expect(await api.update(scope, { channel: 'C1', ts: '1.1' }, message())).toEqual(unavailable);
    expect(slack.messages).toHaveLength(1);
  });

  test('in what is no message is left alone', () => {
    const broken = `{"a":"${ACKNOWLEDGE_VALUE}"`;
    expect(withReference(broken, 'x')).toBe(broken);
    const deep = `${'['.repeat(30)}${JSON.stringify(button)}${']'.repeat(30)}`;
    expect(withReference(deep, 'x')).toBe(deep);
  });
});
