import { type Destination, type Pace, type TenantScope, tenantScope } from '@localert/core';
import { isTrue, same } from './assertions.ts';
import { anyScope, RIVAL_TENANTS } from './hostile.ts';
import type { TransportHarness } from './transport-harness.ts';

/** Whose messages the suite sends. */
export const SCOPE = tenantScope({ tenant: 'acme', actor: 'svc:conformance' });

/** With what others are confused by keys that are only put together. */
const TENANTS = [...RIVAL_TENANTS, 'a/b', '1:a', '-'];

const scopes: readonly TenantScope[] = TENANTS.map(anyScope);

/** Destinations that differ, and combine with tenants to what could read alike. */
const destinations: readonly Destination[] = [
  {},
  { channel: '' },
  { workspace: '' },
  { channel: 'C1' },
  { channel: 'b/C1' },
  ...TENANTS.flatMap((name) => [{ channel: name }, { workspace: name }, { workspace: name, channel: 'C1' }]),
];

function assertPace(pace: Pace | undefined, what: string): void {
  if (pace === undefined) return;
  const { everyMs, burst = 1 } = pace;
  isTrue(Number.isFinite(everyMs) && everyMs > 0, `${what}.everyMs is a number of milliseconds`);
  isTrue(Number.isInteger(burst) && burst >= 1, `${what}.burst is a whole number from 1`);
}

/** What alerts share: a pace, a workspace, and nothing with another tenant. */
export function transportKeys({ test, withTransport }: TransportHarness): void {
  test.it(
    'a group is of one tenant alone, and stays the same',
    withTransport(async ({ transport }) => {
      const owners = new Map<string, string>();
      for (const scope of scopes) {
        for (const destination of destinations) {
          const key = transport.groupOf(scope, destination);
          isTrue(typeof key === 'string' && key !== '', 'a group is a text');
          same(transport.groupOf(scope, { ...destination }), key, 'the group asked for again');
          const owner = owners.get(key) ?? scope.tenant;
          same(scope.tenant, owner, 'the tenant of a group');
          owners.set(key, owner);
        }
      }
    }),
  );
  test.it(
    'answers in a thread share the pace of their channel',
    withTransport(async ({ transport }) => {
      const channel = transport.groupOf(SCOPE, { channel: 'C1' });
      same(transport.groupOf(SCOPE, { channel: 'C1', thread: '1.000001' }), channel, 'the group of a thread');
    }),
  );
  test.it(
    'a workspace is of one tenant alone, and holds all of its channels',
    withTransport(async ({ transport }) => {
      if (transport.workspaceOf === undefined) return;
      const owners = new Map<string, string>();
      for (const scope of scopes) {
        for (const destination of destinations) {
          const key = transport.workspaceOf(scope, destination);
          const owner = owners.get(key) ?? scope.tenant;
          same(scope.tenant, owner, 'the tenant of a workspace');
          owners.set(key, owner);
          const elsewhere = { ...destination, channel: 'elsewhere' };
          same(transport.workspaceOf(scope, elsewhere), key, 'the workspace of another channel');
        }
      }
    }),
  );
  test.it(
    'its paces are paces',
    withTransport(async ({ transport }) => {
      assertPace(transport.pace, 'pace');
      assertPace(transport.workspacePace, 'workspacePace');
    }),
  );
}
