import type { KeyContext, NewKey } from '@localert/core';
import { isTrue, refused, same } from './assertions.ts';
import { base64, CONTEXT, hex, type KekHarness, stored } from './kek-harness.ts';

const FAILED = 'LOCALERT_DECRYPT_FAILED';
/** A version that was never there may come with a setting that is on its way, so a provider may ask for patience. */
const UNKNOWN = [FAILED, 'LOCALERT_KEY_UNAVAILABLE', 'LOCALERT_KEY_DESTROYED'];

const OTHERS: readonly (readonly [string, KeyContext])[] = [
  ['another tenant', { ...CONTEXT, tenant: 'acme-2' }],
  ['a tenant of the same beginning', { ...CONTEXT, tenant: 'acm' }],
  ['another purpose', { ...CONTEXT, purpose: 'dek/11' }],
  ['the letters cut elsewhere', { tenant: 'acmed', purpose: 'ek/1' }],
  ['tenant and purpose exchanged', { tenant: 'dek/1', purpose: 'acme' }],
];

/** The same text with one letter changed to another of its alphabet. */
function changedAt(text: string, at: number): string {
  const letter = text[at] === 'A' ? 'B' : 'A';
  return text.slice(0, at) + letter + text.slice(at + 1);
}

/** Keys are made, wrapped and opened. */
export function kekWrapping({ test, withKek }: KekHarness): void {
  test.it(
    'makes keys of 32 bytes, each another one, wrapped by the current version',
    withKek(async (kek) => {
      const keys: NewKey[] = [];
      for (let at = 0; at < 10; at += 1) keys.push(await kek.generateDek(CONTEXT));
      const current = await kek.current();
      for (const made of keys) {
        isTrue(made.key instanceof Uint8Array, 'the key is a Uint8Array');
        same([made.key.length, made.kek], [32, current], 'length and version');
        isTrue(/^[\x21-\x7e]+$/.test(made.wrapped), 'the wrapped key is printable ASCII');
        isTrue(
          !made.wrapped.includes(hex(made.key)) && !made.wrapped.includes(base64(made.key)),
          'the wrapped key does not hold the key',
        );
      }
      same(new Set(keys.map(({ key }) => hex(key))).size, keys.length, 'different keys');
      same(new Set(keys.map(({ wrapped }) => wrapped)).size, keys.length, 'different wrapped keys');
    }),
  );

  test.it(
    'opens what it wrapped, however often and however many at once',
    withKek(async (kek) => {
      const made = await Promise.all(
        Array.from({ length: 20 }, (_, at) =>
          kek.generateDek({ tenant: `t${at % 4}`, purpose: `dek/${at}` }),
        ),
      );
      const opened = await Promise.all(
        [...made, ...made].map((key, at) =>
          kek.unwrap({ tenant: `t${at % 4}`, purpose: `dek/${at % 20}` }, stored(key)),
        ),
      );
      same(
        opened.map(hex),
        [...made, ...made].map(({ key }) => hex(key)),
        'the keys',
      );
    }),
  );

  test.it(
    'hands out a key of its own at every call',
    withKek(async (kek) => {
      const made = await kek.generateDek(CONTEXT);
      const before = hex(made.key);
      const opened = await kek.unwrap(CONTEXT, stored(made));
      opened.fill(0);
      made.key.fill(0);
      same(hex(await kek.unwrap(CONTEXT, stored(made))), before, 'the key after others were overwritten');
    }),
  );

  test.it(
    'opens a key for its tenant and purpose alone',
    withKek(async (kek) => {
      const made = await kek.generateDek(CONTEXT);
      for (const [what, context] of OTHERS) {
        await refused(() => kek.unwrap(context, stored(made)), FAILED, what);
      }
      same(hex(await kek.unwrap(CONTEXT, stored(made))), hex(made.key), 'the key at its own place');
    }),
  );

  test.it(
    'opens no wrapped key that was changed, cut or extended',
    withKek(async (kek) => {
      const made = await kek.generateDek(CONTEXT);
      const { wrapped } = made;
      const last = wrapped.length - 1;
      // The last letters of base64 may hold bits that stand for nothing, so changes stay before them.
      const places = [0, 1, 2, 3].map((part) => last - 6 - Math.floor((part * (last - 30)) / 4));
      const changed = [
        ...places.map((at) => changedAt(wrapped, at)),
        wrapped.slice(0, -8),
        wrapped.slice(8),
        `${wrapped}AAAA`,
        wrapped + wrapped,
        '',
        ' ',
        '__proto__',
        '\u0000',
      ];
      for (const [at, text] of changed.entries()) {
        await refused(() => kek.unwrap(CONTEXT, { ...stored(made), wrapped: text }), FAILED, `change ${at}`);
      }
    }),
  );

  test.it(
    'opens nothing under a version that it does not have',
    withKek(async (kek) => {
      const made = await kek.generateDek(CONTEXT);
      for (const version of ['', 'k999', 'vault:v999', '__proto__', 'constructor', `${made.kek}1`]) {
        await refused(() => kek.unwrap(CONTEXT, { ...stored(made), kek: version }), UNKNOWN, `"${version}"`);
      }
    }),
  );

  test.it(
    'refuses a context that cannot be written down',
    withKek(async (kek) => {
      for (const context of [
        { ...CONTEXT, tenant: 'x\ud800' },
        { ...CONTEXT, purpose: '\udc00' },
      ]) {
        await refused(() => kek.generateDek(context), 'LOCALERT_INVALID_INPUT', 'a lone surrogate');
      }
    }),
  );
}
