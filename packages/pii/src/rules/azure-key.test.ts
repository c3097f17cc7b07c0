import { expect, it } from 'vitest';
import { mark, wrongIn } from '../../test/mark.ts';

const KEY = `${'aB3+/x9Z'.repeat(10)}qrs==`;

it('finds the keys of connection strings, and no more of them', () => {
  const text = (key: string) =>
    `DefaultEndpointsProtocol=https;AccountName=media;AccountKey=${key};EndpointSuffix=core.windows.net`;
  expect(mark(text(KEY))).toBe(text(`⟦azure-key|${KEY}⟧`));
  expect(mark(`SharedAccessKey=${KEY}`)).toBe(`SharedAccessKey=⟦azure-key|${KEY}⟧`);
});

it('finds the signature of a shared access URL', () => {
  const signature = 'Sx%2Bv9q%2FdJk3'.repeat(3);
  const url = (sig: string) => `https://media.blob.core.windows.net/a?sv=2024-11-04&sig=${sig}&se=2026-01-01`;
  expect(mark(url(signature))).toBe(url(`⟦azure-key|${signature}⟧`));
});

it('lets short values be', () => {
  expect(wrongIn(['AccountKey=none', `sig=${'a'.repeat(31)}`, 'SharedSecretValue='])).toEqual([]);
});
