import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Throwaway keys and certificates in PEM, made for one run of the tests and kept in memory only. */
export interface Certificates {
  /** The authority that signed `server`. */
  readonly ca: string;
  /** For hooks.test, `*.sub.test` and 127.0.0.1. */
  readonly server: { readonly key: string; readonly cert: string };
  /** Of another authority, for the same names. */
  readonly stranger: { readonly key: string; readonly cert: string };
}

const isThere = (): boolean => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** Whether tests with certificates can run. Without openssl they skip by name; REQUIRE_SERVICES=1 runs them to fail. */
export const canSign: boolean = isThere() || process.env['REQUIRE_SERVICES'] === '1';

/** A title that says why a test may be skipped. */
export const needsOpenssl = (title: string): string =>
  canSign ? title : `${title} (no openssl on the PATH; Debian and Ubuntu: apt-get install openssl)`;

const NAMES = 'subjectAltName=DNS:hooks.test,DNS:*.sub.test,IP:127.0.0.1';
const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** Makes an authority and a certificate that it signed. */
function signed(folder: string, name: string) {
  const at = (file: string) => join(folder, `${name}-${file}`);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'ignore' });
  const own = [
    '-days',
    '2',
    '-keyout',
    at('ca.key'),
    '-out',
    at('ca.pem'),
    '-subj',
    `/CN=${name} test authority`,
  ];
  openssl('req', '-x509', ...KEY, ...own);
  openssl('req', ...KEY, '-keyout', at('key'), '-out', at('csr'), '-subj', '/CN=localert test');
  writeFileSync(at('ext'), NAMES);
  const by = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-extfile', at('ext')];
  openssl('x509', '-req', '-in', at('csr'), ...by, '-days', '2', '-out', at('cert'));
  const read = (file: string) => readFileSync(at(file), 'utf8');
  return { ca: read('ca.pem'), pair: { key: read('key'), cert: read('cert') } };
}

/** Makes new certificates with the machine's openssl. */
export function makeCertificates(): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'localert-tls-'));
  try {
    const own = signed(folder, 'own');
    return { ca: own.ca, server: own.pair, stranger: signed(folder, 'stranger').pair };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
