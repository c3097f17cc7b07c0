import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classifyWebApi, classifyWebhook } from './answers.ts';
import { MAX_RETRY_AFTER_MS, retryAfterMs } from './retry-after.ts';

const NOW = Date.UTC(2026, 0, 1, 12, 0, 0);
const none = new Headers();
const webhook = (status: number, body?: string, headers: Record<string, string> = {}) =>
  classifyWebhook(status, body, new Headers(headers), { now: NOW });
const api = (status: number, json: unknown, headers: Record<string, string> = {}) =>
  classifyWebApi(status, json, new Headers(headers), { now: NOW });
const refused = (error: string) => api(200, { ok: false, error }).kind;

describe('Retry-After', () => {
  test.each([
    ['30', 30_000],
    [' 0 ', 0],
    ['1.5', 1500],
    ['Thu, 01 Jan 2026 12:00:10 GMT', 10_000],
    ['Thu, 01 Jan 2026 11:00:00 GMT', 0],
    ['999999999', MAX_RETRY_AFTER_MS],
    ['Fri, 01 Jan 2100 00:00:00 GMT', MAX_RETRY_AFTER_MS],
  ])('%s', (header, expected) => {
    expect(retryAfterMs(header, NOW)).toBe(expected);
  });

  test.each([
    null,
    undefined,
    '',
    '-1',
    'soon',
    '1e9',
    '2026-01-02',
    '12 GMT',
    'Thu, 99 Jan 2026 99:00:00 GMT',
  ])('%s is none', (header) => {
    expect(retryAfterMs(header, NOW)).toBeUndefined();
  });

  test('any header gives a sane wait or none', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const wait = retryAfterMs(header, NOW) ?? 0;
        expect(Number.isInteger(wait) && wait >= 0 && wait <= MAX_RETRY_AFTER_MS).toBe(true);
      }),
    );
  });
});

describe('webhooks', () => {
  test.each([
    [200, 'ok'],
    [200, ' ok\n'],
    [200, ''],
    [204, undefined],
    [200, '{"ok":true}'],
    [200, '{"success":true}'],
  ])('%s %j is delivered', (status, body) => {
    expect(webhook(status, body)).toEqual({ kind: 'delivered' });
  });

  test.each([
    [404, 'no_service'],
    [404, 'no_active_hooks'],
    [403, 'invalid_token'],
    [404, 'no_team'],
    [403, 'team_disabled'],
    [410, 'channel_is_archived'],
    [403, 'action_prohibited'],
    [403, 'posting_to_general_channel_denied'],
    [404, 'channel_not_found'],
    [400, 'user_not_found'],
    [200, 'no_service'],
  ])('%s %s stops', (status, code) => {
    expect(webhook(status, code)).toEqual({ kind: 'stop', code });
  });

  test.each([
    'invalid_payload',
    'invalid_blocks',
    'invalid_attachments',
    'no_text',
    'too_many_attachments',
    'something_new',
  ])('400 %s is rendered anew', (code) => {
    expect(webhook(400, code)).toEqual({ kind: 'rerender', code });
  });

  test('a refusal as JSON reads the same', () => {
    expect(webhook(404, '{"ok":false,"error":"no_service"}')).toEqual({ kind: 'stop', code: 'no_service' });
    expect(webhook(400, '{broken')).toEqual({ kind: 'rerender', code: 'http-400' });
  });

  test('a limit waits as long as it is told', () => {
    expect(webhook(429, 'rate_limited', { 'retry-after': '7' })).toEqual({
      kind: 'retry',
      code: 'rate_limited',
      retryAfterMs: 7000,
      scope: 'group',
    });
    expect(webhook(429)).toEqual({ kind: 'retry', code: 'ratelimited', scope: 'group' });
    expect(webhook(429, 'no_service').kind).toBe('retry');
  });

  test('server faults are worth a retry, ambiguous ones are not', () => {
    expect(webhook(503, '<html>', { 'retry-after': '3' })).toEqual({
      kind: 'retry',
      code: 'http-503',
      retryAfterMs: 3000,
    });
    expect(webhook(500, 'rollup_error')).toEqual({ kind: 'retry', code: 'rollup_error' });
    expect(webhook(500, 'internal_error')).toEqual({ kind: 'unknown', code: 'internal_error' });
    expect(webhook(500, 'fatal_error')).toEqual({ kind: 'unknown', code: 'fatal_error' });
  });

  test.each([
    [0, 'stop'],
    [302, 'stop'],
    [307, 'stop'],
    [401, 'stop'],
    [404, 'stop'],
    [408, 'retry'],
    [413, 'rerender'],
    [418, 'retry'],
    [502, 'retry'],
  ])('status %s without a known body', (status, kind) => {
    expect(webhook(status, '<html>').kind).toBe(kind);
  });

  test('a success that is not Slack’s may be a proxy’s', () => {
    expect(webhook(200, '<html>Sign in</html>')).toEqual({ kind: 'unknown', code: 'answer-unreadable' });
    expect(webhook(200, 'welcome')).toEqual({ kind: 'unknown', code: 'answer-unreadable' });
    expect(webhook(200, '{"ok":false}')).toEqual({ kind: 'unknown', code: 'answer-unreadable' });
  });

  test('needs no clock where there is no date', () => {
    expect(classifyWebhook(429, '', { get: () => '1' })).toMatchObject({ retryAfterMs: 1000 });
    expect(classifyWebhook(200, 'ok', none)).toEqual({ kind: 'delivered' });
    expect(classifyWebApi(429, undefined, { get: () => '1' })).toMatchObject({ retryAfterMs: 1000 });
  });
});

