import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createAudit, ed25519Signer, type SignedHead } from '@localert/audit';
import { isLocalertError, type OutboundMessage, TRANSPORT_SPEC, type Transport } from '@localert/core';
import { createKeyring, encrypted, localKeys, verifyRows } from '@localert/crypto';
import { createFixtureManager } from '@localert/manager';
import { createPiiDetector } from '@localert/pii';
import { sqliteStore } from '@localert/store-sqlite';

// In life these come from a secret manager: 32 random bytes, and an Ed25519 key in PEM.
const kek = localKeys({ keys: [{ id: 'k1', key: randomBytes(32) }], current: 'k1' });
const { privateKey, publicKey } = generateKeyPairSync('ed25519');

const medium = sqliteStore({ path: ':memory:', region: 'eu' });
const keys = createKeyring({ kek, records: medium.records });
// Signed heads go where nobody who can write to the store can write: here, to a list.
const heads: SignedHead[] = [];
const audit = createAudit({
  log: medium.audit,
  records: medium.records,
  keys: keys.tenantKeys,
  signer: ed25519Signer(privateKey),
  onHead: (head) => void heads.push(head),
});

const sent: OutboundMessage[] = [];
const transport: Transport = {
  spec: TRANSPORT_SPEC,
  name: 'console',
  region: 'eu',
  groupOf: ({ tenant }) => tenant,
  async deliver(_scope, message) {
    sent.push(message);
    return { kind: 'delivered' };
  },
};

const alerts = await createFixtureManager({
  store: encrypted(medium, { keys }),
  audit,
  pii: createPiiDetector(),
  transport,
  tenants: [{ id: 'clinic', defaultLocale: 'de', region: 'eu', complianceLevel: 'gdpr', encryption: 'all' }],
});
for (const { requirement, asked, status } of await alerts.tenants.compliance('clinic')) {
  console.log(`${requirement}: ${asked}, ${status}`);
}

const editor = alerts.forTenant('clinic', { actor: 'user:ada', roles: ['editor'] });
await editor.create('login_failed', {
  baseLocale: 'de',
  locales: { de: { title: 'Anmeldung fehlgeschlagen: {who}' } },
});

// A service is given a key that may send, and nothing else.
const admin = alerts.forTenant('clinic', { actor: 'user:grace', roles: ['admin'] });
const { key } = await admin.apiKeys.create({ name: 'login service', roles: ['sender'] });
const service = await alerts.authenticate(key);
const { problems } = await service.untyped.send('login_failed', { values: { who: 'ann@example.org' } });
console.log(problems.map(({ code, argument }) => `${code} in ${argument}`).join());
await alerts.drain();
console.log(sent[0]?.payload.includes('[email]'), sent[0]?.payload.includes('ann@'));
await service.archive('login_failed').catch((error: unknown) => {
  console.log(isLocalertError(error) ? error.code : error);
});

// Every operation is in the trail, the refused one too, and the rows are what the trail says.
await audit.sealNow('clinic');
await audit.signHead('clinic');
const verdict = await audit.verify('clinic', { heads, publicKeys: [publicKey] });
console.log(
  `trail whole: ${verdict.ok}, rows that differ: ${(await verifyRows({ store: medium, audit: medium.audit })).length}`,
);

// The end: without its keys nothing of the tenant can be read again, in backups neither.
const { count } = await keys.shred('clinic');
console.log(
  `${count > 0 ? 'shredded' : 'nothing to shred'}: ${await editor.get('login_failed').then(
    () => 'still readable',
    (error: unknown) => (isLocalertError(error) ? error.code : 'unexpected'),
  )}`,
);
await alerts.close();
