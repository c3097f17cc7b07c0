import type { Outbox, TenantDirectory } from '@localert/core';
import type { AttackHouse, AttackSetup } from '@localert/testkit';
import { createFixtureManager } from '../src/index.ts';
import { recorder } from './house.ts';
import type { Stack } from './stacks.ts';

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

/** A manager over a stack, as the attacks want it. */
export async function attackHouse(
  { store, medium, auditor }: Stack,
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
    ...(auditor && { audit: auditor }),
    observers: [(event) => void told.push(event)],
  });
  return {
    alerts,
    store,
    medium,
    audit: medium?.audit,
    posts: () => posts.map(({ message }) => JSON.stringify(message)),
    told: () => told,
    calls: () => calls,
  };
}
