import { connect, createServer, type Socket } from 'node:net';

/** The way of one process to Redis, which can be cut while that of others stays open. */
export interface Proxy {
  readonly url: string;
  cut(): void;
  mend(): Promise<void>;
  close(): void;
}

/** @param port - of the server on this machine */
export async function proxyTo(port: number): Promise<Proxy> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect({ host: '127.0.0.1', port });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('error', () => undefined);
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  });
  const listen = (at: number) =>
    new Promise<number>((resolve, reject) => {
      server.once('error', reject);
      server.listen(at, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  const own = await listen(0);
  const cut = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { url: `redis://127.0.0.1:${own}`, cut, mend: async () => void (await listen(own)), close: cut };
}
