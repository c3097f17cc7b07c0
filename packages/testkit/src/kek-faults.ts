import { inspect } from 'node:util';
import { isLocalertError, type KekProvider } from '@localert/core';
import { isTrue, refused, same } from './assertions.ts';
import { base64, CONTEXT, hex, type KekHarness, stored } from './kek-harness.ts';
import { itNeeding } from './test-api.ts';

const DOWN = ['LOCALERT_KEY_UNAVAILABLE', 'LOCALERT_KEY_REFUSED'];

/** Everything that a log could make of a fault. */
const shown = (fault: unknown): string => {
  const { stack = '', message = '' } = fault as Error;
  return `${inspect(fault, { depth: 9, showHidden: true })} ${stack} ${message} ${JSON.stringify(fault)}`;
};

async function faultOf(call: () => Promise<unknown>): Promise<unknown> {
  try {
    await call();
  } catch (fault) {
    return fault;
  }
  return undefined;
}

const callsOf = (kek: KekProvider, wrapped: { wrapped: string; kek: string }) => [
  () => kek.generateDek(CONTEXT),
  () => kek.unwrap(CONTEXT, wrapped),
  () => kek.rewrap([{ context: CONTEXT, wrapped }]),
  () => kek.current(),
  () => kek.destroy('k999'),
];

/** What a provider says when it cannot. */
export function kekFaults({ test, options, withKek }: KekHarness): void {
  const { breakDown, canaries = [] } = options;
  const it = itNeeding(test, breakDown ? undefined : 'the provider cannot break down');

  const assertQuiet = (fault: unknown, secrets: readonly string[]) => {
    const text = shown(fault);
    for (const [at, secret] of [...canaries, ...secrets].entries()) {
      isTrue(!text.includes(secret), `a fault shows secret ${at}`);
    }
  };

  test.it(
    'is well',
    withKek(async (kek) => same((await kek.health()).ok, true, 'health')),
  );

  test.it(
    'refuses a call that was called off',
    withKek(async (kek) => {
      const made = await kek.generateDek(CONTEXT);
      const signal = AbortSignal.abort(new Error('canary-of-the-caller'));
      const calls = [
        () => kek.generateDek(CONTEXT, { signal }),
        () => kek.unwrap(CONTEXT, stored(made), { signal }),
        () => kek.rewrap([{ context: CONTEXT, wrapped: stored(made) }], { signal }),
        () => kek.current({ signal }),
      ];
      for (const call of calls) {
        const fault = await refused(call, 'LOCALERT_KEY_UNAVAILABLE', 'an aborted call');
        isTrue(fault.retryable, 'the fault may be retried');
        assertQuiet(fault, ['canary-of-the-caller']);
      }
    }),
  );

  test.it(
    'shows no key in a fault',
    withKek(async (kek) => {
      const made = await kek.generateDek(CONTEXT);
      const secrets = [hex(made.key), base64(made.key), [...made.key].join(', '), made.wrapped];
      const wrong = { ...stored(made), wrapped: `${made.wrapped}AAAA` };
      for (const call of [
        () => kek.unwrap(CONTEXT, wrong),
        () => kek.unwrap({ ...CONTEXT, tenant: 'beta' }, stored(made)),
        () => kek.unwrap(CONTEXT, { ...stored(made), kek: 'k999' }),
        () => kek.destroy(made.kek),
      ]) {
        const fault = await faultOf(call);
        isTrue(isLocalertError(fault), 'the fault is an error of core');
        assertQuiet(fault, secrets);
      }
      const shownProvider = inspect(kek, { depth: 9, showHidden: true }) + JSON.stringify(kek);
      for (const secret of canaries) isTrue(!shownProvider.includes(secret), 'the provider prints a secret');
    }),
  );

  it(
    'fails with typed errors that say nothing when it is down',
    withKek(async (kek) => {
      const made = await kek.generateDek(CONTEXT);
      await breakDown?.(kek);
      for (const call of callsOf(kek, stored(made))) {
        const fault = await refused(call, DOWN, 'a call while it is down');
        assertQuiet(fault, [hex(made.key), base64(made.key), made.wrapped]);
      }
      const health = await kek.health();
      same(health.ok, false, 'health');
      isTrue(/^[a-z][a-z0-9_-]{0,40}$/.test(health.reason ?? ''), 'health has a reason, which is a code');
    }),
  );
}
