/** A process that claims and settles until it is killed. `node bullmq-hand.ts <url> <name> <lease ms> <work ms>` */
import { setTimeout as sleep } from 'node:timers/promises';
import { systemScope } from '@localert/core';
import { open } from './bullmq-house.ts';

const [url = '', name = '', lease = '', work = ''] = process.argv.slice(2);
const system = systemScope('test');
const { outbox } = await open({ url }, { name, durable: false });
const say = (...words: readonly unknown[]) => process.stdout.write(`${words.join(' ')}\n`);

say('ready');
for (;;) {
  const now = Date.now();
  const claims = await outbox.claim(system, { now, leaseMs: Number(lease), limit: 8 });
  for (const { alert, attempt } of claims) say('claim', alert.id, attempt, now, now + Number(lease));
  await sleep(Number(work));
  for (const claim of claims) {
    const settled = await outbox.settle(system, claim, { kind: 'delivered', at: Date.now() });
    say(settled ? 'done' : 'late', claim.alert.id, Date.now());
  }
}
