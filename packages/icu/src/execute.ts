import { timeOfDate } from './bounds.ts';
import { choose } from './choice.ts';
import { MAX_TIME } from './date-program.ts';
import type { DateFormatter } from './date-text.ts';
import { PDI } from './direction.ts';
import { escapeFunctionOf } from './escape.ts';
import { isolator } from './isolator.ts';
import type { NumberFormatter } from './number-text.ts';
import type { Program } from './program.ts';
import { type Run, SHOWN, sourceOf, troubled } from './run.ts';
import { isClean } from './special.ts';
import { type Kit, OP, type Step, type Steps } from './step.ts';

/** As much of a text as fits, without half of a surrogate pair at its end. */
function cut(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  const next = text.charCodeAt(length);
  const splits = last >= 0xd800 && last <= 0xdbff && next >= 0xdc00 && next <= 0xdfff;
  return text.slice(0, splits ? length - 1 : length);
}

function overflow(run: Run, text: string, kit: Kit): string {
  const kept = cut(text, run.left);
  run.left = 0;
  // Once is enough: what comes after finds no room either.
  if (!run.full) run.report({ code: 'output-too-long' });
  run.full = true;
  return kit.encode(kept);
}

/** Emits literal text: `encoded` is what it is in the output. */
function literal(run: Run, text: string, encoded: string, kit: Kit): string {
  if (text.length > run.left) return overflow(run, text, kit);
  run.left -= text.length;
  return encoded;
}

/** Escapes, isolates and cuts a value's text: all that can happen to one. */
function careful(step: Step, run: Run, shown: string | undefined, kit: Kit): string {
  const { node } = step;
  if (node?.type !== 'placeholder') return '';
  const lead = literal(run, step.textBefore, step.before, kit);
  const escaper = escapeFunctionOf(kit.escape);
  const localized = shown !== undefined && run.shown !== SHOWN.value;
  if (step.isolation === 'unknown') step.isolation = isolator(node.expression, kit);
  const whole = shown === undefined || node.zone !== undefined ? undefined : step.program?.markup?.(run);
  // Half a token would be none, or another one: markup that does not fit gives way to its plain words.
  const fits = whole !== undefined && whole.length <= run.left;
  let text = (fits ? whole : shown) ?? kit.fallback(run, sourceOf(node.expression, kit.env.form));
  // No escaper needs to see more than can be kept; a hostile value must not make it work for nothing.
  const long = text.length > run.left;
  if (long) text = text.slice(0, run.left + 1);
  if (escaper && !fits && !(localized && isClean(text))) text = escaper(text, node.zone);
  // In an address or in code an invisible character would be part of what is followed or copied; beside markup it could
  // keep Slack from seeing it.
  const open = node.zone === undefined && !fits ? (step.isolation?.(run, localized).open ?? '') : '';
  if (open) text = open + text + PDI;
  const value = long ? overflow(run, text, kit) : literal(run, text, text, kit);
  const encoded = run.full ? value : kit.encode(value);
  return lead + encoded + literal(run, step.textAfter, step.after, kit);
}

/** The program of a placeholder; it is made when the first value comes that needs one. */
function programOf(step: Step, kit: Kit): Program | undefined {
  if (step.program === undefined && step.node?.type === 'placeholder')
    step.program = kit.compile(step.node.expression);
  return step.program;
}

/** The way of all values that the short ways have no answer to. */
function slowly(step: Step, run: Run, kit: Kit): string {
  const program = programOf(step, kit);
  const shown = program?.show(run);
  return program?.markup ? careful(step, run, shown, kit) : show(step, run, shown, kit);
}

/** A text between its literals. Adding an empty text would cost as much as adding another. */
function around(step: Step, text: string): string {
  const head = step.starts ? text : step.before + text;
  return step.ends ? head : head + step.after;
}

