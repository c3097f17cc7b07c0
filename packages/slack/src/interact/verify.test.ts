import { createHmac } from 'node:crypto';
import { secret } from '@localert/core';
import { signRequest } from '@localert/testkit/fake-slack';
import { describe, expect, test } from 'vitest';
import { verifySlackRequest } from './verify.ts';

const SECRET = '8f742231b10e8888abcd99yyyzzz85a5';
const NOW = 1_531_420_618_000;
const signingSecret = secret(SECRET);
const body = 'payload=%7B%22type%22%3A%22block_actions%22%7D';
const good = signRequest(body, SECRET, NOW);
const refused = (reason: string) =>
  expect.objectContaining({ code: 'LOCALERT_SLACK_REQUEST_REFUSED', details: { reason } });

const verify = (more: Partial<Parameters<typeof verifySlackRequest>[0]> = {}) =>
  verifySlackRequest({ signingSecret, headers: good.headers, body, now: NOW, ...more });

describe('verifySlackRequest', () => {
  test('takes the example that Slack documents', async () => {
    // "Verifying requests from Slack": its secret, time and body, and the signature that it gives for them.
    const documented =
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
    const headers = {
      'X-Slack-Request-Timestamp': '1531420618',
      'X-Slack-Signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    };
    expect(await verify({ headers, body: documented })).toBe(documented);
  });

  test('gives the body that was signed, from text or bytes, by any way to hold headers', async () => {
    expect(await verify()).toBe(body);
    expect(await verify({ body: new TextEncoder().encode(body) })).toBe(body);
    expect(await verify({ headers: new Headers(good.headers) })).toBe(body);
    const lists = Object.fromEntries(Object.entries(good.headers).map(([name, value]) => [name, [value]]));
    expect(await verify({ headers: lists })).toBe(body);
    const sent = signRequest(body, SECRET, Date.now());
    expect(await verifySlackRequest({ signingSecret, headers: sent.headers, body })).toBe(body);
  });

  test('refuses a body, a time or a signature that was changed', async () => {
    await expect(verify({ body: `${body} ` })).rejects.toEqual(refused('signature'));
    const later = { ...good.headers, 'x-slack-request-timestamp': String(NOW / 1000 + 1) };
    await expect(verify({ headers: later })).rejects.toEqual(refused('signature'));
    const signature = good.headers['x-slack-signature'] ?? '';
    for (let at = 3; at < signature.length; at += 1) {
      const other = signature[at] === '0' ? '1' : '0';
      const changed = signature.slice(0, at) + other + signature.slice(at + 1);
      const headers = { ...good.headers, 'x-slack-signature': changed };
      await expect(verify({ headers })).rejects.toEqual(refused('signature'));
    }
  });

  test('refuses another app’s secret, and takes old and new while they change', async () => {
    const next = secret('the-next-signing-secret');
    await expect(verify({ signingSecret: next })).rejects.toEqual(refused('signature'));
    expect(await verify({ signingSecret: [next, signingSecret] })).toBe(body);
    expect(await verify({ signingSecret: [signingSecret, next] })).toBe(body);
  });

  test.each([
    [300_000, true],
    [-300_000, true],
    [301_000, false],
    [-301_000, false],
    [86_400_000, false],
    [Number.NaN, false],
  ])('at %i ms from its time', async (ms, fine) => {
    const work = verify({ now: NOW + ms });
    if (fine) expect(await work).toBe(body);
    else await expect(work).rejects.toEqual(refused('time'));
  });

  test.each([
    [{}],
    [{ ...good.headers, 'x-slack-signature': undefined }],
    [{ ...good.headers, 'x-slack-signature': '' }],
    [{ ...good.headers, 'x-slack-signature': 'v1=00' }],
    [{ ...good.headers, 'x-slack-signature': (good.headers['x-slack-signature'] ?? '').toUpperCase() }],
    [{ ...good.headers, 'x-slack-signature': `${good.headers['x-slack-signature']}0` }],
    [{ ...good.headers, 'x-slack-signature': [good.headers['x-slack-signature'] ?? '', 'v0=1'] }],
    [{ ...good.headers, 'X-Slack-Signature': good.headers['x-slack-signature'] }],
    [{ ...good.headers, 'x-slack-request-timestamp': 'now' }],
    [{ ...good.headers, 'x-slack-request-timestamp': '1531420618.5' }],
    [{ ...good.headers, 'x-slack-request-timestamp': '9'.repeat(13) }],
    [new Headers()],
  ])('refuses the headers %#', async (headers) => {
    await expect(verify({ headers: headers as Record<string, string> })).rejects.toEqual(refused('headers'));
  });

  test('refuses what is too large before it is hashed', async () => {
    const huge = 'x'.repeat(1_048_577);
    const signed = signRequest(huge, SECRET, NOW);
    await expect(verify({ headers: signed.headers, body: huge })).rejects.toEqual(refused('size'));
  });

  test('says nothing of the request or the secret', async () => {
    const error = await verify({ body: 'canary-of-the-body' }).catch((thrown: Error) => thrown);
    const shown = JSON.stringify(error) + String(error) + (error as Error).stack;
    const expected = createHmac('sha256', SECRET).update('x').digest('hex');
    for (const canary of ['canary-of-the-body', SECRET, good.headers['x-slack-signature'] ?? '', expected])
      expect(shown).not.toContain(canary);
  });

  test('takes secrets only, and no empty ones', async () => {
    for (const wrong of [
      'plain text that is long enough' as never,
      [] as const,
      [secret('short')],
      secret(''),
    ])
      await expect(verify({ signingSecret: wrong as never })).rejects.toMatchObject({
        code: expect.stringMatching(/INVALID_INPUT/),
      });
  });
});
