import { inspect } from 'node:util';
import { PII_SPEC } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { mark } from '../test/mark.ts';
import { createPiiDetector } from './detector.ts';
import { defineRule, type PiiSpan } from './rule.ts';
import { PII_RULES } from './rules.ts';

const CANARY = 'canary@example.org';

const ruleOf = (kind: string, literal: string, at: (text: string, index: number) => PiiSpan | undefined) =>
  defineRule({ kind, finds: 'a test', holds: [literal], at });

describe('a detector', () => {
  it('gives kinds and places in order, and nothing of the value', () => {
    const { detect, spec } = createPiiDetector();
    expect(spec).toBe(PII_SPEC);
    const findings = detect(`from 203.0.113.7 to ${CANARY} and ${CANARY}`);
    expect(findings).toEqual([
      { kind: 'ipv4', start: 5, end: 16 },
      { kind: 'email', start: 20, end: 38 },
      { kind: 'email', start: 43, end: 61 },
    ]);
    expect(JSON.stringify(findings)).not.toMatch(/canary|203/);
  });

  it('finds nothing in nothing, without a new list', () => {
    const { detect } = createPiiDetector();
    expect(detect('')).toEqual([]);
    expect(detect('all is well')).toBe(detect('all is well again'));
  });

  it('says the same of a text however often it is asked, and whatever it was asked before', () => {
    const { detect } = createPiiDetector();
    const texts = [`version 1.2.3.4 and ${CANARY}`, '+49 30 901820', 'to 198.51.100.7', 'ａ@example.org'];
    const first = texts.map((text) => detect(text));
    expect([...texts].reverse().map((text) => detect(text))).toEqual([...first].reverse());
  });
});

describe('a choice of rules', () => {
  it('looks for some kinds only, or for all but some', () => {
    const text = `${CANARY} from 203.0.113.7`;
    expect(mark(text, createPiiDetector({ only: ['ipv4'] }).detect)).toBe(
      `${CANARY} from ⟦ipv4|203.0.113.7⟧`,
    );
    expect(mark(text, createPiiDetector({ except: ['ipv4'] }).detect)).toBe(
      `⟦email|${CANARY}⟧ from 203.0.113.7`,
    );
    expect(createPiiDetector({ only: [] }).detect(text)).toEqual([]);
    expect(createPiiDetector({ rules: [] }).detect(text)).toEqual([]);
  });

  it('refuses kinds that no rule has: a slip would leave something out', () => {
    expect(() => createPiiDetector({ only: ['e-mail'], except: ['ipv5'] })).toThrow(
      expect.objectContaining({
        code: 'LOCALERT_INVALID_INPUT',
        details: expect.objectContaining({
          issues: [
            { path: 'only', message: 'names a kind that no rule has' },
            { path: 'except', message: 'names a kind that no rule has' },
          ],
        }),
      }),
    );
  });

  it('takes rules of the host, which name the kind where others find the same', () => {
    const staff = defineRule({
      kind: 'staff',
      finds: 'staff',
      starts: ['canary@'],
      pattern: /canary@[a-z.]{1,20}/g,
    });
    const { detect } = createPiiDetector({ custom: [staff] });
    expect(mark(`ask ${CANARY}, ann@example.org`, detect)).toBe(
      `ask ⟦staff|${CANARY}⟧, ⟦email|ann@example.org⟧`,
    );
    expect(createPiiDetector({ custom: [staff], only: ['staff'] }).detect('ann@example.org')).toEqual([]);
  });
});

describe('where rules overlap', () => {
  it('the finding covers both, and the earlier rule names it', () => {
    const first = ruleOf('first', 'b', (_, index) => ({ start: index, end: index + 3 }));
    const second = ruleOf('second', 'b', (_, index) => ({ start: index - 1, end: index + 1 }));
    expect(mark('abcde', createPiiDetector({ rules: [first, second] }).detect)).toBe('⟦first|abcd⟧e');
    expect(mark('abcde', createPiiDetector({ rules: [second, first] }).detect)).toBe('⟦second|abcd⟧e');
  });

  it('a token in a header keeps the name of its maker', () => {
    const token = `ghp_${'a1'.repeat(18)}`;
    expect(mark(`Authorization: Bearer ${token}`)).toBe(`Authorization: Bearer ⟦github-token|${token}⟧`);
    expect(mark(`password=${CANARY}`)).toBe(`password=⟦password|${CANARY}⟧`);
  });
});

