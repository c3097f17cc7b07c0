import { type Branch, CLOSE, OPEN } from './branches.ts';

/**
 * Placeholders of other formats: `{{name}}`, `${name}`, `%{name}`, `{name}` and `{0}`. What printf takes is told apart
 * later, since it stands in messages that read well too.
 */
const PLACEHOLDER =
  /\{\{\s*([^{}\s][^{}]{0,80}?)\s*\}\}|[$%#]\{\s*([^{}\s][^{}]{0,80}?)\s*\}|\{\s*([\p{L}_\d][\p{L}\p{N}_.$-]{0,80})\s*\}/gu;

/** Takes a text as one sentence with placeholders. */
export function plainBranch(raw: string): Branch {
  const shown: string[] = [];
  const text = raw
    .replace(/[\ue000-\ue002]/g, '\ufffd')
    .replace(PLACEHOLDER, (_, double?: string, dollar?: string, single?: string) => {
      const name = double ?? dollar ?? single ?? '';
      shown.push(name);
      return `${OPEN}${name}${CLOSE}`;
    });
  return { path: [], text, shown, markup: [] };
}
