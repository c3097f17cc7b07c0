/** Functions in whole fixtures: proven, rendered into every slot, previewed. */
import { type ArgumentValues, type FixtureInput, newTenant, parseFixtureContent } from '@localert/core';
import { type CustomFunctions, defineFunction, markup } from '@localert/icu';
import { describe, expect, it } from 'vitest';
import { compileBundle } from '../bundle.ts';
import { previewHtml, previewText } from '../preview.ts';
import { proveFixture, proveOverride } from '../prove.ts';
import { renderAlert } from '../render.ts';

const NOW = Date.UTC(2026, 0, 15, 12);
const tenant = newTenant({ id: 'acme', defaultLocale: 'en', timeZone: 'Europe/Madrid' }, 0);

function prove(
  texts: Record<string, string>,
  more: Partial<FixtureInput> = {},
  functions: CustomFunctions = {},
) {
  const content = parseFixtureContent({ baseLocale: 'en', locales: { en: texts }, ...more });
  const proof = proveFixture('disk', content, tenant, functions);
  const { arguments: _, ...rest } = content;
  const fixture = {
    ...rest,
    id: 'disk',
    name: 'disk',
    arguments: proof.contract,
    revision: 1,
    createdAt: 0,
    updatedAt: 0,
  };
  const render = (values: ArgumentValues) =>
    renderAlert(compileBundle(fixture, tenant, undefined, functions), {
      requested: ['en'],
      values,
      now: NOW,
    });
  return { ...proof, fixture, render };
}

const codes = ({ findings }: { findings: readonly { code: string; severity: string }[] }) =>
  findings.map(({ code, severity }) => `${severity} ${code}`);

/** So that two hosts fit a header at their longest. */
const short = { arguments: { hosts: { maxLength: 40 } } };

describe('a fixture', () => {
  const texts = {
    title: '{who, mention}: {hosts, list, max=2} since {since, relativeTime}',
    description:
      '{who, mention} {where, channel} {severity, urgencyEmoji} {size, bytes} {took, duration} {log, code}',
    footer: '{page, link, Runbook} {since, slackDate}',
  };
  const values = {
    who: 'U012AB3CD',
    where: 'C012AB3CD',
    severity: 'high',
    hosts: ['db-1', 'db-2', 'db-3'],
    size: 1_500_000,
    took: 90_000,
    log: 'rm -rf `x` <b>',
    page: 'https://example.com/a|b',
    since: NOW - 7_200_000,
  };

  it('with functions in every slot is proven and shown', () => {
    const { findings, broadcasts, contract, render } = prove(texts, short);
    expect([findings, broadcasts]).toEqual([[], false]);
    expect(contract).toMatchObject({
      hosts: { type: 'list' },
      size: { type: 'number' },
      since: { type: 'date' },
    });
    const { message, plain, problems } = render(values);
    expect(problems).toEqual([]);
    // A header is plain text: there a mention is its words.
    expect(message.blocks?.[0]).toMatchObject({
      text: { type: 'plain_text', text: '🟡 @U012AB3CD: db-1, db-2, and +1 since 2 hours ago' },
    });
    const [description, footer] = message.attachments?.[0]?.blocks ?? [];
    expect(description).toMatchObject({
      text: { text: '<@U012AB3CD> <#C012AB3CD> 🔴 1.5 MB 1 min, 30 sec `rm -rf ˋxˋ &lt;b&gt;`' },
    });
    expect(JSON.stringify(footer)).toContain('<https://example.com/a%7Cb|Runbook> <!date^1768471200^');
    expect(plain.text).toContain('<@U012AB3CD>');
  });

  it('is previewed as Slack shows it', () => {
    const { message } = prove(texts).render(values);
    const html = previewHtml(message, { locale: 'en', timeZone: 'Europe/Madrid', now: NOW });
    expect(html).toContain(
      '<span class="la-mention">@U012AB3CD</span> <span class="la-mention">#C012AB3CD</span>',
    );
    expect(html).toContain('<code dir="ltr">rm -rf ˋxˋ &lt;b&gt;</code>');
    expect(html).toContain(
      '<a href="https://example.com/a%7Cb" rel="noopener noreferrer nofollow">Runbook</a>',
    );
    expect(html).toContain('<time>today 11:00');
    const text = previewText(message);
    expect(text).toContain('@U012AB3CD #C012AB3CD 🔴 1.5 MB');
    expect(text).toContain('Runbook (https://example.com/a%7Cb)');
  });

  it('goes out whatever its values are', () => {
    const { render } = prove(texts);
    const { message, problems } = render({
      ...values,
      who: '<!channel>',
      hosts: 'db-1',
      since: 'now',
      page: 'ftp://x',
    });
    expect(problems.map(({ code, argument }) => `${code} ${argument}`).sort()).toEqual([
      'argument-type hosts',
      'argument-type page',
      'argument-type since',
      'argument-type who',
    ]);
    expect(JSON.stringify(message)).toContain('⟨who?⟩');
    expect(JSON.stringify(message)).not.toContain('<!');
  });

  it('says the same in MessageFormat 2', () => {
    const mf2 = {
      title: '{$who :mention}: {$hosts :list max=2} since {$since :relativeTime}',
      description:
        '{$who :mention} {$where :channel} {$severity :urgencyEmoji} {$size :bytes} {$took :duration} {$log :code}',
      footer: '{$page :link label=Runbook} {$since :slackDate}',
    };
    const { findings, render } = prove(mf2, { syntax: 'mf2', ...short });
    expect(findings).toEqual([]);
    const { message, plain, problems } = prove(texts).render(values);
    expect(render(values)).toMatchObject({ message, plain, problems });
  });
});

