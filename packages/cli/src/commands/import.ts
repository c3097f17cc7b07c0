import { resolve } from 'node:path';
import type { ImportProblem, ItemChange } from '@localert/exchange';
import { changeText, problemText } from '../change-text.ts';
import { checkpointFile } from '../checkpoint-file.ts';
import type { Command } from '../command.ts';
import { exchangeFormat } from '../exchange-format.ts';
import { openHouse } from '../house.ts';
import { importFile } from '../import-run.ts';
import { progressView } from '../progress.ts';

/** Most changes and problems that one answer lists; all are counted. */
const LISTED = 1_000;

/** Takes a file into the tenant; without --yes it says what would change. */
export const importCommand: Command = async (call) => {
  const { first: file, options, io, paint } = call;
  const format = exchangeFormat(options.text('format'), file);
  const dryRun = !options.flag('yes');
  const house = await openHouse(call, { writes: !dryRun });
  const keeper = checkpointFile(
    resolve(io.cwd, options.text('checkpoint') ?? `${file}.checkpoint`),
    io.cwd,
    io.now,
  );
  const resume = dryRun || options.flag('restart') ? undefined : await keeper.read();
  if (resume !== undefined) call.note(`Going on from ${keeper.file}.`);
  const changes: ItemChange[] = [];
  const problems: ImportProblem[] = [];
  const view = progressView(io);
  try {
    const { problemCount, complete, counts } = await importFile(call, house, file, format, {
      ...{ dryRun, resume },
      onChange(change) {
        if (change.outcome === 'unchanged' || changes.length >= LISTED) return;
        changes.push(change);
        if (dryRun) call.say(changeText(change, paint));
      },
      onProblem(problem) {
        if (problems.length >= LISTED) return;
        problems.push(problem);
        call.note(problemText(problem));
      },
      onProgress({ checkpoint, done }) {
        if (dryRun) return;
        keeper.keep(checkpoint);
        view.update(done, done, 'done');
      },
    });
    view.end();
    if (!dryRun) keeper.remove();
    for (const [kind, count] of Object.entries(counts)) {
      const told = Object.entries(count as Record<string, number>).filter(([, n]) => n > 0);
      if (told.length > 0) call.say(`${kind}: ${told.map(([outcome, n]) => `${n} ${outcome}`).join(', ')}`);
    }
    if (!complete) call.note('The file was cut or changed since it was written.');
    if (problemCount > 0) call.say(`${problemCount} were not taken.`);
    call.say(dryRun ? 'Nothing was written. Say --yes to write it.' : `Imported ${file}.`);
    return {
      ok: problemCount === 0 && complete,
      data: { file, format, dryRun, complete, counts, problemCount, changes, problems },
    };
  } catch (error) {
    view.end();
    if (!dryRun) {
      keeper.flush();
      call.note('What was done stays. The same command goes on from there; --restart begins again.');
    }
    throw error;
  }
};
