import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { filled } from '../../test/filled.ts';
import { answers, config, DISK_FULL, type Project, project } from '../../test/project.ts';

const KEYS = `
import { createKeyring, encrypted, localKeys } from '@localert/crypto';
const kek = localKeys({ keys: [{ id: 'k1', key: new Uint8Array(32).fill(7) }, { id: 'k2', key: new Uint8Array(32).fill(8) }], current: process.env.KEK ?? 'k1' });
`;

const keyed = (): string =>
  config(`keys: ({ store }) => ({ kek, keyring: createKeyring({ kek, records: store.records }) }),`, KEYS);

async function keyHost(): Promise<Project> {
  const host = project({ 'localert.config.ts': keyed() });
  await filled(host, {});
  return host;
}

describe('keys', () => {
  test('are made, listed and rotated; nothing of their material is shown', async () => {
    const host = await keyHost();
    expect((await host.run('keys status')).out).toContain('"acme" has no keys yet.');
    expect((await host.run('keys rotate')).err).toContain('LOCALERT_CLI_CONFIRMATION_NEEDED');
    expect((await host.run('keys rotate --yes --json')).json).toMatchObject({
      ok: true,
      tenant: 'acme',
      dekId: 1,
    });
    expect((await host.run('keys rotate', { prompts: answers([/new data key/, true]) })).out).toContain(
      'key 2',
    );
    const { json, out } = await host.run('keys status --json');
    expect(json).toMatchObject({
      kek: { ok: true, current: 'k1' },
      keys: [{ dekId: 1 }, { dekId: 2, current: true }],
    });
    expect(out).not.toContain('wrapped');
    expect((await host.run('keys status')).out).toMatch(/data +2 +k1 .* current/);
  });

  test('are wrapped anew after the KEK was rotated: of one tenant, or of all', async () => {
    const host = await keyHost();
    await host.run('keys rotate --yes');
    host.write('next.config.ts', keyed().replace("process.env.KEK ?? 'k1'", "'k2'"));
    const status = await host.run('keys status --config next.config.ts');
    expect(status.out).toContain('1 keys are wrapped by an earlier version');
    expect((await host.run('keys rotate --kek --config next.config.ts')).err).toContain('of all tenants');
    const { json } = await host.run('keys rotate --kek --yes --json --config next.config.ts');
    expect(json).toMatchObject({ tenants: 1, rewrapped: 1, failed: 0 });
    const again = await host.run('keys rotate --kek --yes --tenant acme --config next.config.ts');
    expect(again.out).toContain('0 of 1 keys of 1 tenants wrapped anew');
  });

  test('are destroyed only where the tenant was named twice', async () => {
    const host = await keyHost();
    await host.run('keys rotate --yes');
    expect((await host.run('keys shred --yes --confirm acme')).err).toContain(
      'Whose keys to destroy was not said',
    );
    for (const line of [
      '--tenant acme',
      '--tenant acme --yes',
      '--tenant acme --confirm acme',
      '--tenant acme --yes --confirm other',
    ]) {
      expect((await host.run(`keys shred ${line}`)).err).toContain('LOCALERT_CLI_CONFIRMATION_NEEDED');
    }
    const wrong = await host.run('keys shred --tenant acme --yes', { prompts: answers([/Type/, 'acm']) });
    expect(wrong.err).toContain('Nothing was done');
    expect((await host.run('keys status --json')).json['keys']).toHaveLength(1);
    expect((await host.run('keys shred --tenant acme --fixture x --yes --confirm acme')).out).toContain(
      'Destroyed 0 keys',
    );
    const right = await host.run('keys shred --tenant acme --yes', { prompts: answers([/Type/, 'acme']) });
    expect(right.out).toContain('Destroyed 1 keys of "acme"');
    expect((await host.run('keys status --json')).json['keys']).toEqual([]);
  });

  test('cannot be reached', async () => {
    const host = project({
      'localert.config.ts': config(
        `keys: ({ store }) => ({ keyring: createKeyring({ kek, records: store.records }), kek: { ...kek, health: async () => ({ ok: false, reason: 'sealed' }) } }),`,
        KEYS,
      ),
    });
    const { code, out } = await host.run('keys status');
    expect(code).toBe(1);
    expect(out).toContain('does not answer (sealed)');
    const doctor = await host.run('doctor --offline');
    expect(doctor.code).toBe(1);
    expect(doctor.out).toContain('local does not answer (sealed)');
  });

  test('of stores without a directory are asked for by tenant', async () => {
    const host = project({
      'localert.config.ts': config(
        `keys: ({ store }) => ({ keyring: createKeyring({ kek, records: store.records }) }),`,
        KEYS,
      )
        .replace('store: () => sqliteStore(', 'store: () => ({ ...sqliteStore(')
        .replace('busyTimeoutMs: 50 })', 'busyTimeoutMs: 50 }), directory: undefined })'),
    });
    expect((await host.run('keys rotate --kek --yes')).err).toContain('Its store keeps no tenants');
    expect((await host.run('keys status')).code).toBe(0);
  });
});

