import type { Secret, Transport } from '@localert/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFixtureManager, defineFixture, type FixtureManager, type TenantClient } from '../src/index.ts';
import { recorder } from './house.ts';
import type { CreateStack, Stack } from './stacks.ts';

/** Ids that a prefix, a pattern or a joined key would mix up. */
const TENANTS = ['a', 'a-2', 'a_2', 'a2', 'a1', 'a10'];

const ON_FIXTURE = ['archive', 'restore', 'get', 'history', 'render', 'explain'] as const;
const ON_TENANT = [
  'list',
  'overrides',
  'usage',
  'audit',
  'sent',
  'deadLetters',
  'redrive',
  'incidents',
  'lookAfter',
  'endIncident',
  'createKey',
  'listKeys',
  'revokeKey',
  'enterByKey',
  'remove',
] as const;

/** What every tenant looks at when all is done. */
const AT_LAST = [
  'list',
  'overrides',
  'usage',
  'audit',
  'sent',
  'deadLetters',
  'incidents',
  'listKeys',
] as const;

/** One act of a tenant. The same acts stand for every tenant, so that whatever mixes tenants up can show. */
type Act =
  | { readonly does: 'create' | 'update' | 'override'; readonly fixture: string; readonly text: string }
  | { readonly does: (typeof ON_FIXTURE)[number]; readonly fixture: string }
  | {
      readonly does: 'send';
      readonly fixture: string;
      readonly text: string;
      readonly key: string | undefined;
      readonly incident: boolean;
    }
  | { readonly does: (typeof ON_TENANT)[number] };

/** `shared` is in code: every tenant has it from the beginning. */
const fixture = fc.constantFrom('x', 'x0', 'shared');
const text = fc.constantFrom('one', 'two', 'three');
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    does: fc.constantFrom('create' as const, 'update' as const, 'override' as const),
    fixture,
    text,
  }),
  fc.record({ does: fc.constantFrom(...ON_FIXTURE), fixture }),
  fc.record({
    does: fc.constant('send' as const),
    fixture,
    text,
    key: fc.option(text, { nil: undefined }),
    incident: fc.boolean(),
  }),
  fc.record({ does: fc.constantFrom(...ON_TENANT) }),
);

/** What a tenant's acts leave for its later ones. */
interface Memory {
  alert: string;
  key: { readonly id: string; readonly key: Secret } | undefined;
}

/** So small that the acts of others would use them up. */
const quotas = { fixtures: 2, sendsPerDay: 8 };

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

interface Played {
  readonly alerts: FixtureManager;
  readonly trail: Stack['trail'];
  readonly tenant: string;
  readonly memory: Memory;
}

/** Ids, times, and what is made of a random key: of an answer these differ from one run to the next, and nothing else. */
const OWN_TO_A_RUN =
  /^(?:id|at|until|createdAt|updatedAt|settledAt|openedAt|acknowledgedAt|resolvedAt|duplicateOf|cursor|hash|previousHash|payloadHash|rowHash|retryAfterMs)$/;

const isPseudonym = (value: unknown): boolean => typeof value === 'string' && value.startsWith('p_');

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}/g;

/** How long a tenant is asked to wait till midnight, which the error says. */
const WAIT = /in \d+ ms/g;

const plain = (answer: unknown): unknown =>
  JSON.parse(
    (
      JSON.stringify(answer, (key, value: unknown) =>
        (OWN_TO_A_RUN.test(key) && typeof value !== 'object') || isPseudonym(value) ? key : value,
      ) ?? 'null'
    )
      .replaceAll(UUID, 'uuid')
      .replaceAll(WAIT, 'in some ms'),
  );

/**
 * The items of a page in the order of what is equal in each run. What happened within a millisecond lies in the order of
 * random ids, what is sealed in that of hashes under a key that is another in each run.
 */
const inOneOrder = ({ items }: { readonly items: readonly unknown[] }): unknown[] =>
  [...items].sort((left, right) => (textOf(left) < textOf(right) ? -1 : 1));

const textOf = (answer: unknown): string => JSON.stringify(plain(answer));

/** Acts on what a tenant has beside its fixtures. */
async function performOnTenant(
  { alerts, trail, tenant, memory }: Played,
  client: TenantClient,
  does: (typeof ON_TENANT)[number],
): Promise<unknown> {
  switch (does) {
    case 'audit':
      await trail.auditor.sealNow(tenant);
      return client.audit();
    case 'sent':
      await alerts.drain();
      return client.status(memory.alert);
    case 'list':
      return inOneOrder(await client.list());
    case 'deadLetters':
      await alerts.drain();
      return inOneOrder(await client.deadLetters());
    case 'redrive':
      await alerts.drain();
      return client.redrive(memory.alert);
    case 'incidents':
      return inOneOrder(await client.incidents({ states: ['open', 'acknowledged', 'resolved'] }));
    case 'lookAfter':
      return client.acknowledge('one');
    case 'endIncident':
      // Whether the alert has arrived decides what becomes of its end.
      await alerts.drain();
      return client.resolve('one');
    case 'createKey':
      memory.key = await client.apiKeys.create({ name: 'k', roles: ['viewer'] });
      return memory.key;
    case 'listKeys':
      return client.apiKeys.list();
    case 'revokeKey':
      return client.apiKeys.revoke(memory.key?.id ?? 'none');
    case 'enterByKey':
      return inOneOrder(await (await alerts.authenticate(memory.key?.key ?? 'none')).list());
    case 'remove': {
      await alerts.drain();
      const removed = await alerts.tenants.delete(tenant);
      // The trail tells the namesake by the time at which it was made.
      await pause(2);
      await alerts.tenants.create({ id: tenant, defaultLocale: 'en', quotas });
      await pause(2);
      return removed;
    }
    default:
      return client[does]();
  }
}

