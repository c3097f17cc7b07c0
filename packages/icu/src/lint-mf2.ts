import type { CST } from 'messageformat/cst';
import type { Stretch } from './icu-tree.ts';
import type { LintFix } from './lint-finding.ts';
import type { LintReport } from './lint-report.ts';
import { isMf2Function } from './mf2-options.ts';

/** A variable where it stands in the source. */
export interface Mf2Variable extends Stretch {
  readonly name: string;
}

type Piece = CST.Expression | CST.Junk | CST.Text;

/** The variables of an expression or markup: its operand's and its options'. */
function variablesIn(piece: Piece): readonly Mf2Variable[] {
  if (piece.type !== 'expression') return [];
  const call = piece.functionRef ?? piece.markup;
  const options = call !== undefined && 'options' in call ? call.options.map(({ value }) => value) : [];
  return [piece.arg, ...options].flatMap((value) => (value?.type === 'variable' ? [value] : []));
}

function patternsOf(message: CST.Message): readonly CST.Pattern[] {
  return message.type === 'select' ? message.variants.map(({ value }) => value) : [message.pattern];
}

/** The expressions of a message outside of declarations. */
const piecesOf = (message: CST.Message): readonly Piece[] => patternsOf(message).flatMap(({ body }) => body);

const valuesOf = (message: CST.Message): readonly Piece[] =>
  (message.declarations ?? []).flatMap((declaration) => ('value' in declaration ? [declaration.value] : []));

/** Every use of a variable in the order of the source, declarations included. */
export function mf2Variables(message: CST.Message): readonly Mf2Variable[] {
  const selectors = message.type === 'select' ? message.selectors : [];
  return [...[...valuesOf(message), ...piecesOf(message)].flatMap(variablesIn), ...selectors].sort(
    (a, b) => a.start - b.start,
  );
}

/** Looks for functions that nobody has. */
function checkFunctions(message: CST.Message, functions: ReadonlySet<string>, report: LintReport): void {
  for (const piece of [...valuesOf(message), ...piecesOf(message)]) {
    const call = piece.type === 'expression' ? piece.functionRef : undefined;
    if (call?.type !== 'function') continue;
    const name = call.name.map(({ value }) => value).join('');
    if (functions.has(name) || isMf2Function(name)) continue;
    const sentence = `Neither MessageFormat 2 nor the host has the function ":${name}"; correct its name, or hand the function in.`;
    report.add('function-unknown', call.start, call.end, sentence);
  }
}

/** The name that a declaration declares. */
function declaredName(declaration: CST.InputDeclaration | CST.LocalDeclaration): string | undefined {
  if (declaration.type === 'local') return declaration.target.name;
  const { value } = declaration;
  return value.type === 'expression' && value.arg?.type === 'variable' ? value.arg.name : undefined;
}

const times = (names: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
};

/** Takes a declaration out. */
function removal(start: number, end: number, source: string): { fix: LintFix } {
  const after = source.slice(end);
  const until = end + after.length - after.trimStart().length;
  return { fix: { description: 'Remove the declaration', edits: [{ start, end: until, text: '' }] } };
}

/** Looks for declared variables that nothing shows, chooses by or builds upon. */
function checkDeclarations(source: string, message: CST.Message, report: LintReport): void {
  const uses = times(mf2Variables(message).map(({ name }) => name));
  for (const declaration of message.declarations ?? []) {
    if (declaration.type === 'junk') continue;
    const { start, end, value } = declaration;
    const name = declaredName(declaration);
    const own = times(variablesIn(value).map((one) => one.name));
    const onlyHere = (one: string): boolean => uses.get(one) === own.get(one);
    if (name === undefined || !onlyHere(name)) continue;
    const sentence = `Nothing uses the variable "$${name}"; use it or remove its declaration.`;
    // An argument that would go with it is one that the host passes: the author should decide.
    const fix = [...own.keys()].some(onlyHere) ? {} : removal(start, end, source);
    report.add('declaration-unused', start, end, sentence, { argument: name, ...fix });
  }
}

/** Looks at the functions and declarations of a MessageFormat 2 message. */
export function lintMf2(
  source: string,
  message: CST.Message,
  functions: ReadonlySet<string>,
  report: LintReport,
): void {
  checkFunctions(message, functions, report);
  checkDeclarations(source, message, report);
}
