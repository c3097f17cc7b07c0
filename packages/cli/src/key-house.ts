import { type FixtureStore, systemScope, type TenantId } from '@localert/core';
import type { Invocation } from './command.ts';
import type { KeySetup } from './config.ts';
import { ConfigLacksError } from './errors.ts';
import { everyItem } from './every-item.ts';

/** What the commands of keys work with. */
export interface KeyHouse extends KeySetup {
  readonly store: FixtureStore;
  readonly file: string;
}

const HINT = 'Add keys: ({ store }) => ({ keyring, kek }).';
const PAGE = 500;

/** Opens store and keyring. No fixture has to be whole for it. @throws LOCALERT_CLI_CONFIG_LACKS, LOCALERT_CLI_CONFIG_FAILED */
export async function keyHouse(call: Invocation): Promise<KeyHouse> {
  const loaded = await call.config();
  const setup = await loaded.make('keys', HINT);
  return { ...setup, store: await loaded.make('store', HINT), file: loaded.file };
}

/** Every tenant that the store knows. @throws LOCALERT_CLI_CONFIG_LACKS where it keeps none */
export async function* everyTenant({
  store,
  file,
}: Pick<KeyHouse, 'store' | 'file'>): AsyncGenerator<TenantId> {
  if (store.directory === undefined) {
    throw new ConfigLacksError({
      file,
      key: 'store',
      hint: 'Its store keeps no tenants: name one with --tenant.',
    });
  }
  const { directory } = store;
  const all = everyItem((from) => directory.list(systemScope('cli'), { limit: PAGE, ...from }));
  for await (const { id } of all) yield id;
}
