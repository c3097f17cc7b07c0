import type { CustomCall, Operand } from './form.ts';
import { isMf2Function } from './mf2-options.ts';
import type { Operands, Program } from './program.ts';
import { type Run, troubled } from './run.ts';

/**
 * Compiles a call of a function that nobody has, or of one of the specification without the value that it needs: it
 * shows a fallback (LDML 48 part 9, function resolution). Its operand is resolved first and may have a fault of its own.
 */
export function unknownProgram(call: CustomCall, operand: Operand | undefined, operands: Operands): Program {
  const { function: name } = call;
  const read = operands.reader(operand);
  const code = isMf2Function(name) ? 'bad-operand' : 'unknown-function';
  const show = (run: Run): undefined => {
    read(run);
    return troubled(run, code, name);
  };
  return { kind: 'custom', show, value: show };
}
