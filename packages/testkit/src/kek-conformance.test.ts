import { inspect } from 'node:util';
import { DecryptFailedError, type KekProvider, KeyUnavailableError, type WrappedKey } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { reportOf } from '../test/failures-of.ts';
import { type TinyKek, tinyKek } from '../test/tiny-kek.ts';
import { kekConformance } from './kek-conformance.ts';

const broken = (change: (kek: TinyKek) => Partial<TinyKek>) => (): TinyKek => {
  const kek = tinyKek();
  return { ...kek, ...change(kek) };
};

const options = (create: () => KekProvider) => ({
  name: 'x',
  create,
  rotate: (kek: KekProvider) => (kek as TinyKek).rotate(),
  breakDown: (kek: KekProvider) => (kek as TinyKek).breakDown(),
  canaries: ['canary'],
});

/** The first call makes a key, all others answer it again. */
function oneKey(kek: TinyKek): Partial<TinyKek> {
  let made: ReturnType<TinyKek['generateDek']> | undefined;
  return {
    generateDek: (...given) => {
      made ??= kek.generateDek(...given);
      return made;
    },
  };
}

const quoting = (what: string) => () => {
  throw Object.assign(new KeyUnavailableError({ provider: 'tiny', reason: 'down' }), { hint: what });
};

