import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate and its key, in PEM. */
export interface Pair {
  readonly cert: string;
  readonly key: string;
}

/** Throwaway certificates, all but `stranger` of one authority. */
export interface Certificates {
  readonly ca: string;
  readonly strangerCa: string;
  readonly good: Pair;
  readonly otherHost: Pair;
  readonly expired: Pair;
}

const isThere = (): boolean => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** Without openssl tests of TLS skip by name; REQUIRE_SERVICES=1 runs them to fail. */
export const canSign: boolean = isThere() || process.env['REQUIRE_SERVICES'] === '1';

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

export function makeCertificates(): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'localert-pg-tls-'));
  const at = (file: string) => join(folder, file);
  const read = (file: string) => readFileSync(at(file), 'utf8');
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'ignore' });

  function authority(name: string): string {
    const files = ['-keyout', at(`${name}.key`), '-out', at(`${name}.pem`)];
    openssl('req', '-x509', ...KEY, '-days', '2', ...files, '-subj', `/CN=${name} test authority`);
    return read(`${name}.pem`);
  }

  function pair(name: string, host: string, ...days: string[]): Pair {
    openssl(
      'req',
      ...KEY,
      '-keyout',
      at(`${name}.key`),
      '-out',
      at(`${name}.csr`),
      '-subj',
      '/CN=localert test',
    );
    writeFileSync(at('names'), `subjectAltName=DNS:${host}`);
    const by = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-extfile', at('names')];
    openssl('x509', '-req', '-in', at(`${name}.csr`), ...by, ...days, '-out', at(`${name}.pem`));
    return { cert: read(`${name}.pem`), key: read(`${name}.key`) };
  }

  try {
    return {
      ca: authority('ca'),
      strangerCa: authority('stranger'),
      good: pair('good', 'localhost', '-days', '2'),
      otherHost: pair('other', 'elsewhere.test', '-days', '2'),
      // It ended before it began to be used: openssl takes no date in the past, but no day at all.
      expired: pair('expired', 'localhost', '-days', '-1'),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
