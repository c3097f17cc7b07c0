import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FakeFault, FakeLimits } from '@localert/testkit/fake-slack';

/** A fault that can be sent to another process: all of {@link FakeFault} but its choice of requests. */
export type PlainFault = Omit<FakeFault, 'when'>;

/** How the fake is to behave. */
export interface SlackSetup {
  /** Default: Slack's own. */
  readonly limits?: FakeLimits | undefined;
  readonly latencyMs?: number | undefined;
  /** Default: all; without `channels:history` nobody can look for what is in doubt. */
  readonly scopes?: readonly string[] | undefined;
  readonly faults?: readonly PlainFault[] | undefined;
  readonly seed?: number | undefined;
  /** Whether messages are kept whole, and not only their ids and times. */
  readonly whole?: boolean | undefined;
}

/** What the fake took, once for each time that it took it. */
export interface SlackPost {
  readonly alert: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** What the sender heard instead of the truth, where it heard something else. */
  readonly fault?: FakeFault['kind'] | undefined;
  /** The channel, or the webhook. */
  readonly place: string;
  /** What stands in its text as `[@…]`, where messages are kept whole. */
  readonly mark?: string | undefined;
}

/** Requests that were to post. */
export interface SlackCounts {
  readonly requests: number;
  readonly accepted: number;
  /** Spoilt by a fault on order. */
  readonly faulty: number;
  /** Refused because they came too fast. */
  readonly limited: number;
  /** Other requests: looks at the history. */
  readonly reads: number;
}

/** What the process is asked. */
export type Order =
  | { readonly kind: 'posts' | 'counts' | 'calm' }
  | { readonly kind: 'faults'; readonly faults: readonly PlainFault[] };

/** A fake Slack in a process of its own. */
export interface SlackHand {
  readonly apiUrl: string;
  webhookUrl(path: string): string;
  posts(): Promise<readonly SlackPost[]>;
  counts(): Promise<SlackCounts>;
  faults(faults: readonly PlainFault[]): Promise<void>;
  calm(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts it, and waits until it listens. */
export async function startSlackHand(setup: SlackSetup = {}): Promise<SlackHand> {
  const child = fork(
    fileURLToPath(new URL('./delivery-slack-hand.ts', import.meta.url)),
    [JSON.stringify(setup)],
    {
      execArgv: ['--conditions=@localert/source', '--no-warnings'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  );
  const gone = once(child, 'exit');
  const early = gone.then(() => Promise.reject(new Error('the fake Slack ended')));
  early.catch(() => undefined);
  const [{ url }] = (await Promise.race([once(child, 'message'), early])) as [{ readonly url: string }];
  const waiting = new Map<number, (answer: unknown) => void>();
  let number = 0;
  child.on('message', (said: { readonly number: number; readonly answer: unknown }) => {
    waiting.get(said.number)?.(said.answer);
    waiting.delete(said.number);
  });

  function ask<Answer>(order: Order): Promise<Answer> {
    number += 1;
    const own = number;
    const answer = new Promise<Answer>((resolve) => {
      waiting.set(own, resolve as (answer: unknown) => void);
    });
    child.send({ number: own, order });
    return Promise.race([answer, early]);
  }

  return {
    apiUrl: `${url}/api`,
    webhookUrl: (path) => `${url}/services/${path}`,
    posts: () => ask({ kind: 'posts' }),
    counts: () => ask({ kind: 'counts' }),
    faults: (faults) => ask({ kind: 'faults', faults }),
    calm: () => ask({ kind: 'calm' }),
    async stop() {
      child.disconnect();
      await gone;
    },
  };
}
