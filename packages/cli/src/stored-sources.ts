import { authoredContent, type SlackFixture } from '@localert/core';
import type { TenantClient } from '@localert/manager';
import type { Invocation } from './command.ts';
import { everyItem } from './every-item.ts';
import { openHouse } from './house.ts';
import type { LoadedConfig } from './load-config.ts';
import { contentOr, type SourceFault, type SourceFixture, type Sources } from './source-fixture.ts';

const PAGE = 200;

/** The tenant's stored fixtures that are in use, newest change first; those in code are left out. */
export async function* storedFixtures(
  client: TenantClient,
  inCode: ReadonlySet<string>,
): AsyncGenerator<SlackFixture> {
  for await (const fixture of everyItem((from) => client.list({ limit: PAGE, ...from })))
    if (!inCode.has(fixture.id) && fixture.state !== 'archived') yield fixture;
}

/** The tenant's stored fixtures, to be checked. */
export async function storedSources(call: Invocation, loaded: LoadedConfig): Promise<Sources> {
  const { client } = await openHouse(call, { writes: false });
  const inCode = new Set(Object.keys(await loaded.fixtures()));
  const fixtures: SourceFixture[] = [];
  const faults: SourceFault[] = [];
  for await (const stored of storedFixtures(client, inCode)) {
    const { id } = stored;
    const read = contentOr(authoredContent(stored));
    if ('content' in read)
      fixtures.push({ id, content: read.content, origin: 'store', placeOf: () => undefined });
    else faults.push({ id, ...read });
  }
  return { fixtures, faults };
}
