import { assertFixtureId, type FixtureId, newTenant, type SlackFixture } from '@localert/core';
import type { CustomFunctions } from '@localert/icu';
import { proveFixture } from '@localert/slack';
import type { FixtureMap } from './client.ts';
import { refuseErrors } from './prove-save.ts';

/**
 * Proves the fixtures in code and gives them the shape of stored ones. A fault stops the start: it shows at the desk, not
 * in an emergency.
 *
 * @param now - epoch milliseconds
 * @param functions - the host's
 * @throws LOCALERT_FIXTURE_REFUSED, LOCALERT_INVALID_FIXTURE_ID
 */
export function proveInCode(
  fixtures: FixtureMap,
  now: number,
  functions: CustomFunctions,
): ReadonlyMap<FixtureId, SlackFixture> {
  const proved = new Map<FixtureId, SlackFixture>();
  for (const [id, { content }] of Object.entries(fixtures)) {
    assertFixtureId(id);
    const tenant = newTenant({ id: 'proof', defaultLocale: content.baseLocale }, now);
    const { contract, findings } = proveFixture(id, content, tenant, functions);
    refuseErrors(id, findings);
    proved.set(
      id,
      Object.freeze({
        ...content,
        id,
        name: content.name ?? id,
        arguments: contract,
        revision: 1,
        createdAt: now,
        updatedAt: now,
      }),
    );
  }
  return proved;
}
