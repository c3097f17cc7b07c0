/** What pinnedFetch demands of TLS: real servers, real certificates of a throwaway authority. */
import type { RequestListener } from 'node:http';
import type { TLSSocket, TlsOptions } from 'node:tls';
import { type OutboundMessage, secret, tenantScope } from '@localert/core';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Certificates, canSign, makeCertificates, needsOpenssl } from '../../test/certificates.ts';
import { sayOk, startHttps, startTcp, type TestServer } from '../../test/servers.ts';
import { type PinnedFetchOptions, pinnedFetch } from './pinned-fetch.ts';
import { slackWebhook } from './transports.ts';

const scope = tenantScope({ tenant: 'acme', actor: 'svc:test' });
const message: OutboundMessage = { id: 'id', payload: '{"text":"hi"}', destination: { channel: 'C1' } };

let pems: Certificates;
beforeAll(() => {
  if (canSign) pems = makeCertificates();
}, 60_000);

const open: TestServer[] = [];
const https = async (options: TlsOptions = {}, listener: RequestListener = sayOk) => {
  const server = await startHttps({ ...pems.server, ...options }, listener);
  open.push(server);
  return server;
};
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const server of open.splice(0)) await server[Symbol.asyncDispose]();
});

/** Reaches the server of a test by a name that the certificate has. */
const named = ({ port }: TestServer, options: PinnedFetchOptions = {}) =>
  pinnedFetch({
    hosts: ['hooks.test', '*.sub.test', 'other.test'],
    ports: [port],
    allowLoopback: true,
    resolve: async () => ['127.0.0.1'],
    ca: pems.ca,
    ...options,
  });
const deliver = (fetch: ReturnType<typeof named>, url: string) =>
  slackWebhook({ fetch, urlFor: () => secret(url) }).deliver(scope, message);

describe.skipIf(!canSign)(needsOpenssl('TLS'), () => {
  test('is 1.3 where the other side has it, under the name that was asked for', async () => {
    const seen: unknown[] = [];
    const server = await https({}, (request, response) => {
      const socket = request.socket as TLSSocket & { servername?: string };
      seen.push([socket.getProtocol(), socket.servername, request.headers.host]);
      sayOk(request, response);
    });
    const url = `https://hooks.test:${server.port}/services/x`;
    const fetch = named(server);
    expect(await deliver(fetch, url)).toEqual({ kind: 'delivered' });
    expect(await deliver(fetch, url)).toEqual({ kind: 'delivered' });
    expect(await deliver(fetch, `https://a.sub.test:${server.port}/`)).toEqual({ kind: 'delivered' });
    expect(seen).toEqual([
      ['TLSv1.3', 'hooks.test', `hooks.test:${server.port}`],
      ['TLSv1.3', 'hooks.test', `hooks.test:${server.port}`],
      ['TLSv1.3', 'a.sub.test', `a.sub.test:${server.port}`],
    ]);
    // One kept connection, and another for another name.
    expect(server.connections()).toBe(2);
  });

  test('is 1.2 at least', async () => {
    const seen: unknown[] = [];
    const listener: RequestListener = (request, response) => {
      seen.push((request.socket as TLSSocket).getProtocol());
      sayOk(request, response);
    };
    const version = (oldest: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2', newest: 'TLSv1.1' | 'TLSv1.2') =>
      https({ minVersion: oldest, maxVersion: newest, ciphers: 'DEFAULT@SECLEVEL=0' }, listener);
    const good = await version('TLSv1.2', 'TLSv1.2');
    expect(await deliver(named(good), `https://hooks.test:${good.port}/`)).toEqual({ kind: 'delivered' });
    const old = await version('TLSv1', 'TLSv1.1');
    const outcome = await deliver(named(old), `https://hooks.test:${old.port}/`);
    expect(outcome).toMatchObject({ kind: 'retry', code: expect.stringMatching(/^err_ssl_/) });
    expect(seen).toEqual(['TLSv1.2']);
  });

  test.each([
    ['an authority that is not trusted', {}, () => ({ ca: undefined }), 'hooks.test'],
    ['another authority', 'stranger', () => ({}), 'hooks.test'],
    ['another name', {}, () => ({}), 'other.test'],
    ['a name that a wildcard of the certificate does not reach', {}, () => ({}), 'a.b.sub.test'],
  ] as const)('refuses %s, and sends nothing', async (_, kind, options, host) => {
    // The switch that turns Node's own check off.
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    let requests = 0;
    const server = await https(kind === 'stranger' ? pems.stranger : {}, (request, response) => {
      requests += 1;
      sayOk(request, response);
    });
    const outcome = await deliver(named(server, options()), `https://${host}:${server.port}/CANARY`);
    expect(outcome).toMatchObject({
      kind: 'retry',
      code: expect.stringMatching(/^(unable|err_tls|self|cert|depth)/),
    });
    expect(JSON.stringify(outcome)).not.toMatch(/CANARY|test:/i);
    expect(requests).toBe(0);
    await vi.waitFor(() => expect(server.open()).toBe(0));
  });

  test('takes no options that would turn the check off', async () => {
    const server = await https(pems.stranger);
    const careless = { rejectUnauthorized: false, checkServerIdentity: () => undefined, minVersion: 'TLSv1' };
    const fetch = named(server, careless as PinnedFetchOptions);
    expect(await deliver(fetch, `https://hooks.test:${server.port}/`)).toMatchObject({ kind: 'retry' });
  });

  test('checks the certificate of a number too', async () => {
    const server = await https();
    const url = `https://127.0.0.1:${server.port}/`;
    expect(await deliver(named(server), url)).toEqual({ kind: 'delivered' });
    expect(await deliver(named(server), url.replace('.1:', '.2:'))).toMatchObject({ kind: 'retry' });
  });

  test('a connection that ends within the handshake sent nothing', async () => {
    const server = await startTcp((socket) => socket.once('data', () => socket.destroy()));
    open.push(server);
    const outcome = await deliver(named(server), `https://hooks.test:${server.port}/`);
    expect(outcome).toEqual({ kind: 'retry', code: 'econnreset' });
  });

  test('nor does one that never finishes it', async () => {
    const server = await startTcp((socket) => socket.resume());
    open.push(server);
    const outcome = await deliver(
      named(server, { connectTimeoutMs: 80 }),
      `https://hooks.test:${server.port}/`,
    );
    expect(outcome).toEqual({ kind: 'retry', code: 'connect-timeout' });
    await vi.waitFor(() => expect(server.open()).toBe(0));
  });

  test('one that ends after it is unknown', async () => {
    const server = await https({}, (request) => request.socket.destroy());
    const outcome = await deliver(named(server), `https://hooks.test:${server.port}/`);
    expect(outcome).toEqual({ kind: 'unknown', code: 'connection-lost' });
  });
});
