import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createAudit, ed25519Signer, type SignedHead } from '@localert/audit';
import { type OutboundMessage, TRANSPORT_SPEC, type Transport } from '@localert/core';
import { createKeyring, encrypted, localKeys } from '@localert/crypto';
import { createFixtureManager } from '@localert/manager';
import { createPiiDetector } from '@localert/pii';
import { sqliteStore } from '@localert/store-sqlite';

/** Takes messages as Slack would. */
function recorder() {
  const sent: OutboundMessage[] = [];
  const transport: Transport = {
    spec: TRANSPORT_SPEC,
    name: 'recorder',
    region: 'eu',
    groupOf: ({ tenant }) => tenant,
    async deliver(_scope, message) {
      sent.push(message);
      return { kind: 'delivered' };
    },
  };
  return { sent, transport };
}

/** A regulated host, whole: encryption, audit, and the look for personal data. */
export async function open(folder: string) {
  // In life these come from a secret manager: 32 random bytes, and an Ed25519 key in PEM.
  const kek = localKeys({ keys: [{ id: 'k1', key: randomBytes(32) }], current: 'k1' });
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');

  const data = sqliteStore({ path: join(folder, 'alerts.db'), region: 'eu' });
  // Apart from the data, so that backups of the data bring no keys along.
  const keyStore = sqliteStore({ path: join(folder, 'keys.db') });
  const keys = createKeyring({ kek, records: keyStore.records });
  // Signed heads go where nobody who can write to the store can write: here, to a list.
  const heads: SignedHead[] = [];
  const audit = createAudit({
    log: data.audit,
    records: data.records,
    keys: keys.tenantKeys,
    signer: ed25519Signer(privateKey),
    onHead: (head) => void heads.push(head),
  });
  const store = encrypted(data, { keys, auditor: audit });
  const { sent, transport } = recorder();
  const alerts = await createFixtureManager({
    store,
    audit,
    pii: createPiiDetector(),
    transport,
    tenants: [
      { id: 'clinic', defaultLocale: 'de', region: 'eu', complianceLevel: 'gdpr', encryption: 'all' },
    ],
  });
  return { alerts, audit, data, heads, kek, keys, keyStore, publicKey, sent, store };
}
