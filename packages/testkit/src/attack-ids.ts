import { isTrue, refused, same } from './assertions.ts';
import { isAudited } from './attack-audited.ts';
import { ATTACK_TENANTS, type AttackHarness, adminOf, note } from './attack-house.ts';

/** Attack 2: what an id would do to a path, a query, a pattern or a buffer. */
const HOSTILE_IDS = [
  '../x',
  'a/b',
  "';--",
  'a\0',
  '',
  'x'.repeat(10_240),
  'a:b',
  'a%',
  'a*',
  ' a',
  'a\n',
  '-a',
];

/** Attack 3: what would become `a` if anything were mapped. */
const CONFUSABLE_IDS = ['а', 'ａ', 'a\u0301', 'á', 'a.', 'A', 'a\u200b', 'ª', 'a\ufeff'];

/** Attack 4: names with a meaning in JavaScript. */
const PROTOTYPE_IDS = ['__proto__', 'constructor', 'toString', 'prototype', 'hasOwnProperty', 'valueOf'];

async function answersTo(house: Parameters<typeof adminOf>[0], tenant: string, id: string): Promise<string> {
  const client = adminOf(house, tenant);
  const calls: readonly (() => Promise<unknown>)[] = [
    () => client.get(id),
    () => client.update(id, { labels: { x: 'y' } }),
    () => client.archive(id),
    () => client.history(id),
    () => client.override(id, 'en', { title: 'x' }),
    () => client.untyped.render(id),
    () => client.untyped.explain(id),
    () => client.untyped.send(id),
  ];
  const answers: string[] = [];
  for (const call of calls) {
    const error = await refused(call, ['LOCALERT_NOT_FOUND'], 'what is another tenant’s, or absent');
    answers.push(error.message.replaceAll(id, 'ID'));
  }
  return answers.join('\n');
}

/** Attacks 1 to 4: guessed, malformed, look-alike and magic ids. */
export function attackIds({ test: { it }, withHouse }: AttackHarness): void {
  it(
    'attack 1: another tenant’s ids answer as absent ones do, and are audited (guard: scope in every query)',
    withHouse(async (house) => {
      await adminOf(house, 'a').create('only_a', note('secret of a'));
      for (const other of ATTACK_TENANTS.slice(1)) {
        same(await answersTo(house, other, 'only_a'), await answersTo(house, other, 'never_was'), other);
        const seen = (await adminOf(house, other).list()).items.filter(({ id }) => id === 'only_a');
        same(seen, [], 'the list of another tenant');
        await isAudited(house, other, 'LOCALERT_NOT_FOUND');
      }
      const sent = await adminOf(house, 'a').untyped.send('only_a');
      const other = adminOf(house, 'a-2');
      await refused(() => other.status(sent.id), 'LOCALERT_NOT_FOUND', 'another tenant’s alert');
      await refused(() => other.redrive(sent.id), 'LOCALERT_NOT_FOUND', 'another tenant’s alert');
    }),
  );

  it(
    'attack 2: hostile tenant and fixture ids are refused before the store is asked (guard: the id rule)',
    withHouse(async (house) => {
      // The dispatcher looks for due alerts whenever it likes.
      const ofRequests = () =>
        house.calls().filter((call) => !/^outbox\.(?:claim|settle|nextDue)$/.test(call));
      const before = ofRequests().length;
      for (const id of HOSTILE_IDS) {
        await refused(
          () => adminOf(house, id),
          'LOCALERT_INVALID_TENANT_ID',
          JSON.stringify(id.slice(0, 20)),
        );
      }
      same(ofRequests().length, before, 'calls of the store');
      for (const id of HOSTILE_IDS) {
        const client = adminOf(house);
        for (const call of [
          () => client.get(id),
          () => client.untyped.send(id),
          () => client.create(id, note('x')),
        ]) {
          await refused(call, 'LOCALERT_INVALID_FIXTURE_ID', JSON.stringify(id.slice(0, 20)));
        }
      }
      const reached = ofRequests()
        .slice(before)
        .filter((call) => /^(?:get|commit|outbox\.enqueue)$/.test(call));
      same(reached, [], 'calls with a hostile id');
    }),
  );

  it(
    'attack 3: look-alike ids are refused, never mapped (guard: nothing is normalised)',
    withHouse(async (house) => {
      await adminOf(house).create('a', note('x'));
      for (const id of CONFUSABLE_IDS) {
        await refused(() => adminOf(house, id), 'LOCALERT_INVALID_TENANT_ID', id);
        // A capital letter is a fixture's own, not a spelling of the small one.
        const codes = id === 'A' ? 'LOCALERT_NOT_FOUND' : 'LOCALERT_INVALID_FIXTURE_ID';
        await refused(() => adminOf(house).get(id), codes, id);
      }
    }),
  );

  it(
    'attack 4: magic names are no ids, and the prototype of everything stays as it is (guard: reserved ids)',
    withHouse(async (house) => {
      const before = Reflect.ownKeys(Object.prototype).length;
      for (const id of PROTOTYPE_IDS) {
        await refused(() => adminOf(house, id), 'LOCALERT_INVALID_TENANT_ID', id);
        await refused(() => adminOf(house).create(id, note('x')), 'LOCALERT_INVALID_FIXTURE_ID', id);
      }
      const polluted = JSON.parse(
        '{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}',
      );
      await adminOf(house).create('plain', note('x', { labels: {} }));
      await adminOf(house)
        .create('odd', { ...note('x'), ...polluted, labels: polluted })
        .catch(() => undefined);
      isTrue(!('polluted' in {}), 'Object.prototype was polluted');
      same(Reflect.ownKeys(Object.prototype).length, before, 'members of Object.prototype');
    }),
  );
}
