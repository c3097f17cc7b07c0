import { expect, it } from 'vitest';
import { wrongIn } from '../../test/mark.ts';

it('finds addresses among signs, words and other scripts', () => {
  const rows = [
    'mail ⟦email|an¦n@example.org⟧.',
    '<⟦email|ann.b-c_d+tag%x@sub.example.co.uk⟧>',
    '(⟦email|ann@example.org⟧)',
    "⟦email|o'brien@example.ie⟧!",
    'mailto:⟦email|ann@example.org⟧?subject=x',
    '"to":["⟦email|a1@x.example.io⟧","⟦email|b2@y.example.io⟧"]',
    '⟦email|"ann b"@example.org⟧ is quoted',
    '⟦email|_ann@example.org⟧ and .⟦email|bob@example.org⟧',
    '⟦email|ann@example.org⟧.5',
    '⟦email|jürgen@müller-bau.de⟧ ⟦email|иван@почта.рф⟧ ⟦email|用户@例子.广告⟧',
    '⟦email|ann@xn--bcher-kva.example⟧',
    '⟦email|ann@example.org⟧に連絡、メール⟦email|bob@example.co.jp⟧へ',
    'http://x/y ⟦email|ann@example.org⟧: down',
    'see https://example.org/u/⟦email|ann@example.org⟧',
    '⟦email|ann@example.org⟧:25',
    '⟦email|1ann2@1example2.org⟧',
    'http://a b:⟦email|ann@example.org⟧',
  ];
  expect(wrongIn(rows)).toEqual([]);
});

it('lets what only has an at sign be', () => {
  const rows = [
    '@channel look, @shop/ui@2.1.0 and lodash@4.17.20',
    'pkg@1.2.3-beta.rc pkg@v4.1.x',
    'git@github.com:shop/backend.git',
    'rsync x deploy@host.example:/var/www',
    'user@1000.service photo@2x.png a@b.js',
    'root@db-1.internal root@api.svc root@x.cluster.local',
    'user@host:~$',
    'ann@example ann@ @example.org ann@.org ann@-x.org ann@example.o',
    'ann@example..org',
    'ann @example.org',
    '""@example.org',
    '"@example.org',
    '"a\nb"@example.org',
    'ftp://ann@example.org/x',
    'ann@example.123',
  ];
  expect(wrongIn(rows)).toEqual([]);
});

it('leaves the user of a URL to the rule for its password', () => {
  expect(wrongIn(['db://ann:⟦url-password|hunter2⟧@example.org/x'])).toEqual([]);
});
