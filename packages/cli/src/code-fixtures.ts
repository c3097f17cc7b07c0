import type { FixtureSources } from './config.ts';
import type { LoadedConfig } from './load-config.ts';
import { contentOr, type SourceFault, type SourceFixture, type Sources } from './source-fixture.ts';

/** What stands in code: a definition, or data. */
export const authored = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'content')
    ? (value as { content: unknown }).content
    : value;

/** The fixtures that a config has in code. @throws LOCALERT_CLI_CONFIG_FAILED */
export async function codeFixtures(loaded: LoadedConfig): Promise<Sources> {
  const sources: FixtureSources = await loaded.fixtures();
  const fixtures: SourceFixture[] = [];
  const faults: SourceFault[] = [];
  for (const [id, value] of Object.entries(sources)) {
    const { file } = loaded;
    const read = contentOr(authored(value));
    if ('content' in read)
      fixtures.push({ id, content: read.content, origin: 'code', file, placeOf: () => undefined });
    else faults.push({ id, file, ...read });
  }
  return { fixtures, faults };
}
