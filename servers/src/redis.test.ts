import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { anyRedis, redisMissing, startRedis, startRedisCluster, startRedisSentinel } from './redis.ts';
import { respCommand, until } from './resp.ts';

const missing = redisMissing(true);
const named = (name: string) => (missing === undefined ? name : `${name} (skipped: ${missing})`);

describe.skipIf(missing)(named('servers/redis'), () => {
  it('starts one, with a password, ends it and starts it again', async () => {
    const node = await startRedis({ password: 'open' });
    try {
      expect(await node.command('SET', 'a', '1')).toBe('OK');
      expect(await node.command('GET', 'a')).toBe('1');
      await node.kill();
      await expect(node.command('PING')).rejects.toThrow();
      await node.restart();
      expect(await node.command('PING')).toBe('PONG');
    } finally {
      await node.stop();
    }
    await expect(node.command('PING')).rejects.toThrow();
  });

  it('leaves no process behind when whoever started it is killed', async () => {
    const code = `const { startRedis } = await import(${JSON.stringify(new URL('redis.ts', import.meta.url).href)});
      const node = await startRedis(); console.log(node.port); setInterval(() => undefined, 1_000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'pipe' });
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    const port = Number(said.toString());
    expect(await respCommand({ port }, 'PING')).toBe('PONG');
    child.kill('SIGKILL');
    await until('the end', async () => {
      const answer = await respCommand({ port }, 'PING').catch(() => undefined);
      return answer === undefined;
    });
  }, 60_000);

  it('says what a node that cannot start said', async () => {
    await expect(startRedis({ config: ['maxmemory plenty'] })).rejects.toThrow(/maxmemory/);
  });

  it('forms a cluster whose replicas take over', async () => {
    const cluster = await startRedisCluster();
    try {
      const [master] = cluster.masters;
      const [replica] = cluster.replicas;
      await master?.kill();
      await until('a takeover', async () => ((await replica?.command('ROLE')) ?? '').length > 0);
      await until('a takeover', async () =>
        ((await replica?.command('INFO', 'replication')) ?? '').includes('role:master'),
      );
      await cluster.whole();
    } finally {
      await cluster.stop();
    }
  }, 60_000);

  it('lets sentinels put a replica in the place of its master', async () => {
    const { master, replica, masterPort, stop } = await startRedisSentinel({ password: 'open' });
    try {
      expect(await masterPort()).toBe(master.port);
      await master.kill();
      await until('a failover', async () => (await masterPort()) === replica.port);
    } finally {
      await stop();
    }
  }, 60_000);

  it('takes the one of REDIS_URL where there is one', async () => {
    const server = await anyRedis();
    expect(server.url).toMatch(/^rediss?:/);
    await server.stop();
  });
});
