import { parseForm } from '@localert/icu';
import { printIcu } from '@localert/icu/catalog';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neededCategories } from './plural-keys.ts';
import { buildField, planSegments } from './segments.ts';

const plan = (text: string, targetLocale: string, more: Partial<Parameters<typeof planSegments>[1]> = {}) =>
  planSegments({ text }, { syntax: 'icu', targetLocale, ...more });

/** The message that comes back when each segment is translated so. */
function roundTrip(
  text: string,
  locale: string,
  say = (segment: string) => segment,
  syntax: 'icu' | 'mf2' = 'icu',
) {
  const { fields, segments } = plan(text, locale, { syntax });
  const [field] = fields;
  if (field === undefined) throw new Error('refused');
  return buildField(field, new Map(segments.map(({ id, text: one }) => [id, say(one)])));
}

describe('neededCategories', () => {
  it('has what whole numbers of a language have, and nothing else', () => {
    const names = (locale: string, ...more: [('cardinal' | 'ordinal')?, number?, Set<number>?]) =>
      neededCategories(locale, more[0] ?? 'cardinal', more[1], more[2]).map(({ category }) => category);
    expect(names('ja')).toEqual(['other']);
    expect(names('en')).toEqual(['one', 'other']);
    expect(names('es')).toEqual(['one', 'other']);
    expect(names('cs')).toEqual(['one', 'few', 'other']);
    expect(names('ru')).toEqual(['one', 'few', 'many', 'other']);
    expect(names('ar')).toEqual(['zero', 'one', 'two', 'few', 'many', 'other']);
    expect(names('en', 'ordinal')).toEqual(['one', 'two', 'few', 'other']);
    // A branch of its own stands for the only count of a category.
    expect(names('ar', 'cardinal', 0, new Set([0, 2]))).toEqual(['one', 'few', 'many', 'other']);
    expect(names('en', 'cardinal', 1, new Set([0, 2]))).toEqual(['other']);
  });
});

describe('planSegments', () => {
  it('makes whole sentences for the categories of the target, whatever the source has', () => {
    const { segments } = plan('{count, plural, one {# stream} other {# streams}} failing on {host}.', 'ru');
    expect(segments.map(({ text, note }) => [text, note])).toEqual([
      ['<x id="0"/> stream failing on <x id="1"/>.', 'count is a number like 1, 21, 31, 41'],
      ['<x id="0"/> streams failing on <x id="1"/>.', 'count is a number like 2, 3, 4, 22'],
      ['<x id="0"/> streams failing on <x id="1"/>.', 'count is a number like 0, 5, 6, 7'],
      ['<x id="0"/> streams failing on <x id="1"/>.', 'count is a fraction'],
    ]);
    expect(segments[0]?.marks).toEqual({ 0: 'count (a number)', 1: 'host' });
  });

  it('asks once for what is said several times, and not at all for what has no words', () => {
    const messages = { a: 'Disk full', b: 'Disk full', c: '{host}: {count, number}', d: '42 — 17' };
    const { fields, segments } = planSegments(messages, { syntax: 'icu', targetLocale: 'de' });
    expect(segments.map(({ text }) => text)).toEqual(['Disk full']);
    expect(fields.map(({ ids }) => ids)).toEqual([['0'], ['0'], [undefined], [undefined]]);
    expect(fields.map((field) => buildField(field, new Map([['0', 'Voll']])).target)).toEqual([
      'Voll',
      'Voll',
      '{host}: {count, number}',
      '42 — 17',
    ]);
  });

  it('hides code, links, mentions, emoji, tags, names and terms that stay', () => {
    const text =
      'Run `kubectl get` on <#C1|ops>, see <https://a.example/x|the page>, https://b.example/y?z=1. Mail ops@example.org :fire: <b>now</b> max_connections Localert';
    const { segments } = plan(text, 'de', {
      glossary: [{ source: 'Localert' }, { source: 'page', target: 'Seite' }],
    });
    expect(segments[0]?.text).toBe(
      'Run <x id="0"/> on <x id="1"/>, see <x id="2"/>the page<x id="3"/>, <x id="4"/>. Mail <x id="5"/> <x id="6"/> <x id="7"/>now<x id="8"/> <x id="9"/> <x id="10"/>',
    );
    expect(roundTrip(text, 'de').target).toBe(text);
  });

  it('hides what must not leave, and puts it back', () => {
    const secret = 'xoxb-1234';
    const findPrivate = (one: string) => {
      const start = one.indexOf(secret);
      return start < 0 ? [] : [{ start, end: start + secret.length, what: 'private data (slack-token)' }];
    };
    const { segments, fields } = plan(`Token ${secret} leaked`, 'de', { findPrivate });
    expect(JSON.stringify(segments)).not.toContain(secret);
    const built = fields[0] && buildField(fields[0], new Map([['0', '<x id="0"/> ist bekannt']]));
    expect(built?.target).toBe(`${secret} ist bekannt`);
  });

  it('tells what it cannot take apart, and goes on with the rest', () => {
    const wide = Array.from({ length: 8 }, (_, at) => `{a${at}, plural, one {x} other {y}}`).join(' ');
    const { refused, fields } = planSegments(
      { broken: '{count, plural, one {x}', wide, fine: 'Disk full' },
      { syntax: 'icu', targetLocale: 'ru' },
    );
    expect(refused.map(({ field, error }) => [field, (error as { code: string }).code])).toEqual([
      ['broken', 'LOCALERT_MESSAGE_SYNTAX'],
      ['wide', 'LOCALERT_TOO_MANY_BRANCHES'],
    ]);
    expect(fields.map(({ field }) => field)).toEqual(['fine']);
  });

  it('gives the bounds and notes of a field along', () => {
    const contract = { host: { type: 'text' as const, description: 'the machine' } };
    const { segments } = plan('Full: {host} {at, time, short}', 'de', {
      contract,
      maxLengths: { text: 150 },
    });
    expect(segments[0]).toEqual({
      id: '0',
      text: 'Full: <x id="0"/> <x id="1"/>',
      marks: { 0: 'host (the machine)', 1: 'at (a date or time)' },
      maxLength: 150,
    });
  });
});

