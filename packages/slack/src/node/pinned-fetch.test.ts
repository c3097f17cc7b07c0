/** What pinnedFetch does on the wire: real servers on this machine, without TLS. */
import { execFile } from 'node:child_process';
import { createServer, type RequestListener } from 'node:http';
import { inspect, promisify } from 'node:util';
import { type OutboundMessage, secret, tenantScope } from '@localert/core';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { sayOk, startHttp, startTcp, type TestServer } from '../../test/servers.ts';
import { type PinnedFetchOptions, pinnedFetch } from './pinned-fetch.ts';
import { slackWebhook } from './transports.ts';

const scope = tenantScope({ tenant: 'acme', actor: 'svc:test' });
const message: OutboundMessage = { id: 'id', payload: '{"text":"hi"}', destination: { channel: 'C1' } };
const POST = { method: 'POST', body: '{}' } as const;

const open: TestServer[] = [];
const held = async (starting: Promise<TestServer>) => {
  const server = await starting;
  open.push(server);
  return server;
};
const http = (listener?: RequestListener, host?: string, port?: number) =>
  held(startHttp(listener, host, port));
const tcp = (...args: Parameters<typeof startTcp>) => held(startTcp(...args));
afterEach(async () => {
  for (const server of open.splice(0)) await server[Symbol.asyncDispose]();
});

const local = (options: PinnedFetchOptions = {}) => pinnedFetch({ allowLoopback: true, ...options });
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no failure',
    (error: unknown) => error,
  );
const deliver = (fetch: ReturnType<typeof local>, url: string, timeoutMs = 5_000) =>
  slackWebhook({ fetch, timeoutMs, urlFor: () => secret(url) }).deliver(scope, message);

test('posts bytes and headers, and gives status, headers and body', async () => {
  const seen: unknown[] = [];
  const server = await http((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part) => {
      text += part;
    });
    request.on('end', () => {
      const { host, 'x-own': own, 'content-length': length, connection } = request.headers;
      seen.push([request.method, request.url, text, own, length, host, connection]);
      response.writeHead(201, { 'x-answer': 'a' }).end('grüß');
    });
  });
  const url = `http://127.0.0.1:${server.port}/a/b?c=d#e`;
  const headers = {
    'x-own': 'o',
    host: 'evil.example',
    'content-length': '1',
    'transfer-encoding': 'chunked',
  };
  const answer = await local()(url, { method: 'post', body: 'ö', headers });
  expect([answer.status, answer.headers.get('x-answer'), await answer.text()]).toEqual([201, 'a', 'grüß']);
  const bytes = await local()(url, { method: 'POST', body: new Uint8Array([33]) });
  expect(bytes.status).toBe(201);
  const host = `127.0.0.1:${server.port}`;
  expect(seen).toEqual([
    ['POST', '/a/b?c=d', 'ö', 'o', '2', host, 'keep-alive'],
    ['POST', '/a/b?c=d', '!', undefined, '1', host, 'keep-alive'],
  ]);
});

test('gets, and takes answers without a body', async () => {
  const server = await http((request, response) => {
    request.resume();
    response.statusCode = request.method === 'GET' ? 204 : 500;
    response.end();
  });
  const answer = await local()(`http://localhost:${server.port}/`, {
    headers: { 'accept-encoding': 'gzip' },
  });
  expect([answer.status, await answer.text()]).toEqual([204, '']);
});

