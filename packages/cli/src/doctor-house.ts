import { systemScope, tenantScope } from '@localert/core';
import { checkFixture } from './check-fixture.ts';
import type { Invocation } from './command.ts';
import type { Health } from './doctor-checks.ts';
import { classOf } from './fault.ts';
import type { LoadedConfig } from './load-config.ts';
import { configSources } from './sources.ts';

/** Looks at something; what it throws is how it is. */
export async function lookAt(name: string, advice: string, look: () => Promise<Health>): Promise<Health> {
  try {
    return await look();
  } catch (error) {
    return { name, state: 'fail', found: classOf(error), advice };
  }
}

const skipped = (name: string, found: string): Health => ({ name, state: 'skipped', found });

/** Opens the store and reads from it; writes nothing. */
export async function storeHealth(call: Invocation, loaded: LoadedConfig): Promise<Health> {
  if (loaded.config.store === undefined) return skipped('store', 'the config has none');
  const store = await loaded.make('store', '');
  const tenant = call.options.text('tenant') ?? loaded.config.tenant;
  const tenants = await store.directory?.list(systemScope('doctor'), { limit: 1 });
  const where = `${store.name} opens and answers`;
  if (tenant === undefined) return { name: 'store', state: 'ok', found: where };
  const count = await store.count(tenantScope({ tenant, actor: 'system:doctor' }));
  const isThere =
    store.directory === undefined || (await store.directory.get(systemScope('doctor'), tenant)) !== undefined;
  if (isThere) return { name: 'store', state: 'ok', found: `${where}; "${tenant}" has ${count} fixtures` };
  const found = `${where}; it has ${tenants?.items.length === 0 ? 'no tenant yet' : `no tenant "${tenant}"`}`;
  return { name: 'store', state: 'warn', found, advice: 'Your host makes it at its first start.' };
}

/** Whether the cache that processes share answers. Without it alerts go out, more slowly. */
export async function cacheHealth(loaded: LoadedConfig): Promise<Health> {
  if (loaded.config.store === undefined) return skipped('cache', 'the config has no store');
  const { sharedCache } = await loaded.make('store', '');
  if (sharedCache === undefined)
    return skipped('cache', 'each process has its own; the store has none before it');
  const { ok, reason } = await sharedCache.health();
  if (ok) return { name: 'cache', state: 'ok', found: `${sharedCache.name} answers` };
  return {
    name: 'cache',
    state: 'warn',
    found: `${sharedCache.name} does not answer (${reason ?? 'no reason'})`,
    advice:
      'Alerts go out without it, and every process reads from the store. Look at address, password and memory.',
  };
}

/** Whether the KEK can be reached. */
export async function keyHealth(loaded: LoadedConfig): Promise<Health> {
  if (loaded.config.keys === undefined) return skipped('keys', 'the config has none');
  const { kek } = await loaded.make('keys', '');
  if (kek === undefined) return skipped('keys', 'the config names no KEK provider');
  const { ok, reason } = await kek.health();
  if (ok) return { name: 'keys', state: 'ok', found: `${kek.name} answers` };
  const advice = 'Until it answers, what is sealed cannot be read.';
  return {
    name: 'keys',
    state: 'fail',
    found: `${kek.name} does not answer (${reason ?? 'no reason'})`,
    advice,
  };
}

/** Where the schema is. */
export async function schemaHealth(loaded: LoadedConfig): Promise<Health> {
  if (loaded.config.migrations === undefined)
    return skipped('schema', 'the store looks after it, or the config names none');
  const { version, known, pending } = await (await loaded.make('migrations', '')).status();
  if (pending.length === 0) return { name: 'schema', state: 'ok', found: `version ${version}` };
  const found = `version ${version} of ${known}`;
  return { name: 'schema', state: 'fail', found, advice: 'Run "localert migrate up --yes".' };
}

/** Whether the fixtures of the config are without errors. */
export async function fixtureHealth(call: Invocation, loaded: LoadedConfig): Promise<Health> {
  const { fixtures, faults } = await configSources(loaded, call);
  const errors = fixtures
    .flatMap((one) => checkFixture(one, loaded.config.functions ?? {}))
    .filter(({ finding }) => finding.severity === 'error').length;
  const bad = errors + faults.length;
  if (bad === 0) return { name: 'fixtures', state: 'ok', found: `${fixtures.length} without errors` };
  return { name: 'fixtures', state: 'fail', found: `${bad} errors`, advice: 'Run "localert check".' };
}