describe('a marked passage', () => {
  const source =
    '.input {$n :number} .match $n one {{Ref {$id}: {#ai-localize context=alert}{$n} disk full{/ai-localize} — ops}} * {{{#ai-localize context=alert}{$n} disks full{/ai-localize}}}';

  it('is all that leaves, with what its author says of it', () => {
    const { segments } = plan(source, 'de', { syntax: 'mf2' });
    expect(segments.map(({ text }) => text)).toEqual([
      '<x id="0"/><x id="1"/><x id="2"/><x id="3"/><x id="4"/> disk full<x id="5"/><x id="6"/>',
      '<x id="0"/><x id="1"/> disks full<x id="2"/>',
    ]);
    expect(segments[0]?.note).toBe('n is a number like 1; context: alert');
    expect(segments[0]?.marks).toMatchObject({ 0: 'text that stays', 6: 'text that stays' });
    expect(JSON.stringify(segments)).not.toMatch(/Ref|ops/);
  });

  it('keeps its place and its mark, so that it can be adapted again', () => {
    const { target } = roundTrip(source, 'de', (text) => text.replace(/disks? full/, 'voll'), 'mf2');
    expect(target).toBe(
      '.input {$n :number}\n.match $n\none {{Ref {$id}: {#ai-localize context=alert}{$n} voll{/ai-localize} — ops}}\n* {{{#ai-localize context=alert}{$n} voll{/ai-localize}}}',
    );
  });
});

describe('buildField', () => {
  it('builds the structure anew: nested choices, numbers, other orders', () => {
    const source =
      '{kind, select, disk {{n, plural, =0 {No disk} one {# disk} other {# disks}}} other {Nothing}} on {host}';
    const { target } = roundTrip(source, 'cs', (text) => text.replace('on <x', 'na <x'));
    expect(target).toBe(
      '{kind, select, disk {{n, plural, =0 {No disk na {host}} one {# disk na {host}} few {# disks na {host}} other {# disks na {host}}}} other {Nothing na {host}}}',
    );
  });

  it('builds MessageFormat 2 with its declarations and markup', () => {
    const source = '.input {$n :integer} .match $n one {{{$n} disk {#b}full{/b}}} * {{{$n} disks}}';
    expect(roundTrip(source, 'pl', (text) => `${text}!`, 'mf2').target).toBe(
      '.input {$n :integer}\n.match $n\none {{{$n} disk {#b}full{/b}!}}\nfew {{{$n} disks!}}\nmany {{{$n} disks!}}\n* {{{$n} disks!}}',
    );
    expect(roundTrip('Disk {$host} full', 'pl', undefined, 'mf2').target).toBe('Disk {$host} full');
  });

  it('quotes what a translation holds of MessageFormat’s own signs', () => {
    const { target } = roundTrip('Disk full', 'fr', () => "l'espace {disque} n'est #1 &lt; &amp;lt;");
    expect(target).toBe("l'espace '{'disque'}' n'est #1 < &lt;");
    expect(parseForm(target ?? '', 'icu').nodes).toEqual([
      { type: 'text', value: "l'espace {disque} n'est #1 < &lt;" },
    ]);
  });

  it.each([
    ['a missing mark', 'auf', 'mark-missing'],
    ['a repeated one', '<x id="0"/> <x id="0"/>', 'mark-repeated'],
    ['one of nobody', '<x id="0"/> <x id="7"/>', 'mark-unknown'],
    ['a broken one', '<x id="0"/> <x id=', 'mark-unknown'],
    ['a closing one', '<x id="0"/> </x>', 'mark-unknown'],
  ])('refuses %s', (_, translation, code) => {
    const { target, faults } = roundTrip('on {host}', 'de', () => translation);
    expect(target).toBeUndefined();
    expect(faults.get('0')?.map((fault) => fault.code)).toContain(code);
  });

  it.each(['<x id="0"/>', '<x id="0" />', "<x id='0'/>", '<x id=0></x>', '<X ID="0"/>', '<x id = "0"> </x>'])(
    'takes the mark %s',
    (mark) => {
      expect(roundTrip('on {host}', 'de', () => `auf ${mark}`).target).toBe('auf {host}');
    },
  );

  it('misses a segment that nobody translated', () => {
    const { fields } = plan('on {host}', 'de');
    expect(fields[0] && buildField(fields[0], new Map()).target).toBeUndefined();
  });

  it('gives a message back as it was when nothing is changed, for any words', () => {
    const word = fc.string({ unit: 'grapheme', maxLength: 12 });
    const text = fc.tuple(word, word, word).map(([a, b, c]) => {
      const nodes = [
        { type: 'text' as const, value: `w${a}` },
        {
          type: 'placeholder' as const,
          expression: { operand: { type: 'argument' as const, name: 'x' }, call: { name: 'plain' as const } },
        },
        { type: 'text' as const, value: `${b}w${c}` },
      ];
      return printIcu({ syntax: 'icu', declarations: [], nodes });
    });
    fc.assert(
      fc.property(text, (source) => {
        const { target } = roundTrip(source, 'en');
        expect(parseForm(target ?? '', 'icu')).toEqual(parseForm(source, 'icu'));
      }),
      { numRuns: 300 },
    );
  });
});

