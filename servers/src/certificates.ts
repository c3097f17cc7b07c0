import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RedisTls } from './redis-process.ts';

/** Why certificates cannot be made: one line, or `undefined` when they can. REQUIRE_SERVICES=1 tries, to fail. */
export function opensslMissing(): string | undefined {
  if (process.env['REQUIRE_SERVICES'] === '1') return undefined;
  const there = spawnSync('openssl', ['version'], { stdio: 'ignore' }).status === 0;
  return there ? undefined : 'openssl is missing; apt-get install openssl';
}

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** Makes a throwaway authority, and a certificate of it for `localhost`. */
export function makeCertificate(): RedisTls {
  const folder = mkdtempSync(join(tmpdir(), 'localert-tls-'));
  const at = (file: string) => join(folder, file);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'ignore' });
  try {
    const authority = [
      '-days',
      '2',
      '-keyout',
      at('ca.key'),
      '-out',
      at('ca.pem'),
      '-subj',
      '/CN=test authority',
    ];
    openssl('req', '-x509', ...KEY, ...authority);
    openssl('req', ...KEY, '-keyout', at('key'), '-out', at('csr'), '-subj', '/CN=localhost');
    writeFileSync(at('ext'), 'subjectAltName=DNS:localhost');
    const by = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-extfile', at('ext')];
    openssl('x509', '-req', '-in', at('csr'), ...by, '-days', '2', '-out', at('cert'));
    const read = (file: string) => readFileSync(at(file), 'utf8');
    return { ca: read('ca.pem'), cert: read('cert'), key: read('key') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
