import { isolates } from './direction.ts';
import type { Expression } from './form.ts';
import type { Program } from './program.ts';
import { type Env, type Run, troubled } from './run.ts';

type Direction = 'ltr' | 'rtl' | 'auto';

/** How a value stands in its message. */
export interface Isolation {
  /** The control character to put before the value, empty for none. */
  readonly open: string;
  /** The direction that the author asked for. */
  readonly direction: Direction | undefined;
}

/** What is needed to isolate. */
interface Kit {
  readonly env: Env;
  readonly isolate: boolean;
  compile(expression: Expression): Program;
}

const isDirection = (value: unknown): value is Direction =>
  value === 'ltr' || value === 'rtl' || value === 'auto';

/** Reads a direction that a variable gives, and reports what is none. */
function directionReader(expression: Expression, { compile }: Kit): (run: Run) => Direction | undefined {
  const { direction, directionFrom } = expression;
  if (!directionFrom) return () => direction;
  const program = compile({ operand: directionFrom, call: { name: 'plain' } });
  return (run) => {
    const value = program.value(run);
    if (isDirection(value)) return value;
    return value === 'inherit' ? undefined : troubled(run, 'bad-option', 'u:dir');
  };
}

/**
 * Chooses how a value is isolated from the text around it (LDML 48 part 9, bidirectional text).
 *
 * @returns by the rendering and whether the value is a localized number or date; `undefined` when there is nothing to do
 */
export function isolator(
  expression: Expression,
  kit: Kit,
): ((run: Run, localized: boolean) => Isolation) | undefined {
  const { direction, directionFrom } = expression;
  if (!kit.isolate && !directionFrom && !direction) return undefined;
  const read = directionReader(expression, kit);
  const choose = new Map<Direction | undefined, (localized: boolean) => string>(
    [undefined, 'ltr' as const, 'rtl' as const, 'auto' as const].map((wanted) => [
      wanted,
      isolates(kit.env.direction, wanted),
    ]),
  );
  return (run, localized) => {
    const wanted = read(run);
    const open = kit.isolate ? (choose.get(wanted)?.(localized) ?? '') : '';
    return { open, direction: wanted };
  };
}
