import type { DeliveryOutcome } from '@localert/core';
import type { Backoff } from './backoff.ts';

/**
 * What kind of answer ended an attempt.
 *
 * `rate-limited`: too fast · `server`: a fault of the other side · `unreachable`: nothing was sent · `doubt`: it may have
 * been posted · `other`: anything else that is worth another try.
 */
export type AnswerClass = 'rate-limited' | 'server' | 'unreachable' | 'doubt' | 'other';

/** How long to wait after each class of answer. */
export const BACKOFF_OF_CLASS: Readonly<Record<AnswerClass, Required<Backoff>>> = {
  // The pace is known to a second or so, and waiting costs the channel its allowance.
  'rate-limited': { baseMs: 1_000, maxMs: 30_000 },
  // Whoever is down for long is spared.
  server: { baseMs: 1_000, maxMs: 300_000 },
  // A name that does not resolve or a port that is closed is mostly back within seconds.
  unreachable: { baseMs: 500, maxMs: 60_000 },
  doubt: { baseMs: 2_000, maxMs: 300_000 },
  other: { baseMs: 1_000, maxMs: 300_000 },
};

const RATE_LIMITED = /^(?:rate_?limited|http[-_]429)$/;
const SERVER =
  /^(?:http[-_]5\d\d|http[-_]408|service_unavailable|request_timeout|internal_error|fatal_error)$/;

/** The system's and undici's codes for a request that never left, as transports report them. */
const UNREACHABLE =
  /^(?:econn|enotfound|eai_|ehost|enet|eaddr|epipe|etimedout|eproto|und_err_connect|cert_|err_tls|err_ssl|unable_to_|self_signed|depth_zero)/;

/** Doubts that no fault of the other side made: we ended the post ourselves, or it had been posted before. */
const NO_FAULT: ReadonlySet<string> = new Set([
  'in-doubt',
  'aborted',
  'duplicate_message_not_found',
  'duplicate_channel_not_found',
]);

/** Which class an answer that is worth another try belongs to. */
export function classOf(outcome: Extract<DeliveryOutcome, { kind: 'retry' | 'unknown' }>): AnswerClass {
  const { kind, code } = outcome;
  if (kind === 'unknown') return 'doubt';
  if (RATE_LIMITED.test(code)) return 'rate-limited';
  if (SERVER.test(code)) return 'server';
  return UNREACHABLE.test(code) ? 'unreachable' : 'other';
}

/**
 * Whether an outcome says that the other side as a whole does not work. What it refuses of one message, or by its pace,
 * it refuses in good health.
 */
export function isFault(outcome: DeliveryOutcome): boolean {
  if (outcome.kind === 'unknown') return !NO_FAULT.has(outcome.code);
  if (outcome.kind !== 'retry') return false;
  const answer = classOf(outcome);
  return answer === 'server' || answer === 'unreachable';
}

/** Codes of a `stop` that is about one message or the message it follows, and says nothing about the channel. */
const OF_MESSAGE: ReadonlySet<string> = new Set([
  'thread_not_found',
  'invalid_thread_ts',
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
]);

/** Whether a `stop` with this code concerns the message alone. */
export const isOfMessage = (code: string): boolean => OF_MESSAGE.has(code);