describe('the trail', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const AUDIT = `
import { createAudit, ed25519Signer } from '@localert/audit';
import { secret } from '@localert/core';
import { readFileSync } from 'node:fs';
const signer = ed25519Signer(secret(readFileSync(new URL('./private.pem', import.meta.url), 'utf8')));`;

  async function audited(): Promise<Project> {
    const more = `${DISK_FULL} manager: ({ store }) => ({ audit: createAudit({ log: store.audit, records: store.records, signer }) }), audit: () => ({ signer }),`;
    const host = project({
      'localert.config.ts': config(more, AUDIT),
      'private.pem': pem,
      'public.pem': String(publicKey.export({ type: 'spki', format: 'pem' })),
    });
    await filled(host, {});
    // Each read of the command line leaves an entry.
    expect((await host.run('review --list')).code).toBe(0);
    return host;
  }

  test('is verified, one tenant’s or all', async () => {
    const host = await audited();
    const one = await host.run('audit verify');
    expect(one.code).toBe(0);
    expect(one.out).toMatch(/acme: [1-9]\d* entries whole/);
    expect(one.err).toContain('Without a public key');
    const all = await host.run('audit verify --all --key public.pem --json');
    expect(all.json).toMatchObject({
      ok: true,
      signaturesChecked: true,
      tenants: [{ tenant: 'acme', ok: true }],
    });
  });

  test('that does not hold what was signed is told', async () => {
    const host = await audited();
    host.write(
      'heads.json',
      JSON.stringify({
        spec: 'localert.audit-head/1',
        tenant: 'acme',
        sequence: 99,
        hash: 'x',
        at: 0,
        keyId: 'k',
        signature: 's',
      }),
    );
    const { code, out } = await host.run('audit verify --heads heads.json');
    expect(code).toBe(1);
    expect(out).toMatch(/acme: TAIL_CUT at entry \d+/);
    const line = readFileSync(host.at('heads.json'), 'utf8');
    host.write('heads.json', `${line}\n${line}\n`);
    expect((await host.run('audit verify --heads heads.json')).code).toBe(1);
    host.write('heads.json', 'x');
    expect((await host.run('audit verify --heads heads.json')).err).toContain(
      'it holds no signed heads as JSON',
    );
    expect((await host.run('audit verify --key none.pem')).err).toContain('there is no such file');
    host.write('bad.pem', 'x');
    expect((await host.run('audit verify --key bad.pem')).err).toContain('LOCALERT_AUDIT_KEY');
  });

  test('is exported, signed, and verified without store and config', async () => {
    const host = await audited();
    expect((await host.run('audit export --out trail.jsonl --json')).json).toMatchObject({
      signed: true,
      file: 'trail.jsonl',
    });
    const bare = project();
    for (const name of ['trail.jsonl', 'public.pem']) bare.write(name, readFileSync(host.at(name), 'utf8'));
    const whole = await bare.run('audit verify --export trail.jsonl --key public.pem');
    expect([whole.code, whole.err]).toEqual([0, '']);
    const text = readFileSync(bare.at('trail.jsonl'), 'utf8');
    writeFileSync(bare.at('trail.jsonl'), text.replace('"success"', '"failure"'));
    const broken = await bare.run('audit verify --export trail.jsonl');
    expect(broken.code).toBe(1);
    expect(broken.out).toMatch(/trail\.jsonl: [A-Z_]+ at line \d+/);
    expect(broken.err).toContain('no signature was checked');
    expect((await bare.run('audit verify --export none.jsonl')).code).toBe(2);
  });

  test('goes to standard output, as CSV, filtered', async () => {
    const host = await audited();
    const csv = await host.run('audit export --format csv --since 2020-01-01 --until 2030-01-01');
    expect(csv.out).toMatch(/^sequence,time,tenant,/);
    expect(csv.out).toContain('acme');
    expect(
      (await host.run('audit export --format csv --action none:none')).out.trim().split('\n'),
    ).toHaveLength(1);
    expect((await host.run('audit export --since yesterday')).err).toContain('--since is no time');
    expect((await host.run('audit export --json')).json).toMatchObject({ ok: false });
    host.write('plain.config.ts', config());
    expect((await host.run('audit export --config plain.config.ts')).err).toContain('not signed');
  });

  test('is not kept by every store', async () => {
    const host = project({
      'localert.config.mjs': `export default { tenant: 'acme', store: () => ({ close: async () => {} }) };`,
    });
    expect((await host.run('audit verify')).err).toContain('has no "audit"');
  });
});

