/** The way out through a proxy that the host names: real CONNECT tunnels on this machine. */
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { type OutboundMessage, secret, tenantScope } from '@localert/core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Certificates, canSign, makeCertificates, needsOpenssl } from '../../test/certificates.ts';
import { startHttp, startHttps, startTcp, type TestServer } from '../../test/servers.ts';
import { type PinnedFetchOptions, pinnedFetch } from './pinned-fetch.ts';
import { slackWebhook } from './transports.ts';

const scope = tenantScope({ tenant: 'acme', actor: 'svc:test' });
const message: OutboundMessage = { id: 'id', payload: '{"text":"hi"}', destination: { channel: 'C1' } };
const deliver = (fetch: ReturnType<typeof pinnedFetch>, url: string) =>
  slackWebhook({ fetch, urlFor: () => secret(url) }).deliver(scope, message);

const open: AsyncDisposable[] = [];
const held = async <T extends AsyncDisposable>(starting: Promise<T>): Promise<T> => {
  const thing = await starting;
  open.push(thing);
  return thing;
};
afterEach(async () => {
  for (const one of open.splice(0)) await one[Symbol.asyncDispose]();
});

interface Tunnels extends AsyncDisposable {
  readonly port: number;
  readonly asked: { readonly to: string | undefined; readonly authorization: string | undefined }[];
}

/** A proxy that leads every tunnel to one server, and remembers what it was asked for. */
function startProxy(to: TestServer, tls?: { readonly key: string; readonly cert: string }): Promise<Tunnels> {
  const server = tls ? createTlsServer(tls) : createServer();
  const asked: Tunnels['asked'][number][] = [];
  const sockets = new Set<Socket>();
  server.on('connect', (request, socket: Socket) => {
    asked.push({ to: request.url, authorization: request.headers['proxy-authorization'] });
    const onward = connect({ host: '127.0.0.1', port: to.port });
    sockets.add(socket).add(onward);
    socket.on('error', () => onward.destroy());
    onward.on('error', () => socket.destroy());
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    onward.pipe(socket).pipe(onward);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve({
        port: (server.address() as AddressInfo).port,
        asked,
        [Symbol.asyncDispose]: () =>
          new Promise<void>((done) => {
            for (const socket of sockets) socket.destroy();
            server.close(() => done());
            server.closeAllConnections();
          }),
      }),
    );
  });
}

let pems: Certificates;
beforeAll(() => {
  if (canSign) pems = makeCertificates();
}, 60_000);

describe.skipIf(!canSign)(needsOpenssl('a proxy'), () => {
  const never = () => Promise.reject(new Error('the proxy looks names up'));

  test('carries TLS from end to end, and looks the name up itself', async () => {
    const server = await held(startHttps(pems.server));
    const proxy = await held(startProxy(server));
    const options: PinnedFetchOptions = { hosts: ['hooks.test'], ca: pems.ca, resolve: never };
    const fetch = pinnedFetch({
      ...options,
      proxy: { url: secret(`http://us%40er:p%3Aw@127.0.0.1:${proxy.port}`) },
    });
    expect(await deliver(fetch, 'https://hooks.test/services/x')).toEqual({ kind: 'delivered' });
    expect(proxy.asked).toEqual([
      { to: 'hooks.test:443', authorization: `Basic ${Buffer.from('us@er:p:w').toString('base64')}` },
    ]);
    expect(inspect(fetch, { depth: 9, showHidden: true })).not.toContain('p%3Aw');
  });

  test('may speak TLS itself, with a certificate that is checked', async () => {
    const server = await held(startHttps(pems.server));
    const proxy = await held(startProxy(server, pems.server));
    const through = (ca: string | undefined, url = `https://127.0.0.1:${proxy.port}/`) =>
      pinnedFetch({ hosts: ['hooks.test'], ca: pems.ca, proxy: { url, ca } });
    expect(await deliver(through(pems.ca), 'https://hooks.test/')).toEqual({ kind: 'delivered' });
    expect(proxy.asked).toEqual([{ to: 'hooks.test:443', authorization: undefined }]);
    expect(await deliver(through(undefined), 'https://hooks.test/')).toMatchObject({ kind: 'retry' });
    expect(proxy.asked).toHaveLength(1);
  });

  test('cannot put another server in the place of the right one', async () => {
    const server = await held(startHttps(pems.stranger));
    const proxy = await held(startProxy(server));
    const fetch = pinnedFetch({
      hosts: ['hooks.test'],
      ca: pems.ca,
      proxy: { url: `http://127.0.0.1:${proxy.port}` },
    });
    expect(await deliver(fetch, 'https://hooks.test/')).toMatchObject({ kind: 'retry' });
  });
});

