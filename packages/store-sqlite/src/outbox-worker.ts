/**
 * The thread that writes the queue of one store: it waits for the disk, so that the host's event loop need not. Started by
 * thread-desk.ts. It loads nothing but the driver: what its modules import from other packages are types.
 */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { serveOutbox } from './serve-outbox.ts';
import type { ThreadSetup } from './thread-words.ts';

serveOutbox(parentPort as MessagePort, workerData as ThreadSetup);
