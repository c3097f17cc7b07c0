import { createServer as createHttp, type RequestListener, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, createServer as createTcp, type Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';

/** A server of a test, on a port of its own. */
export interface TestServer extends AsyncDisposable {
  readonly port: number;
  /** Connections that were ever made. */
  readonly connections: () => number;
  /** Connections that are open now. */
  readonly open: () => number;
}

function listening(
  server: Server | ReturnType<typeof createTcp>,
  host: string,
  port = 0,
): Promise<TestServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () =>
      resolve({
        port: (server.address() as AddressInfo).port,
        connections: () => connections,
        open: () => sockets.size,
        [Symbol.asyncDispose]: () =>
          new Promise<void>((done) => {
            server.close(() => done());
            for (const socket of sockets) socket.destroy();
          }),
      }),
    );
  });
}

/** Answers `ok` as Slack's webhooks do. */
export const sayOk: RequestListener = (request, response) => {
  request.resume().on('end', () => response.end('ok'));
};

export const startHttp = (listener: RequestListener = sayOk, host = '127.0.0.1', port = 0) =>
  listening(createHttp(listener), host, port);

export const startHttps = (options: TlsOptions, listener: RequestListener = sayOk) =>
  listening(createHttps(options, listener), '127.0.0.1');

/** Speaks whatever the test wants, below HTTP. */
export const startTcp = (onSocket: (socket: Socket) => void, host = '127.0.0.1', port = 0) =>
  listening(createTcp(onSocket), host, port);
