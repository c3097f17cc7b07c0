// Makes new stores without end, in files of one folder, and says which it opened: a kill falls into the making of tables.
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { sqliteStore } from '@localert/store-sqlite';

const [folder = '', name = ''] = process.argv.slice(2);
writeSync(1, '"ready"\n');
for (let made = 0; ; made++) {
  const store = sqliteStore({ path: join(folder, `${name}-${made}.db`) });
  await store.close();
}
