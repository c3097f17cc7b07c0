import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recorder } from '../test/house.ts';
import { type Stack, stacks } from '../test/stacks.ts';
import { createFixtureManager, type FixtureManager, type TenantClient } from './index.ts';

/** Ids that a prefix, a pattern or a joined key would mix up. */
const TENANTS = ['a', 'a-2', 'a_2', 'a2', 'a1', 'a10'];

/** One act of a tenant. The same acts stand for every tenant, so that whatever mixes tenants up can show. */
type Act =
  | { readonly does: 'create' | 'update' | 'override'; readonly fixture: string; readonly text: string }
  | {
      readonly does: 'archive' | 'restore' | 'get' | 'history' | 'render' | 'explain';
      readonly fixture: string;
    }
  | {
      readonly does: 'send';
      readonly fixture: string;
      readonly text: string;
      readonly key: string | undefined;
    }
  | { readonly does: 'list' | 'overrides' | 'deadLetters' };

const fixture = fc.constantFrom('x', 'x0', 'a');
const text = fc.constantFrom('one', 'two', 'three');
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    does: fc.constantFrom('create' as const, 'update' as const, 'override' as const),
    fixture,
    text,
  }),
  fc.record({
    does: fc
      .constantFrom('archive', 'restore', 'get', 'history', 'render', 'explain')
      .map((does) => does as 'get'),
    fixture,
  }),
  fc.record({ does: fc.constant('send' as const), fixture, text, key: fc.option(text, { nil: undefined }) }),
  fc.record({ does: fc.constantFrom('list' as const, 'overrides' as const, 'deadLetters' as const) }),
);

function perform(client: TenantClient, step: Act): Promise<unknown> {
  switch (step.does) {
    case 'create':
      return client.create(step.fixture, {
        baseLocale: 'en',
        locales: { en: { title: `${step.text} {text}` } },
      });
    case 'update':
      return client.update(step.fixture, { locales: { en: { title: `${step.text}! {text}` } } });
    case 'override':
      return client.override(step.fixture, 'en', { title: `own ${step.text} {text}` });
    case 'send':
      return client.send(step.fixture, {
        values: { text: step.text },
        ...(step.key !== undefined && { dedupeKey: step.key }),
      });
    case 'render':
      return client.render(step.fixture, { values: { text: 'seen' } });
    case 'list':
    case 'overrides':
    case 'deadLetters':
      return client[step.does]();
    default:
      return client[step.does](step.fixture);
  }
}

/** What of an answer may differ from one run to the next: ids and times, and nothing else. */
const plain = (answer: unknown): unknown =>
  JSON.parse(
    JSON.stringify(answer, (key, value: unknown) =>
      /^(?:id|at|createdAt|updatedAt|settledAt|duplicateOf|cursor)$/.test(key) && typeof value !== 'object'
        ? key
        : value,
    ) ?? 'null',
  );

const observe = (client: TenantClient, step: Act): Promise<unknown> =>
  perform(client, step).then(plain, (error: { code?: string; message?: string }) => [
    error.code,
    error.message,
  ]);

interface Run {
  readonly seen: readonly unknown[];
  readonly posts: readonly unknown[];
}

/** Performs the acts in order and answers what each tenant saw. */
async function play(
  { store, trail }: Stack,
  acts: readonly (readonly [tenant: string, act: Act])[],
): Promise<ReadonlyMap<string, Run>> {
  const { transport, posts } = recorder();
  const alerts: FixtureManager = await createFixtureManager({
    store,
    transport,
    audit: trail.auditor,
    tenants: TENANTS.map((id) => ({ id, defaultLocale: 'en' })),
  });
  const seen = new Map<string, unknown[]>(TENANTS.map((id) => [id, []]));
  for (const [tenant, step] of acts) {
    const client = alerts.forTenant(tenant, { actor: 'user:one', roles: ['admin'] });
    seen.get(tenant)?.push(await observe(client, step));
  }
  await alerts.drain();
  await alerts.close();
  return new Map(
    TENANTS.map((id) => [
      id,
      {
        seen: seen.get(id) ?? [],
        // Which of two workers posts first is no observation of a tenant.
        posts: posts
          .filter(({ tenant }) => tenant === id)
          .map(({ message }) => JSON.stringify(message))
          .sort(),
      },
    ]),
  );
}

describe.each(Object.entries(stacks))('tenants on %s', (_, create) => {
  it('see the same whether the others act or not', { timeout: 120_000 }, async () => {
    const script = fc.array(fc.tuple(fc.constantFrom(...TENANTS), act), { minLength: 20, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(script, async (acts) => {
        const together = await play(create(), acts);
        const [tenant = ''] = acts[0] ?? [];
        const alone = await play(
          create(),
          acts.filter(([of]) => of === tenant),
        );
        expect(together.get(tenant)).toEqual(alone.get(tenant));
      }),
      { numRuns: 15 },
    );
  });
});
