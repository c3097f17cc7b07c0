import { type FixtureInput, newTenant, parseFixtureContent, type TenantInput } from '@localert/core';
import { contractOf, parseForm } from '@localert/icu';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileBundle, type TenantBundle } from './bundle.ts';
import { planJson } from './json-plan.ts';
import { layoutReferences } from './layout-references.ts';
import { type RenderRequest, renderAlert } from './render.ts';
import { renderBytes, renderJson } from './render-json.ts';

const texts = {
  en: {
    title: 'Down in {region}',
    description: '{count, plural, one {# stream} other {# streams}} of {customer} since {since, time, short}',
    action: 'Ask {owner} at <https://x.io/{region}|the desk>',
  },
  es: {
    title: 'Caída en {region}',
    description: '{count, plural, one {# emisión} other {# emisiones}} de {customer}, {since, time, short}',
    action: 'Pregunta a `{owner}` en {region}',
  },
  fr: { title: '{region} : panne 📉' },
};

const rich: FixtureInput['layout'] = {
  blocks: [
    { type: 'header', blockId: 'head', text: { field: 'title', emoji: true } },
    {
      type: 'section',
      text: { field: 'description', style: 'quote' },
      fields: [
        { arg: 'customer', style: 'bold' },
        { text: 'Größe: 5 µm – “x”', style: 'code' },
        { date: 'since' },
      ],
      accessory: { type: 'image', url: { arg: 'link' }, alt: { arg: 'region' } },
    },
    { type: 'divider' },
    {
      type: 'context',
      elements: [
        { field: 'action', style: 'italic' },
        { field: 'gone', optional: true },
      ],
    },
    {
      type: 'actions',
      elements: [
        {
          type: 'button',
          text: { arg: 'region' },
          url: { arg: 'link' },
          value: { arg: 'owner' },
          actionId: 'go',
        },
        {
          type: 'button',
          text: { text: 'Runbook' },
          url: 'https://runbook.example/a?b=1&c=2',
          style: 'primary',
        },
      ],
    },
    { type: 'image', url: 'https://x.example/i.png', alt: { field: 'title' }, title: { date: 'since' } },
  ],
};

function bundleOf(input: Partial<FixtureInput> = {}, tenant: Partial<TenantInput> = {}): TenantBundle {
  const { arguments: _, ...content } = parseFixtureContent({
    baseLocale: 'en',
    severity: 'critical',
    locales: texts,
    ...input,
  });
  const forms = Object.values(content.locales[content.baseLocale] ?? {}).map((text) =>
    parseForm(text, content.syntax),
  );
  const shown = content.layout === undefined ? [] : layoutReferences(content.layout);
  const inLayout = shown.flatMap((one) =>
    one.kind === 'argument' ? [[one.name, { type: 'text' as const }] as const] : [],
  );
  return compileBundle(
    {
      ...content,
      id: 'down',
      name: 'down',
      arguments: { ...Object.fromEntries(inLayout), ...contractOf(forms).contract },
      revision: 1,
      createdAt: 0,
      updatedAt: 0,
    },
    newTenant({ id: 'acme', defaultLocale: 'en', timeZone: 'Europe/Madrid', ...tenant }, 0),
  );
}

const values = {
  region: 'EU',
  customer: 'Ben & Co',
  owner: 'Ana',
  count: 3,
  since: new Date('2026-01-02T03:04:05Z'),
  link: 'https://status.example/42?x=1',
};
const { link: _, ...plainValues } = values;

/** What the short way gives and what the long one gives. */
function both(bundle: TenantBundle, asked: RenderRequest) {
  // Of one moment: texts that count from now would differ across the end of a second.
  const request = { now: Date.UTC(2026, 0, 2), ...asked };
  const { payload, plain, ...rest } = renderJson(bundle, request);
  const { message, plain: words, choices: __, ...long } = renderAlert(bundle, request);
  const short = { ...rest, message: JSON.parse(payload), plain: JSON.parse(plain) };
  return { short, long: { ...long, message, plain: words } };
}

/** Whether the short way was taken: its payload has emoji as escapes. */
const tookPlan = (bundle: TenantBundle, request: RenderRequest) =>
  renderJson(bundle, request).payload.includes(String.raw`\ud83d\udea8`);

