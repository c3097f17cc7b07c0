import type { Model } from 'messageformat';
import type { Expression, MarkupNode, Operand } from './form.ts';
import { type Mf2Context, unsupportedMf2 } from './mf2-context.ts';

/** Reads a literal or a variable. */
type Lower = (value: Model.Literal | Model.VariableRef, context: Mf2Context) => Operand;

/** The options of the Unicode namespace in one expression (LDML 48 part 9, `u:` options). */
type UnicodeOptions = Pick<Expression, 'direction' | 'directionFrom' | 'id'>;

const DIRECTIONS: ReadonlySet<string> = new Set(['ltr', 'rtl', 'auto', 'inherit']);

const isDirection = (value: string): value is 'ltr' | 'rtl' | 'auto' | 'inherit' => DIRECTIONS.has(value);

function own(options: Model.Options | undefined, name: string): Model.Options[string] | undefined {
  return options && Object.hasOwn(options, name) ? options[name] : undefined;
}

/** Whether an option is the Unicode namespace's: functions do not get it. `u:locale`, a draft once, is ignored. */
export function isUnicodeOption(name: string): boolean {
  return name.startsWith('u:');
}

function idOf(options: Model.Options | undefined, context: Mf2Context, lower: Lower): { id?: Operand } {
  const id = own(options, 'u:id');
  return id ? { id: lower(id, context) } : {};
}

/** Reads `u:dir` and `u:id` of an expression. */
export function unicodeOptions(
  options: Model.Options | undefined,
  context: Mf2Context,
  lower: Lower,
): UnicodeOptions {
  const id = idOf(options, context, lower);
  const dir = own(options, 'u:dir');
  if (!dir) return id;
  if (dir.type === 'variable') return { ...id, directionFrom: lower(dir, context) };
  if (isDirection(dir.value)) return dir.value === 'inherit' ? id : { ...id, direction: dir.value };
  if (!context.lenient)
    throw unsupportedMf2(context, 'a "u:dir" that is not ltr, rtl, auto or inherit', 'u:dir');
  return { ...id, directionFrom: lower(dir, context) };
}

/** Reads `u:id` of markup, which can have no direction and no locale. */
export function unicodeMarkup(
  options: Model.Options | undefined,
  context: Mf2Context,
  lower: Lower,
): Pick<MarkupNode, 'id' | 'faulty'> {
  const id = idOf(options, context, lower);
  const faulty = ['u:dir', 'u:locale'].filter((name) => own(options, name));
  const [first] = faulty;
  if (first === undefined) return id;
  if (!context.lenient) throw unsupportedMf2(context, `the option "${first}" on markup`, first);
  return { ...id, faulty };
}
