import type { Destination, MessageRef } from '@localert/core';
import { isFault, isOfMessage } from './answer-class.ts';
import type { Calls } from './calls.ts';
import { createPosting } from './posting.ts';
import { createRefusals } from './refusals.ts';
import type { Settings } from './settings.ts';
import { REFUSED_HOLD_MS } from './settlement.ts';
import type { Passage, Sent, Trip } from './trip.ts';
import { createWorkspaces } from './workspaces.ts';

/** How long a workspace is spared that is too busy and does not say for how long, in milliseconds. */
const SHORT_PAUSE_MS = 1_000;

const refuses = ({ outcome }: Sent): boolean => outcome.kind === 'stop' && !isOfMessage(outcome.code);

/** Takes alerts to their destinations within the limits of the workspaces, and to their fallbacks. */
export function createRoute(
  calls: Calls,
  settings: Settings,
): (trip: Trip, ref: MessageRef | undefined) => Promise<Passage> {
  const { observer, refused, workspace: policy } = settings;
  const posting = createPosting(calls, settings);
  const workspaces = createWorkspaces({
    ...settings,
    policy,
    isFault: (sent) => isFault((sent as Sent).outcome),
  });
  const refusals = createRefusals(refused || {}, settings.monotonic);

  async function within(trip: Trip, destination: Destination, work: () => Promise<Sent>): Promise<Passage> {
    const workspace = workspaces.of(trip.scope, destination);
    const entry = workspace.enter(trip.claim.alert.priority);
    if (entry.kind === 'wait') {
      const { why, waitMs } = entry;
      return { kind: 'wait', waitMs, isSoon: why === 'full' || why === 'paced' };
    }
    const sent = await entry.run(work);
    const { outcome } = sent;
    if (outcome.kind === 'retry' && outcome.scope === 'workspace')
      workspace.pause(outcome.retryAfterMs ?? SHORT_PAUSE_MS);
    return { kind: 'sent', sent };
  }

  /** To its own destination, or to where the followed message is. */
  const toOwn = (trip: Trip, ref: MessageRef | undefined): Promise<Passage> => {
    const { destination } = trip.claim.alert;
    const { inDoubt = false } = trip.claim;
    return within(trip, destination, () =>
      ref === undefined ? posting.post(trip, destination, inDoubt) : posting.follow(trip, ref),
    );
  };

  /** @param before - the refusal of its own destination, where it was just asked */
  async function toFallback(trip: Trip, fallback: Destination, before: Sent | undefined): Promise<Passage> {
    // An earlier attempt may have ended in doubt at either place.
    const inDoubt = trip.claim.inDoubt ?? false;
    const passage = await within(trip, fallback, () => posting.post(trip, fallback, inDoubt));
    if (passage.kind === 'wait') return passage;
    const { sent } = passage;
    if (!refuses(sent)) return { kind: 'sent', sent: { ...sent, degraded: true } };
    const refusedMs = before === undefined ? REFUSED_HOLD_MS : before.refusedMs;
    return { kind: 'sent', sent: { ...sent, refusedMs } };
  }

  /** Learns from what a destination answered. */
  function learn(trip: Trip, group: string, sent: Sent): Sent {
    if (refused === false) return sent;
    const { tenant } = trip.claim;
    const { outcome } = sent;
    if (outcome.kind === 'delivered' && refusals.accept(group))
      observer({ type: 'destination.recovered', tenant });
    if (outcome.kind !== 'stop' || !refuses(sent)) return sent;
    const { code } = outcome;
    const { waitMs, isNew } = refusals.refuse(group, code);
    if (isNew) observer({ type: 'destination.refused', tenant, code });
    return { ...sent, refusedMs: waitMs };
  }

  return async (trip, ref) => {
    const { tenant, alert } = trip.claim;
    const { fallback } = alert;
    const group = JSON.stringify([tenant, alert.group]);
    const known = refusals.of(group);
    if (known !== undefined) {
      const waitMs = Math.min(known.waitMs, REFUSED_HOLD_MS);
      if (fallback === undefined) return { kind: 'wait', waitMs, isSoon: false };
      return toFallback(trip, fallback, undefined);
    }
    const passage = await toOwn(trip, ref);
    if (passage.kind === 'wait') return passage;
    const sent = learn(trip, group, passage.sent);
    if (fallback === undefined || !refuses(sent)) return { kind: 'sent', sent };
    return toFallback(trip, fallback, sent);
  };
}