describe('attack 12: the address that was checked is the address that is called (guards: public addresses, pinned)', () => {
  test('every one that the name has is checked: one inside, and the name is refused', async () => {
    const inside = await http();
    for (const addresses of [
      ['127.0.0.1', '10.0.0.1'],
      ['93.184.215.14', '127.0.0.1'],
      ['93.184.215.14', '::ffff:127.0.0.1'],
      ['169.254.169.254'],
      ['8.8.8.8', '1.1.1.1', '8.8.4.4', '9.9.9.9', '4.4.4.4', '192.168.0.1'],
      ['not an address'],
    ]) {
      const fetch = pinnedFetch({ ports: [443, inside.port], resolve: async () => addresses });
      const url = `https://hooks.slack.com:${inside.port}/`;
      expect(await failure(fetch(url, POST))).toMatchObject({
        code: 'LOCALERT_ADDRESS_REFUSED',
        details: { reason: 'resolved-address' },
      });
      expect(await deliver(fetch, url)).toEqual({ kind: 'stop', code: 'address-refused' });
    }
    expect(inside.connections()).toBe(0);
  });

  test('a name that changes its answer is asked once a connection, and refused when it turns inside', async () => {
    const answers = [['127.0.0.1'], ['127.0.0.2'], ['10.0.0.1']];
    let asked = 0;
    const fetch = local({
      resolve: async () => {
        asked += 1;
        return answers[asked - 1] ?? ['169.254.169.254'];
      },
    });
    const first = await http((_, response) => response.end('first'));
    const second = await http((_, response) => response.end('second'), '127.0.0.2', first.port);
    const url = `http://localhost:${first.port}/`;
    const answer = await fetch(url, POST);
    // Were the name asked again between check and connection, the second server would answer.
    expect(await answer.text()).toBe('first');
    expect(asked).toBe(1);
    // The connection is kept, and with it the address.
    expect(await (await fetch(url, POST)).text()).toBe('first');
    expect([asked, first.connections(), second.connections()]).toEqual([1, 1, 0]);
    await first[Symbol.asyncDispose]();
    // Until the end of the kept connection has come through, a request would still try it.
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await (await fetch(url, POST)).text()).toBe('second');
    await second[Symbol.asyncDispose]();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await failure(fetch(url, POST))).toMatchObject({ code: 'LOCALERT_ADDRESS_REFUSED' });
    expect(asked).toBe(3);
  });

  test('goes on to the next address when one does not answer', async () => {
    const server = await http(sayOk, '127.0.0.2');
    const fetch = local({ resolve: async () => ['127.0.0.1', '127.0.0.2'] });
    expect((await fetch(`http://localhost:${server.port}/`, POST)).status).toBe(200);
  });

  test('at most four are tried', async () => {
    const server = await http(sayOk, '127.0.0.9');
    const addresses = ['127.0.0.1', '127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.0.9'];
    const fetch = local({ resolve: async () => addresses });
    expect(await deliver(fetch, `http://localhost:${server.port}/`)).toEqual({
      kind: 'retry',
      code: 'econnrefused',
    });
    expect(server.connections()).toBe(0);
  });
});