describe('Web API', () => {
  test('delivered says where', () => {
    expect(api(200, { ok: true, channel: 'C1', ts: '1.2', message: {} })).toEqual({
      kind: 'delivered',
      ref: { channel: 'C1', ts: '1.2' },
    });
    expect(api(200, { ok: true })).toEqual({ kind: 'delivered' });
  });

  test.each([
    ['retry', 'ratelimited rate_limited service_unavailable request_timeout team_added_to_org'],
    [
      'stop',
      'invalid_auth account_inactive token_revoked token_expired missing_scope channel_not_found is_archived not_in_channel restricted_action restricted_action_thread_only_channel restricted_action_read_only_channel ekm_access_denied not_authed message_not_found cant_update_message edit_window_closed',
    ],
    [
      'rerender',
      'invalid_blocks invalid_blocks_format msg_blocks_too_long msg_too_long no_text metadata_too_large invalid_attachments too_many_attachments',
    ],
    ['unknown', 'internal_error fatal_error duplicate_message_not_found duplicate_channel_not_found'],
    ['retry', 'a_code_of_tomorrow'],
  ])('%s: %s', (kind, codes) => {
    for (const code of codes.split(' ')) {
      expect(refused(code)).toBe(kind);
      expect(api(200, { ok: false, error: code })).toMatchObject({ code });
    }
  });

  test('a limit waits as long as it is told', () => {
    expect(api(429, { ok: false, error: 'ratelimited' }, { 'retry-after': '30' })).toEqual({
      kind: 'retry',
      code: 'ratelimited',
      retryAfterMs: 30_000,
      scope: 'workspace',
    });
    expect(api(429, undefined)).toEqual({ kind: 'retry', code: 'ratelimited', scope: 'workspace' });
    expect(api(200, { ok: false, error: 'ratelimited' })).toMatchObject({ scope: 'workspace' });
    // The one limit of chat.postMessage that is the channel's own.
    expect(api(429, { ok: false, error: 'rate_limited' })).toMatchObject({ scope: 'group' });
    expect(api(503, undefined)).not.toHaveProperty('scope');
    expect(api(429, { ok: false, error: 'invalid_auth' }).kind).toBe('retry');
  });

  test('Slack’s code counts more than the status', () => {
    expect(api(500, { ok: false, error: 'internal_error' })).toEqual({
      kind: 'unknown',
      code: 'internal_error',
    });
    expect(api(403, { ok: false, error: 'invalid_blocks' })).toEqual({
      kind: 'rerender',
      code: 'invalid_blocks',
    });
  });

  test.each([
    [200, undefined, 'unknown', 'answer-unreadable'],
    [200, [], 'unknown', 'answer-unreadable'],
    [200, 'ok', 'unknown', 'answer-unreadable'],
    [200, { ok: false }, 'unknown', 'answer-unreadable'],
    [200, { ok: 'yes' }, 'unknown', 'answer-unreadable'],
    [500, { ok: true }, 'retry', 'http-500'],
    [503, undefined, 'retry', 'http-503'],
    [404, undefined, 'stop', 'http-404'],
    [400, undefined, 'rerender', 'http-400'],
    [302, undefined, 'stop', 'redirect-refused'],
    [0, undefined, 'stop', 'redirect-refused'],
  ])('%s with %j is %s', (status, json, kind, code) => {
    expect(api(status, json)).toEqual({ kind, code });
  });
});

test('no text of an answer gets into an outcome', () => {
  for (const text of [
    'xoxb-123-secret',
    'T0/B0/SECRET',
    'Bearer abc',
    'a'.repeat(65),
    'two words',
    '',
    'line\nbreak',
  ]) {
    for (const status of [200, 400, 403, 429, 500]) {
      expect(JSON.stringify([api(status, { ok: false, error: text }), webhook(status, text)])).not.toContain(
        text === '' ? 'undefined' : text,
      );
    }
  }
});

test('any answer has an outcome', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 599 }), fc.string(), fc.jsonValue(), (status, body, json) => {
      const kinds = ['delivered', 'retry', 'stop', 'rerender', 'unknown'];
      expect(kinds).toContain(webhook(status, body).kind);
      expect(kinds).toContain(api(status, json).kind);
    }),
  );
});
