import type { CliIo } from './io.ts';

/** Shows how far something is: a bar on a terminal, a line now and then elsewhere. */
export interface ProgressView {
  update(done: number, total: number, note: string): void;
  /** Ends the bar's line. */
  end(): void;
}

const CELLS = 24;
/** Elsewhere a line every so many milliseconds is enough. */
const EVERY_MS = 1_000;

/** A view on the stream of errors. */
export function progressView({ stderr, now }: Pick<CliIo, 'stderr' | 'now'>): ProgressView {
  let last = Number.NEGATIVE_INFINITY;
  let shown = false;
  return {
    update(done, total, note) {
      const share = total === 0 ? 1 : Math.min(1, done / total);
      if (stderr.isTTY) {
        const filled = Math.round(share * CELLS);
        void stderr.write(
          `\r\u001b[K${'█'.repeat(filled)}${'░'.repeat(CELLS - filled)} ${done}/${total} ${note}`,
        );
        shown = true;
        return;
      }
      if (done < total && now() - last < EVERY_MS) return;
      last = now();
      void stderr.write(`${done}/${total} ${note}\n`);
    },
    end() {
      if (shown) void stderr.write('\n');
      shown = false;
    },
  };
}
