import { generateKeyPairSync } from 'node:crypto';
import type { AuditAct, AuditRecord } from '@localert/core';
import { type ManualClock, manualClock } from '@localert/testkit';
import { createAudit } from '../src/audit.ts';
import type { AuditOptions } from '../src/audit-options.ts';
import type { SignedHead } from '../src/signed-head.ts';
import { ed25519Signer } from '../src/signer.ts';
import { memoryLog, memoryRecords } from './memory-log.ts';

/** A new signer; its `publicKey` verifies. */
export const newSigner = () => ed25519Signer(generateKeyPairSync('ed25519').privateKey);

/** An act of somebody; the number tells acts apart. */
export const act = (n: number, more: Partial<AuditAct> = {}): AuditAct => ({
  tenant: 'acme',
  actor: `user:${n % 3}`,
  action: n % 2 === 0 ? 'fixture:write' : 'alert:send',
  resource: { kind: 'fixture', id: `f${n}`, locale: 'es-MX', revision: n },
  outcome: n % 5 === 0 ? 'denied' : 'success',
  frameworks: n % 2 === 0 ? ['SOC2'] : ['GDPR', 'HIPAA'],
  ...more,
});

/** An audit trail over memory that links only when it is told to. */
export function setup(options: Partial<AuditOptions> = {}) {
  const clock: ManualClock = manualClock();
  const { log, chain } = memoryLog();
  const records = memoryRecords();
  const heads: SignedHead[] = [];
  const failures: string[] = [];
  const audit = createAudit({
    log,
    records,
    clock,
    seal: false,
    onHead: (head) => void heads.push(head),
    onFailure: ({ step, tenant = '-', code }) => failures.push(`${step} ${tenant} ${code}`),
    ...options,
  });

  /** Appends acts to a tenant's trail. */
  async function add(count: number, more: Partial<AuditAct> = {}): Promise<AuditRecord[]> {
    const made: AuditRecord[] = [];
    for (let n = 1; n <= count; n += 1) made.push(await audit.record(act(n, more)));
    await audit.append(more.tenant ?? 'acme', made);
    return made;
  }

  /** Makes and links acts. */
  async function filled(count: number, more: Partial<AuditAct> = {}): Promise<void> {
    await add(count, more);
    await audit.sealNow(more.tenant ?? 'acme');
  }

  return { audit, log, chain, records, clock, heads, failures, add, filled };
}