/** Puts a text into its place; one that needs neither escaping nor cutting goes straight out. */
function show(step: Step, run: Run, text: string | undefined, kit: Kit): string {
  if (text === undefined) return careful(step, run, text, kit);
  const left = run.left - step.length - text.length;
  if (left < 0) return careful(step, run, text, kit);
  const { special } = step;
  if (special && run.shown !== SHOWN.clean && special.test(text)) return careful(step, run, text, kit);
  run.left = left;
  return around(step, text);
}

/** An argument that is a string: the commonest of all. */
function string(step: Step, run: Run, kit: Kit): string {
  const { values } = run;
  const value = run.own || Object.hasOwn(values, step.name) ? values[step.name] : undefined;
  if (typeof value !== 'string') return slowly(step, run, kit);
  const left = run.left - step.length - value.length;
  if (left < 0 || step.special?.test(value)) return carefully(step, run, value, kit);
  run.left = left;
  return around(step, value);
}

function carefully(step: Step, run: Run, value: string, kit: Kit): string {
  run.shown = SHOWN.value;
  return careful(step, run, value, kit);
}

function number(step: Step, run: Run, kit: Kit): string {
  const { name } = step;
  const { values } = run;
  const value = run.own || Object.hasOwn(values, name) ? values[name] : undefined;
  if (typeof value !== 'number') return slowly(step, run, kit);
  const { text, clean } = step.formatter as NumberFormatter;
  run.shown = clean ? SHOWN.clean : SHOWN.localized;
  return show(step, run, text(value), kit);
}

function date(step: Step, run: Run, kit: Kit): string {
  const { name } = step;
  const { values } = run;
  const value = run.own || Object.hasOwn(values, name) ? values[name] : undefined;
  const time = value instanceof Date ? timeOfDate(value) : value;
  if (typeof time !== 'number' || !(Math.abs(time) <= MAX_TIME)) return slowly(step, run, kit);
  const { text, lastClean } = step.formatter as DateFormatter;
  const shown = text(time);
  run.shown = step.special && lastClean() ? SHOWN.clean : SHOWN.localized;
  return show(step, run, shown, kit);
}

function choice(step: Step, run: Run, kit: Kit): string {
  if (step.choice === undefined) return '';
  const lead = step.before === '' ? '' : literal(run, step.textBefore, step.before, kit);
  const branch = step.branches[choose(step.choice, run, kit)] ?? '';
  const chosen = typeof branch === 'string' ? literal(run, branch, branch, kit) : execute(branch, run, kit);
  const text = lead === '' ? chosen : lead + chosen;
  return step.ends ? text : text + literal(run, step.textAfter, step.after, kit);
}

function perform(step: Step, run: Run, kit: Kit): string {
  switch (step.op) {
    case OP.number:
      return number(step, run, kit);
    case OP.date:
      return date(step, run, kit);
    case OP.choice:
      return choice(step, run, kit);
    case OP.any:
      return slowly(step, run, kit);
    case OP.careful:
      return careful(step, run, programOf(step, kit)?.show(run), kit);
    case OP.fault:
      return faults(step, run, kit);
    default:
      return literal(run, step.textBefore, step.before, kit);
  }
}

/** Markup shows nothing; only options that it cannot have are told. */
function faults(step: Step, run: Run, kit: Kit): string {
  const lead = literal(run, step.textBefore, step.before, kit);
  if (step.node?.type === 'markup')
    for (const name of step.node.faulty ?? []) troubled(run, 'bad-option', name);
  return lead + literal(run, step.textAfter, step.after, kit);
}

/** The commonest is asked for first. */
const emit = (step: Step, run: Run, kit: Kit): string =>
  step.op === OP.string ? string(step, run, kit) : perform(step, run, kit);

/** Emits a pattern's text in the output's encoding, and counts it. */
export function execute(steps: Steps, run: Run, kit: Kit): string {
  const [first] = steps;
  if (first === undefined) return '';
  // Beginning with the first step, not with an empty text, saves adding one.
  let out = emit(first, run, kit);
  for (let at = 1; at < steps.length; at += 1) {
    const step = steps[at];
    if (step !== undefined) out += emit(step, run, kit);
  }
  return out;
}
