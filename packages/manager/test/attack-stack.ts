import { entryHash, type SignedHead, verifyChain } from '@localert/audit';
import type { AuditEntry, Outbox, TenantDirectory } from '@localert/core';
import { verifyRows } from '@localert/crypto';
import type { AttackHouse, AttackSetup, AttackTrail } from '@localert/testkit';
import { createFixtureManager } from '../src/index.ts';
import { recorder } from './house.ts';
import type { Stack, StackTrail } from './stacks.ts';

/** A port that names each of its calls before it is made. */
function counted<Port extends object>(port: Port, prefix: string, calls: string[]): Port {
  return new Proxy(port, {
    get(target, member, receiver) {
      const value: unknown = Reflect.get(target, member, receiver);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]) => {
        calls.push(`${prefix}${String(member)}`);
        return Reflect.apply(value, target, given) as unknown;
      };
    },
  });
}

/** Hashes and links as a forger makes them: nothing of it is secret. Numbers are left as they are. */
function relinked(entries: readonly AuditEntry[]): readonly AuditEntry[] {
  let previousHash = 'A'.repeat(43);
  return entries.map((entry) => {
    const linked = { ...entry, previousHash };
    previousHash = entryHash(linked);
    return { ...linked, hash: previousHash };
  });
}

const trailOf = ({ auditor, log, publicKey }: StackTrail): AttackTrail => ({
  seal: () => auditor.sealNow(),
  signHead: (tenant) => auditor.signHead(tenant),
  verify: (forged, tenant, heads) =>
    verifyChain({ log: forged, tenant, heads: heads as readonly SignedHead[], publicKeys: [publicKey] }),
  link: relinked,
  verifyRows: (store) => verifyRows({ store, audit: log }),
});

/** A manager over a stack, as the attacks want it. */
export async function attackHouse(
  { store, medium, tamper, trail }: Stack,
  { tenants }: AttackSetup,
): Promise<AttackHouse> {
  const told: unknown[] = [];
  const calls: string[] = [];
  const { transport, posts } = recorder();
  const alerts = await createFixtureManager({
    tenants,
    transport,
    store: counted(store, '', calls),
    directory: counted(store.directory as TenantDirectory, 'directory.', calls),
    outbox: counted(store.outbox as Outbox, 'outbox.', calls),
    audit: trail.auditor,
    observers: [(event) => void told.push(event)],
  });
  return {
    alerts,
    store,
    medium,
    tamper,
    audit: trail.log,
    trail: trailOf(trail),
    posts: () => posts.map(({ message }) => JSON.stringify(message)),
    told: () => told,
    calls: () => calls,
  };
}
