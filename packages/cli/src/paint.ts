import { styleText } from 'node:util';

/** Colours a text, or leaves it as it is. */
export type Paint = (style: 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan', text: string) => string;

/** What decides whether there are colours. */
export interface PaintChoice {
  readonly isTTY: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--no-color` was said. */
  readonly plain: boolean;
}

/** Colours are for terminals, unless somebody says otherwise. Rule: https://no-color.org and `FORCE_COLOR` of Node. */
export function hasColors({ isTTY, env, plain }: PaintChoice): boolean {
  if (plain || (env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTTY && env['TERM'] !== 'dumb';
}

/** The colours of one stream. */
export function painter(choice: PaintChoice): Paint {
  if (!hasColors(choice)) return (_style, text) => text;
  return (style, text) => styleText(style, text, { validateStream: false });
}
