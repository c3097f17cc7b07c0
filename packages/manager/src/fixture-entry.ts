import type { FixtureId, SlackFixture, TenantContext } from '@localert/core';
import type { CustomFunctions } from '@localert/icu';
import { compileBundle, type FallbackRenderer, type TenantBundle } from '@localert/slack';

/** A fixture as the cache keeps it: with the bundle made for the tenant's latest settings. */
export interface FixtureEntry {
  readonly fixture: SlackFixture;
  /** Epoch milliseconds when it was read. */
  readonly readAt: number;
  /** The bundle for these settings of the tenant; made anew when the tenant's revision has changed. */
  bundle(tenant: TenantContext): TenantBundle;
  /** The tenant as it was last met. */
  tenant(): TenantContext;
  /** An estimate of what the bundle takes in memory. */
  bytes(): number;
  /** Whether the bundle has grown since it was asked last. */
  grew(): boolean;
}

/**
 * The key of a fixture in the cache. A tenant that was deleted and made anew under its old id is another tenant: nothing
 * that this process remembers of the first may serve the second.
 */
export const entryKey = ({ createdAt }: TenantContext, fixture: FixtureId): string =>
  `${createdAt}/${fixture}`;

/** Wraps a fixture. One entry belongs to one tenant: the cache keeps tenants apart. */
export function fixtureEntry(
  fixture: SlackFixture,
  tenant: TenantContext,
  fallback: FallbackRenderer,
  functions: CustomFunctions,
  readAt: number,
): FixtureEntry {
  let latest: TenantBundle | undefined;
  let told = 0;
  const bytes = () => latest?.compiledBytes() ?? 0;
  return {
    fixture,
    readAt,
    bundle(now) {
      if (latest === undefined || latest.tenant.revision !== now.revision)
        latest = compileBundle(fixture, now, fallback, functions);
      return latest;
    },
    tenant: () => latest?.tenant ?? tenant,
    bytes,
    grew() {
      const before = told;
      told = bytes();
      return told !== before;
    },
  };
}
