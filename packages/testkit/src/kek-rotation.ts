import type { KekProvider, RewrapOutcome, WrappedKey } from '@localert/core';
import { isTrue, refused, same } from './assertions.ts';
import { CONTEXT, hex, type KekHarness, stored } from './kek-harness.ts';
import { itNeeding } from './test-api.ts';

const GONE = ['LOCALERT_KEY_DESTROYED', 'LOCALERT_KEY_UNAVAILABLE'];

function rewrapped(outcome: RewrapOutcome | undefined, what: string): WrappedKey {
  isTrue(outcome !== undefined && !('failed' in outcome), `${what} was not rewrapped`);
  return outcome;
}

const failureOf = (outcome: RewrapOutcome | undefined): string | undefined =>
  outcome && 'failed' in outcome ? outcome.failed : undefined;

async function rewrapOne(kek: KekProvider, wrapped: WrappedKey): Promise<WrappedKey> {
  const [outcome] = await kek.rewrap([{ context: CONTEXT, wrapped }]);
  return rewrapped(outcome, 'the key');
}

/** Versions come and go. */
export function kekRotation({ test, options, withKek }: KekHarness): void {
  const { rotate } = options;
  const it = itNeeding(test, rotate ? undefined : 'the versions cannot be rotated');
  const turn = async (kek: KekProvider) => rotate?.(kek);

  test.it(
    'rewraps each key of a batch by itself, in order',
    withKek(async (kek) => {
      const made = await Promise.all([1, 2, 3].map(() => kek.generateDek(CONTEXT)));
      const [first, second, third] = made.map(stored) as [WrappedKey, WrappedKey, WrappedKey];
      const outcomes = await kek.rewrap([
        { context: CONTEXT, wrapped: first },
        { context: { ...CONTEXT, tenant: 'beta' }, wrapped: second },
        { context: CONTEXT, wrapped: { ...second, wrapped: `${second.wrapped.slice(0, -8)}AAAAAAAA` } },
        { context: CONTEXT, wrapped: { ...second, wrapped: '' } },
        { context: CONTEXT, wrapped: third },
      ]);
      same(outcomes.length, 5, 'one outcome a key');
      for (const at of [1, 2, 3]) {
        const failed = failureOf(outcomes[at]);
        isTrue(failed?.startsWith('LOCALERT_') === true, `the fault of key ${at} is named by its code`);
      }
      for (const [at, key] of [
        [0, made[0]],
        [4, made[2]],
      ] as const) {
        const opened = await kek.unwrap(CONTEXT, rewrapped(outcomes[at], `key ${at}`));
        same(hex(opened), key && hex(key.key), `key ${at}`);
      }
      same(await kek.rewrap([]), [], 'a batch of none');
    }),
  );

  test.it(
    'refuses to destroy the current version',
    withKek(async (kek) => {
      const made = await kek.generateDek(CONTEXT);
      const current = await kek.current();
      await refused(() => kek.destroy(current), 'LOCALERT_INVALID_INPUT', 'the current version');
      same(hex(await kek.unwrap(CONTEXT, stored(made))), hex(made.key), 'the key afterwards');
    }),
  );

  it(
    'opens what an older version wrapped, and wraps by the new one',
    withKek(async (kek) => {
      const old = await kek.generateDek(CONTEXT);
      await turn(kek);
      const current = await kek.current();
      isTrue(current !== old.kek, 'the version is another one');
      same(hex(await kek.unwrap(CONTEXT, stored(old))), hex(old.key), 'the key of the older version');
      same((await kek.generateDek(CONTEXT)).kek, current, 'the version of a new key');
    }),
  );

  it(
    'rewraps to the current version without changing the key or what it is bound to',
    withKek(async (kek) => {
      const old = await kek.generateDek(CONTEXT);
      await turn(kek);
      const renewed = await rewrapOne(kek, stored(old));
      same(renewed.kek, await kek.current(), 'the version');
      same(hex(await kek.unwrap(CONTEXT, renewed)), hex(old.key), 'the key');
      const again = await rewrapOne(kek, renewed);
      same(hex(await kek.unwrap(CONTEXT, again)), hex(old.key), 'the key when it is rewrapped once more');
      await refused(
        () => kek.unwrap({ ...CONTEXT, tenant: 'beta' }, renewed),
        'LOCALERT_DECRYPT_FAILED',
        'another tenant',
      );
    }),
  );

  it(
    'does not open under one version what another wrapped',
    withKek(async (kek) => {
      const old = await kek.generateDek(CONTEXT);
      await turn(kek);
      const now = await kek.generateDek(CONTEXT);
      await refused(
        () => kek.unwrap(CONTEXT, { wrapped: old.wrapped, kek: now.kek }),
        'LOCALERT_DECRYPT_FAILED',
        'a wrapped key with the name of another version',
      );
    }),
  );

  it(
    'opens nothing of a destroyed version, and all that was rewrapped',
    withKek(async (kek) => {
      const kept = await kek.generateDek(CONTEXT);
      const lost = await kek.generateDek(CONTEXT);
      await turn(kek);
      const renewed = await rewrapOne(kek, stored(kept));
      await kek.destroy(kept.kek);
      await refused(() => kek.unwrap(CONTEXT, stored(lost)), GONE, 'a key of the destroyed version');
      const [outcome] = await kek.rewrap([{ context: CONTEXT, wrapped: stored(lost) }]);
      isTrue(failureOf(outcome) !== undefined, 'a key of the destroyed version is not rewrapped');
      same(hex(await kek.unwrap(CONTEXT, renewed)), hex(kept.key), 'the rewrapped key');
      await kek.destroy(kept.kek);
      same((await kek.health()).ok, true, 'health afterwards');
    }),
  );
}
