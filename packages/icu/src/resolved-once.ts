import type { Program } from './program.ts';
import type { Run } from './run.ts';

/** What a declaration left behind when it failed: what the marker in the text needs. */
type Failure = Pick<Run, 'code' | 'argument'>;

/**
 * A declared variable is resolved once (LDML 48 part 9, variable resolution), so its fault is reported once in a
 * rendering, however often the variable is used. Values that are fine are read anew, which costs less than keeping them.
 */
export function resolvedOnce(program: Program, slot: number): Program {
  const once =
    <Value>(compute: (run: Run) => Value | undefined) =>
    (run: Run): Value | undefined => {
      const failure = run.memo?.[slot] as Failure | undefined;
      if (failure) {
        run.code = failure.code;
        run.argument = failure.argument;
        return undefined;
      }
      const value = compute(run);
      if (value !== undefined) return value;
      run.memo ??= [];
      run.memo[slot] = { code: run.code, argument: run.argument } satisfies Failure;
      return undefined;
    };
  const { parts, number, date } = program;
  return {
    ...program,
    show: once((run) => program.show(run)),
    value: once((run) => program.value(run)),
    ...(parts && { parts: once((run) => parts(run)) }),
    ...(number && {
      number: {
        ...number,
        read: once((run) => number.read(run)),
        before: once((run) => number.before(run)),
        options: once((run) => number.options(run)),
      },
    }),
    ...(date && {
      date: { ...date, read: once((run) => date.read(run)), options: once((run) => date.options(run)) },
    }),
  };
}
