import { resolve } from 'node:path';
import type { FixtureStore } from '@localert/core';
import { moveStore } from '@localert/exchange';
import { checkpointFile } from '../checkpoint-file.ts';
import type { Command } from '../command.ts';
import { confirmed } from '../confirm.ts';
import { STORE_HINT } from '../house.ts';
import { type LoadedConfig, loadConfig } from '../load-config.ts';
import { tellReport } from '../move-text.ts';
import { progressView } from '../progress.ts';

/** The store as it lies: without its encryption. */
const storageOf = (loaded: LoadedConfig): Promise<FixtureStore> =>
  loaded.make(loaded.config.storage === undefined ? 'store' : 'storage', STORE_HINT);

/** Moves the store of one config into that of another. */
export const migrateTo: Command = async (call) => {
  const { options, io } = call;
  const loaded = await call.config();
  const other = await loadConfig(io.cwd, options.text('to'));
  loaded.beforeClose(() => other.close());
  const dryRun = options.flag('dryRun');
  const frozen = options.flag('frozen');
  if (!dryRun) await confirmed(call, `The store of ${loaded.file} is copied into that of ${other.file}.`);
  const [from, to] = [await storageOf(loaded), await storageOf(other)];
  const keeper = checkpointFile(
    resolve(io.cwd, options.text('checkpoint') ?? 'localert.move.checkpoint'),
    io.cwd,
    io.now,
  );
  const resume = dryRun || options.flag('restart') ? undefined : await keeper.read();
  if (resume !== undefined) call.note(`Going on from ${keeper.file}.`);
  const view = progressView(io);
  const tenants = options.list('tenants');
  try {
    const report = await moveStore({
      ...{ from, to, dryRun, frozen, resume, signal: io.signal },
      pause: frozen ? undefined : loaded.config.pause,
      tenants: tenants.length === 0 ? undefined : tenants,
      prunedTrails: options.flag('leavePrunedTrails') ? 'leave' : 'refuse',
      onProgress({ checkpoint, phase, tenants: done, fixtures }) {
        if (!dryRun) keeper.keep(checkpoint);
        view.update(done, done, `tenants, ${fixtures} fixtures, ${phase}`);
      },
    });
    view.end();
    if (report.complete && !dryRun) keeper.remove();
    else if (!dryRun) keeper.flush();
    tellReport(call, report);
    const isDone = report.complete || dryRun;
    if (dryRun) call.say('Nothing was written. Say --yes to move it.');
    else if (report.complete) call.say(`Start your host with the store of ${other.file} now.`);
    else if (!frozen && loaded.config.pause === undefined) {
      call.say('Copied and caught up. Stop everything that uses the store, and say --frozen for the rest.');
    }
    const waits = !frozen && loaded.config.pause === undefined;
    return {
      ok: isDone || (waits && report.verdict === undefined),
      data: { from: loaded.file, to: other.file, dryRun, ...report },
    };
  } catch (error) {
    view.end();
    if (!dryRun) {
      keeper.flush();
      call.note('What was copied stays. The same command goes on from there; --restart begins again.');
    }
    throw error;
  }
};
