import type { Paint } from './paint.ts';
import type { WaitingDraft } from './review-list.ts';
import { shown } from './shown.ts';

/** A draft as a reviewer sees it: the source, what is shown now, what is proposed, what the gate found. */
export function draftText({ fixture, locale, draft, base, current }: WaitingDraft, paint: Paint): string {
  const { messages, provenance, findings, untranslated } = draft;
  const { origin, model, score } = provenance;
  const made = [origin, model, score === undefined ? undefined : `score ${score}`].filter(
    (part) => part !== undefined,
  );
  const lines = [paint('bold', `${shown(fixture)} · ${locale}`), paint('dim', `  ${shown(made.join(', '))}`)];
  for (const [field, text] of Object.entries(messages)) {
    lines.push(`  ${field}`);
    lines.push(paint('dim', `    source   ${shown(base[field] ?? '')}`));
    const now = current?.[field];
    if (now !== undefined) lines.push(paint('red', `    now      ${shown(now)}`));
    lines.push(paint('green', `    proposed ${shown(text)}`));
    if (untranslated.includes(field))
      lines.push(paint('yellow', '    not translated: it is the source text'));
  }
  for (const { field, severity, code, message } of findings) {
    lines.push(
      paint(severity === 'error' ? 'red' : 'yellow', `    ${severity} ${field} ${code}: ${shown(message)}`),
    );
  }
  return lines.join('\n');
}
