import { InvalidInputError, type Pace } from '@localert/core';

/**
 * How fast Slack takes messages, as far as it says so ("Rate limits", "Incoming webhooks"): about one a second for each
 * channel and webhook, several hundred a minute for a workspace with chat.postMessage; here 300.
 */
export const SLACK_PACES = Object.freeze({
  channel: Object.freeze({ everyMs: 1_000, burst: 1 }),
  webhook: Object.freeze({ everyMs: 1_000, burst: 1 }),
  workspace: Object.freeze({ everyMs: 200, burst: 10 }),
}) satisfies Readonly<Record<string, Pace>>;

/** What may be set about a transport's paces. */
export interface PaceOptions {
  /**
   * How fast messages to one channel follow each other; `none` where the other side has no limit. Default: one a second,
   * for Slack lets short bursts pass and does not say how long ones. An app that keeps sending past the limit can be
   * disabled.
   */
  readonly pace?: Pace | 'none' | undefined;
  /** How fast messages to one workspace follow each other, all channels together. */
  readonly workspacePace?: Pace | 'none' | undefined;
}

const isGood = ({ everyMs, burst = 1 }: Pace): boolean =>
  Number.isFinite(everyMs) && everyMs > 0 && everyMs <= 3_600_000 && Number.isInteger(burst) && burst >= 1;

/** A pace as the transport shows it. @throws LOCALERT_INVALID_INPUT for one that is none */
function paceOf(path: string, pace: Pace | 'none' | undefined, usual: Pace | undefined): Pace | undefined {
  if (pace === 'none') return undefined;
  if (pace === undefined || isGood(pace)) return pace ?? usual;
  const message = 'everyMs more than 0 and at most an hour, burst a whole number from 1';
  throw new InvalidInputError({ what: 'Slack transport', issues: [{ path, message }] });
}

/** The paces of a transport. @throws LOCALERT_INVALID_INPUT */
export function pacesOf(options: PaceOptions, usual: { readonly pace: Pace; readonly workspacePace?: Pace }) {
  const pace = paceOf('pace', options.pace, usual.pace);
  const workspacePace = paceOf('workspacePace', options.workspacePace, usual.workspacePace);
  return { ...(pace && { pace }), ...(workspacePace && { workspacePace }) };
}
