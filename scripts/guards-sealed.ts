import { type Guard, STACKS } from './guard.ts';

const ENVELOPE = 'packages/crypto/src/envelope.test.ts';
const LEAKS = 'packages/manager/src/leaks.test.ts';

/** Guards of what is sealed: attacks 16 to 19, and 25 as far as errors and the medium go. */
export const sealGuards: readonly Guard[] = [
  {
    attack: 16,
    guard: 'the tenant of the place',
    file: 'packages/crypto/src/associated-data.ts',
    remove: 'writeText(tenant, target, view, header.length)',
    leave: "writeText('', target, view, header.length)",
    test: ENVELOPE,
  },
  {
    attack: 16,
    guard: 'the fixture of the place',
    file: 'packages/crypto/src/associated-data.ts',
    remove: 'writeText(fixture, target, view, at)',
    leave: "writeText('', target, view, at)",
    test: ENVELOPE,
  },
  {
    attack: 16,
    guard: 'the revision of the place',
    file: 'packages/crypto/src/associated-data.ts',
    remove: 'view.setUint32(at + LENGTH_BYTES, revision % HIGH);',
    leave: '',
    test: ENVELOPE,
  },
  {
    attack: 16,
    guard: 'the field of the place',
    file: 'packages/crypto/src/associated-data.ts',
    remove: 'writeText(field, target, view, at + REVISION_BYTES)',
    leave: "writeText('', target, view, at + REVISION_BYTES)",
    test: ENVELOPE,
  },
  {
    attack: 16,
    guard: 'the locale of the place',
    file: 'packages/crypto/src/associated-data.ts',
    remove: 'writeText(locale, target, view, at)',
    leave: "writeText('', target, view, at)",
    test: ENVELOPE,
  },
  {
    attack: 16,
    guard: 'lengths before the parts of the place',
    file: 'packages/crypto/src/associated-data.ts',
    remove: '  view.setUint32(at, written);\n',
    leave: '',
    also: [
      {
        file: 'packages/crypto/src/associated-data.ts',
        remove: 'const start = at + LENGTH_BYTES;',
        leave: 'const start = at;',
      },
    ],
    test: ENVELOPE,
  },
  {
    attack: 16,
    guard: 'all that is stored belongs together',
    file: 'packages/crypto/src/sealed-fixture.ts',
    remove: 'digestOf(stored, places) !== manifest.digest',
    leave: 'manifest.digest === undefined',
    test: STACKS,
  },
  {
    attack: 16,
    guard: 'no earlier content in a later revision',
    file: 'packages/crypto/src/encrypted-store.ts',
    remove:
      '      await assertOnlyTurned(inner, scope, row, (event) => provenEvent(tenant, event), opened);\n',
    leave: '',
    test: STACKS,
  },
  {
    attack: 16,
    guard: 'an event is what was sealed',
    file: 'packages/crypto/src/sealed-fixture.ts',
    remove:
      '        { state, at, id, type, actor, revision, fixture },\n        { ...facts, revision: since, fixture: snapshot.id },',
    leave: '        {},\n        { ...facts, ...{} } && {},',
    test: STACKS,
  },
  {
    attack: 16,
    guard: 'what does not open is audited',
    file: 'packages/manager/src/audited.ts',
    remove: '    await witness.failed(error);\n',
    leave: '',
    also: [
      {
        file: 'packages/crypto/src/encrypted-store.ts',
        remove:
          "    return watch({ tenant, actor, action: 'fixture:read', kind: 'fixture', id: row.id }, async () => {",
        leave:
          '    return ((_: unknown, work: () => Promise<SlackFixture>) => work())({ tenant, actor }, async () => {',
      },
      {
        file: 'packages/crypto/src/encrypted-store.ts',
        remove:
          "    watch({ tenant, actor, action: 'fixture:read', kind: 'fixture', id: event.fixture }, () =>\n      provenEvent(tenant, event),",
        leave:
          '    ((_: unknown, work: () => Promise<FixtureEvent>) => work())({ actor }, () =>\n      provenEvent(tenant, event),',
      },
    ],
    test: STACKS,
  },
  {
    attack: 17,
    guard: 'the tag is compared',
    file: 'packages/crypto/src/backend-node.ts',
    remove: '  } catch {\n    return false;\n  }',
    leave: '  } catch {\n    return true;\n  }',
    test: ENVELOPE,
  },
  {
    attack: 17,
    guard: 'a tag of 16 bytes',
    file: 'packages/crypto/src/backend-node.ts',
    remove: 'const GCM = { authTagLength: TAG_BYTES } as const;',
    leave: 'const GCM = {} as const;',
    also: [
      {
        file: 'packages/crypto/src/backend-node.ts',
        remove: "      if (end < 0) throw new DecryptFailedError({ what: 'ciphertext' });\n",
        leave: '',
      },
      {
        file: 'packages/crypto/src/backend-node.ts',
        remove: 'const end = ciphertextAndTag.length - TAG_BYTES;',
        leave: 'const end = Math.max(0, ciphertextAndTag.length - TAG_BYTES);',
      },
      {
        file: 'packages/crypto/src/envelope.ts',
        remove: '  if (envelope.length < ENVELOPE_OVERHEAD) throw failed();\n',
        leave: '',
      },
    ],
    test: ENVELOPE,
  },
  {
    attack: 17,
    guard: 'no envelope is shorter than its overhead',
    file: 'packages/crypto/src/envelope.ts',
    remove: '  if (envelope.length < ENVELOPE_OVERHEAD) throw failed();\n',
    leave: '',
    test: ENVELOPE,
  },
  {
    attack: 17,
    guard: 'one version',
    file: 'packages/crypto/src/envelope.ts',
    remove:
      "  if (version !== VERSION) {\n    throw new EnvelopeUnsupportedError({ part: 'version', found: version, known: VERSION });\n  }\n",
    leave: '',
    test: ENVELOPE,
  },
  {
    attack: 17,
    guard: 'one suite',
    file: 'packages/crypto/src/envelope.ts',
    remove:
      "  if (suite !== SUITE) throw new EnvelopeUnsupportedError({ part: 'suite', found: suite, known: SUITE });\n",
    leave: '',
    test: ENVELOPE,
  },
  {
    attack: 17,
    guard: 'two letters at the beginning',
    file: 'packages/crypto/src/envelope.ts',
    remove: '  if (first !== MAGIC[0] || second !== MAGIC[1]) throw failed();\n',
    leave: '',
    also: [
      {
        file: 'packages/crypto/src/associated-data.ts',
        remove: '  target.set(header);\n',
        leave: '',
      },
    ],
    test: ENVELOPE,
  },
  {
    attack: 17,
    guard: 'every way to fail is one',
    file: 'packages/crypto/src/envelope.ts',
    remove: '  } catch {\n    return undefined;\n  } finally',
    leave: '  } finally',
    test: ENVELOPE,
  },
  {
    attack: 18,
    guard: 'the commitment to the key',
    file: 'packages/crypto/src/envelope.ts',
    remove: '    if (!sameBytes(derived.subarray(NONCE_END), header.subarray(SALT_END))) return undefined;\n',
    leave: '',
    test: ENVELOPE,
  },
  {
    attack: 19,
    guard: 'the row’s hash in the trail',
    file: 'packages/crypto/src/row-hash.ts',
    remove: 'isOfFixture(record, fixture) ? { ...record, rowHash } : record',
    leave: 'record',
    test: STACKS,
  },
  {
    attack: 19,
    guard: 'rows are compared with the trail',
    file: 'packages/crypto/src/verify-rows.ts',
    remove: '  if (rowHash === audited.rowHash) return undefined;\n',
    leave: '  if (rowHash.length > 0) return undefined;\n',
    test: STACKS,
  },
  {
    attack: 19,
    guard: 'the trail tells an older row from a changed one',
    file: 'packages/crypto/src/verify-rows.ts',
    remove: "return isOlder || audited.earlier.includes(rowHash) ? 'STALE_REVISION' : 'ROW_CHANGED';",
    leave: "return 'ROW_CHANGED';",
    test: STACKS,
  },
  {
    attack: 25,
    guard: 'foreign errors lose their words',
    file: 'packages/core/src/error.ts',
    remove: 'if (cause === undefined || isLocalertError(cause)) return cause;',
    leave: 'if (cause !== null) return cause as SafeCause;',
    test: LEAKS,
  },
  {
    attack: 25,
    guard: 'errors of ports are wrapped',
    file: 'packages/core/src/guarded.ts',
    remove:
      'return isLocalertError(error) ? error : new StoreUnavailableError({ operation }, { cause: error });',
    leave: 'return error;',
    test: LEAKS,
  },
  {
    attack: 25,
    guard: 'content is sealed before it is stored',
    file: 'packages/crypto/src/sealed-fixture.ts',
    remove: "  const texts = mode === 'content' ? placesOf(snapshot) : [];",
    leave: "  const texts = mode === 'manifest' ? placesOf(snapshot) : [];",
    also: [
      {
        file: 'packages/crypto/src/sealed-fixture.ts',
        remove: "mode === 'content' ? emptied(snapshot) : snapshot",
        leave: 'snapshot',
      },
    ],
    test: STACKS,
  },
];
