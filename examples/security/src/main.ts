import { strict as assert } from 'node:assert';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyExport } from '@localert/audit';
import { isLocalertError, systemScope } from '@localert/core';
import { reseal, tenantsOf, verifyRows } from '@localert/crypto';
import { open } from './set-up.ts';

const folder = mkdtempSync(join(tmpdir(), 'localert-security-'));
const { alerts, audit, data, heads, kek, keys, keyStore, publicKey, sent, store } = await open(folder);

const isOnDisk = (text: string): boolean =>
  readdirSync(folder).some((file) => readFileSync(join(folder, file)).includes(text));
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (isLocalertError(error) ? error.code : String(error)),
  );

// What the tenant's level asks for, and whether this set-up does it.
for (const { requirement, asked, status } of await alerts.tenants.compliance('clinic')) {
  console.log(`${requirement}: ${asked}, ${status}`);
  assert.notEqual(status, 'unmet');
}

// At rest: the id can be read in the file, the text cannot.
const editor = alerts.forTenant('clinic', { actor: 'user:ada', roles: ['editor'] });
await editor.create('login_failed', {
  baseLocale: 'de',
  locales: { de: { title: 'Anmeldung fehlgeschlagen: {who}' } },
});
console.log(`on disk: id ${isOnDisk('login_failed')}, text ${isOnDisk('fehlgeschlagen')}`);
assert(isOnDisk('login_failed') && !isOnDisk('fehlgeschlagen'));

// A service is given a key that may send, and nothing else. Personal data is masked before it goes anywhere.
const admin = alerts.forTenant('clinic', { actor: 'user:grace', roles: ['admin'] });
const { key } = await admin.apiKeys.create({ name: 'login service', roles: ['sender'] });
const service = await alerts.authenticate(key);
const { problems } = await service.untyped.send('login_failed', { values: { who: 'ann@example.org' } });
console.log(problems.map(({ code, argument }) => `${code} in ${argument}`).join());
await alerts.drain();
assert(sent[0]?.payload.includes('[email]') && !sent[0].payload.includes('ann@'));
const refused = await codeOf(service.archive('login_failed'));
console.log(`archive by the service: ${refused}`);
assert.equal(refused, 'LOCALERT_FORBIDDEN');

// A new KEK wraps the keys; a new data key seals the texts. All is read meanwhile.
kek.add({ id: 'k2', key: randomBytes(32) });
kek.promote('k2');
const tenants = tenantsOf(systemScope('rotation'), data.directory);
const { rewrapped, failed } = await keys.rewrapAll({ tenants });
await kek.destroy('k1');
await keys.rotateDek('clinic');
const swept = await reseal({ store });
console.log(`rewrapped ${rewrapped} keys, resealed ${swept.resealed} fixture`);
assert.deepEqual([failed, swept.resealed, swept.failed.length], [0, 1, 0]);
keys.purge('clinic');
assert.equal((await editor.get('login_failed')).baseLocale, 'de');

// Every operation is in the trail, the refused one too; an export verifies without the store.
await audit.sealNow('clinic');
await audit.signHead('clinic');
const publicKeys = [publicKey];
const { ok, entries } = await audit.verify('clinic', { heads, publicKeys });
const lines: string[] = [];
for await (const line of audit.exportJsonLines('clinic')) lines.push(line);
const whole = await verifyExport(lines, { publicKeys });
const forged = await verifyExport(
  lines.map((line) => line.replace('"denied"', '"success"')),
  { publicKeys },
);
console.log(
  `trail whole: ${ok}, ${entries} entries; export: ${whole.ok}; export without the refusal: ${forged.ok}`,
);
assert.deepEqual([ok, whole.ok, whole.complete, forged.ok], [true, true, true, false]);

// The rows are what the trail says.
const differing = await verifyRows({ store: data, audit: data.audit });
console.log(`rows that differ from the trail: ${differing.length}`);
assert.equal(differing.length, 0);

// The end: without its keys nothing of the tenant can be read again. The proof goes into the trail.
await alerts.tenants.suspend('clinic');
const { count, dekIds } = await keys.shred('clinic');
const proof = await audit.record({
  tenant: 'clinic',
  actor: 'user:grace',
  action: 'key:shred',
  resource: { kind: 'tenant', id: 'clinic' },
  outcome: 'success',
  frameworks: ['GDPR'],
  details: { keys: count, dekIds: dekIds.join(' ') },
});
await audit.append('clinic', [proof]);
const gone = await codeOf(editor.get('login_failed'));
console.log(`shredded ${count} keys: ${gone}`);
assert.equal(gone, 'LOCALERT_KEY_DESTROYED');
await alerts.tenants.delete('clinic');

await alerts.close();
await keyStore.close();
rmSync(folder, { recursive: true });
