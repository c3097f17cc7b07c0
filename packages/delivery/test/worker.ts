// Posts one alert that takes its time, with another behind it, and is asked to end meanwhile. The test reads what it says.

import { TRANSPORT_SPEC, tenantScope } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { createDispatcher, stopOnSignal } from '../src/index.ts';
import { alert } from './script.ts';

const [mode = ''] = process.argv.slice(2);
const say = (line: string) => void process.stdout.write(`${line}\n`);
const { outbox } = memoryStore();
if (outbox === undefined) throw new Error('no outbox');
const acme = tenantScope({ tenant: 'acme', actor: 'svc:test' });
const alerts = [alert(), alert()];
for (const one of alerts) await outbox.enqueue(acme, one).durable;
const dispatcher = createDispatcher({
  outbox,
  transport: {
    spec: TRANSPORT_SPEC,
    name: 'slow',
    groupOf: () => 'g',
    async deliver() {
      say('begun');
      if (mode === 'hang') await new Promise(() => setTimeout(() => undefined, 60_000));
      // It ends a moment after the process was asked to, however long the machine takes for that.
      await new Promise((resolve) => process.once('SIGTERM', () => setTimeout(resolve, 100)));
      say('ended');
      return { kind: 'delivered' };
    },
  },
  stopMs: mode === 'hang' ? 50 : 10_000,
});
dispatcher.start();
stopOnSignal(dispatcher, {
  exit: async (code) => {
    for (const { id } of alerts) say((await outbox.status(acme, id))?.state ?? 'lost');
    process.exit(code);
  },
});
