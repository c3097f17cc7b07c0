import { roleAuthorizer, tenantScope } from '@localert/core';
import { compare } from './measure.ts';
import type { Row } from './report.ts';

/** One check of a permission, granted and denied, with and without a restriction. */
export function benchAccess(): readonly Row[] {
  const sender = tenantScope({ tenant: 'acme', actor: 'svc:bench', roles: ['viewer', 'sender'] });
  const narrow = tenantScope({
    tenant: 'acme',
    actor: 'svc:bench',
    roles: ['viewer', 'sender'],
    only: { fixtures: ['disk_full', 'cpu_hot'], severities: ['high', 'critical'] },
  });
  const resource = { fixture: 'disk_full', severity: 'high' } as const;
  const checks = compare([
    { name: 'granted', run: () => roleAuthorizer(sender, 'alert:send', resource) },
    { name: 'denied', run: () => roleAuthorizer(sender, 'fixture:write', resource) },
    { name: 'granted within a restriction', run: () => roleAuthorizer(narrow, 'alert:send', resource) },
  ]);
  return checks.map(({ name, ns }) => ({
    name: `authorize: ${name}`,
    value: ns / 1e3,
    unit: 'µs',
    target: { atMost: 1 },
  }));
}
