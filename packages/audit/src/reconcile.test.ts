import { expect, test } from 'vitest';
import { faulty } from '../test/faulty.ts';
import { memoryLog, memoryRecords } from '../test/memory-log.ts';
import { act, newSigner } from '../test/setup.ts';
import { createAudit } from './audit.ts';
import { verifyExport } from './verify-export.ts';

/** A small generator with a seed, so that a failure can be repeated. */
function randomBelow(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test('10,000 random operations by three processes, with faults, are all in the exports, once each', async () => {
  const random = randomBelow(20_261_125);
  const { log, chain } = memoryLog();
  const records = memoryRecords();
  const signer = newSigner();
  const broken = faulty(
    log,
    () => [undefined, undefined, undefined, 'before', 'after'][random(40)] as 'before',
  );
  const tenants = ['a', 'a-2', 'a_2', 'a2'];
  const trails = Array.from({ length: 3 }, () =>
    createAudit({ log: broken, records, signer, seal: { intervalMs: 3_600_000, maxBatch: 1 + random(50) } }),
  );
  const wanted = new Map<string, string[]>(tenants.map((tenant) => [tenant, []]));
  const sealing: Promise<unknown>[] = [];
  for (let n = 0; n < 10_000; n += 1) {
    const tenant = tenants[random(4)]!;
    const trail = trails[random(3)]!;
    const record = await trail.record(act(random(1000), { tenant, payload: { n } }));
    wanted.get(tenant)!.push(record.id);
    // Whoever is not told that it was kept keeps it again.
    while (
      !(await trail.append(tenant, [record]).then(
        () => true,
        () => false,
      ))
    );
    if (random(10) === 0) sealing.push(trail.sealNow(tenant).catch(() => undefined));
  }
  await Promise.all(sealing);
  await Promise.all(trails.map((trail) => trail.close()));
  const last = createAudit({ log, records, signer, seal: false });
  await last.sealNow();
  for (const tenant of tenants) {
    let file = '';
    for await (const chunk of last.exportJsonLines(tenant)) file += chunk;
    const ids = file
      .trimEnd()
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line).id as string);
    expect(chain(tenant).unlinked).toEqual([]);
    expect(ids.toSorted()).toEqual(wanted.get(tenant)!.toSorted());
    expect(await verifyExport([file], { publicKeys: [signer.publicKey] })).toMatchObject({
      ok: true,
      complete: true,
    });
    expect(await last.verify(tenant)).toMatchObject({ ok: true });
  }
});
