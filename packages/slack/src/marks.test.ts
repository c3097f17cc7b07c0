import { describe, expect, it } from 'vitest';
import type { SlackMessage } from './block-kit.ts';
import { checkLimits } from './check-limits.ts';
import { FALLBACK_TEXTS } from './fallback-texts.ts';
import { createMarks } from './marks.ts';

const message: SlackMessage = {
  text: '🔴 Disk full',
  blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'Disk full' } }],
  attachments: [{ color: '#ff0000', blocks: [{ type: 'divider' }] }, { blocks: [{ type: 'divider' }] }],
};

describe('marks', () => {
  it('speak the reader’s language, or a relative of it', () => {
    const marks = createMarks();
    expect(marks.text('resolved', 'de-AT')).toBe('✅ Behoben');
    expect(marks.text('similar', 'es-MX', 37)).toBe('+37 más como esta');
    expect(marks.text('similar', 'tlh', 1_234)).toBe('+1,234 more like this');
    expect(marks.text('gathered', 'en', 1)).toBe('+1 other alert held back');
    expect(marks.text('gathered', 'en')).toBe('+0 other alerts held back');
    expect(marks.text('escalated', 'fr')).toBe('⏰ Personne n’a encore pris en charge cette alerte');
  });

  it('stand above a message, and in what is read aloud', () => {
    const marked = createMarks().above(message, 'resolved', 'en');
    expect(marked.text).toBe('✅ Resolved\n🔴 Disk full');
    expect(marked.blocks).toEqual([
      { type: 'context', elements: [{ type: 'mrkdwn', text: '*✅ Resolved*' }] },
      ...(message.blocks ?? []),
    ]);
    expect(marked.attachments?.map(({ color }) => color)).toEqual(['#2eb67d', undefined]);
  });

  it('leave other colours, and plain text plain', () => {
    const marks = createMarks();
    expect(marks.above(message, 'similar', 'en', 2).attachments).toEqual(message.attachments);
    expect(marks.above({ text: 'x' }, 'similar', 'en', 2)).toEqual({ text: '+2 more like this\nx' });
    expect(marks.above({ text: 'x', blocks: [] }, 'similar', 'en', 2).blocks).toHaveLength(1);
    expect(
      marks.above({ text: 'x', attachments: message.attachments ?? [] }, 'gathered', 'en', 2).blocks,
    ).toHaveLength(1);
  });

  it('stay within Slack’s limits, however full the message is', () => {
    const full: SlackMessage = {
      text: 'x'.repeat(4_000),
      blocks: Array.from({ length: 50 }, () => ({
        type: 'section',
        text: { type: 'mrkdwn', text: 'y'.repeat(130) },
      })),
    };
    const marked = createMarks().above(full, 'escalated', 'en');
    expect(checkLimits(marked)).toEqual([]);
    expect(marked.text.startsWith('⏰ Nobody')).toBe(true);
    expect(marked.blocks?.[0]?.type).toBe('context');
  });

  it('are the host’s where it has any, and the built-in ones where not', () => {
    const { minimal, more } = FALLBACK_TEXTS['en'] as NonNullable<(typeof FALLBACK_TEXTS)[string]>;
    const marks = createMarks({ en: { minimal, more }, sv: { minimal, more, resolved: 'Löst' } });
    expect(marks.text('resolved', 'sv')).toBe('✅ Löst');
    expect(marks.text('resolved', 'en')).toBe('✅ Resolved');
    expect(marks.text('escalated', 'sv')).toBe('⏰ Nobody has acknowledged this alert yet');
    expect(() => createMarks({ en: { minimal, more, resolved: '{' } })).toThrowError(
      /not valid MessageFormat/,
    );
    expect(() => createMarks({ 'no tag': { minimal, more } })).not.toThrow();
    expect(() => createMarks({ 'no tag': { minimal, more, resolved: 'x' } })).toThrowError(/language tag/);
  });
});
