import {
  type FixtureEvent,
  type FixtureStore,
  type SlackFixture,
  systemScope,
  tenantScope,
} from '@localert/core';
import { isTrue, present, refused } from './assertions.ts';
import { isAudited } from './attack-audited.ts';
import { type AttackHarness, adminOf, note } from './attack-house.ts';
import { itNeeding, type RegisterTest } from './test-api.ts';

const system = systemScope('test:attack');
const scopeOf = (tenant: string) => tenantScope({ tenant, actor: 'test:attack' });

const CANARY = 'CANARY-5b1f';

/** Writes content as one who can write to the medium does: past every check of the manager and of the encryption. */
async function plant(
  medium: FixtureStore,
  tenant: string,
  fixture: string,
  change: (row: SlackFixture) => Partial<SlackFixture>,
): Promise<void> {
  const scope = scopeOf(tenant);
  const row = present(await medium.get(scope, fixture), 'the row under attack');
  const { revision, createdAt: _, updatedAt, ...content } = row;
  const event: FixtureEvent = {
    ...{ id: `planted-${tenant}-${fixture}-${revision}`, type: 'FixtureUpdated', fixture },
    ...{ revision: revision + 1, at: updatedAt + 1, actor: 'attacker' },
    snapshot: { ...content, ...change(row) },
  };
  await medium.commit(scope, { fixture, events: [event], expectedRevision: revision });
}

const bilingual = (text: string) =>
  note(text, { sensitive: true, locales: { en: { title: `en ${text}` }, es: { title: `es ${text}` } } });

/** Ways to put sealed content where it does not belong. `other` has content of another row or tenant. */
const SWAPS: Readonly<Record<string, (row: SlackFixture, other: SlackFixture) => Partial<SlackFixture>>> = {
  'of another fixture': (_, other) => ({ sealed: present(other.sealed, 'sealed content') }),
  'of an earlier revision': ({ sealed }) => ({ sealed: present(sealed, 'sealed content') }),
  'one locale’s of another fixture': ({ sealed = {} }, other) => ({
    sealed: { ...sealed, 'messages/es': present(other.sealed?.['messages/es'], 'a sealed locale') },
  }),
  'of another locale': ({ sealed = {} }) => {
    const { 'messages/en': en = '', 'messages/es': es = '' } = sealed;
    return { sealed: { ...sealed, 'messages/en': es, 'messages/es': en } };
  },
  'without one of its places': ({ sealed = {} }) => {
    const { 'messages/es': _, ...rest } = sealed;
    return { sealed: rest };
  },
  'with its end cut off': ({ sealed = {} }) => ({
    sealed: Object.fromEntries(Object.entries(sealed).map(([place, text]) => [place, text.slice(0, -4)])),
  }),
};

/** Attack 16: sealed content moved to another row, revision, locale or tenant. */
function swaps({ withHouse }: AttackHarness, it: RegisterTest): void {
  for (const [name, swap] of Object.entries(SWAPS)) {
    for (const from of ['a', 'a-2']) {
      it(
        `attack 16: content ${name} (tenant ${from}) does not open (guard: the place is authenticated)`,
        withHouse(async (house) => {
          const medium = present(house.medium, 'the medium');
          await adminOf(house, 'a').create('mine', bilingual('mine'));
          await adminOf(house, from).create('theirs', bilingual('theirs'));
          const other = present(await medium.get(scopeOf(from), 'theirs'), 'the other row');
          await plant(medium, 'a', 'mine', (row) => swap(row, other));
          const client = adminOf(house, 'a');
          await refused(() => client.get('mine'), 'LOCALERT_DECRYPT_FAILED', name);
          // History holds the planted event: it does not open either.
          await refused(() => client.history('mine'), 'LOCALERT_DECRYPT_FAILED', name);
          await isAudited(house, 'a', 'LOCALERT_DECRYPT_FAILED');
        }),
      );
    }
  }
}

