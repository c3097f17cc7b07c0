import { Worker } from 'node:worker_threads';
import type { Pool } from 'pg';

/** A queue that only keeps: an alert's id and text are on the disk when the promise resolves. */
export interface BareQueue {
  put(alert: { readonly id: string }): Promise<void>;
  close(): Promise<void>;
}

/** What a bare queue keeps of an alert. */
export type BareRow = readonly [id: string, body: string];

/** Keeps together what comes in one turn of the event loop. @param keep - resolves when the rows are on the disk */
function gathered(keep: (rows: readonly BareRow[]) => Promise<void>): BareQueue['put'] {
  let rows: BareRow[] = [];
  let kept = Promise.resolve();
  const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return (alert) => {
    if (rows.length === 0) {
      const own: BareRow[] = [];
      rows = own;
      kept = nextTurn().then(() => {
        rows = [];
        return keep(own);
      });
    }
    rows.push([alert.id, JSON.stringify(alert)]);
    return kept;
  };
}

/** The least that a group commit by `node:sqlite` in a thread takes: one table, one unique index. */
export function bareSqliteQueue(path: string): BareQueue {
  const thread = new Worker(new URL('./bare-sqlite-hand.ts', import.meta.url), { workerData: path });
  const waiting: (() => void)[] = [];
  thread.on('message', (batches: number) => {
    for (const resolve of waiting.splice(0, batches)) resolve();
  });
  return {
    put: gathered((rows) => {
      thread.postMessage(rows);
      return new Promise<void>((resolve) => waiting.push(resolve));
    }),
    close: () =>
      new Promise((resolve) => {
        thread.once('exit', () => resolve());
        thread.postMessage('close');
      }),
  };
}

/** The same by `pg`: one statement for what came in a turn. @param pool - with rights to make a table; not closed */
export async function barePostgresQueue(pool: Pool): Promise<Pick<BareQueue, 'put'>> {
  await pool.query(
    'CREATE TABLE bare (seq bigserial, tenant text, id text, body text, PRIMARY KEY (tenant, id))',
  );
  const text =
    "INSERT INTO bare (tenant, id, body) SELECT 'acme', * FROM unnest($1::text[], $2::text[]) AS row";
  return {
    put: gathered(async (rows) => {
      await pool.query({
        name: 'bare',
        text,
        values: [rows.map(([id]) => id), rows.map(([, body]) => body)],
      });
    }),
  };
}