describe('the rarer choices', () => {
  it('knows the functions that every fixture has, beside those of a host', () => {
    const source = 'Free: {free, bytes} on {mount, code}, ask {who, mention}';
    for (const functions of [undefined, ['shout'], {}]) {
      const { refused, segments } = plan(source, 'ca', { functions });
      expect(refused).toEqual([]);
      expect(segments.map(({ text }) => text)).toEqual(['Free: <x id="0"/> on <x id="1"/>, ask <x id="2"/>']);
    }
    expect(roundTrip(source, 'ca').target).toBe(source);
  });

  it('knows ordinals, offsets, a choice with one branch, and functions of a host', () => {
    const ordinal = plan('{n, selectordinal, one {#st try} other {#th try}} of {total}', 'en');
    expect(ordinal.segments.map(({ note }) => note)).toEqual([
      'n is a number like 1, 21, 31, 41',
      'n is a number like 2, 22, 32, 42',
      'n is a number like 3, 23, 33, 43',
      'n is a number like 0, 4, 5, 6',
    ]);
    expect(plan('{kind, select, other {Disk full}}', 'de').segments).toEqual([
      { id: '0', text: 'Disk full' },
    ]);
    const { segments } = plan('Down for {time, duration} since {at, date}', 'de', {
      functions: ['duration'],
    });
    expect(segments[0]?.marks).toEqual({ 0: 'time (duration)', 1: 'at (a date or time)' });
    const literal = plan('{|ops| :shout} is down {$n :integer}', 'de', {
      syntax: 'mf2',
      functions: ['shout'],
    });
    expect(literal.segments[0]?.marks).toEqual({ 0: ' (shout)', 1: 'n (a number)' });
  });

  it('follows local variables of MessageFormat 2', () => {
    const source =
      '.input {$n :number} .local $m = {$n :integer} .local $k = {$m} .match $k one {{{$m} disk}} * {{{$m} disks}}';
    const { segments } = plan(source, 'de', { syntax: 'mf2' });
    expect(segments.map(({ note, marks }) => [note, marks])).toEqual([
      ['k is a number like 1', { 0: 'm' }],
      ['k is a number like 0, 2, 3, 4', { 0: 'm' }],
    ]);
    const exact = '.input {$n :number select=exact} .match $n 1 {{one disk}} * {{disks}}';
    expect(plan(exact, 'ru', { syntax: 'mf2' }).segments.map(({ note }) => note)).toEqual([
      'n is 1',
      'n is something else',
    ]);
  });

  it('takes the context of a passage from its author, not from a value', () => {
    const { segments } = plan('{#ai-localize context=$c}Disk full{/ai-localize}', 'de', { syntax: 'mf2' });
    expect(segments[0]?.note).toBeUndefined();
  });

  it('leaves a link open that nobody closed, and finds terms in any case', () => {
    const { segments } = plan('See <https://a.example|the LOCALERT page', 'de', {
      glossary: [{ source: 'localert', caseSensitive: false }, { source: 'Localert page' }, { source: '' }],
    });
    expect(segments[0]?.text).toBe('See <x id="0"/>the <x id="1"/> page');
    const longer = plan('the Localert page', 'de', {
      glossary: [{ source: 'Localert' }, { source: 'Localert page' }],
    });
    expect(longer.segments[0]?.text).toBe('the <x id="0"/>');
  });

  it('undoes what engines escape, once, and leaves what is no sign', () => {
    const said = '&quot;Platte&#39;s&#x20AC; &AMP;amp; &nope; &#xD800; &#0; &#1114112;';
    expect(roundTrip('Disk full', 'de', () => said).target).toBe(
      '"Platte\'s€ &amp; &nope; &#xD800; &#0; &#1114112;',
    );
  });
});
