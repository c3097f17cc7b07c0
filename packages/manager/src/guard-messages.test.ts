import type { Finding, TenantInput } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { broken, detector } from '../test/detector.ts';
import { open } from '../test/house.ts';
import type { FindingDetail } from './errors.ts';

const ANN = 'ann.canary@example.org';

const house = (pii: TenantInput['pii'], options: Parameters<typeof open>[0] = {}) =>
  open({
    tenants: [{ id: 'acme', defaultLocale: 'en', ...(pii && { pii }) }],
    pii: detector,
    compliance: 'report',
    ...options,
  });

type Client = Awaited<ReturnType<typeof house>>['acme'];

const text = (title: string) => ({ baseLocale: 'en', locales: { en: { title } } });

/** What a save found, whether it was refused or not. */
async function foundBy(work: Promise<{ readonly warnings: readonly Finding[] } | readonly Finding[]>) {
  try {
    const result = await work;
    return { refused: false, findings: 'warnings' in result ? result.warnings : result };
  } catch (error) {
    const { findings = [] } = (error as { details: { findings?: FindingDetail[] } }).details;
    return { refused: true, findings };
  }
}

/** Everything that saves texts of an author. */
const SAVES: readonly (readonly [string, (acme: Client, title: string) => Promise<never>])[] = [
  ['create', (acme, title) => acme.create('note', text(title)) as Promise<never>],
  [
    'update',
    async (acme, title) => {
      await acme.create('note', text('Fine'));
      return acme.update('note', { locales: { en: { title } } }) as Promise<never>;
    },
  ],
  ['override', (acme, title) => acme.override('playback_failure', 'en-US', { title }) as Promise<never>],
];

describe.each(SAVES)('%s of a text with personal data', (name, save) => {
  it('is warned of, with its place', async () => {
    const { acme, alerts, events } = await house('warn');
    const { refused, findings } = await foundBy(save(acme, `Ask\nfor ${ANN} or ${ANN}, 123456789012`));
    const locale = name === 'override' ? 'en-US' : 'en';
    expect(refused).toBe(false);
    expect(findings.filter(({ code }) => code === 'pii-in-message')).toEqual([
      {
        severity: 'warning',
        code: 'pii-in-message',
        message: 'There is personal data here (email); pass it as an argument.',
        locale,
        field: 'title',
        line: 2,
        column: 5,
      },
      expect.objectContaining({ message: expect.stringContaining('(card)'), line: 2, column: 55 }),
    ]);
    expect(events.filter(({ type }) => type === 'pii.found')).toEqual([
      expect.objectContaining({ kinds: ['email', 'card'], policy: 'warn', where: 'message' }),
    ]);
    await alerts.close();
  });

  it.each(['redact', 'block'] as const)(
    'is refused where the policy is %s: nothing is rewritten',
    async (policy) => {
      const { acme, alerts, events } = await house(policy);
      const { refused, findings } = await foundBy(save(acme, `Ask ${ANN}`));
      expect(refused).toBe(true);
      expect(findings).toMatchObject([{ code: 'pii-in-message', field: 'title', line: 1, column: 5 }]);
      expect(JSON.stringify([findings, events])).not.toContain('canary');
      expect(events).toContainEqual(expect.objectContaining({ type: 'fixture.refused' }));
      expect(await foundBy(save(acme, 'Fine'))).toMatchObject({ refused: name === 'update' });
      await alerts.close();
    },
  );

  it('stops what nobody could look at only where the policy is block', async () => {
    for (const policy of ['warn', 'redact', 'block'] as const) {
      const { acme, alerts } = await house(policy, { pii: broken });
      const { refused, findings } = await foundBy(save(acme, `Ask ${ANN}`));
      const told = findings.find(({ code }) => code === 'pii-in-message');
      if (name !== 'update' || policy !== 'block') {
        expect(refused).toBe(policy === 'block');
        expect(told?.message).toBe('Nobody could look for personal data here: the detector failed.');
      }
      await alerts.close();
    }
  });

  it('is nobody’s business without a detector', async () => {
    const { acme, alerts } = await house('block', { pii: undefined as never });
    const { refused, findings } = await foundBy(save(acme, `Ask ${ANN}`));
    expect(refused).toBe(false);
    expect(findings.filter(({ code }) => code.startsWith('pii-'))).toEqual([]);
    await alerts.close();
  });
});

describe('notes, names and labels', () => {
  it('are warned of under every policy', async () => {
    for (const policy of ['warn', 'redact', 'block'] as const) {
      const { acme, alerts } = await house(policy);
      const { refused, findings } = await foundBy(
        acme.create('note', {
          ...text('By {who}'),
          name: `Note of ${ANN}`,
          description: ANN,
          labels: { owner: ANN },
          arguments: { who: { sample: ANN, description: `such as ${ANN}` } },
        }),
      );
      expect(refused).toBe(false);
      expect(findings.map(({ code, field, line, column }) => [code, field, line, column])).toEqual([
        ['pii-in-notes', 'name', 1, 9],
        ['pii-in-notes', 'description', 1, 1],
        ['pii-in-notes', 'labels.owner', 1, 1],
        ['pii-in-notes', 'arguments.who.description', 1, 9],
        ['pii-in-notes', 'arguments.who.sample', 1, 1],
      ]);
      expect(findings[0]?.message).toBe('There is personal data here (email); leave it out.');
      await alerts.close();
    }
  });
});

describe('a layout', () => {
  it('is looked at like a message, for readers see it', async () => {
    const { acme, alerts } = await house('redact');
    const { refused, findings } = await foundBy(
      acme.create('note', {
        ...text('Fine'),
        layout: {
          blocks: [
            { type: 'section', text: 'title' },
            { type: 'context', elements: [{ text: `by ${ANN}` }] },
          ],
        },
      }),
    );
    expect(refused).toBe(true);
    expect(findings).toMatchObject([
      { code: 'pii-in-message', field: 'layout.blocks.1.elements.0.text', line: 1, column: 4 },
    ]);
    await alerts.close();
  });
});

describe('an argument that is declared personal', () => {
  it('is worth a word where no alert may bring it', async () => {
    const declared = { ...text('Patient {who}'), arguments: { who: { pii: true } } };
    const { acme, alerts } = await house('block');
    expect((await acme.create('note', declared)).warnings).toEqual([
      expect.objectContaining({
        severity: 'warning',
        code: 'pii-argument',
        message: expect.stringContaining('"who"'),
      }),
    ]);
    await alerts.close();
    const other = await house('redact');
    expect((await other.acme.create('note', declared)).warnings).toEqual([]);
    await other.alerts.close();
  });
});