describe('a proof', () => {
  it('asks for the permission to reach everyone', () => {
    const mf2 = { syntax: 'mf2' } as const;
    expect(prove({ title: '{here :mention} look' }, mf2).broadcasts).toBe(true);
    expect(prove({ title: '{$x :mention} look' }, mf2).broadcasts).toBe(false);
    const { fixture } = prove({ title: 'calm' }, mf2);
    expect(proveOverride(fixture, 'en', { title: '{channel :mention}' }, tenant).broadcasts).toBe(true);
  });

  it('asks for it in the name of a host’s function too, whatever that is called', () => {
    const ping = defineFunction({
      takes: 'text',
      format: (value) => markup(`<!${value}>`),
      effect: (literal) => (literal === undefined ? undefined : `broadcast:${literal}`),
    });
    expect(prove({ title: '{here :ping}' }, { syntax: 'mf2' }, { ping }).broadcasts).toBe(true);
  });

  it('refuses bad options, and values of the message that no function takes', () => {
    expect(codes(prove({ title: '{x, duration, forever}' }))).toEqual(['error message-syntax']);
    expect(codes(prove({ title: '{x, unheard}' }))).toEqual(['error message-syntax']);
    expect(codes(prove({ title: '{ana :mention}' }, { syntax: 'mf2' }))).toEqual(['error function-value']);
    expect(codes(prove({ title: '{|U1| :mention}' }, { syntax: 'mf2' }))).toEqual([]);
  });

  it('warns of samples that a function does not take', () => {
    const functions = {
      ticket: defineFunction({ takes: 'text', format: (v) => (v === 'OPS-1' ? v : undefined) }),
    };
    expect(codes(prove({ title: '{x, ticket}' }, {}, functions))).toEqual(['warning function-sample']);
    expect(
      codes(prove({ title: '{x, ticket}' }, { arguments: { x: { sample: 'OPS-1' } } }, functions)),
    ).toEqual([]);
  });

  it('refuses lists where texts are shown', () => {
    expect(codes(prove({ title: '{x, list} {x}' }))).toEqual(['error argument-conflict']);
    const layout = { blocks: [{ type: 'section', text: { arg: 'x' } }] } as never;
    expect(codes(prove({ title: '{x, list}' }, { layout, arguments: { x: {} } }))).toContain(
      'error layout-argument-type',
    );
    const de = { locales: { en: { title: '{x, list}' }, de: { title: '{x}' } } };
    expect(codes(prove({}, de))).toContain('error argument-type');
  });

  it('lets a host’s functions go first, for overrides too', () => {
    const functions = { mention: (value: unknown) => `own ${String(value)}` };
    const { fixture, render } = prove({ title: '{x, mention}' }, { severity: 'low' }, functions);
    expect(render({ x: 'ana' }).message.text).toBe('own ana');
    expect(
      proveOverride(fixture, 'en', { title: '{x, mention} {x, own}' }, tenant, functions).findings,
    ).toMatchObject([{ code: 'message-syntax' }]);
    // Without the host's own, `mention` is Slack's again and wants an id.
    const own = { own: (value: unknown) => String(value) };
    expect(proveOverride(fixture, 'en', { title: '{x, mention} {x, own}' }, tenant, own).findings).toEqual([
      expect.objectContaining({ code: 'function-sample' }),
    ]);
  });
});
