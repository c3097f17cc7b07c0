import { inspect } from 'node:util';
import { isTrue, refused, same } from './assertions.ts';
import { itNeeding } from './test-api.ts';
import {
  SEGMENTS,
  TEXT_CANARY,
  type TranslatorFault,
  type TranslatorHarness,
  type TranslatorSetup,
  type TranslatorTools,
} from './translator-harness.ts';

const UNAVAILABLE = 'LOCALERT_TRANSLATOR_UNAVAILABLE';
const INVALID = 'LOCALERT_TRANSLATION_INVALID';

/** Each fault and the codes that it may come to. A cut answer cannot be told from one that is no JSON everywhere. */
const CODES: Readonly<Record<Exclude<TranslatorFault, 'hang'>, readonly string[]>> = {
  unauthorized: ['LOCALERT_TRANSLATOR_REFUSED'],
  'too-many-requests': [UNAVAILABLE],
  'server-error': [UNAVAILABLE],
  cut: [UNAVAILABLE, INVALID],
  'not-json': [INVALID],
  'wrong-json': [INVALID],
};

/** How long a call that hangs is let run. */
const WHILE_MS = 150;

const secretive = SEGMENTS.map((segment) => ({ ...segment, text: `${TEXT_CANARY} ${segment.text}` }));

/** Everything that a log could make of something. */
const shown = (what: unknown): string => {
  const { stack = '', message = '' } = what as Error;
  return `${inspect(what, { depth: 9, showHidden: true })} ${stack} ${message} ${JSON.stringify(what)}`;
};

async function faultOf(call: () => Promise<unknown>): Promise<unknown> {
  try {
    await call();
  } catch (fault) {
    return fault;
  }
  return undefined;
}

/** What a translator does when it is called off, late, or met with a fault. */
export function translatorFaults<Setup extends TranslatorSetup>(harness: TranslatorHarness<Setup>): void {
  const { test, options, withTranslator } = harness;
  const { fault, canaries = [] } = options;
  const it = itNeeding(test, fault ? undefined : 'the service cannot be made to fail');

  const assertQuiet = (what: unknown, name: string) => {
    const text = shown(what);
    for (const [at, secret] of [...canaries, TEXT_CANARY].entries()) {
      isTrue(!text.includes(secret), `${name} shows secret ${at}`);
    }
  };

  const withFault = (
    kind: TranslatorFault,
    body: (tools: TranslatorTools, setup: Setup) => Promise<void>,
  ): (() => Promise<void>) =>
    withTranslator(async (tools, setup) => {
      await fault?.(setup, kind);
      await body(tools, setup);
    });

  test.it(
    'is not begun when it was called off before',
    withTranslator(async ({ translate }) => {
      const reason = new Error('called off');
      const found = await faultOf(() => translate(SEGMENTS, { signal: AbortSignal.abort(reason) }));
      isTrue(found === reason, 'the fault is the reason of the signal');
    }),
  );

  test.it(
    'is not begun after its deadline',
    withTranslator(async ({ translate }) => {
      const late = () => translate(SEGMENTS, { deadline: Date.now() - 1 });
      await refused(late, UNAVAILABLE, 'a call after its deadline');
    }),
  );

  test.it(
    'shows nothing of its set-up',
    withTranslator(async ({ translator }) => assertQuiet(translator, 'the translator')),
  );

  it(
    'ends when it is called off, with the reason of the signal',
    withFault('hang', async ({ translate }) => {
      const controller = new AbortController();
      const reason = new Error('called off');
      setTimeout(() => controller.abort(reason), WHILE_MS);
      const found = await faultOf(() => translate(SEGMENTS, { signal: controller.signal }));
      isTrue(found === reason, 'the fault is the reason of the signal');
    }),
  );

  it(
    'ends at its deadline',
    withFault('hang', async ({ translate }) => {
      const late = () => translate(secretive, { deadline: Date.now() + WHILE_MS });
      assertQuiet(await refused(late, UNAVAILABLE, 'a call that hangs'), 'the fault');
    }),
  );

  for (const [kind, codes] of Object.entries(CODES)) {
    it(
      `fails with a typed error that says nothing: ${kind}`,
      withFault(kind as TranslatorFault, async ({ translate }) => {
        const found = await refused(() => translate(secretive), codes, kind);
        assertQuiet(found, 'the fault');
        same(found.retryable, kind !== 'unauthorized', 'whether to try again');
        if (kind === 'too-many-requests') same(found.details['retryAfterMs'], 7_000, 'the wait');
      }),
    );
  }

  it(
    'lets a call that hangs keep no other one up',
    withFault('hang', async ({ translate }) => {
      const calls = Array.from({ length: 4 }, () =>
        faultOf(() => translate(SEGMENTS, { deadline: Date.now() + WHILE_MS })),
      );
      const found = await Promise.all(calls);
      isTrue(
        found.every((one) => (one as { code?: unknown } | undefined)?.code === UNAVAILABLE),
        'each call ends by itself',
      );
    }),
  );
}
