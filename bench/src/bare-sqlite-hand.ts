// The thread of a bare queue: what waits is inserted in one transaction, whose commit waits for the disk. No lanes, no
// claims, no reserve, no duplicates: what the driver and the disk allow.
import { DatabaseSync } from 'node:sqlite';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { BareRow } from './bare-queues.ts';

type Batch = readonly BareRow[];

const port = parentPort;
if (port === null) throw new Error('runs in a thread');

const database = new DatabaseSync(workerData as string);
database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;
  CREATE TABLE alert (seq INTEGER PRIMARY KEY, tenant TEXT, id TEXT, body TEXT);
  CREATE UNIQUE INDEX by_id ON alert (tenant, id)`);
const begin = database.prepare('BEGIN IMMEDIATE');
const end = database.prepare('COMMIT');
const insert = database.prepare("INSERT INTO alert (tenant, id, body) VALUES ('acme', ?, ?)");

port.on('message', (first: Batch | 'close') => {
  const batches = [first];
  for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port))
    batches.push(next.message as Batch);
  const rows = batches.filter((batch) => batch !== 'close');
  begin.run();
  for (const [id, body] of rows.flat()) insert.run(id, body);
  end.run();
  port.postMessage(rows.length);
  if (rows.length === batches.length) return;
  database.close();
  port.close();
});
