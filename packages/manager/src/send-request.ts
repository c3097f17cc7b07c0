import {
  type ArgumentValues,
  type Destination,
  type Escalation,
  escalationsSchema,
  InvalidInputError,
  LOWEST_PRIORITY,
  type Locale,
  type LocaleTag,
  parseInput,
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
  /** Where it goes when its destination refuses it for good; default: as the tenant's route says. */
  readonly fallback?: Destination | undefined;
  /** 0 (first) to 7; default by severity. */
  readonly priority?: number | undefined;
  /**
   * Remembers what is sent under this key, for `acknowledge` and `resolve`. While it is open, further alerts under the key
   * answer the first in its thread. It is the dedupe key too, where there is none. At most 200 characters.
   */
  readonly incident?: string | undefined;
  /** Where it goes too when nobody acknowledges the incident in time; default: as the tenant's policy says. */
  readonly escalate?: readonly Escalation[] | undefined;
  /** Whether duplicates that were not sent are told of when their window is over; default: as the tenant's policy says. */
  readonly digest?: boolean | undefined;
}

/** What became of an accepted alert. */
export interface SendResult {
  readonly id: string;
  /**
   * `duplicate`: an alert with the same dedupe key is on its way or was sent within the window. `gathered`: it is one of
   * too many, and is told with others in one message when the window of the tenant's rule is over.
   */
  readonly status: 'queued' | 'duplicate' | 'gathered';
  readonly duplicateOf?: string;
  /** The alert that tells of it. */
  readonly gatheredIn?: string;
  /** Alerts for the other destinations of its route. */
  readonly copies?: readonly string[];
  /** It waits until then: quiet hours. Epoch milliseconds. */
  readonly notBefore?: number;
  /**
   * What became of its incident: it was opened by this alert, or goes on. `unknown`: the store did not take it; the alert
   * goes out all the same.
   */
  readonly incident?: 'opened' | 'repeated' | 'unknown';
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

/** What a request asks for, checked. */
interface Checked {
  readonly dedupe: QueuedAlert['dedupe'];
  readonly windowMs: number;
  readonly priority: number | undefined;
  readonly escalate: readonly Escalation[] | undefined;
}

const MAX_KEY = 200;

const isKey = (key: unknown): boolean =>
  key === undefined || (typeof key === 'string' && key.length > 0 && key.length <= MAX_KEY);

/** These are the caller's own slips, not the alert's values: they are refused, for no reader could make up for them. */
export function checkRequest(request: SendRequest): Checked {
  const { dedupeKey, dedupeWindowMs = 300_000, priority, incident, escalate } = request;
  const issues: { path: string; message: string }[] = [];
  if (!isKey(dedupeKey)) issues.push({ path: 'dedupeKey', message: 'a string of 1 to 200 characters' });
  if (!Number.isFinite(dedupeWindowMs) || dedupeWindowMs <= 0)
    issues.push({ path: 'dedupeWindowMs', message: 'milliseconds above 0' });
  if (
    priority !== undefined &&
    !(Number.isInteger(priority) && priority >= 0 && priority <= LOWEST_PRIORITY)
  ) {
    issues.push({ path: 'priority', message: 'an integer from 0 to 7' });
  }
  if (!isKey(incident)) issues.push({ path: 'incident', message: 'a string of 1 to 200 characters' });
  if (escalate !== undefined && incident === undefined)
    issues.push({ path: 'escalate', message: 'only with "incident": else nobody can acknowledge it' });
  if (issues.length > 0) throw new InvalidInputError({ what: 'alert', issues });
  return {
    dedupe: dedupeKey === undefined ? undefined : { key: dedupeKey, windowMs: dedupeWindowMs },
    windowMs: dedupeWindowMs,
    priority,
    escalate: escalate && parseInput(escalationsSchema, escalate, 'escalation'),
  };
}
