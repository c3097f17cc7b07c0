/**
 * The thread that writes the queue of one store: it waits for the disk, so that the host's event loop need not. Started by
 * thread-desk.ts. It loads nothing but the driver: what it imports from elsewhere are types.
 */
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { MAX_BATCH, workTogether } from './outbox-work.ts';
import { createReserve } from './reserve.ts';
import { packOutcome, type ThreadSetup, type ToThread, unpackWorks } from './thread-words.ts';
import { openDurable } from './tuned.ts';

const port = parentPort as MessagePort;
const { path, busyTimeoutMs, maxPages, reserveBytes } = workerData as ThreadSetup;
const connection = openDurable({ path, busyTimeoutMs, maxPages });
const reserve = createReserve(connection, path, reserveBytes);

/** Everything that has come by now is one group: what came while the group before was written goes along. */
function* waiting(first: ToThread): Generator<ToThread> {
  yield first;
  for (;;) {
    const next = receiveMessageOnPort(port);
    if (next === undefined) return;
    yield next.message;
  }
}

port.on('message', (first: ToThread) => {
  const messages = [...waiting(first)];
  const works = messages.flatMap((message) => (message === 'close' ? [] : unpackWorks(message)));
  for (let done = 0; done < works.length; done += MAX_BATCH) {
    const batch = works.slice(done, done + MAX_BATCH);
    const outcomes = workTogether(connection, reserve, batch);
    port.postMessage(
      batch.map((work, index) => packOutcome(work, outcomes[index] as (typeof outcomes)[number])),
    );
  }
  if (!messages.includes('close')) return;
  connection.close();
  port.close();
});

port.postMessage('ready');
