import { describe, expect, it } from 'vitest';
import { PII_SPEC, type PiiDetector, type PiiFinding } from './pii.ts';
import { findPii, guardLogLine, guardOutgoing } from './pii-guard.ts';

const finding = (found: unknown): PiiDetector => ({
  spec: PII_SPEC,
  detect: () => found as readonly PiiFinding[],
});
const emails: PiiDetector = {
  spec: PII_SPEC,
  detect: (text) =>
    [...text.matchAll(/[a-z]+@[a-z.]+/g)].map(({ 0: match, index }) => ({
      kind: 'email',
      start: index,
      end: index + match.length,
    })),
};
const broken: PiiDetector = {
  spec: PII_SPEC,
  detect: (text) => {
    throw new Error(`no rule for ${text}`);
  },
};
const TEXT = 'ask ann@example.org or bob@example.org';

describe('findPii', () => {
  it('gives what the detector found', () => {
    expect(findPii(emails, TEXT)).toEqual({
      findings: [
        { kind: 'email', start: 4, end: 19 },
        { kind: 'email', start: 23, end: 38 },
      ],
      failed: false,
    });
    expect(findPii(emails, 'nobody')).toEqual({ findings: [], failed: false });
    expect(findPii(broken, '')).toEqual({ findings: [], failed: false });
  });

  it('takes a detector that throws for one that could not look', () => {
    const whole = [{ kind: 'unchecked', start: 0, end: TEXT.length }];
    expect(findPii(broken, TEXT)).toEqual({ findings: whole, failed: true });
    expect(findPii(finding(undefined), TEXT)).toEqual({ findings: whole, failed: true });
    expect(findPii(finding([undefined]), TEXT)).toEqual({ findings: whole, failed: true });
  });

  it.each([
    [{ start: -1, end: 3 }],
    [{ start: 3, end: 3 }],
    [{ start: 0, end: TEXT.length + 1 }],
    [{ start: 0.5, end: 3 }],
    [{ start: 0, end: Number.NaN }],
    [
      { start: 5, end: 9 },
      { start: 8, end: 12 },
    ],
    [
      { start: 5, end: 9 },
      { start: 1, end: 2 },
    ],
  ])('takes the whole text where the places make no sense: %o', (...places) => {
    const found = places.map((place) => ({ kind: 'email', ...place }));
    expect(findPii(finding(found), TEXT).findings).toEqual([{ kind: 'email', start: 0, end: TEXT.length }]);
  });

  it('takes places that touch, up to the end', () => {
    const found = [
      { kind: 'a', start: 0, end: 4 },
      { kind: 'b', start: 4, end: TEXT.length },
    ];
    expect(findPii(finding(found), TEXT).findings).toEqual(found);
  });

  it.each(['ann@example.org', '', 'Ann', '1email', 'a_b', 'a'.repeat(17), 'a-b-c-d-e', 7, undefined])(
    'lets no value through in the kind: %s',
    (kind) => {
      expect(findPii(finding([{ kind, start: 0, end: 3 }]), TEXT).findings).toEqual([
        { kind: 'unknown', start: 0, end: 3 },
      ]);
    },
  );

  it.each(['email', 'slack-token', 'us-ssn', 'aws-access-key-id', 'ipv4'])('knows %s for a kind', (kind) => {
    expect(findPii(finding([{ kind, start: 0, end: 3 }]), TEXT).findings[0]?.kind).toBe(kind);
  });
});

describe('guardOutgoing', () => {
  it('warns, redacts or blocks', () => {
    expect(guardOutgoing(emails, 'warn', TEXT)).toMatchObject({ text: TEXT, findings: [{}, {}] });
    expect(guardOutgoing(emails, 'redact', TEXT).text).toBe('ask [email] or [email]');
    expect(guardOutgoing(emails, 'block', 'nobody')).toEqual({ text: 'nobody', findings: [] });
    expect(() => guardOutgoing(emails, 'block', TEXT, 'glossary')).toThrowError(
      expect.objectContaining({
        code: 'LOCALERT_PII_BLOCKED',
        details: { what: 'glossary', findings: [{ place: 'glossary', kind: 'email' }] },
      }),
    );
  });

  it('lets everything leave where nobody looks', () => {
    expect(guardOutgoing(undefined, 'block', TEXT)).toEqual({ text: TEXT, findings: [] });
  });

  it('lets nothing leave unchecked unless the policy only warns', () => {
    expect(guardOutgoing(broken, 'warn', TEXT).text).toBe(TEXT);
    for (const policy of ['redact', 'block'] as const) {
      expect(() => guardOutgoing(broken, policy, TEXT)).toThrowError(
        expect.objectContaining({
          code: 'LOCALERT_PII_BLOCKED',
          message: expect.not.stringContaining('ann'),
          details: { what: 'text', findings: [{ place: 'text', kind: 'unchecked' }] },
        }),
      );
    }
  });
});

describe('a line for a log', () => {
  it('is as it is where the policy warns, nothing is found or nothing is looked for', () => {
    expect(guardLogLine(emails, 'warn', TEXT)).toBe(TEXT);
    expect(guardLogLine(broken, 'warn', TEXT)).toBe(TEXT);
    expect(guardLogLine(undefined, 'block', TEXT)).toBe(TEXT);
    expect(guardLogLine(emails, 'redact', 'nobody')).toBe('nobody');
    expect(guardLogLine(emails, 'block', 'nobody')).toBe('nobody');
  });

  it('has kinds in the place of what was found, or is its kinds alone', () => {
    expect(guardLogLine(emails, 'redact', TEXT)).toBe('ask [email] or [email]');
    expect(guardLogLine(emails, 'block', TEXT)).toBe('[email]');
  });

  it('is held back when nobody could look at it', () => {
    expect(guardLogLine(broken, 'redact', TEXT)).toBe('[unchecked]');
    expect(guardLogLine(broken, 'block', TEXT)).toBe('[unchecked]');
  });
});