/** Ways to change a row where it lies that no other revision would show. */
const CHANGES: typeof SWAPS = {
  ...SWAPS,
  'with other labels': () => ({ labels: { team: 'evil' } }),
  'with another severity': () => ({ severity: 'low' }),
  'with texts in the clear': ({ locales }) => ({ locales: { ...locales, en: { title: 'evil' } } }),
  'without the mark of what is sensitive': () => ({ sensitive: false }),
};

/** Attack 16, without a new revision: whoever can write to the medium need not write as the store does. */
function changes({ withHouse }: AttackHarness, it: RegisterTest): void {
  for (const [name, change] of Object.entries(CHANGES)) {
    // Put in its own place, a row's own content is no change.
    if (name === 'of an earlier revision') continue;
    it(
      `attack 16: a row changed in place, ${name}, does not open (guard: all that is stored belongs together)`,
      withHouse(async (house) => {
        const medium = present(house.medium, 'the medium');
        await adminOf(house).create('mine', bilingual('mine'));
        await adminOf(house).create('theirs', bilingual('theirs'));
        const other = present(await medium.get(scopeOf('a'), 'theirs'), 'the other row');
        present(house.tamper, 'the tamperer').row = (row) =>
          row.id === 'mine' ? { ...row, ...change(row, other) } : row;
        await refused(() => adminOf(house).get('mine'), 'LOCALERT_DECRYPT_FAILED', name);
        await isAudited(house, 'a', 'LOCALERT_DECRYPT_FAILED');
      }),
    );
  }

  const facts: Readonly<Record<string, (event: FixtureEvent) => Partial<FixtureEvent>>> = {
    'by another actor': () => ({ actor: 'user:somebody' }),
    'at another time': ({ at }) => ({ at: at - 1 }),
    'with another id': ({ id }) => ({ id: `${id}0` }),
  };
  for (const [name, change] of Object.entries(facts)) {
    it(
      `attack 16: an event changed in place, ${name}, does not open (guard: an event is what was sealed)`,
      withHouse(async (house) => {
        await adminOf(house).create('mine', bilingual('mine'));
        present(house.tamper, 'the tamperer').event = (event) =>
          ({ ...event, ...change(event) }) as FixtureEvent;
        await refused(() => adminOf(house).history('mine'), 'LOCALERT_DECRYPT_FAILED', name);
      }),
    );
  }
}

/** Attack 25, on the medium: what is sealed stands nowhere in the clear. */
function canaries({ withHouse }: AttackHarness, it: RegisterTest): void {
  it(
    'attack 25: nothing sealed stands on the medium in the clear (guard: sealed before it is stored)',
    withHouse(async (house) => {
      const medium = present(house.medium, 'the medium');
      const client = adminOf(house, 'a');
      const fixture = note(`${CANARY} {text}`, { sensitive: true, description: CANARY });
      await client.create('canary', fixture);
      await client.update('canary', { locales: { en: { title: `${CANARY}! {text}` } } });
      const sent = await client.untyped.send('canary', { values: { text: CANARY }, dedupeKey: CANARY });
      const scope = scopeOf('a');
      const outbox = present(medium.outbox, 'the queue');
      const seen = [
        await medium.get(scope, 'canary'),
        await medium.list(scope),
        await medium.history(scope, 'canary'),
        await outbox.status(scope, sent.id),
        await medium.audit?.unlinked(system, 'a', 1_000),
        await medium.audit?.read(system, 'a'),
        await medium.directory?.get(system, 'a'),
      ];
      isTrue(!JSON.stringify(seen).includes(CANARY), 'a sealed text lies on the medium in the clear');
      isTrue(!JSON.stringify(house.told()).includes(CANARY), 'a sealed text was told');
      const { title } = (await client.get('canary')).locales['en'] ?? {};
      isTrue(title === `${CANARY}! {text}`, 'what was sealed does not read back');
    }),
  );
}

/** Attacks by one who can write to the medium. They need a stack that encrypts. */
export function attackMedium(harness: AttackHarness): void {
  const { test, options } = harness;
  const it = itNeeding(test, options.sealed ? undefined : 'nothing is encrypted here');
  swaps(harness, it);
  changes(harness, it);
  canaries(harness, it);
}
