import {
  assertTenantId,
  type FixtureStore,
  parseFixtureContent,
  systemScope,
  type TenantDirectory,
  type TenantId,
} from '@localert/core';
import { createFixtureManager, type FixtureManager, type TenantClient } from '@localert/manager';
import { authored } from './code-fixtures.ts';
import type { Invocation } from './command.ts';
import type { LocalertConfig } from './config.ts';
import { UsageError } from './errors.ts';
import type { LoadedConfig } from './load-config.ts';

/** A host's house as a command opens it: the manager over its store, and one actor in one tenant. */
export interface OpenHouse {
  readonly loaded: LoadedConfig;
  readonly store: FixtureStore;
  readonly manager: FixtureManager;
  readonly tenant: TenantId;
  readonly actor: string;
  readonly client: TenantClient;
}

export const STORE_HINT = 'Add for example store: () => sqliteStore({ path: "localert.db" }).';

/** Whose fixtures: what was said, what the config says, or the only one there is. @throws LOCALERT_CLI_USAGE, LOCALERT_INVALID_TENANT_ID */
export function tenantOf({ options }: Pick<Invocation, 'options'>, config: LocalertConfig): TenantId {
  const [only, ...others] = config.tenants ?? [];
  const id = options.text('tenant') ?? config.tenant ?? (others.length === 0 ? only?.id : undefined);
  if (id === undefined) {
    throw new UsageError({
      problem: 'No tenant was named.',
      hint: 'Say --tenant <id>, or set "tenant" in the config.',
    });
  }
  assertTenantId(id);
  return id;
}

/** Who acts. */
export const actorOf = ({ options, io }: Pick<Invocation, 'options' | 'io'>): string =>
  options.text('actor') ?? `cli:${io.user}`;

/** The declared tenant when the store lacks it: a command changes no tenant that is there. */
async function missingTenant(
  config: LocalertConfig,
  tenant: TenantId,
  directory: TenantDirectory | undefined,
): Promise<NonNullable<LocalertConfig['tenants']>> {
  const declared = (config.tenants ?? []).filter(({ id }) => id === tenant);
  if (declared.length === 0 || (await directory?.get(systemScope('cli'), tenant)) !== undefined) return [];
  return declared;
}

/**
 * Opens the house: proof, permissions, quotas, policies and audit are those of every other caller. It delivers nothing.
 *
 * @param writes - the tenant is made when the store lacks it and the config declares it
 * @throws LOCALERT_CLI_CONFIG_LACKS, LOCALERT_CLI_CONFIG_FAILED, LOCALERT_CLI_USAGE, and what `createFixtureManager` throws
 */
export async function openHouse(
  call: Invocation,
  { writes }: { readonly writes: boolean },
): Promise<OpenHouse> {
  const loaded = await call.config();
  const { config } = loaded;
  const tenant = tenantOf(call, config);
  const store = await loaded.make('store', STORE_HINT);
  const setup = config.manager === undefined ? {} : await loaded.make('manager', '');
  const fixtures = Object.entries(await loaded.fixtures()).map(
    ([id, one]) => [id, { content: parseFixtureContent(authored(one)) }] as const,
  );
  const manager = await createFixtureManager({
    ...setup,
    store,
    ...(config.functions === undefined ? {} : { functions: config.functions }),
    fixtures: Object.fromEntries(fixtures),
    tenants: writes ? await missingTenant(config, tenant, setup.directory ?? store.directory) : [],
    delivery: false,
  });
  loaded.beforeClose(() => manager.close({ drainMs: 0 }));
  const actor = actorOf(call);
  const client = manager.forTenant(tenant, { actor, roles: config.roles ?? ['admin'] });
  return { loaded, store, manager, tenant, actor, client: client.untyped };
}
