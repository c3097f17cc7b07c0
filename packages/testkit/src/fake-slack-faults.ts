/** A request as a fault's `when` sees it. */
export interface FaultRequest {
  readonly path: string;
  readonly body: string;
}

interface FaultBase {
  /** How many requests it spoils; default 1. `Infinity` for every one. */
  readonly times?: number | undefined;
  /** Which requests it spoils; default: any. */
  readonly when?: ((request: FaultRequest) => boolean) | undefined;
}

interface Accepting {
  /** Whether the message is taken all the same, so that a retry doubles it; default false. */
  readonly accept?: boolean | undefined;
}

/**
 * What can go wrong.
 *
 * `rate-limit`: 429 with Retry-After · `error`: a refusal with one of Slack's codes · `status`: any status and body ·
 * `hang`: no answer at all · `cut`: the connection ends without an answer · `cut-body`: the message is taken and the
 * answer breaks off · `garbage`: 200 with a page that is not Slack's · `slow`: a late answer.
 */
export type FakeFault =
  | (FaultBase & {
      readonly kind: 'rate-limit' /** Seconds, or a header's text. */;
      readonly retryAfter?: number | string | undefined;
    })
  | (FaultBase &
      Accepting & { readonly kind: 'error'; readonly code: string; readonly status?: number | undefined })
  | (FaultBase &
      Accepting & {
        readonly kind: 'status';
        readonly status: number;
        readonly body?: string | undefined;
        readonly headers?: Readonly<Record<string, string>> | undefined;
      })
  | (FaultBase & Accepting & { readonly kind: 'hang' | 'cut' | 'garbage' })
  | (FaultBase & { readonly kind: 'cut-body' })
  | (FaultBase & { readonly kind: 'slow' /** Milliseconds. */; readonly ms: number });

/** The faults still to be played. */
export function faultQueue(first: readonly FakeFault[]) {
  const queue: { readonly fault: FakeFault; left: number }[] = [];
  const add = (faults: readonly FakeFault[]) => {
    for (const fault of faults) queue.push({ fault, left: fault.times ?? 1 });
  };
  add(first);
  return {
    add,
    /** The fault for a request: the first that fits and is not used up. */
    take(request: FaultRequest): FakeFault | undefined {
      const entry = queue.find(({ fault, left }) => left > 0 && (fault.when?.(request) ?? true));
      if (entry === undefined) return undefined;
      entry.left -= 1;
      return entry.fault;
    },
  };
}
