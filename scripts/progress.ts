const BAR = 30;

/**
 * Shows how far long work has come: a bar on a terminal, elsewhere a line for every tenth; silent when told so.
 *
 * @returns to be called with what is done so far and, if there is news, what is being done
 */
export function progressBar(
  title: string,
  total: number,
  silent = false,
): (done: number, what?: string) => void {
  if (silent) return () => undefined;
  let told = -1;
  let now = '';
  return (done, what = now) => {
    now = what;
    const share = Math.min(1, done / total);
    if (process.stderr.isTTY) {
      const filled = Math.round(share * BAR);
      const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}`;
      process.stderr.write(`\r\x1b[K${title} ${bar} ${Math.floor(share * 100)} % ${now}`);
      if (done >= total) process.stderr.write('\n');
      return;
    }
    const tenth = Math.floor(share * 10);
    if (tenth === told) return;
    told = tenth;
    console.error(`… ${title}: ${tenth * 10} % ${now}`.trimEnd());
  };
}
