/** Starts a Redis of its own for `main.ts`, where REDIS_URL names none, and ends it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const port = await freePort();
const own = process.env['REDIS_URL'] === undefined;
const server = own
  ? spawn('redis-server', ['--bind', '127.0.0.1', '--port', String(port), '--save', ''], { stdio: 'pipe' })
  : undefined;
if (server !== undefined) {
  const started = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.stdout.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('Ready to accept connections')) resolve(true);
    });
  });
  if (!started) {
    console.log('Skipped: no redis-server on the PATH. Debian and Ubuntu: apt-get install redis-server');
    process.exit(process.env['REQUIRE_SERVICES'] === '1' ? 1 : 0);
  }
  process.env['REDIS_URL'] = `redis://127.0.0.1:${port}`;
  process.once('exit', () => void server.kill());
}
await import('./main.ts');
server?.kill();
