/** Attack 12: an address that a tenant hands in leads elsewhere. Nothing may be looked up, connected to or sent. */
import { type OutboundMessage, secret, tenantScope } from '@localert/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startHttp, type TestServer } from '../../test/servers.ts';
import { type AddressFault, AddressRefusedError } from '../request-errors.ts';
import { allowedHosts } from './allowed-hosts.ts';
import { pinnedFetch } from './pinned-fetch.ts';
import { slackWebhook } from './transports.ts';

const scope = tenantScope({ tenant: 'acme', actor: 'svc:test' });
const message: OutboundMessage = { id: 'id', payload: '{"text":"hi"}', destination: { channel: 'C1' } };

let inside: TestServer;
beforeEach(async () => {
  inside = await startHttp();
});
afterEach(() => inside[Symbol.asyncDispose]());

/** `PORT` stands for that of a server which listens on this machine. */
const attacks: readonly (readonly [address: string, fault: AddressFault])[] = [
  ['http://127.0.0.1:PORT/', 'scheme'],
  ['https://127.0.0.1:PORT/', 'ip-literal'],
  ['https://127.0.0.1/', 'ip-literal'],
  ['https://localhost:PORT/', 'host'],
  ['https://LOCALHOST/', 'host'],
  ['https://localhost./', 'host'],
  ['https://169.254.169.254/latest/meta-data/', 'ip-literal'],
  ['http://169.254.169.254/latest/meta-data/', 'scheme'],
  ['https://metadata.google.internal/', 'host'],
  ['https://[::ffff:10.0.0.1]/', 'ip-literal'],
  ['https://[::ffff:a9fe:a9fe]/', 'ip-literal'],
  ['https://[::1]:PORT/', 'ip-literal'],
  ['https://[::]/', 'ip-literal'],
  ['https://[fe80::1]/', 'ip-literal'],
  ['https://[64:ff9b::7f00:1]/', 'ip-literal'],
  ['https://0177.0.0.1/', 'ip-literal'],
  ['https://0x7f.1/', 'ip-literal'],
  ['https://0x7f000001/', 'ip-literal'],
  ['https://2130706433/', 'ip-literal'],
  ['https://017700000001/', 'ip-literal'],
  ['https://127.1/', 'ip-literal'],
  ['https://0/', 'ip-literal'],
  ['https://0.0.0.0:PORT/', 'ip-literal'],
  ['https://8.8.8.8/', 'ip-literal'],
  ['https://127.0.0.1./', 'ip-literal'],
  ['https://①②⑦.0.0.1/', 'unreadable'],
  ['https://127。0。0。1/', 'unreadable'],
  ['https://ｈｏｏｋｓ.slack.com/services/x', 'unreadable'],
  ['https://hooks.slаck.com/services/x', 'unreadable'],
  ['https://hooks.xn--slck-8ed.com/services/x', 'host'],
  ['https://hooks%2eslack%2ecom/services/x', 'spelling'],
  ['https://hooks.slack.com:0443/services/x', 'spelling'],
  ['https:hooks.slack.com/services/x', 'spelling'],
  ['https:///hooks.slack.com/services/x', 'spelling'],
  ['https://hooks.slack.com./services/x', 'host'],
  ['https://hooks.slack.com.evil.example/services/x', 'host'],
  ['https://evil-hooks.slack.com/services/x', 'host'],
  ['https://a.hooks.slack.com/services/x', 'host'],
  ['https://hooks.slack.com@127.0.0.1:PORT/', 'user-info'],
  ['https://hooks.slack.com:x@evil.example/', 'user-info'],
  ['https://user@hooks.slack.com/services/x', 'user-info'],
  ['https://:pw@hooks.slack.com/services/x', 'user-info'],
  ['https://@hooks.slack.com/services/x', 'spelling'],
  ['https://evil.example#@hooks.slack.com/', 'host'],
  ['https://evil.example/?@hooks.slack.com/', 'host'],
  ['https://evil.example\\@hooks.slack.com/', 'unreadable'],
  ['https:\\\\hooks.slack.com\\services', 'unreadable'],
  ['https://hooks.slack.com:8443/services/x', 'port'],
  ['https://hooks.slack.com:PORT/services/x', 'port'],
  ['http://hooks.slack.com/services/x', 'scheme'],
  ['ftp://hooks.slack.com/', 'scheme'],
  ['file:///etc/passwd', 'scheme'],
  ['data:text/plain,ok', 'scheme'],
  ['gopher://127.0.0.1:PORT/_x', 'scheme'],
  ['unix:///var/run/docker.sock', 'scheme'],
  ['https://hooks.slack.com /services/x', 'unreadable'],
  ['https://hooks.sla\nck.com/services/x', 'unreadable'],
  ['https://hooks.slack.com/\r\nX-Injected: 1', 'unreadable'],
  ['https://hooks.slack.com\0.evil.example/', 'unreadable'],
  ['//hooks.slack.com/services/x', 'unreadable'],
  ['hooks.slack.com/services/x', 'unreadable'],
  ['https://', 'unreadable'],
  ['https://[::1', 'unreadable'],
  ['', 'unreadable'],
];

