import { isLocalertError, type SafeDetails } from '@localert/core';
import { StoppedError } from './errors.ts';
import type { Paint } from './paint.ts';

/** What is told of a fault. Foreign words are not: they may quote what is secret. */
export interface Fault {
  readonly code: string;
  readonly message: string;
  /** The same command may succeed later. */
  readonly retryable: boolean;
  readonly details?: SafeDetails;
  /** The class and code of what was behind it. */
  readonly cause?: string;
}

/** The class and the system code of a foreign error: neither can carry data. */
export function classOf(error: unknown): string {
  if (isLocalertError(error)) return error.code;
  if (!(error instanceof Error)) return `a thrown ${typeof error}`;
  const { code } = error as { code?: unknown };
  const name = /^[A-Z][A-Za-z]{0,59}$/.test(error.name) ? error.name : 'Error';
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? `${name} ${code}` : name;
}

/** @param stopped - somebody said stop: whatever was thrown then is that */
export function faultOf(error: unknown, stopped: boolean): Fault {
  const known = stopped && !StoppedError.is(error) ? new StoppedError({}) : error;
  if (isLocalertError(known)) {
    const { code, message, retryable, details, cause } = known;
    const behind = cause === undefined ? undefined : 'code' in cause ? cause.code : cause.name;
    return { code, message, retryable, details, ...(behind === undefined ? {} : { cause: behind }) };
  }
  return {
    code: 'LOCALERT_CLI_UNEXPECTED',
    message: `Something failed that this command did not expect: ${classOf(known)}. Run with --debug to see all that it says; it may quote secrets.`,
    retryable: false,
  };
}

/** For people, on one line. */
export const faultText = ({ code, message, cause }: Fault, paint: Paint): string =>
  `${paint('red', code)}: ${message}${cause === undefined ? '' : ` (${cause})`}`;

/** Everything, foreign words too: only where somebody has asked for it. */
export function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const foreign = foreignOf(error);
  return [error.stack ?? error.message, ...(foreign === undefined ? [] : [stackOf(foreign)])].join('\n');
}

const FOREIGN = new WeakMap<Error, unknown>();

/** Remembers what a foreign function threw behind an error of ours, which keeps none of its words. */
export function withForeign<Ours extends Error>(ours: Ours, foreign: unknown): Ours {
  FOREIGN.set(ours, foreign);
  return ours;
}

const foreignOf = (error: Error): unknown => FOREIGN.get(error);
