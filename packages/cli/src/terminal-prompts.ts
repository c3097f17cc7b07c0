import type { Readable, Writable } from 'node:stream';
import type { Prompts } from './prompts.ts';

async function answered<Answer>(answer: Promise<Answer>): Promise<Exclude<Answer, symbol>> {
  const given = await answer;
  if (typeof given !== 'symbol') return given as Exclude<Answer, symbol>;
  const { StoppedError } = await import('./errors.ts');
  throw new StoppedError({});
}

/**
 * Questions on a terminal. They go to the stream of errors: an answer on standard output may be on its way to a file.
 * Whoever asks nothing does not load what asks.
 */
export function terminalPrompts(input: Readable, output: Writable, signal: AbortSignal): Prompts {
  const common = { input, output, signal };
  const load = () => import('@clack/prompts');
  return {
    async text(message, { initial, check } = {}) {
      const { text } = await load();
      const given = initial === undefined ? {} : { initialValue: initial };
      const validate = check && { validate: (answer: string | undefined) => check(answer ?? '') };
      return answered(text({ ...common, message, ...given, ...validate }));
    },
    async confirm(message, initial = false) {
      const { confirm } = await load();
      return answered(confirm({ ...common, message, initialValue: initial }));
    },
    async select(message, choices, initial) {
      const { select } = await load();
      const options = choices.map(({ value, label, hint }) => ({
        ...{ value, label },
        ...(hint === undefined ? {} : { hint }),
      }));
      const first = initial === undefined ? {} : { initialValue: initial };
      return answered(select<string>({ ...common, message, options, ...first }));
    },
  };
}
