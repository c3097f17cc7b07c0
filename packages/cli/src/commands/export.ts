import { resolve } from 'node:path';
import type { Command } from '../command.ts';
import { UsageError } from '../errors.ts';
import { exchangeFormat, saidFormat } from '../exchange-format.ts';
import { exportChunks } from '../export-chunks.ts';
import { openHouse } from '../house.ts';
import { shown } from '../shown.ts';
import { writeWhole } from '../write-file.ts';

/** Writes a tenant, or its texts in a language, to a file or to standard output. */
export const exportCommand: Command = async (call) => {
  const { options, io } = call;
  const out = options.text('out');
  if (out === undefined && call.json) {
    throw new UsageError({
      problem: '--json and an export would mix on standard output.',
      hint: 'Say --out <file>.',
    });
  }
  const said = options.text('format');
  const format = out === undefined ? (saidFormat(said) ?? 'jsonl') : exchangeFormat(said, out);
  const house = await openHouse(call, { writes: false });
  const problems: string[] = [];
  const chunks = exportChunks(call, house, format, (text) => {
    problems.push(text);
    call.note(shown(text));
  });
  if (out === undefined) {
    for await (const chunk of chunks) {
      // Whoever read has seen enough.
      if (io.stdout.closed) break;
      await io.stdout.write(chunk);
    }
  } else {
    await writeWhole(resolve(io.cwd, out), chunks, { cwd: io.cwd, signal: io.signal });
    call.say(`Wrote ${out}.`);
  }
  return {
    ok: problems.length === 0,
    data: { tenant: house.tenant, format, file: out ?? null, problems },
    written: out === undefined,
  };
};
