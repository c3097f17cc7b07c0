import { systemScope } from '@localert/core';
import type { Backlog } from './backlog.ts';
import type { Lanes } from './lanes.ts';
import type { Register } from './register.ts';
import type { Settings } from './settings.ts';
import { codeOf } from './settling.ts';
import type { Sleeper } from './sleeper.ts';

/** Takes claims from the outbox. */
export interface Claiming {
  /** Looks again and again, until it is stopped. */
  run(): Promise<void>;
  /** Looks soon; answers which wake this was. */
  wake(): number;
  stop(): void;
  /** An alert was given back that will go out in a moment: the outbox is not emptied of what is due without it. */
  putOff(waitMs: number): void;
  /** Whether a look that began after that wake found nothing due, and nothing was under way. */
  isIdle(wake: number): boolean;
  /** Whether the last look began after that wake, and the outbox did not answer it. */
  isFailing(wake: number): boolean;
}

/** Looks follow each other after this many milliseconds at the earliest: what ends or comes meanwhile shares one. */
const GATHER_MS = 2;

/** Alerts begun in one turn of the event loop: what else has to be done does not wait for all of a claim. */
const STARTS_IN_A_TURN = 8;

/** What makes the loop of looks. */
export interface ClaimingParts {
  readonly settings: Settings;
  readonly register: Register;
  readonly lanes: Lanes;
  readonly backlog: Backlog;
  readonly sleeper: Sleeper;
}

export function createClaiming({ settings, register, lanes, backlog, sleeper }: ClaimingParts): Claiming {
  const { outbox, observer, pace, batch, leaseMs, pollMs, now, monotonic } = settings;
  const system = systemScope('dispatcher');
  let isStopped = false;
  let wakes = 0;
  /** The last wake before a look that found nothing, and before the last one if it failed: what came later it did not see. */
  let [idleAfter, failingAfter] = [-1, -1];
  /** Looks in a row that found nothing, though something was said to be due. */
  let inVain = 0;
  let awayUntil = Number.NEGATIVE_INFINITY;

  async function claim(limit: number): Promise<number> {
    const [at, begun] = [now(), monotonic()];
    const claims = await outbox.claim(system, { now: at, leaseMs, limit, ...(pace && { pace }) });
    // By both clocks: one may be set, the other stands still while the machine sleeps.
    const timeLeft = () => Math.min(at + leaseMs - now(), begun + leaseMs - monotonic());
    for (const [index, one] of claims.entries()) {
      if (index > 0 && index % STARTS_IN_A_TURN === 0) await sleeper.turn();
      lanes.begin({ claim: one, timeLeft });
    }
    backlog.looked(claims, at);
    return claims.length;
  }

  /** One look, after so many wakes. Answers how long to sleep until the next, in milliseconds. */
  async function look(heard: number): Promise<number> {
    const underWay = register.size;
    const room = batch - underWay;
    // The next end wakes.
    if (room <= 0) return pollMs;
    const claimed = await claim(room);
    if (claimed >= room) return pollMs;
    const due = await outbox.nextDue(system);
    if (due === undefined) backlog.isEmpty();
    const wait = due === undefined ? Number.POSITIVE_INFINITY : due - now();
    // What ended during the look frees its lane, and the look may have seen it busy: the next one, which an end wakes, sees
    // what is behind it. What only its pace holds back is as good as due.
    const isQuiet = underWay === 0 && claimed === 0;
    if (isQuiet && wait > (pace?.everyMs ?? 0) && monotonic() >= awayUntil) idleAfter = heard;
    inVain = claimed === 0 && wait <= 0 ? inVain + 1 : 0;
    return Math.min(pollMs, Math.max(wait, 2 ** Math.min(inVain, 10)));
  }

  return {
    async run() {
      while (!isStopped) {
        const begun = monotonic();
        const heard = wakes;
        let wait = pollMs;
        try {
          wait = await look(heard);
          failingAfter = -1;
        } catch (error) {
          failingAfter = heard;
          observer({ type: 'dispatcher.failed', code: codeOf(error) });
        }
        await sleeper.sleep(wait);
        const rest = begun + GATHER_MS - monotonic();
        if (rest > 0 && !isStopped) await sleeper.pause(rest);
      }
    },
    wake() {
      wakes += 1;
      sleeper.wake();
      return wakes;
    },
    stop() {
      isStopped = true;
      sleeper.wake();
    },
    putOff(waitMs) {
      awayUntil = Math.max(awayUntil, monotonic() + waitMs);
    },
    isIdle: (wake) => idleAfter >= wake,
    isFailing: (wake) => failingAfter >= wake,
  };
}
