/** Moves one SQLite store into another and says each checkpoint: a test kills it while it works. */
import { sqliteStore } from '@localert/store-sqlite';
import { moveStore } from '../src/index.ts';

const [, , from = '', to = '', resume] = process.argv;
const report = await moveStore({
  from: sqliteStore({ path: from }),
  to: sqliteStore({ path: to }),
  frozen: true,
  concurrency: 2,
  onProgress: ({ phase, checkpoint }) => process.stdout.write(`${phase} ${checkpoint}\n`),
  ...(resume === undefined ? {} : { resume }),
});
process.stdout.write(`done ${JSON.stringify(report)}\n`);
process.exit(0);