describe('renderJson', () => {
  it.each([
    ['the default layout', undefined, plainValues],
    ['a layout with everything', rich, values],
    ['a layout without colour', { color: 'none' as const, blocks: rich.blocks }, values],
    ['its own notification', { ...rich, notification: { arg: 'region' } }, values],
  ])('gives what renderAlert gives, by the plan: %s', (_name, layout, given) => {
    const bundle = bundleOf(layout === undefined ? {} : { layout });
    for (const requested of [['en'], ['es-MX', 'en'], ['fr', 'es'], [], ['es_ES', 'de'], ['x', 'x']]) {
      const request = { requested, values: given };
      const { short, long } = both(bundle, request);
      expect(short).toEqual(long);
      expect(tookPlan(bundle, request), requested.join()).toBe(true);
    }
  });

  it('keeps a payload of Latin-1 text in Latin-1, whatever the layout adds', () => {
    const { payload } = renderJson(bundleOf({ layout: rich }), { requested: ['es'], values });
    expect([...payload].filter((character) => character > '\u00ff')).toEqual([]);
    expect(payload).toContain('"text":"\\ud83d\\udea8 Caída en EU"');
  });

  it('takes the long way for what a plan cannot know', () => {
    const bundle = bundleOf({ layout: rich });
    const odd: Record<string, unknown>[] = [
      { region: undefined },
      { count: 'three' },
      { extra: 1 },
      { region: 'two\nlines' },
      { region: ' spaced ' },
      { region: '' },
      { region: '\u3000' },
      { region: 'x'.repeat(140) },
      { customer: 'a*b' },
      { customer: 'x'.repeat(2_500) },
      { customer: 'y'.repeat(70_000) },
      { link: 'ftp://x' },
      { link: 'https://user@host/' },
      { owner: '' },
      { owner: 'z'.repeat(2_100) },
      { since: new Date(-1) },
      { since: new Date(Number.NaN) },
    ];
    for (const change of odd) {
      const request = { requested: ['es'], values: { ...values, ...change } as never };
      const { short, long } = both(bundle, request);
      expect(short, JSON.stringify(change)).toEqual(long);
      expect(tookPlan(bundle, request), JSON.stringify(change)).toBe(false);
    }
  });

  it('gives what renderAlert gives for any values', () => {
    const bundles = [
      bundleOf(),
      bundleOf({ layout: rich }),
      bundleOf({ layout: { ...rich, color: '#102030' } }),
    ];
    const word = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom(
        'a\nb',
        '<x|y>',
        '`',
        '*',
        '_',
        '\u2028',
        ' a',
        'a ',
        '"q"',
        '\\',
        '\\n',
        '🚨',
        '\ud800',
        '&lt;',
        '',
      ),
    );
    const request = fc.record({
      requested: fc.array(fc.constantFrom('en', 'es', 'fr', 'de', 'es_ES'), { maxLength: 3 }),
      values: fc.record(
        {
          region: word,
          customer: word,
          owner: word,
          count: fc.oneof(fc.nat(3_000), fc.double(), fc.bigInt(), word),
          since: fc.oneof(fc.date(), fc.integer(), word),
          link: fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), word),
        },
        { requiredKeys: [] },
      ),
    });
    fc.assert(
      fc.property(fc.constantFrom(...bundles), request, (bundle, asked) => {
        const { short, long } = both(bundle, asked as RenderRequest);
        expect(short).toEqual(long);
      }),
      { numRuns: 1_500 },
    );
  });

  it('gives what renderAlert gives for any text of an author', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...' \n*_`<>&|~"\\\u2028{}',
        '<@U123>',
        '<!date^1^x|y>',
        '📉',
        '{a}',
        '{n}',
        '{n, number}',
        'word',
        "''",
      ),
      fc.string({ maxLength: 5 }).map((text) => text.replace(/[{}']/g, '')),
    );
    const source = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(''));
    const parses = (text: string) => {
      try {
        return parseForm(text, 'icu') !== undefined;
      } catch {
        return false;
      }
    };
    const field = source.filter(parses);
    const style = fc.constantFrom('plain', 'bold', 'italic', 'code', 'quote');
    fc.assert(
      fc.property(field, field, style, fc.string({ maxLength: 8 }), (title, action, look, a) => {
        const layout: FixtureInput['layout'] = {
          blocks: [
            { type: 'header', text: 'title' },
            {
              type: 'section',
              text: { field: 'action', style: look as 'bold' },
              fields: [{ field: 'title', style: look as 'bold' }],
            },
            { type: 'actions', elements: [{ type: 'button', text: 'action' }] },
          ],
        };
        const bundle = bundleOf({ locales: { en: { title, action } }, layout });
        const given = { a, n: 1_234 };
        const used = Object.fromEntries(Object.entries(given).filter(([name]) => name in bundle.contract));
        const { short, long } = both(bundle, { requested: ['en'], values: used });
        expect(short).toEqual(long);
      }),
      { numRuns: 400 },
    );
  });

  it('falls to the long way when a text fails while it runs', () => {
    const bundle = bundleOf();
    const request = { requested: ['en'], values: plainValues };
    const hostile = {
      ...request,
      values: new Proxy(plainValues, {
        getOwnPropertyDescriptor() {
          throw new Error('no');
        },
      }),
    };
    expect(() => renderJson(bundle, hostile)).toThrow('no');
    const failing = {
      ...bundle,
      route: () => {
        throw new Error('x');
      },
    };
    expect(JSON.parse(renderJson(failing, request).payload)).toEqual(renderAlert(bundle, request).message);
  });

  it('makes no plan for readers that it does not remember', () => {
    const bundle = bundleOf();
    for (let index = 0; index < 256; index++) bundle.route([`es-x-a${index}`]);
    const request = { requested: ['es-x-late'], values: plainValues };
    expect(tookPlan(bundle, request)).toBe(false);
    expect(both(bundle, request).short).toEqual(both(bundle, request).long);
  });
});

