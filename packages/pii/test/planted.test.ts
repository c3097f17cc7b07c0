import { redactText } from '@localert/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectPii, PII_RULES } from '../src/index.ts';
import { randomOf } from './random.ts';
import { ITEMS, NOISE } from './values.ts';

/** Words of alerts that say nothing of numbers behind them, with all that is folded away or made plain. */
const safeWord = fc.constantFrom(
  ...'Playback interrupted seit Mitternacht démarre échoue región caída サーバーが 停止しました 播放 中断 сервер упал'.split(
    ' ',
  ),
  ...['ｗｉｄｅ', 'so\u00adft', 'ze\u200bro', '𝐛𝐨𝐥𝐝', '🚨', '—', '(eu)', '"x"', '…', '\ud835', '%', '\n'],
);
const surroundings = fc.array(safeWord, { maxLength: 8 }).map((words) => words.join(' '));
const seed = fc.nat();

/** Makers of values that are found whatever stands around them, and the kind that they are found as. */
const PLANTED = {
  email: 'email',
  ipv4: 'ipv4',
  ipv6: 'ipv6',
  iban: 'iban',
  ssn: 'us-ssn',
  jwt: 'jwt',
  'slack-token': 'slack-token',
  'slack-webhook': 'slack-webhook',
  'aws-id': 'aws-access-key',
  'google-key': 'google-key',
  'github-token': 'github-token',
  'gitlab-token': 'gitlab-token',
  'stripe-key': 'stripe-key',
  'sendgrid-key': 'sendgrid-key',
  'twilio-key': 'twilio-key',
  'npm-token': 'npm-token',
  'localert-key': 'localert-key',
  'private-key': 'private-key',
} as const;

const make = (makers: typeof ITEMS, slot: string, from: number): string =>
  makers[slot]?.(randomOf(from, 0)) ?? '';

describe.each(Object.entries(PLANTED))('%s', (slot, kind) => {
  it('is found in its place in any safe text, and nothing else is', () => {
    fc.assert(
      fc.property(surroundings, surroundings, seed, (before, after, from) => {
        const value = make(ITEMS, slot, from);
        const start = before.length + 1;
        expect(detectPii(`${before} ${value} ${after}`)).toEqual([
          { kind, start, end: start + value.length },
        ]);
      }),
    );
  });
});

describe.each(Object.keys(NOISE).filter((slot) => slot !== 'version4'))('no value: %s', (slot) => {
  it('is found in no safe text', () => {
    fc.assert(
      fc.property(surroundings, surroundings, seed, (before, after, from) => {
        // Some order numbers have the form of a phone number: only their name tells them apart.
        const name = slot === 'order' ? 'order ' : '';
        const text = `${before} ${name}${make(NOISE, slot, from)} ${after}`;
        expect(detectPii(text), text).toEqual([]);
      }),
    );
  });
});

/** Pieces of which values are made, put together at random: near misses of everything. */
const pieces = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...'@ . : :: / // - + ( ) = " 0 1 49 4111 1111 2001 db8 DE89 ann example.org password token Bearer eyJ xoxb- sk- AKIA'.split(
          ' ',
        ),
        ...[
          ' ',
          '\n',
          '\u200b',
          '\ud835',
          '\udb40',
          '１',
          'ａ',
          '𝟏',
          'é',
          '電話',
          '-----BEGIN PRIVATE KEY-----',
        ],
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

describe('findings in any text', () => {
  const kinds = new Set(PII_RULES.map(({ kind }) => kind));

  it('are in order, within the text, none over another, each of a known kind', () => {
    fc.assert(
      fc.property(pieces, (text) => {
        let from = 0;
        for (const { kind, start, end } of detectPii(text)) {
          expect(start).toBeGreaterThanOrEqual(from);
          expect(end).toBeGreaterThan(start);
          expect(kinds).toContain(kind);
          from = end;
        }
        expect(from).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('leave the rest as it is when they are redacted', () => {
    fc.assert(
      fc.property(pieces, (text) => {
        const findings = detectPii(text);
        const kept = findings.reduceRight(
          (rest, { start, end }) => rest.slice(0, start) + rest.slice(end),
          text,
        );
        const cut = redactText(
          text,
          findings.map((finding) => ({ ...finding, kind: '\u0000' })),
        );
        expect(cut.replaceAll('[\u0000]', '')).toBe(kept);
      }),
    );
  });
});
