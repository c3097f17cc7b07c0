import { Worker } from 'node:worker_threads';
import { StoreUnavailableError } from '@localert/core';
import { closed, type OutboxDesk, operationOf, type Pending, tell } from './outbox-desk.ts';
import type { OutboxWork } from './outbox-work.ts';
import { type FromThread, packWorks, type ThreadSetup, unpackOutcome } from './thread-words.ts';
import type { TurnDesk } from './turn-desk.ts';

/** Starts the thread. Throws, or the thread ends, where there is none to be had. */
export type StartThread = (setup: ThreadSetup) => Worker;

/** The file lies beside this one, as a source or as it was built. (In a bundle it may be lost, and its place unknown.) */
const startThread: StartThread = (workerData) => {
  const file = import.meta.url.endsWith('.ts') ? './outbox-worker.ts' : './outbox-worker.js';
  const name = 'localert-outbox';
  // Not into the host's: that alone would make its pipes non-blocking, and a plain `writeSync(1)` of the host fail.
  const streams = { stdout: true, stderr: true };
  return new Worker(new URL(file, import.meta.url), { workerData, name, ...streams });
};

const HINT = 'the thread that writes ended over it: it may have been written or not';

/** What no thread can be handed: plain JavaScript can put in anything. */
const UNFIT = { fault: { code: 'ERR_INVALID_ARG_TYPE' } };

/**
 * Has the work done by a thread of its own, which is started with the first piece. What is handed in during one turn of the
 * event loop goes there in one message. When the thread dies, what it had is refused, and the next piece starts another;
 * where none can be started, this thread does the work.
 *
 * @param instead - makes the desk that goes on where there is no thread
 */
export function createThreadDesk(
  setup: ThreadSetup,
  instead: () => TurnDesk,
  start: StartThread = startThread,
): OutboxDesk {
  let thread: Worker | undefined;
  let ready = false;
  let scheduled = false;
  let open = true;
  let fallback: TurnDesk | undefined;
  /** Not handed over yet. */
  let pending: Pending[] = [];
  /** Handed over, without an answer. */
  let sent: Pending[] = [];
  let last: Promise<unknown> = Promise.resolve();
  let gone: Promise<unknown> = Promise.resolve();

  /** The process may end while nobody waits for the thread. */
  function hold(): void {
    if (pending.length + sent.length > 0) thread?.ref();
    else thread?.unref();
  }

  function post(to: Worker, batch: readonly Pending[]): void {
    try {
      to.postMessage(packWorks(batch.map(({ work }) => work)));
      sent = sent.length === 0 ? [...batch] : sent.concat(batch);
    } catch {
      const [only] = batch;
      if (batch.length > 1) for (const one of batch) post(to, [one]);
      else if (only !== undefined) tell(only, UNFIT);
    }
  }

  function handOver(): void {
    scheduled = false;
    thread ??= startOne();
    if (thread === undefined || !ready) return;
    const batch = pending;
    pending = [];
    if (batch.length > 0) post(thread, batch);
    hold();
  }

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(handOver);
  }

  function hear(answer: FromThread): void {
    if (answer === 'ready') {
      ready = true;
      handOver();
      return;
    }
    const told = sent.slice(0, answer.length);
    sent = sent.slice(answer.length);
    for (const [index, one] of told.entries()) tell(one, unpackOutcome(one.work, answer[index] ?? 0));
    hold();
  }

  /** It is gone, for whatever reason. One that never was ready has done nothing. */
  function mourn(): void {
    const lost = sent;
    const wasReady = ready;
    thread = undefined;
    ready = false;
    sent = [];
    for (const { work, reject } of lost)
      reject(new StoreUnavailableError({ operation: operationOf(work), hint: HINT }));
    if (!wasReady) giveUp();
    else if (pending.length > 0) schedule();
  }

  function giveUp(): void {
    fallback = instead();
    fallback.take(pending);
    pending = [];
  }

  function startOne(): Worker | undefined {
    if (fallback !== undefined) return undefined;
    try {
      const one = start(setup);
      one.on('message', hear);
      // Its end follows.
      one.on('error', () => undefined);
      one.on('messageerror', () => void one.terminate());
      gone = new Promise<void>((resolve) => {
        one.once('exit', () => {
          mourn();
          resolve();
        });
      });
      return one;
    } catch {
      giveUp();
      return undefined;
    }
  }

  function take<Answer>(work: OutboxWork): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      pending.push({ work, resolve, reject });
      if (thread === undefined || ready) schedule();
    });
  }

  async function flush(): Promise<void> {
    await last.catch(() => undefined);
  }

  return {
    hand(work) {
      if (!open) return closed(work);
      const done = fallback?.hand(work) ?? take<never>(work);
      last = done;
      return done;
    },
    flush,
    async close() {
      open = false;
      await flush();
      await fallback?.close();
      thread?.postMessage('close');
      thread?.ref();
      await gone;
    },
  };
}
