import type { House } from './house.ts';
import { closeAll, ofPlugin } from './plugin-life.ts';

/**
 * Ends what a house does by itself, gives the dispatcher its time, and closes every part. Whatever one of them throws, all
 * are closed; the first fault is told.
 *
 * @param drainMs - milliseconds to wait for what is due; 0 waits for what is under way alone
 */
export async function closeHouse(house: House, drainMs: number): Promise<void> {
  house.behind.stop();
  house.hints.close();
  house.sla.close();
  const dispatcher = house.delivery?.dispatcher;
  if (drainMs > 0) await dispatcher?.drain(drainMs);
  await dispatcher?.stop();
  await closeAll([
    ...house.plugins.map((plugin) => () => ofPlugin(plugin, 'close')),
    () => house.delivery?.outbox.close(),
    () => house.attempts.settled(),
    () => house.quotas.close(),
    () => house.audit?.close(),
    () => house.store.close(),
  ]);
}
