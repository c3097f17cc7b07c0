/**
 * Does work for each item, so many at once, in order of their beginning. The first error stops what has not begun, and is
 * thrown when what had begun has ended.
 */
export async function inParallel<Item>(
  items: Iterable<Item>,
  concurrency: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = items[Symbol.iterator]();
  let failed = false;
  async function worker(): Promise<void> {
    for (let next = queue.next(); !(failed || next.done); next = queue.next()) {
      try {
        await work(next.value);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: concurrency }, worker));
  const end = ends.find((one) => one.status === 'rejected');
  if (end !== undefined) throw end.reason;
}
