import { codeFixtures } from './code-fixtures.ts';
import type { Invocation } from './command.ts';
import { fileFixtures } from './file-fixtures.ts';
import type { LoadedConfig } from './load-config.ts';
import type { Sources } from './source-fixture.ts';

/** Names of the host's functions. */
export const functionNames = ({ config }: LoadedConfig): readonly string[] =>
  Object.keys(config.functions ?? {});

/**
 * The fixtures that a config has in code and in files. Opens no store.
 *
 * @throws LOCALERT_CLI_CONFIG_FAILED, LOCALERT_CLI_FILE_UNREADABLE, LOCALERT_CATALOG_UNREADABLE
 */
export async function configSources(loaded: LoadedConfig, { io }: Pick<Invocation, 'io'>): Promise<Sources> {
  const reading = { cwd: io.cwd, functions: functionNames(loaded) };
  const all = [await codeFixtures(loaded)];
  for (const source of loaded.config.catalogues ?? [])
    all.push(await fileFixtures(source, loaded.folder, reading));
  return { fixtures: all.flatMap((one) => one.fixtures), faults: all.flatMap((one) => one.faults) };
}
