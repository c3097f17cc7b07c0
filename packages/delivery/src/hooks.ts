/**
 * Asks the host. Answers nothing when it throws or does not answer in time: a host's fault must neither lose an alert nor
 * keep a channel waiting.
 *
 * @param timeoutMs - milliseconds to wait
 */
export function askHost<Answer>(
  ask: () => Promise<Answer | undefined>,
  timeoutMs: number,
): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, timeoutMs, undefined);
    const end = (answer?: Answer) => {
      clearTimeout(timer);
      resolve(answer);
    };
    const asked = async () => ask();
    asked().then(end, () => end());
  });
}