describe('plans', () => {
  it('are shared by readers who come to the same, and few', () => {
    const bundle = bundleOf();
    for (const requested of [['es'], ['es', 'es'], ['es', 'EU']])
      renderJson(bundle, { requested, values: plainValues });
    expect(bundle.route(['es']).plan).toBe(bundle.route(['es', 'es']).plan);
    expect(bundle.plans.size).toBeLessThanOrEqual(2);
    for (let index = 0; index < 60; index++)
      renderJson(bundle, { requested: [`not_a_tag_${index}`], values: plainValues });
    expect(bundle.plans.size).toBe(32);
    const request = { requested: ['not_a_tag_59'], values: plainValues };
    expect(both(bundle, request).short).toEqual(both(bundle, request).long);
  });
});

describe('planJson', () => {
  const planOf = (bundle: TenantBundle) => planJson(bundle, bundle.negotiate(['en']));

  it('refuses a layout whose own texts look like its marks', () => {
    for (const text of ['https://slot.invalid/f0/', '9007100000001']) {
      expect(
        planOf(
          bundleOf({
            layout: {
              blocks: [
                { type: 'section', text: { text } },
                { type: 'section', text: 'title' },
              ],
            },
          }),
        ),
      ).toBeUndefined();
    }
  });

  it('refuses a layout that breaks a limit by itself', () => {
    const long = { type: 'header' as const, text: { text: 'x'.repeat(200) } };
    expect(planOf(bundleOf({ layout: { blocks: [long] } }))).toBeUndefined();
  });

  it('holds the sum of what shares one text to its limit', () => {
    const locales = { en: { title: 'T {a}', description: 'D {b}' } };
    const bundle = bundleOf({
      locales,
      layout: { notification: 'title', blocks: [{ type: 'section', text: 'description' }] },
    });
    const request = { requested: ['en'], values: { a: 'x'.repeat(2_000), b: 'y'.repeat(2_500) } };
    const { short, long } = both(bundle, request);
    expect(short).toEqual(long);
    expect(long.plain.text).toHaveLength(4_000);
  });
});

describe('renderBytes', () => {
  it('is the payload in UTF-8, with and without Node', () => {
    const bundle = bundleOf();
    const request = { requested: ['es'], values: plainValues };
    const { payload, ...rest } = renderBytes(bundle, request);
    const { payload: text, ...same } = renderJson(bundle, request);
    expect(new TextDecoder().decode(payload)).toBe(text);
    expect(rest).toEqual(same);
  });
});
