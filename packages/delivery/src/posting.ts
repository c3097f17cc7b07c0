import type { DeliveryOutcome, Destination, MessageRef } from '@localert/core';
import { isOfMessage } from './answer-class.ts';
import type { Calls } from './calls.ts';
import { judge } from './doubts.ts';
import { askHost } from './hooks.ts';
import type { Settings } from './settings.ts';
import type { Sent, Trip } from './trip.ts';

/** Puts an alert where it is to be. */
export interface Posting {
  /** Posts it, unless it is found there. @param inDoubt - an earlier attempt may have posted it there */
  post(trip: Trip, destination: Destination, inDoubt: boolean): Promise<Sent>;
  /** Changes a posted message, or answers in its thread when it cannot be changed. */
  follow(trip: Trip, ref: MessageRef): Promise<Sent>;
}

/** Makes the steps of one delivery. */
export function createPosting(calls: Calls, settings: Settings): Posting {
  const { smaller, timeoutMs } = settings;

  /** The message in its own form, then smaller, then as plain text: its words matter more than its looks. */
  async function inForms(
    trip: Trip,
    put: (payload: string) => Promise<DeliveryOutcome>,
  ): Promise<Pick<Sent, 'outcome' | 'degraded'>> {
    const rich = await put(trip.payload);
    if (rich.kind !== 'rerender') return { outcome: rich, degraded: false };
    const small = smaller && (await askHost(() => smaller(trip.claim), timeoutMs));
    for (const payload of [small, trip.plain]) {
      if (payload === undefined) continue;
      if (trip.timeLeft() < timeoutMs)
        return { outcome: { kind: 'retry', code: 'lease-short' }, degraded: false };
      const outcome = await put(payload);
      if (outcome.kind !== 'rerender' || payload === trip.plain) return { outcome, degraded: true };
    }
    return { outcome: rich, degraded: false };
  }

  async function post(trip: Trip, destination: Destination, inDoubt: boolean): Promise<Sent> {
    let doubt = inDoubt;
    if (doubt) {
      const verdict = await judge(trip, destination, calls, settings);
      if (verdict.kind === 'found')
        return {
          outcome: { kind: 'delivered', ref: verdict.ref },
          ...{ degraded: false, inDoubt: false, reconciled: true },
        };
      if (verdict.kind === 'hold')
        return {
          outcome: { kind: 'unknown', code: 'in-doubt' },
          ...{ degraded: false, inDoubt: true, held: true },
        };
      doubt = !verdict.absent;
    }
    const { id } = trip.claim.alert;
    const sent = await inForms(trip, (payload) => calls.deliver(trip.scope, { id, payload, destination }));
    const { outcome } = sent;
    if (outcome.kind === 'stop' && isOfMessage(outcome.code) && destination.thread !== undefined) {
      // The thread is gone: better in the channel than nowhere.
      const { thread: _, ...channel } = destination;
      return { ...(await post(trip, channel, doubt)), degraded: true };
    }
    // That it is not here does not say that it is not at its fallback.
    const elsewhere = inDoubt && trip.claim.alert.fallback !== undefined;
    return { ...sent, inDoubt: doubt || elsewhere || outcome.kind === 'unknown' };
  }

  return {
    post,
    async follow(trip, ref) {
      const { alert, inDoubt = false } = trip.claim;
      const { destination, follows, id } = alert;
      if (follows?.as === 'update') {
        const sent = await inForms(trip, (payload) =>
          calls.update(trip.scope, ref, { id, payload, destination }),
        );
        const { outcome } = sent;
        if (outcome.kind === 'delivered')
          return { ...sent, outcome: { kind: 'delivered', ref: outcome.ref ?? ref }, inDoubt: false };
        // To change a message twice changes nothing: a change in doubt is made again. What is in doubt is an answer.
        if (outcome.kind !== 'stop' || !isOfMessage(outcome.code)) return { ...sent, inDoubt };
      }
      return post(trip, { ...destination, channel: ref.channel, thread: ref.ts }, inDoubt);
    },
  };
}