describe('migrate', () => {
  const pending = (more = ''): string => `
    let version = 1;
    const status = () => ({ version, known: 3, pending: ['b', 'c'].slice(version - 1) });
    export default { migrations: async () => ({ status: async () => status(), up: async () => { version = 3; return status(); }, ${more} }) };`;

  test('says where the schema is, shows the SQL, and makes the steps by --yes alone', async () => {
    const host = project({ 'localert.config.mjs': pending('plan: async () => "CREATE TABLE b ();\\n"') });
    const status = await host.run('migrate');
    expect([status.code, status.out]).toEqual([1, 'Version 1 of 3. To make: b, c.\n']);
    expect((await host.run('migrate up --dry-run')).out).toBe('CREATE TABLE b ();\n');
    expect((await host.run('migrate up')).err).toContain('2 steps change the schema: b, c.');
    expect((await host.run('migrate up --yes --json')).json).toMatchObject({
      ok: true,
      version: 3,
      made: ['b', 'c'],
    });
    expect((await host.run('migrate status')).out).toBe('Up to date: version 3.\n');
    expect((await host.run('migrate up --yes')).out).toBe('Up to date: version 3.\n');
    expect((await host.run('migrate down')).err).toContain('"down" is nothing to migrate');
  });

  test('a store that shows no SQL', async () => {
    const host = project({ 'localert.config.mjs': pending() });
    expect((await host.run('migrate up --dry-run')).out).toContain('To make: b, c');
    expect((await host.run('doctor --offline')).out).toContain('version 1 of 3');
  });
});

describe('a move into another store', () => {
  const other = config().replace('./localert.db', './other.db');

  async function two(more = ''): Promise<Project> {
    const host = project({ 'localert.config.ts': config(more), 'other.config.ts': other });
    await filled(host, { disk: { en: { title: 'Disk {host} full' } }, queue: { en: { title: 'Queue' } } });
    return host;
  }

  test('counts, copies while in use, and ends with a proof once nothing uses the store', async () => {
    const host = await two();
    const dry = await host.run('migrate --to other.config.ts --dry-run --json');
    expect(dry.json).toMatchObject({ ok: true, dryRun: true, copied: 2 });
    expect((await host.run('migrate --to other.config.ts')).err).toContain(
      'LOCALERT_CLI_CONFIRMATION_NEEDED',
    );
    const online = await host.run('migrate --to other.config.ts --yes');
    expect(online.code).toBe(0);
    expect(online.out).toContain('say --frozen for the rest');
    const rest = await host.run('migrate --to other.config.ts --frozen --yes --restart');
    expect(rest.err.replace(/^\d+\/\d+ .*\n/gm, '')).toBe('');
    expect(rest.code).toBe(0);
    expect(rest.out).toContain('Both hold the same. Digest');
    expect((await host.run('preview disk --config other.config.ts')).out).toContain('Disk host full');
  });

  test('pauses the host by its own function', async () => {
    const host = await two('pause: async () => { globalThis.paused = true; },');
    const { json } = await host.run('migrate --to other.config.ts --yes --json --tenants acme');
    expect(json).toMatchObject({ ok: true, complete: true, verdict: { ok: true } });
    expect((globalThis as { paused?: boolean }).paused).toBe(true);
  });

  test('into itself, or of something sealed, is refused', async () => {
    const host = await two();
    host.write(
      'sealed.config.ts',
      config('', KEYS)
        .replace('store: () => sqliteStore(', 'store: () => encrypted2(sqliteStore(')
        .replace('busyTimeoutMs: 50 })', 'busyTimeoutMs: 50 }))')
        .replace(
          'export default',
          'const encrypted2 = (inner) => encrypted(inner, { keys: createKeyring({ kek, records: inner.records }) });\nexport default',
        ),
    );
    const { code, err } = await host.run('migrate --to other.config.ts --config sealed.config.ts --yes');
    expect(code).toBe(2);
    expect(err).toContain('LOCALERT_MOVE_REFUSED');
    expect((await host.run('migrate --to none.config.ts --yes')).err).toContain('There is no none.config.ts');
  });
});