test('the allow-list holds before a proxy too', async () => {
  const server = await held(startHttp());
  const proxy = await held(startProxy(server));
  const fetch = pinnedFetch({ proxy: { url: `http://127.0.0.1:${proxy.port}` } });
  for (const url of ['https://evil.example/', 'https://10.0.0.1/', 'https://hooks.slack.com:22/']) {
    expect(await deliver(fetch, url)).toEqual({ kind: 'stop', code: 'address-refused' });
  }
  expect(proxy.asked).toEqual([]);
});

test('a tunnel to this machine, for tests', async () => {
  const server = await held(startHttp());
  const proxy = await held(startProxy(server));
  const fetch = pinnedFetch({ allowLoopback: true, proxy: { url: `http://127.0.0.1:${proxy.port}` } });
  expect(await deliver(fetch, 'http://[::1]:82/')).toEqual({ kind: 'delivered' });
  expect(proxy.asked[0]?.to).toBe('[::1]:82');
});

test.each([
  [
    'asks for a password',
    'HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n',
    'proxy-407',
  ],
  ['refuses', 'HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n', 'proxy-403'],
  ['speaks before it is asked', 'HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\nok', 'proxy-answer'],
  ['speaks no HTTP', 'SSH-2.0-x\r\n', 'proxy-lost'],
  ['hangs up', '', 'proxy-lost'],
])('a proxy that %s: nothing was sent', async (_, answer, code) => {
  const proxy = await held(startTcp((socket) => socket.once('data', () => socket.end(answer))));
  const fetch = pinnedFetch({ proxy: { url: `http://127.0.0.1:${proxy.port}` } });
  expect(await deliver(fetch, 'https://hooks.slack.com/')).toEqual({ kind: 'retry', code });
});

test('a proxy that says nothing, and one that is not there', async () => {
  const silent = await held(startTcp(() => undefined));
  const url = `http://127.0.0.1:${silent.port}`;
  const fetch = pinnedFetch({ connectTimeoutMs: 60, proxy: { url } });
  expect(await deliver(fetch, 'https://hooks.slack.com/')).toEqual({
    kind: 'retry',
    code: 'connect-timeout',
  });
  const gone = await startTcp(() => undefined);
  await gone[Symbol.asyncDispose]();
  const none = pinnedFetch({ proxy: { url: `http://127.0.0.1:${gone.port}` } });
  expect(await deliver(none, 'https://hooks.slack.com/')).toEqual({ kind: 'retry', code: 'econnrefused' });
});

test.each([
  '',
  'proxy.example:3128',
  'socks5://proxy.example',
  'http://proxy.example/path',
  'http://a:%zz@proxy.example',
])('refuses %j for a proxy, without naming it', (url) => {
  const make = () => pinnedFetch({ proxy: { url } });
  expect(make).toThrow(expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' }));
  expect(make).not.toThrow(/proxy\.example/);
});

test.each([
  'http://proxy.example',
  'https://proxy.example',
  'http://[::1]:3128',
  'https://proxy.example:8443',
])('takes %s for a proxy', (url) => {
  expect(pinnedFetch({ proxy: { url } }).pinned).toBe(true);
});
