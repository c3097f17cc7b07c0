import type { AlertSeverity, Layout, LayoutBlock, TextSlot } from '@localert/core';

const TITLES = ['title'];
const FOOTERS = new Set(['footer', 'context']);
const ACTIONS = new Set(['actionRequired', 'action']);

/** Urgent alerts get the large header; the rest stays quiet. */
const HEADED: ReadonlySet<AlertSeverity> = new Set<AlertSeverity>(['critical', 'high', 'medium']);

const section = (text: TextSlot): LayoutBlock => ({ type: 'section', text });

function titleBlock(severity: AlertSeverity, field: string): LayoutBlock {
  if (HEADED.has(severity)) return { type: 'header', text: { field, emoji: true } };
  return section({ field, emoji: true, style: 'bold' });
}

/**
 * The layout of a fixture that has none, made from its field names: `title` (else the first field) leads with the
 * severity's emoji, as a header from medium upwards; `description` follows; `actionRequired` and `action` stand out;
 * other fields keep their order; `footer` and `context` end as small print. Only the leading field is required.
 *
 * @param fieldNames - the fixture's field names in their order
 *
 * @example
 * ```ts
 * import { defaultLayout } from '@localert/slack';
 *
 * defaultLayout('critical', ['title', 'description']).blocks.length; // 2
 * ```
 */
export function defaultLayout(severity: AlertSeverity, fieldNames: readonly string[]): Layout {
  const names = [...new Set(fieldNames)];
  const lead =
    TITLES.find((name) => names.includes(name)) ?? names.find((name) => !FOOTERS.has(name)) ?? names[0];
  if (lead === undefined) return { color: 'severity', blocks: [] };
  const rest = names.filter((name) => name !== lead);
  const body = rest.filter((name) => !FOOTERS.has(name));
  const ordered = [
    ...body.filter((name) => name === 'description'),
    ...body.filter((name) => name !== 'description'),
  ];
  const footers = rest.filter((name) => FOOTERS.has(name));
  const blocks: LayoutBlock[] = [titleBlock(severity, lead)];
  for (const field of ordered) {
    blocks.push(
      section(ACTIONS.has(field) ? { field, style: 'bold', optional: true } : { field, optional: true }),
    );
  }
  if (footers.length > 0) {
    blocks.push({ type: 'context', elements: footers.map((field) => ({ field, optional: true })) });
  }
  return { color: 'severity', blocks };
}
