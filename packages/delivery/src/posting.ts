import type { DeliveryOutcome, Destination, MessageRef, OutboundMessage } from '@localert/core';
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

/** What is handed to the transport. */
function messageOf({ claim }: Trip, payload: string, destination: Destination): OutboundMessage {
  const { id, fixture, severity, locale, createdAt } = claim.alert;
  return { id, payload, destination, about: { fixture, severity, locale, createdAt } };
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
    let outcome: DeliveryOutcome = rich;
    for (const payload of small === undefined ? [trip.plain] : [small, trip.plain]) {
      if (trip.timeLeft() < timeoutMs)
        return { outcome: { kind: 'retry', code: 'lease-short' }, degraded: false };
      outcome = await put(payload);
      if (outcome.kind !== 'rerender') break;
    }
    return { outcome, degraded: true };
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
    const sent = await inForms(trip, (payload) =>
      calls.deliver(trip.scope, messageOf(trip, payload, destination)),
    );
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
      const { destination, follows } = alert;
      if (follows?.as === 'update') {
        const sent = await inForms(trip, (payload) =>
          // The message stays the first alert's: by its id people acknowledge it.
          calls.update(trip.scope, ref, { ...messageOf(trip, payload, destination), id: follows.alert }),
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
