import { systemScope } from '@localert/core';
import { isTrue } from './assertions.ts';
import type { AttackHouse } from './attack-house.ts';

const system = systemScope('test:attack');

/** Fails unless a tenant's trail, where the stack keeps one, tells of a failure with the error's code. */
export async function isAudited({ audit: log }: AttackHouse, tenant: string, reason: string): Promise<void> {
  if (log === undefined) return;
  const records = [...(await log.unlinked(system, tenant, 1_000)), ...(await log.read(system, tenant))];
  isTrue(
    records.some((record) => record.outcome === 'failure' && record.reason === reason),
    `the trail of ${tenant} does not tell of ${reason}`,
  );
}
