import {
  type ArgumentValues,
  type Destination,
  InvalidInputError,
  LOWEST_PRIORITY,
  type Locale,
  type LocaleTag,
  type QueuedAlert,
  type RenderProblem,
} from '@localert/core';
import type { RenderedJson } from '@localert/slack';

/** What one alert asks for. */
export interface SendRequest {
  /** The reader's locales, best first. Default: the tenant's. */
  readonly locale?: LocaleTag | readonly LocaleTag[] | undefined;
  readonly values?: ArgumentValues | undefined;
  /** A second alert of the tenant with this key within the window is not sent. At most 200 characters. */
  readonly dedupeKey?: string | undefined;
  /** Milliseconds; default 300,000. */
  readonly dedupeWindowMs?: number | undefined;
  readonly destination?: Destination | undefined;
  /** 0 (first) to 7; default by severity. */
  readonly priority?: number | undefined;
}

/** What became of an accepted alert. */
export interface SendResult {
  readonly id: string;
  /** `duplicate`: an alert with the same dedupe key is on its way or was sent within the window. */
  readonly status: 'queued' | 'duplicate';
  readonly duplicateOf?: string;
  /** The locale of the text. */
  readonly locale: Locale;
  /** How the locale was found; `minimal` when no text of the fixture could be shown. */
  readonly step: RenderedJson['step'];
  /** What was wrong with values or texts. The alert goes out all the same. */
  readonly problems: readonly RenderProblem[];
  /** Whether the queue survives a crash of the process. */
  readonly durable: boolean;
  /**
   * The store does not answer, and this is how old, in milliseconds, the oldest is of what the alert was made of: the
   * fixture, or the tenant's settings. Absent while all of it is fresh.
   */
  readonly staleMs?: number;
}

/** The answer to `enqueue`, at once. */
export interface Enqueued {
  readonly id: string;
  /** Resolves when the alert is durable; rejects when it was refused or no queue took it. */
  readonly durable: Promise<SendResult>;
}

/** These are the caller's own slips, not the alert's values: they are refused, for no reader could make up for them. */
export function checkRequest(
  request: SendRequest,
): Pick<QueuedAlert, 'dedupe'> & { priority: number | undefined } {
  const { dedupeKey, dedupeWindowMs = 300_000, priority } = request;
  const issues: { path: string; message: string }[] = [];
  if (
    dedupeKey !== undefined &&
    (typeof dedupeKey !== 'string' || dedupeKey.length === 0 || dedupeKey.length > 200)
  ) {
    issues.push({ path: 'dedupeKey', message: 'a string of 1 to 200 characters' });
  }
  if (!Number.isFinite(dedupeWindowMs) || dedupeWindowMs <= 0)
    issues.push({ path: 'dedupeWindowMs', message: 'milliseconds above 0' });
  if (
    priority !== undefined &&
    !(Number.isInteger(priority) && priority >= 0 && priority <= LOWEST_PRIORITY)
  ) {
    issues.push({ path: 'priority', message: 'an integer from 0 to 7' });
  }
  if (issues.length > 0) throw new InvalidInputError({ what: 'alert', issues });
  return {
    dedupe: dedupeKey === undefined ? undefined : { key: dedupeKey, windowMs: dedupeWindowMs },
    priority,
  };
}
