import { NO_SPEC, PortMismatchError } from './errors.ts';

/**
 * Refuses a port object of another contract before its first use.
 *
 * @throws LOCALERT_PORT_MISMATCH
 */
export function assertPort(
  port: string,
  object: { readonly spec?: unknown } | null | undefined,
  expected: string,
): void {
  const found = typeof object?.spec === 'string' ? object.spec : NO_SPEC;
  if (found !== expected) throw new PortMismatchError({ port, expected, found });
}