/** A fault → how it is made, and a test that has to find it. */
const FAULTS: Readonly<Record<string, readonly [() => KekProvider, string]>> = {
  'another contract': [broken(() => ({ spec: 'localert.kek/0' as 'localert.kek/1' })), 'speaks'],
  'keys of 16 bytes': [
    broken((kek) => ({
      generateDek: async (...given) => ({ ...(await kek.generateDek(...given)), key: new Uint8Array(16) }),
    })),
    'makes keys of 32 bytes',
  ],
  'the same key each time': [broken(oneKey), 'makes keys of 32 bytes'],
  'a key that lies open': [
    broken((kek) => ({
      async generateDek(...given) {
        const made = await kek.generateDek(...given);
        return { ...made, wrapped: made.wrapped + Buffer.from(made.key).toString('hex') };
      },
    })),
    'makes keys of 32 bytes',
  ],
  'keys mixed up under load': [
    broken((kek) => {
      let last: Promise<Uint8Array> | undefined;
      return {
        unwrap(...given) {
          last ??= kek.unwrap(...given);
          return last;
        },
      };
    }),
    'opens what it wrapped',
  ],
  'a key that is shared': [
    broken((kek) => {
      const kept = new Map<string, Promise<Uint8Array>>();
      return {
        unwrap(context, wrapped, call) {
          const id = JSON.stringify([context, wrapped]);
          const key = kept.get(id) ?? kek.unwrap(context, wrapped, call);
          kept.set(id, key);
          return key;
        },
      };
    }),
    'hands out a key of its own',
  ],
  'no tenant': [
    broken((kek) => ({
      generateDek: (context, call) => kek.generateDek({ ...context, tenant: 'all' }, call),
      unwrap: (context, ...given) => kek.unwrap({ ...context, tenant: 'all' }, ...given),
    })),
    'opens a key for its tenant',
  ],
  'tenant and purpose run together': [
    broken((kek) => ({
      generateDek: ({ tenant, purpose }, call) =>
        kek.generateDek({ tenant: tenant + purpose, purpose: '' }, call),
      unwrap: ({ tenant, purpose }, ...given) =>
        kek.unwrap({ tenant: tenant + purpose, purpose: '' }, ...given),
    })),
    'opens a key for its tenant',
  ],
  'what is behind ignored': [
    broken((kek) => ({
      unwrap: (context, wrapped, call) =>
        kek.unwrap(context, { ...wrapped, wrapped: wrapped.wrapped.slice(0, 80) }, call),
    })),
    'opens no wrapped key that was changed',
  ],
  'faults of its own kind': [
    broken((kek) => ({
      unwrap: (...given) =>
        kek.unwrap(...given).catch(() => {
          throw new TypeError('bad decrypt');
        }),
    })),
    'opens no wrapped key that was changed',
  ],
  'any version taken': [
    broken((kek) => ({
      unwrap: async (context, wrapped, call) =>
        kek.unwrap(context, { ...wrapped, kek: await kek.current() }, call),
    })),
    'opens nothing under a version',
  ],
  'lone surrogates written down': [
    broken((kek) => ({
      generateDek: (context, call) =>
        kek.generateDek(
          { tenant: context.tenant.toWellFormed(), purpose: context.purpose.toWellFormed() },
          call,
        ),
    })),
    'refuses a context',
  ],
  'a batch that fails as a whole': [
    broken((kek) => ({
      async rewrap(...given) {
        const outcomes = await kek.rewrap(...given);
        if (outcomes.some((outcome) => 'failed' in outcome)) {
          throw new DecryptFailedError({ what: 'wrapped key' });
        }
        return outcomes;
      },
    })),
    'rewraps each key of a batch',
  ],
  'a batch out of order': [
    broken((kek) => ({ rewrap: async (...given) => (await kek.rewrap(...given)).toReversed() })),
    'rewraps each key of a batch',
  ],
  'the current version destroyed': [
    broken((kek) => ({
      destroy: (version) => kek.destroy(version).catch(() => undefined),
    })),
    'refuses to destroy the current version',
  ],
  'a rotation that does nothing': [broken(() => ({ rotate: () => undefined })), 'wraps by the new one'],
  'a rewrap that does nothing': [
    broken(() => ({ rewrap: async (keys) => keys.map(({ wrapped }) => wrapped) })),
    'rewraps to the current version',
  ],
  'a destruction that does nothing': [
    broken((kek) => ({
      destroy: async (version) => {
        if (version === (await kek.current())) await kek.destroy(version);
      },
    })),
    'opens nothing of a destroyed version',
  ],
  'versions under any name': [
    broken((kek) => {
      const versionOf = new Map<string, string>();
      const remember = <Key extends WrappedKey>(key: Key) => {
        versionOf.set(key.wrapped, key.kek);
        return key;
      };
      return {
        generateDek: async (...given) => remember(await kek.generateDek(...given)),
        unwrap: (context, { wrapped, kek: named }, call) =>
          kek.unwrap(context, { wrapped, kek: versionOf.get(wrapped) ?? named }, call),
      };
    }),
    'does not open under one version',
  ],
  'never well': [broken(() => ({ health: async () => ({ ok: false }) })), 'is well'],
  'always well': [broken(() => ({ health: async () => ({ ok: true }) })), 'when it is down'],
  'a reason with an address': [
    broken((kek) => ({
      health: async () =>
        (await kek.health()).ok ? { ok: true } : { ok: false, reason: 'http://canary:8200' },
    })),
    'when it is down',
  ],
  'deaf to signals': [
    broken((kek) => ({ generateDek: (context) => kek.generateDek(context) })),
    'refuses a call that was called off',
  ],
  'a fault with a token': [broken(() => ({ destroy: quoting('canary') })), 'shows no key in a fault'],
  'a fault with the wrapped key': [
    broken((kek) => ({
      unwrap: (context, wrapped, call) => kek.unwrap(context, wrapped, call).catch(quoting(wrapped.wrapped)),
    })),
    'shows no key in a fault',
  ],
  'a provider that prints': [
    broken(() => ({ [inspect.custom]: () => 'canary' }) as Partial<TinyKek>),
    'shows no key in a fault',
  ],
  'a prototype written to': [
    broken((kek) => ({
      current: (call) => {
        Object.defineProperty(Object.prototype, 'leak', { value: 1, configurable: true });
        return kek.current(call);
      },
    })),
    'leaves Object.prototype as it was',
  ],
};

describe('kekConformance', () => {
  it.each(Object.entries(FAULTS))('finds %s', async (_, [create, test]) => {
    const { failed } = await reportOf((api) => kekConformance(api, options(create)));
    Reflect.deleteProperty(Object.prototype, 'leak');
    expect(
      [...failed.keys()].some((name) => name.includes(test)),
      [...failed.keys()].join('\n'),
    ).toBe(true);
  });

  it('passes a provider that keeps the contract, and closes what it opened', async () => {
    let open = 0;
    const { failed, skipped } = await reportOf((api) =>
      kekConformance(api, {
        ...options(() => {
          open += 1;
          return tinyKek();
        }),
        close: () => {
          open -= 1;
        },
      }),
    );
    expect([...failed]).toEqual([]);
    expect(skipped).toEqual([]);
    expect(open).toBe(0);
  });

  it('skips by name what a provider cannot do', async () => {
    const { failed, skipped } = await reportOf((api) => kekConformance(api, { name: 'x', create: tinyKek }));
    expect([...failed]).toEqual([]);
    expect(skipped.length).toBe(5);
    expect(skipped.join()).toContain('(skipped: the versions cannot be rotated)');
    expect(skipped.join()).toContain('(skipped: the provider cannot break down)');
  });
});
