import { roleAuthorizer, type TenantScope, tenantScope, withinRestriction } from '@localert/core';
import { compare } from './measure.ts';
import type { Row } from './report.ts';

const fixtures = Array.from({ length: 200 }, (_, index) => `fixture_${index}`);
const actor = 'svc:bench';

/** One check as an operation makes it: the restriction, then the table of roles. */
const check = (scope: TenantScope, fixture: string): boolean =>
  withinRestriction(scope, 'alert:send', { fixture, severity: 'high' }) &&
  roleAuthorizer(scope, 'alert:send', { fixture, severity: 'high' });

/** Checks: one role, the last of five, none that may, and the longest restriction there can be. */
export function benchAuthorize(): readonly Row[] {
  const one = tenantScope({ tenant: 'acme', actor, roles: ['sender'] });
  const five = tenantScope({
    tenant: 'acme',
    actor,
    roles: ['viewer', 'editor', 'translator', 'reviewer', 'sender'],
  });
  const none = tenantScope({ tenant: 'acme', actor, roles: ['viewer', 'nobody'] });
  const narrow = tenantScope({
    tenant: 'acme',
    actor,
    roles: ['sender'],
    only: { fixtures, severities: ['critical', 'high'] },
  });
  const results = compare([
    { name: 'one role', run: () => check(one, 'fixture_7') },
    { name: 'the last of five roles', run: () => check(five, 'fixture_7') },
    { name: 'denied', run: () => check(none, 'fixture_7') },
    {
      name: 'restricted to 200 fixtures, any of them',
      run: (index) => check(narrow, fixtures[(index * 31) % 200] ?? ''),
    },
  ]);
  return results.map(({ name, ns }) => ({
    name: `authorization: ${name}`,
    value: ns,
    unit: 'ns',
    target: { atMost: 1_000 },
  }));
}
