import { expect, it } from 'vitest';
import { wrongIn } from '../../test/mark.ts';

it('finds the password only', () => {
  const rows = [
    'postgres://reporting:⟦url-password|vT¦7_kQz81⟧@db-3.internal:5432/ledger',
    'redis://:⟦url-password|abc⟧@cache',
    'mysql://root:⟦url-password|p%40ss:word⟧@host/app',
    'amqp://a:⟦url-password|p@ss⟧@host',
    '"mongodb+srv://svc:⟦url-password|Zx81kk20⟧@cluster0.example.net"',
  ];
  expect(wrongIn(rows)).toEqual([]);
});

it('lets URLs without one be, and stand-ins', () => {
  const rows = [
    'https://example.com:8443/path',
    'https://example.com:8443/a@b',
    'https://example.com?x=:y@z',
    'https://example.com#:y@z',
    'db://user@host',
    'db://user:@host',
    'db://user:***@host db://user:$PASS@host db://user:<password>@host',
    'db://user: x@host',
    'db://user:"x@host',
    'db://user:>x@host',
    `db://user:${'a'.repeat(600)}@host`,
  ];
  expect(wrongIn(rows)).toEqual([]);
});