test('there are enough of them', () => {
  expect(new Set(attacks.map(([address]) => address)).size).toBeGreaterThan(50);
});

test.each(attacks)('attack 12: %j is refused (guard: %s)', async (pattern, fault) => {
  const address = pattern.replace('PORT', String(inside.port));
  const looked: string[] = [];
  const fetch = pinnedFetch({
    resolve: async (host) => {
      looked.push(host);
      return ['127.0.0.1'];
    },
  });
  const refusal = await fetch(address, { method: 'POST', body: 'x' }).catch((error: unknown) => error);
  expect(AddressRefusedError.is(refusal)).toBe(true);
  expect(refusal).toMatchObject({ code: 'LOCALERT_ADDRESS_REFUSED', details: { reason: fault } });
  const outcome = await slackWebhook({ fetch, urlFor: () => secret(address) }).deliver(scope, message);
  expect(outcome.kind).toBe('stop');
  expect(looked).toEqual([]);
  expect(inside.connections()).toBe(0);
});

test('takes Slack’s own hosts in every plain spelling', () => {
  const targetOf = allowedHosts({});
  const target = { host: 'hooks.slack.com', port: 443, secure: true, authority: 'hooks.slack.com' };
  expect(targetOf('https://hooks.slack.com/services/T0/B0/x?y=1#z')).toEqual({
    ...target,
    path: '/services/T0/B0/x?y=1',
  });
  expect(targetOf('https://hooks.slack.com:443/')).toMatchObject(target);
  expect(targetOf('HTTPS://Hooks.Slack.com')).toMatchObject({ ...target, path: '/' });
  for (const host of ['slack.com', 'hooks.slack-gov.com', 'slack-gov.com']) {
    expect(targetOf(`https://${host}/api/chat.postMessage`)).toMatchObject({ host });
  }
});

test('attack 12: a wildcard stands for the names below, only where it was written (guard: whole labels)', () => {
  const targetOf = allowedHosts({ hosts: ['*.example.com'], ports: [443, 8443] });
  expect(targetOf('https://a.example.com/')).toMatchObject({ host: 'a.example.com', port: 443 });
  expect(targetOf('https://a.b.example.com:8443/')).toMatchObject({ port: 8443 });
  for (const host of [
    'example.com',
    'aexample.com',
    'example.com.evil.example',
    'hooks.slack.com',
    '.example.com',
    'a..example.com',
  ]) {
    expect(() => targetOf(`https://${host}/`)).toThrow(AddressRefusedError);
  }
});

test.each([
  '*',
  '*.com',
  'com',
  '',
  'Hooks.slack.com',
  'a..com',
  '127.0.0.1',
  '::1',
  'a b.com',
  'x.*.com',
  'a.com.',
  'a.com:1',
  'https://a.com',
])('refuses %j for a host', (host) => {
  expect(() => pinnedFetch({ hosts: [host] })).toThrow(
    expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' }),
  );
});

test.each([0, -1, 65_536, 1.5, Number.NaN])('refuses %s for a port', (port) => {
  expect(() => pinnedFetch({ ports: [port] })).toThrow(
    expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' }),
  );
});

test('loopback is for tests: by name and number, and nothing beside it', () => {
  const targetOf = allowedHosts({ allowLoopback: true });
  expect(targetOf('http://127.0.0.1:81/')).toMatchObject({ host: '127.0.0.1', port: 81, secure: false });
  expect(targetOf('http://localhost/')).toMatchObject({ host: 'localhost', port: 80 });
  expect(targetOf('https://[::1]:82/')).toEqual({
    host: '::1',
    port: 82,
    secure: true,
    authority: '[::1]:82',
    path: '/',
  });
  for (const url of [
    'http://[::ffff:127.0.0.1]/',
    'http://127.1/',
    'http://10.0.0.1/',
    'http://169.254.169.254/',
    'http://a.localhost/',
    'http://user@localhost/',
  ]) {
    expect(() => targetOf(url)).toThrow(AddressRefusedError);
  }
});

test('a refusal names no address', async () => {
  const refusal = await pinnedFetch()('https://CANARYcanary.example/CANARYcanary', {}).catch(
    (error: unknown) => error,
  );
  expect(`${refusal} ${JSON.stringify(refusal)}`.toLowerCase()).not.toContain('canary');
});
