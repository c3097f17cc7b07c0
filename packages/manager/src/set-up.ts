import { assertPort, guardedRecords, InvalidInputError, RECORDS_SPEC, type Records } from '@localert/core';
import type { Limits } from './house.ts';

/** Actors that only Localert may name, so that an entry of the trail cannot be made to look like theirs. */
const RESERVED_ACTORS = /^(?:key|system):/i;

/** Refuses an actor that only Localert may name. @throws LOCALERT_INVALID_INPUT */
export function assertActor(actor: unknown): void {
  if (typeof actor !== 'string' || !RESERVED_ACTORS.test(actor)) return;
  const message = 'a name that does not begin with "key:" or "system:"';
  throw new InvalidInputError({ what: 'scope', issues: [{ path: 'actor', message }] });
}

/** A port that a host may hand in or leave out. @throws LOCALERT_PORT_MISMATCH */
export function optionalPort<Port extends { readonly spec: string }>(
  name: string,
  port: Port | undefined,
  spec: string,
): Port | undefined {
  if (port !== undefined) assertPort(name, port, spec);
  return port;
}

/** The host's records, whose errors cannot leak. @throws LOCALERT_PORT_MISMATCH */
export function recordsOf(records: Records | undefined): Records | undefined {
  const found = optionalPort('records', records, RECORDS_SPEC);
  return found === undefined ? undefined : guardedRecords(found);
}

const isTime = (ms: number): boolean => typeof ms === 'number' && ms >= 0;

/** The host's limits of time, or their defaults. @throws LOCALERT_INVALID_INPUT for what is no time */
export function limitsOf(given: Partial<Limits> & { readonly retryMs?: number }): Limits {
  const {
    patienceMs = 1_000,
    tenantTtlMs = 5_000,
    fixtureTtlMs = 60_000,
    maxStaleMs = 86_400_000,
    retryMs = 1_000,
  } = given;
  const limits = { patienceMs, tenantTtlMs, fixtureTtlMs, maxStaleMs };
  const issues = Object.entries({ ...limits, retryMs })
    .filter(([, ms]) => !isTime(ms))
    .map(([name]) => ({ path: `cache.${name}`, message: 'milliseconds from 0' }));
  if (issues.length > 0) throw new InvalidInputError({ what: 'manager', issues });
  return limits;
}
