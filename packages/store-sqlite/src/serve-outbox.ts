import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { MAX_BATCH, type Outcome, workTogether } from './outbox-work.ts';
import { createReserve } from './reserve.ts';
import { packOutcome, type ThreadSetup, type ToThread, unpackWorks } from './thread-words.ts';
import { openDurable } from './tuned.ts';

/** Does what comes by a port, until it is told to close. Throws when the file cannot be opened. */
export function serveOutbox(
  port: MessagePort,
  { path, busyTimeoutMs, maxPages, reserveBytes }: ThreadSetup,
): void {
  const connection = openDurable({ path, busyTimeoutMs, maxPages });
  const reserve = createReserve(connection, path, reserveBytes);

  /** Everything that has come by now is one group: what came while the group before was written goes along. */
  function waiting(first: ToThread): ToThread[] {
    const messages = [first];
    for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port))
      messages.push(next.message);
    return messages;
  }

  port.on('message', (first: ToThread) => {
    const messages = waiting(first);
    const works = messages.flatMap((message) => (message === 'close' ? [] : unpackWorks(message)));
    for (let done = 0; done < works.length; done += MAX_BATCH) {
      const batch = works.slice(done, done + MAX_BATCH);
      const outcomes = workTogether(connection, reserve, batch);
      port.postMessage(batch.map((work, index) => packOutcome(work, outcomes[index] as Outcome)));
    }
    if (!messages.includes('close')) return;
    connection.close();
    port.close();
  });

  port.postMessage('ready');
}
