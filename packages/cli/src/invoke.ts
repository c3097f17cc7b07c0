import type { Invocation, Outcome } from './command.ts';
import type { CommandSpec } from './command-spec.ts';
import { faultOf, faultText, stackOf } from './fault.ts';
import type { CliIo } from './io.ts';
import { type LoadedConfig, loadConfig } from './load-config.ts';
import { optionReader } from './option-reader.ts';
import { painter } from './paint.ts';

const NO = 1;
const NOT_DONE = 2;
const STOPPED = 130;

const jsonText = (data: object): string => `${JSON.stringify(data, null, 2)}\n`;

/** Runs a command that was understood, tells its answer or its fault, and answers the exit code. */
export async function invoke(
  spec: CommandSpec,
  args: readonly string[],
  values: Readonly<Record<string, unknown>>,
  io: CliIo,
): Promise<number> {
  const options = optionReader(values);
  const json = options.flag('json');
  const debug = options.flag('debug');
  const plain = options.refused('color');
  const red = painter({ isTTY: io.stderr.isTTY, env: io.env, plain });
  const named = args.filter((one) => one !== undefined);
  const [first = ''] = named;
  let loading: Promise<LoadedConfig> | undefined;
  const call: Invocation = {
    io,
    ...{ args: named, first },
    options,
    json,
    paint: painter({ isTTY: io.stdout.isTTY, env: io.env, plain }),
    prompts: json ? undefined : io.prompts,
    config() {
      loading ??= loadConfig(io.cwd, options.text('config'));
      return loading;
    },
    say(line = '') {
      if (!json) void io.stdout.write(`${line}\n`);
    },
    note: (line) => void io.stderr.write(`${line}\n`),
  };
  try {
    const command = await spec.load();
    const { ok, data, written = false }: Outcome = await command(call);
    if (json && !written) void io.stdout.write(jsonText({ command: spec.name, ok, ...data }));
    return ok ? 0 : NO;
  } catch (error) {
    const fault = faultOf(error, io.signal.aborted);
    if (json) void io.stdout.write(jsonText({ command: spec.name, ok: false, error: fault }));
    else void io.stderr.write(`${faultText(fault, red)}\n`);
    if (debug) void io.stderr.write(`${stackOf(error)}\n`);
    return fault.code === 'LOCALERT_CLI_STOPPED' ? STOPPED : NOT_DONE;
  } finally {
    await loading?.then(({ close }) => close()).catch(() => undefined);
  }
}