describe('what calls a rule', () => {
  it('is a text at its place: one to begin with not behind a letter, one that it holds anywhere', () => {
    const asked: string[] = [];
    const note = (kind: string, texts: { starts?: readonly string[]; holds?: readonly string[] }) =>
      defineRule({
        kind,
        finds: 'a test',
        ...texts,
        at: (_, index) => {
          asked.push(`${kind} ${index}`);
          return undefined;
        },
      });
    const { detect } = createPiiDetector({
      rules: [
        note('starts', { starts: ['ab', 'x', 'abcd'] }),
        note('holds', { holds: ['ab', 'b', 'é', 'éa', 'aé'] }),
      ],
    });
    detect('ab xab éab aé x abce abcd a');
    expect(asked).toEqual([
      'starts 0',
      'holds 0',
      'holds 1',
      'starts 3',
      'holds 4',
      'holds 5',
      'holds 7',
      'holds 7',
      'starts 8',
      'holds 8',
      'holds 9',
      'holds 11',
      'holds 12',
      'starts 14',
      'starts 16',
      'holds 16',
      'holds 17',
      'starts 21',
      'starts 21',
      'holds 21',
      'holds 22',
    ]);
  });

  it('does not ask again inside what the rule has found', () => {
    const asked: number[] = [];
    const rule = ruleOf('run', 'a', (text, index) => {
      asked.push(index);
      return { start: index, end: text.indexOf(' ', index) };
    });
    expect(createPiiDetector({ rules: [rule] }).detect('aaaa aa ')).toHaveLength(2);
    expect(asked).toEqual([0, 5]);
  });

  it('begins anew with each text, also with one that is folded on the way', () => {
    let begun = 0;
    const rule = defineRule({
      kind: 'count',
      finds: 'a test',
      holds: ['!'],
      begin: () => {
        begun += 1;
      },
      at: () => undefined,
    });
    const { detect } = createPiiDetector({ rules: [rule] });
    detect('!');
    expect(begun).toBe(1);
    detect('!\u200b');
    expect(begun).toBe(3);
  });
});

describe('a rule that fails', () => {
  const canary = `look at ${CANARY}`;

  it.each([
    [
      'throws',
      () => {
        throw new Error(canary);
      },
      'failed',
    ],
    ['gives a place before the text', () => ({ start: -1, end: 2 }), 'gave a place outside the text'],
    ['gives a place behind the text', () => ({ start: 1, end: 999 }), 'gave a place outside the text'],
    ['gives an empty place', () => ({ start: 1, end: 1 }), 'gave a place outside the text'],
    ['gives half a place', () => ({ start: 0.5, end: 2 }), 'gave a place outside the text'],
    ['gives a place without an end', () => ({ start: 0, end: Number.NaN }), 'gave a place outside the text'],
  ])('that %s makes the detector say so', (_, at, reason) => {
    const { detect } = createPiiDetector({ custom: [ruleOf('own', '@', at)] });
    let error: unknown;
    try {
      detect(canary);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code: 'LOCALERT_PII_RULE_FAILED', details: { kind: 'own', reason } });
    expect((error as Error).message).not.toContain('canary');
    expect(JSON.stringify(error)).not.toContain('canary');
  });
});

describe('the errors of the package', () => {
  it('show no value, whatever is printed of them', () => {
    const { detect } = createPiiDetector({
      custom: [ruleOf('own', '@', () => ({ start: 0, end: 999 }))],
    });
    const shown: string[] = [];
    try {
      detect(CANARY);
    } catch (error) {
      shown.push(inspect(error, { depth: 9 }), String(error), (error as Error).stack ?? '');
    }
    expect(shown).toHaveLength(3);
    expect(shown.join('\n')).not.toContain('canary');
  });
});

describe('the table of rules', () => {
  it('has each kind once, in kebab-case, with a sentence of what it finds', () => {
    const kinds = PII_RULES.map(({ kind }) => kind);
    expect(new Set(kinds).size).toBe(kinds.length);
    for (const { kind, finds } of PII_RULES) {
      expect(kind).toMatch(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
      expect(finds).toMatch(/\.$/);
    }
    expect(Object.isFrozen(PII_RULES)).toBe(true);
  });
});
