import { ALERT_SEVERITIES, layoutSchema } from '@localert/core';
import { expect, test } from 'vitest';
import { defaultLayout } from './default-layout.ts';
import { SEVERITY_STYLES } from './severity-style.ts';

const FIELDS = ['footer', 'impact', 'actionRequired', 'description', 'title', 'context'];

test.each(ALERT_SEVERITIES)('%s: title, description, the rest in order, small print last', (severity) => {
  const layout = defaultLayout(severity, FIELDS);
  expect(layoutSchema.parse(layout)).toEqual(layout);
  const [lead, ...rest] = layout.blocks;
  const headed = ['critical', 'high', 'medium'].includes(severity);
  expect(lead).toEqual(
    headed
      ? { type: 'header', text: { field: 'title', emoji: true } }
      : { type: 'section', text: { field: 'title', emoji: true, style: 'bold' } },
  );
  expect(rest).toEqual([
    { type: 'section', text: { field: 'description', optional: true } },
    { type: 'section', text: { field: 'impact', optional: true } },
    { type: 'section', text: { field: 'actionRequired', style: 'bold', optional: true } },
    {
      type: 'context',
      elements: [
        { field: 'footer', optional: true },
        { field: 'context', optional: true },
      ],
    },
  ]);
});

test('leads with the first field when there is no title, even if only small print is left', () => {
  expect(defaultLayout('high', ['context', 'summary']).blocks[0]).toMatchObject({
    text: { field: 'summary' },
  });
  expect(defaultLayout('high', ['footer', 'context']).blocks[0]).toMatchObject({ text: { field: 'footer' } });
  expect(defaultLayout('high', ['a', 'a']).blocks).toHaveLength(1);
  expect(defaultLayout('high', []).blocks).toEqual([]);
});

test('severities differ in emoji and in colour', () => {
  const styles = ALERT_SEVERITIES.map((severity) => SEVERITY_STYLES[severity]);
  expect(new Set(styles.map(({ emoji }) => emoji)).size).toBe(5);
  expect(new Set(styles.map(({ color }) => color)).size).toBe(5);
  for (const { color } of styles) expect(color).toMatch(/^#[0-9a-f]{6}$/);
  expect(Object.isFrozen(SEVERITY_STYLES)).toBe(true);
});
