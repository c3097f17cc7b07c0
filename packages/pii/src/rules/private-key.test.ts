import { expect, it } from 'vitest';
import { mark, wrongIn } from '../../test/mark.ts';

const BODY = `${'MIIEowIBAAKCAQEA0Z3VS5JJcds3xfn/ygWyF8PbnGy0AHB7'.repeat(2)}\n${'aQ+/'.repeat(8)}`;
const armour = (kind: string, body = BODY): string =>
  `-----BEGIN ${kind}-----\n${body}\n-----END ${kind}-----`;

it.each([
  'PRIVATE KEY',
  'RSA PRIVATE KEY',
  'EC PRIVATE KEY',
  'OPENSSH PRIVATE KEY',
  'ENCRYPTED PRIVATE KEY',
  'PGP PRIVATE KEY BLOCK',
])('finds a whole %s', (kind) => {
  const key = armour(kind);
  expect(mark(`leaked\n${key}\nin a log`)).toBe(`leaked\n⟦private-key|${key}⟧\nin a log`);
});

it('finds keys in one line, with escaped line ends and with headers', () => {
  const escaped = armour('RSA PRIVATE KEY').replaceAll('\n', '\\n');
  expect(mark(`{"key":"${escaped}"}`)).toBe(`{"key":"⟦private-key|${escaped}⟧"}`);
  const headed = armour('RSA PRIVATE KEY', `Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,0A1B\n\n${BODY}`);
  expect(mark(headed)).toBe(`⟦private-key|${headed}⟧`);
});

it('finds what is left of a key that was cut off', () => {
  const cut = `-----BEGIN PRIVATE KEY-----\n${BODY}`;
  expect(mark(`${cut} …`)).toBe(`⟦private-key|${cut}⟧ …`);
  expect(mark(`${cut}\nis cut`)).toBe(`⟦private-key|${cut}⟧\nis cut`);
});

it('lets certificates, public keys and words be', () => {
  const rows = [
    armour('CERTIFICATE'),
    armour('PUBLIC KEY'),
    '-----BEGIN PRIVATE KEY----- was in the log',
    '-----BEGIN PRIVATE KEY-----',
    'BEGIN PRIVATE KEY',
  ];
  expect(wrongIn(rows)).toEqual([]);
});
