import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { describe, expect, it } from 'vitest';
import { associatedData, type SealContext } from './associated-data.ts';
import { aeadBackends } from './backends.ts';
import { open, seal } from './envelope.ts';

interface Vector {
  readonly what: string;
  readonly key: string;
  readonly context: SealContext;
  readonly envelope: string;
}

interface ValidVector extends Vector {
  readonly salt: string;
  readonly dekId: number;
  readonly plaintext: string;
  readonly associatedData: string;
}

const file = new URL('../test-vectors/envelope-v1.json', import.meta.url);
const vectors = JSON.parse(readFileSync(file, 'utf8')) as {
  readonly valid: readonly ValidVector[];
  readonly invalid: readonly Vector[];
};
const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));

type Open = (key: Uint8Array, envelope: Uint8Array, context: SealContext) => Promise<Uint8Array | undefined>;

/** The sketch of docs/envelope.md, as it stands there: WebCrypto alone, nothing of this package. */
async function sketchOfTheDocs(): Promise<Open> {
  const page = readFileSync(new URL('../../../docs/envelope.md', import.meta.url), 'utf8');
  const [, code = ''] = /```ts\n(export async function openEnvelope[\s\S]*?)```/.exec(page) ?? [];
  const plain = Buffer.from(stripTypeScriptTypes(code)).toString('base64');
  const module: { openEnvelope: Open } = await import(
    /* @vite-ignore */ `data:text/javascript;base64,${plain}`
  );
  return module.openEnvelope;
}

describe.each([aeadBackends.node, aeadBackends.noble])('the test vectors: $name', (backend) => {
  it.each(vectors.valid)('opens and makes: $what', (vector) => {
    const { context, dekId } = vector;
    const [key, salt, envelope, plaintext] = [vector.key, vector.salt, vector.envelope, vector.plaintext].map(
      hex,
    ) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
    expect(open({ key, envelope, context, backend })).toEqual(plaintext);
    expect(seal({ key, salt, dekId, context, plaintext, backend })).toEqual(envelope);
    expect(Buffer.from(associatedData(envelope.subarray(0, 72), context)).toString('hex')).toBe(
      vector.associatedData,
    );
  });

  it.each(vectors.invalid)('refuses: $what', ({ key, envelope, context }) => {
    expect(() => open({ key: hex(key), envelope: hex(envelope), context, backend })).toThrow(
      expect.objectContaining({
        code: expect.stringMatching(/^LOCALERT_(?:DECRYPT_FAILED|ENVELOPE_UNSUPPORTED)$/),
      }),
    );
  });
});

describe('the test vectors: the sketch of the docs', () => {
  it.each(vectors.valid)('opens: $what', async ({ key, envelope, context, plaintext }) => {
    expect(await (await sketchOfTheDocs())(hex(key), hex(envelope), context)).toEqual(hex(plaintext));
  });

  it.each(vectors.invalid)('refuses: $what', async ({ key, envelope, context }) => {
    expect(await (await sketchOfTheDocs())(hex(key), hex(envelope), context)).toBeUndefined();
  });
});
