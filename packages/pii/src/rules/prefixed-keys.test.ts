import { describe, expect, it } from 'vitest';
import { mark } from '../../test/mark.ts';

/** So many characters of letters in both cases and digits. */
const mixed = (length: number): string => 'aB3xY9zQ2w'.repeat(10).slice(0, length);
const hex = (length: number): string => '0a1b2c3d4e5f'.repeat(10).slice(0, length);
const upper = (length: number): string => 'QW2E3R4T5Y6U'.repeat(10).slice(0, length);

/** A kind, the letters that a key begins with, and the shortest that may follow. */
const KEYS: readonly (readonly [kind: string, prefix: string, rest: string])[] = [
  ['aws-access-key', 'AKIA', upper(16)],
  ['aws-access-key', 'ASIA', upper(16)],
  ['google-key', 'AIza', mixed(35)],
  ['google-key', 'GOCSPX-', mixed(20)],
  ['google-key', 'ya29.', mixed(30)],
  ['github-token', 'ghp_', mixed(36)],
  ['github-token', 'ghs_', mixed(36)],
  ['github-token', 'github_pat_', mixed(40)],
  ['gitlab-token', 'glpat-', mixed(20)],
  ['gitlab-token', 'gldt-', mixed(20)],
  ['stripe-key', 'sk_live_', mixed(16)],
  ['stripe-key', 'rk_test_', mixed(16)],
  ['stripe-key', 'whsec_', mixed(24)],
  ['anthropic-key', 'sk-ant-', mixed(24)],
  ['openai-key', 'sk-proj-', mixed(24)],
  ['openai-key', 'sk-', mixed(40)],
  ['twilio-key', 'SK', hex(32)],
  ['sendgrid-key', 'SG.', mixed(60)],
  ['npm-token', 'npm_', mixed(36)],
  ['service-key', 'dop_v1_', hex(64)],
  ['service-key', 'hf_', mixed(34)],
  ['service-key', 'key-', hex(32)],
  ['service-key', 'NRAK-', upper(27)],
  ['service-key', 'shpat_', hex(32)],
  ['service-key', 'hvs.', mixed(24)],
  ['service-key', 'AGE-SECRET-KEY-1', upper(58)],
  ['service-key', 'xai-', mixed(40)],
];

describe.each(KEYS)('%s %s', (kind, prefix, rest) => {
  it('is found whole, and not when a character is missing or it is part of a word', () => {
    const key = `${prefix}${rest}`;
    expect(mark(`the key ${key}, revoked`)).toBe(`the key ⟦${kind}|${key}⟧, revoked`);
    const short = key.slice(0, -1);
    expect(mark(`the key ${short}, revoked`)).toBe(`the key ${short}, revoked`);
    expect(mark(`x${key}`)).not.toContain(`|${key}⟧`);
  });
});

it('lets longer runs be where the length is fixed', () => {
  for (const text of [`AKIA${upper(17)}`, `SK${hex(33)}`, `shpat_${hex(33)}`]) expect(mark(text)).toBe(text);
});

it('leaves stops at the end to the sentence, and takes all else that keys may end with', () => {
  expect(mark(`glpat-${mixed(20)}..`)).toBe(`⟦gitlab-token|glpat-${mixed(20)}⟧..`);
  expect(mark(`AIza${mixed(34)}-.`)).toBe(`⟦google-key|AIza${mixed(34)}-⟧.`);
  expect(mark(`whsec_${mixed(24)}==`)).toBe(`⟦stripe-key|whsec_${mixed(24)}==⟧`);
});

it('takes no word for a key, unless it is in both cases or longer than any', () => {
  expect(mark('glpat-abcdefghijKLMNOPQRST')).toBe('⟦gitlab-token|glpat-abcdefghijKLMNOPQRST⟧');
  const word = 'sk-ant-abcdefghijklmnopqrstuvwxyz';
  expect(mark(word)).toBe(word);
  const long = `sk-ant-${'a-b'.repeat(30)}`;
  expect(mark(long)).toBe(`⟦anthropic-key|${long}⟧`);
});