async function perform(played: Played, client: TenantClient, step: Act): Promise<unknown> {
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
    case 'send': {
      // Whether an earlier alert with the key is dead already decides what becomes of this one.
      if (step.key !== undefined) await played.alerts.drain();
      const dedupe = step.key !== undefined && { [step.incident ? 'incident' : 'dedupeKey']: step.key };
      const sent = await client.send(step.fixture, { values: { text: step.text }, ...dedupe });
      played.memory.alert = sent.id;
      return sent;
    }
    case 'render':
      return client.render(step.fixture, { values: { text: 'seen' } });
    default:
      return 'fixture' in step ? client[step.does](step.fixture) : performOnTenant(played, client, step.does);
  }
}

const observe = (played: Played, client: TenantClient, step: Act): Promise<unknown> =>
  perform(played, client, step).then(plain, (error: { code?: string; message?: string }) =>
    plain([error.code, error.message]),
  );

interface Run {
  readonly seen: readonly unknown[];
  readonly posts: readonly unknown[];
}

/** Delivers all but what says `three`, which Slack does not take. */
function picky() {
  const { transport, posts } = recorder();
  const deliver: Transport['deliver'] = async (scope, message) =>
    message.payload.includes('three') ? { kind: 'stop', code: 'refused' } : transport.deliver(scope, message);
  return { transport: { ...transport, deliver } satisfies Transport, posts };
}

/** Performs the acts in order and answers what each tenant saw. */
async function play(
  { store, trail }: Stack,
  acts: readonly (readonly [tenant: string, act: Act])[],
): Promise<ReadonlyMap<string, Run>> {
  const { transport, posts } = picky();
  const alerts: FixtureManager = await createFixtureManager({
    store,
    transport,
    audit: trail.auditor,
    // A hint comes when it comes, and with it what is kept compiled goes: that is no observation of a tenant.
    cache: { follow: false },
    // What one act makes of a channel must not be seen by the next.
    delivery: { refused: false },
    fixtures: { shared: defineFixture({ baseLocale: 'en', locales: { en: { title: 'All {text}' } } }) },
    tenants: TENANTS.map((id) => ({ id, defaultLocale: 'en', quotas })),
  });
  const seen = new Map<string, unknown[]>(TENANTS.map((id) => [id, []]));
  const memories = new Map<string, Memory>();
  for (const [tenant, step] of acts) {
    const memory = memories.get(tenant) ?? { alert: 'none', key: undefined };
    memories.set(tenant, memory);
    const client = alerts.forTenant(tenant, { actor: 'user:one', roles: ['admin'] });
    seen.get(tenant)?.push([step, await observe({ alerts, trail, tenant, memory }, client, step)]);
  }
  // Whatever others left in a tenant's place shows at the end.
  await alerts.drain();
  await trail.auditor.sealNow();
  for (const [tenant, memory] of memories) {
    const client = alerts.forTenant(tenant, { actor: 'user:one', roles: ['admin'] });
    for (const does of AT_LAST)
      seen.get(tenant)?.push([does, await observe({ alerts, trail, tenant, memory }, client, { does })]);
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

/**
 * Registers the test that tenants on a stack see the same whether others act or not.
 *
 * @param runs - how many scripts are played
 */
export function isolationProperty(name: string, create: CreateStack, runs: number): void {
  describe(`tenants on ${name}`, () => {
    it('see the same whether the others act or not (attack 23; guard: the tenant in every key)', {
      timeout: 180_000,
    }, async () => {
      // Three at a time, so that each meets the others often.
      const script = fc
        .shuffledSubarray(TENANTS, { minLength: 3, maxLength: 3 })
        .chain((some) => fc.array(fc.tuple(fc.constantFrom(...some), act), { minLength: 20, maxLength: 60 }));
      await fc.assert(
        fc.asyncProperty(script, async (acts) => {
          const together = await play(await create(), acts);
          const [tenant = ''] = acts[0] ?? [];
          const alone = await play(
            await create(),
            acts.filter(([of]) => of === tenant),
          );
          expect(together.get(tenant)).toEqual(alone.get(tenant));
        }),
        // A counterexample is not made smaller: it takes minutes. Its seed is told, for who wants to.
        { numRuns: runs, endOnFailure: true },
      );
    });
  });
}
