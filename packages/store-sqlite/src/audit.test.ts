import { sampleAlert, sampleAudit, sampleCreate, sampleLink } from '@localert/testkit';
import { describe, expect, it } from 'vitest';
import { acme, scratch, system } from '../test/scratch.ts';

const { newPath, open, tamper } = scratch();

describe('the audit trail', () => {
  it('keeps neither alert nor record when the record cannot be kept', async () => {
    const path = newPath();
    const store = open({ path });
    await store.outbox.enqueue(acme, sampleAlert()).durable;
    tamper(path, (database) =>
      database.exec(
        "CREATE TRIGGER no_audit BEFORE INSERT ON audit_pending WHEN new.id = 'refused' BEGIN SELECT raise(ABORT, 'no'); END",
      ),
    );
    const enqueue = (audit: string) =>
      store.outbox.enqueue(acme, sampleAlert(), { audit: [sampleAudit('acme', { id: audit })] }).durable;
    const outcomes = await Promise.allSettled([enqueue('kept'), enqueue('refused')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(
      store.commit(acme, { ...sampleCreate('disk'), audit: [sampleAudit('acme', { id: 'refused' })] }),
    ).rejects.toMatchObject({ code: 'LOCALERT_INVALID_INPUT' });
    expect((await store.outbox.depth(system)).queued).toBe(1);
    expect(await store.count(acme)).toBe(0);
    expect(await store.storedBytes(acme)).toBe(0);
    expect(await store.audit.unlinked(system, 'acme', 10)).toEqual([]);
  });

  it('keeps a record as it was when it was handed over', async () => {
    const store = open();
    const audit = [sampleAudit('acme')];
    const given = structuredClone(audit);
    const { durable } = store.outbox.enqueue(acme, sampleAlert(), { audit });
    Object.assign(audit[0]!, { action: 'changed by the caller' });
    await durable;
    expect(await store.audit.unlinked(system, 'acme', 10)).toEqual(given);
  });

  it('says so when a row is damaged', async () => {
    const path = newPath();
    const { audit } = open({ path });
    const records = [sampleAudit('acme'), sampleAudit('acme')];
    await audit.append(system, 'acme', records);
    await audit.link(system, 'acme', undefined, sampleLink(undefined, records.slice(0, 1)));
    const bodies = ['torn', '{}', JSON.stringify(records[0])];
    for (const body of bodies) {
      tamper(path, (database) => database.prepare('UPDATE audit SET body = ?').run(body));
      await expect(audit.read(system, 'acme')).rejects.toMatchObject({ code: 'LOCALERT_STORE_CORRUPT' });
      await expect(audit.head(system, 'acme')).rejects.toMatchObject({ code: 'LOCALERT_STORE_CORRUPT' });
    }
    for (const body of bodies.slice(0, 2)) {
      tamper(path, (database) => database.prepare('UPDATE audit_pending SET body = ?').run(body));
      await expect(audit.unlinked(system, 'acme', 1)).rejects.toMatchObject({
        code: 'LOCALERT_STORE_CORRUPT',
      });
    }
  });

  it('drops in batches that others can write between', async () => {
    const { audit } = open();
    const records = Array.from({ length: 1_202 }, () => sampleAudit('acme'));
    await audit.append(system, 'acme', records);
    await audit.link(system, 'acme', undefined, sampleLink(undefined, records));
    const dropping = audit.drop(system, 'acme', 5_000);
    await audit.append(system, 'acme', [sampleAudit('acme')]);
    expect((await audit.read(system, 'acme', { limit: 10_000 })).length).toBe(702);
    expect(await dropping).toBe(1_201);
    expect((await audit.read(system, 'acme')).map(({ sequence }) => sequence)).toEqual([1_202]);
  });

  it('writes over records that were linked, and entries that were dropped', async () => {
    const path = newPath();
    const store = open({ path });
    const records = Array.from({ length: 200 }, () => sampleAudit('acme', { actor: 'the-pseudonym' }));
    await store.audit.append(system, 'acme', records);
    await store.audit.link(system, 'acme', undefined, sampleLink(undefined, records));
    await store.audit.drop(system, 'acme', 199);
    await store.close();
    const left = tamper(path, (database) => database.prepare('SELECT count(*) AS n FROM audit').get()?.['n']);
    expect(left).toBe(1);
    const bytes = (await import('node:fs')).readFileSync(path);
    // One in the row that is left; nothing in the space that the others had.
    expect(bytes.toString('latin1').split('the-pseudonym').length - 1).toBe(1);
  });
});