describe('doctor', () => {
  async function server(date: () => string | undefined, status = 200): Promise<string> {
    const own = createServer((_request, response) => {
      const at = date();
      response.sendDate = false;
      if (at !== undefined) response.setHeader('date', at);
      response.statusCode = status;
      response.end('{"ok":true}');
    });
    await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void own.close());
    return `http://127.0.0.1:${(own.address() as AddressInfo).port}/api.test`;
  }

  const now = Date.UTC(2026, 10, 30, 12);

  test('finds a house well, and changes nothing', async () => {
    const url = await server(() => new Date(now + 2_000).toUTCString());
    const host = project({
      'localert.config.ts': config(
        `${DISK_FULL} slack: { url: '${url}' }, checks: [{ name: 'redis', check: async () => 'PONG' }, { name: 'quiet', check: () => undefined }],`,
      ),
    });
    await filled(host, {});
    const { code, out } = await host.run('doctor', { now });
    expect(out).toContain('✓ redis     PONG');
    expect(out).toContain('✓ quiet     well');
    expect(out).toContain('"acme" has 0 fixtures');
    expect(out).toContain('✓ clock     2 s apart');
    expect(code).toBe(0);
  });

  test.each([
    [30, 'warn', 0],
    [120, 'fail', 1],
  ])('a clock that is %i s wrong: %s', async (seconds, state, code) => {
    const url = await server(() => new Date(now + seconds * 1000).toUTCString());
    const host = project({ 'localert.config.mjs': `export default { slack: { url: '${url}' } };` });
    const answer = await host.run('doctor --json', { now });
    expect(answer.code).toBe(code);
    const checks = answer.json['checks'] as { name: string; state: string }[];
    expect(checks.find(({ name }) => name === 'clock')?.state).toBe(state);
  });

  test('Slack that does not answer, is down, or tells no time', async () => {
    const host = project();
    host.write('a.mjs', `export default { slack: { url: '${await server(() => undefined, 503)}' } };`);
    host.write('b.mjs', `export default { slack: { url: 'http://127.0.0.1:1/' } };`);
    host.write('c.mjs', `export default { slack: { url: 'nonsense' } };`);
    expect((await host.run('doctor --config a.mjs', { now })).out).toMatch(
      /! slack .*answers 503[\s\S]*- clock .*no time/,
    );
    expect((await host.run('doctor --config b.mjs')).out).toContain(
      '✗ slack     127.0.0.1:1 does not answer',
    );
    expect((await host.run('doctor --config c.mjs')).out).toContain('✗ slack     no address does not answer');
  });

  test('finds what is wrong, and says what to do', async () => {
    const host = project({
      'localert.config.ts': config(
        `fixtures: { a: {}, b: { baseLocale: 'en', locales: { en: { title: '{' } } } }, checks: [{ name: 'redis', check: async () => { throw Object.assign(new Error('secret'), { code: 'ECONNREFUSED' }); } }],`,
      ),
    });
    const { code, out } = await host.run('doctor --offline');
    expect(code).toBe(1);
    expect(out).toContain('✗ fixtures  2 errors');
    expect(out).toContain('Run "localert check".');
    expect(out).toContain('✗ redis     Error ECONNREFUSED');
    expect(out).not.toContain('secret');
    expect(out).toContain('no tenant yet');
  });

  test('of no config, of a locked or broken database', async () => {
    expect((await project().run('doctor --offline')).out).toContain(
      '✗ config    LOCALERT_CLI_CONFIG_NOT_FOUND',
    );
    const host = project({
      'localert.config.ts': config(),
      'localert.db': 'this is no database, and long enough to be seen as none'.repeat(200),
    });
    expect((await host.run('doctor --offline')).out).toContain('✗ store     LOCALERT_STORE_CORRUPT');
    expect((await host.run('review')).err).toContain('LOCALERT_STORE_CORRUPT');
  });

  test('of a cache that processes share', async () => {
    const host = project();
    const looked = async (name: string, text: string) => {
      host.write(
        `${name}.mjs`,
        `import { sqliteStore } from '@localert/store-sqlite'; export default { ${text} };`,
      );
      return host.run(`doctor --offline --config ${name}.mjs`);
    };
    const cached = (health: string) =>
      `store: () => Object.assign(sqliteStore({ path: ':memory:' }), { sharedCache: { name: 'redis', health: async () => (${health}) } })`;
    expect((await looked('well', cached('{ ok: true }'))).out).toContain('✓ cache     redis answers\n');
    const away = await looked('away', cached("{ ok: false, reason: 'away' }"));
    expect(away.out).toContain('! cache     redis does not answer (away)\n');
    expect(away.code).toBe(0);
    expect((await looked('mute', cached('{ ok: false }'))).out).toContain('(no reason)');
    const alone = await looked('alone', "store: () => sqliteStore({ path: ':memory:' })");
    expect(alone.out).toContain('- cache     each process has its own');
    expect((await looked('none', '')).out).toContain('- cache     the config has no store');
  });

  test('of a store without a tenant to look for', async () => {
    const host = project({ 'localert.config.ts': config().replace("tenant: 'acme',", '') });
    expect((await host.run('doctor --offline')).out).toContain('sqlite opens and answers\n');
    await filled(host, {});
    expect((await host.run('doctor --offline --tenant globex')).out).toContain('no tenant "globex"');
  });
});