describe('what became of a request', () => {
  test('attack 12: a redirect is an answer, and nobody follows it (guard: redirects are refused)', async () => {
    const inside = await http();
    for (const status of [301, 302, 303, 307, 308]) {
      for (const location of ['http://169.254.169.254/', `http://127.0.0.1:${inside.port}/`]) {
        const server = await http((_, response) => response.writeHead(status, { location }).end());
        const url = `http://127.0.0.1:${server.port}/`;
        const answer = await local()(url, { ...POST, redirect: 'follow' });
        expect([answer.status, answer.headers.get('location')]).toEqual([status, location]);
        expect(await deliver(local(), url)).toEqual({ kind: 'stop', code: 'redirect-refused' });
      }
    }
    expect(inside.connections()).toBe(0);
  });

  test.each(['ENOTFOUND', 'EAI_AGAIN'])(
    'a name that has no answer now is worth a retry: %s',
    async (code) => {
      const fetch = pinnedFetch({ resolve: () => Promise.reject(Object.assign(new Error('x'), { code })) });
      const url = 'https://hooks.slack.com/';
      expect(await deliver(fetch, url)).toEqual({ kind: 'retry', code: code.toLowerCase() });
    },
  );

  test('so is one without addresses, and a resolver that throws whatever it likes', async () => {
    const none = pinnedFetch({ resolve: async () => [] });
    expect(await deliver(none, 'https://hooks.slack.com/')).toEqual({ kind: 'retry', code: 'enotfound' });
    for (const fault of ['a string', null, { code: 'has CANARY' }, new Error('CANARY')]) {
      const fetch = pinnedFetch({ resolve: () => Promise.reject(fault) });
      expect(await deliver(fetch, 'https://hooks.slack.com/')).toEqual({
        kind: 'retry',
        code: 'not-connected',
      });
    }
  });

  test('a name that is never answered ends with the time for connecting', async () => {
    const fetch = local({ connectTimeoutMs: 30, resolve: () => new Promise(() => undefined) });
    expect(await deliver(fetch, 'http://localhost/')).toEqual({ kind: 'retry', code: 'connect-timeout' });
  });

  test('nobody listens', async () => {
    const server = await startHttp();
    await server[Symbol.asyncDispose]();
    const url = `http://127.0.0.1:${server.port}/`;
    expect(await deliver(local(), url)).toEqual({ kind: 'retry', code: 'econnrefused' });
  });

  test('a connection that is lost once the request has left is unknown', async () => {
    const server = await tcp((socket) => socket.once('data', () => socket.destroy()));
    const url = `http://127.0.0.1:${server.port}/`;
    expect(await failure(local()(url, POST))).toMatchObject({ code: 'LOCALERT_CONNECTION_LOST' });
    expect(await deliver(local(), url)).toEqual({ kind: 'unknown', code: 'connection-lost' });
  });

  test.each([
    ['no HTTP', 'garbage\r\n\r\n'],
    ['another protocol', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'],
    ['a head without end', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`],
    ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nok'],
    ['a status that is none', 'HTTP/1.1 999 No\r\ncontent-length: 0\r\n\r\n'],
  ])('%s is unknown', async (_, answer) => {
    const server = await tcp((socket) => socket.once('data', () => socket.end(answer, 'latin1')));
    const url = `http://127.0.0.1:${server.port}/`;
    expect(await deliver(local(), url)).toEqual({ kind: 'unknown', code: 'connection-lost' });
  });

  test('an early hint is not the answer', async () => {
    const server = await http((_, response) => {
      response.writeProcessing();
      response.end('ok');
    });
    expect(await deliver(local(), `http://127.0.0.1:${server.port}/`)).toEqual({ kind: 'delivered' });
  });

  test('a success whose body breaks off was a success', async () => {
    const head = 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nok';
    const server = await tcp((socket) => socket.once('data', () => socket.end(head)));
    const url = `http://127.0.0.1:${server.port}/`;
    expect(await deliver(local(), url)).toEqual({ kind: 'delivered' });
    const answer = await local()(url, POST);
    expect(await failure(answer.text())).toMatchObject({ code: 'LOCALERT_CONNECTION_LOST' });
  });

  test('no answer in time is unknown, and so is an abort under way', async () => {
    let came = 0;
    const server = await http(() => {
      came += 1;
    });
    const url = `http://127.0.0.1:${server.port}/`;
    expect(await deliver(local(), url, 50)).toEqual({ kind: 'unknown', code: 'timeout' });
    expect(await failure(local({ timeoutMs: 50 })(url, POST))).toMatchObject({
      code: 'LOCALERT_CONNECTION_LOST',
      details: { reason: 'stopped' },
    });
    const controller = new AbortController();
    const transport = slackWebhook({ fetch: local(), urlFor: () => secret(url) });
    const attempt = transport.deliver(scope, message, { signal: controller.signal });
    while (came < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    controller.abort();
    expect(await attempt).toEqual({ kind: 'unknown', code: 'aborted' });
    await vi.waitFor(() => expect(server.open()).toBe(0));
  });

  test('a body that trickles ends with the time, as a success without words', async () => {
    const server = await http((_, response) => {
      response.write('o');
    });
    const url = `http://127.0.0.1:${server.port}/`;
    expect(await deliver(local({ timeoutMs: 80 }), url)).toEqual({ kind: 'delivered' });
  });

  test('an abort before the connection stands sent nothing', async () => {
    const fetch = local({ resolve: () => new Promise(() => undefined) });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    const transport = slackWebhook({ fetch, urlFor: () => secret('http://localhost:1/') });
    const started = performance.now();
    expect(await transport.deliver(scope, message, { signal: controller.signal })).toEqual({
      kind: 'retry',
      code: 'aborted',
    });
    expect(await failure(fetch('http://localhost:1/', { signal: AbortSignal.abort() }))).toMatchObject({
      code: 'LOCALERT_REQUEST_NOT_SENT',
    });
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test('reads a bounded part of an answer and hangs up', async () => {
    let written = 0;
    const server = await http((request, response) => {
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(16_384))) written += 16_384;
        written += 16_384;
      };
      response.on('drain', more).on('error', () => undefined);
      request.resume().on('end', more);
    });
    const url = `http://127.0.0.1:${server.port}/`;
    const answer = await local()(url, POST);
    expect((await answer.text()).length).toBe(65_536);
    expect((await (await local({ maxAnswerBytes: 10 })(url, POST)).text()).length).toBe(10);
    await vi.waitFor(() => expect(server.open()).toBe(0));
    expect(written).toBeLessThan(2 ** 26);
  });
});

describe('connections', () => {
  test('are kept and used again, and let go when idle', async () => {
    const server = await http();
    const fetch = local();
    for (let round = 0; round < 3; round += 1) {
      await (await fetch(`http://127.0.0.1:${server.port}/`, POST)).text();
    }
    expect([server.connections(), server.open()]).toEqual([1, 1]);
    await vi.waitFor(() => expect(server.open()).toBe(0), { timeout: 8_000, interval: 100 });
  });

  test('are never more than allowed, and who waits can be called back', async () => {
    let under = 0;
    let most = 0;
    const server = await http((request, response) => {
      under += 1;
      most = Math.max(most, under);
      request.resume();
      setTimeout(() => {
        under -= 1;
        response.end('ok');
      }, 20);
    });
    const url = `http://127.0.0.1:${server.port}/`;
    const fetch = local({ maxConnections: 3 });
    const calls = Array.from({ length: 12 }, () => fetch(url, POST));
    const controller = new AbortController();
    const waiting = failure(fetch(url, { ...POST, signal: controller.signal }));
    controller.abort();
    expect(await waiting).toMatchObject({ code: 'LOCALERT_REQUEST_NOT_SENT' });
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual(
      Array.from({ length: 12 }, () => 200),
    );
    expect(most).toBeLessThanOrEqual(3);
    expect(server.connections()).toBeLessThanOrEqual(3);
  });
});

test('environment variables of proxies are not read, nor the switch by which Node reads them', async () => {
  const trap = await http();
  const server = await http();
  const proxy = `http://127.0.0.1:${trap.port}`;
  const env = {
    HTTP_PROXY: proxy,
    HTTPS_PROXY: proxy,
    http_proxy: proxy,
    https_proxy: proxy,
    ALL_PROXY: proxy,
  };
  const source = `
    const { pinnedFetch } = await import(${JSON.stringify(new URL('./pinned-fetch.ts', import.meta.url).href)});
    const url = 'http://127.0.0.1:${server.port}/';
    const answer = await pinnedFetch({ allowLoopback: true })(url, { method: 'POST', body: '{}' });
    // The same by Node's own agent, to know that the switch works.
    const { get } = await import('node:http');
    await new Promise((done, failed) => get(url, (plain) => plain.resume().on('end', done)).on('error', failed));
    console.log(await answer.text());
    process.exit();
  `;
  const flags = ['--no-warnings', '--conditions=@localert/source', '--input-type=module', '--eval', source];
  const { stdout } = await promisify(execFile)(process.execPath, flags, {
    timeout: 15_000,
    env: { ...process.env, ...env, NO_PROXY: '', no_proxy: '', NODE_USE_ENV_PROXY: '1', NODE_OPTIONS: '' },
  });
  expect(stdout.trim()).toBe('ok');
  // A Node that knows the switch sent its own request to the trap.
  const knows = Number(process.versions.node.split('.')[0]) >= 24;
  expect([server.connections(), trap.connections()]).toEqual(knows ? [1, 1] : [2, 0]);
});

test.each([
  ['a method', { method: 'CONNECT' }],
  ['a method', { method: 'PUT' }],
  ['a body', { method: 'POST', body: new Blob(['x']) }],
])('refuses %s that it does not take', async (_, init) => {
  expect(await failure(local()('http://localhost:1/', init))).toMatchObject({
    code: 'LOCALERT_INVALID_INPUT',
  });
});

test.each([
  { connectTimeoutMs: 0 },
  { timeoutMs: 2 ** 31 },
  { maxAnswerBytes: -1 },
  { maxConnections: 1.5 },
  { maxConnections: Number.NaN },
])('refuses %j', (options) => {
  expect(() => pinnedFetch(options)).toThrow(expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' }));
});

test('no fault shows an address or a token, in any of its looks', async () => {
  const cut = await tcp((socket) => socket.once('data', () => socket.destroy()));
  const address = `http://127.0.0.1:${cut.port}/CANARYcanary`;
  const faults = [
    await failure(local()(address, { ...POST, headers: { authorization: 'Bearer CANARYcanary' } })),
    await failure(local()('http://localhost:1/CANARYcanary', POST)),
    await failure(pinnedFetch()('https://CANARYcanary.example/', POST)),
    await failure(
      pinnedFetch({ resolve: (host) => Promise.reject(new Error(`CANARYcanary ${host}`)) })(
        'https://slack.com/',
        POST,
      ),
    ),
  ];
  for (const fault of faults) {
    const looks = [
      inspect(fault, { depth: 9, showHidden: true }),
      JSON.stringify(fault),
      String(fault),
    ].join();
    expect(looks.toLowerCase()).not.toContain('canary');
    expect(looks).not.toContain('127.0.0.1');
  }
});

test('the system looks names up where no resolver is given', async () => {
  const server = await held(
    new Promise((resolve, reject) => {
      const probe = createServer();
      probe.once('error', reject).listen(0, 'localhost', () => {
        const address = probe.address();
        const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
        const host = typeof address === 'object' ? (address?.address ?? '') : '';
        probe.close(() => startHttp(sayOk, host, port).then(resolve, reject));
      });
    }),
  );
  expect(await deliver(local(), `http://localhost:${server.port}/`)).toEqual({ kind: 'delivered' });
});
