/** A request as a fault's `when` sees it. */
export interface FaultRequest {
  readonly path: string;
  readonly body: string;
}

interface FaultBase {
  /** How many requests it spoils; default 1, with a `share` no bound. `Infinity` for every one. */
  readonly times?: number | undefined;
  /** Which part of the requests that fit it spoils, 0 to 1, drawn by the fake's seed; default all. */
  readonly share?: number | undefined;
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
 * answer breaks off · `garbage`: 200 with a page that is not Slack's · `redirect`: the answer sends elsewhere · `slow`: a
 * late answer.
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
  | (FaultBase & {
      readonly kind: 'redirect' /** Default: the fake itself. */;
      readonly to?: string | undefined;
    })
  | (FaultBase & { readonly kind: 'cut-body' })
  | (FaultBase & { readonly kind: 'slow' /** Milliseconds. */; readonly ms: number });

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32 by Tommy Ettinger, public domain). */
export function seededDraw(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The faults still to be played. */
export function faultQueue(first: readonly FakeFault[], seed = 1) {
  const queue: { readonly fault: FakeFault; left: number }[] = [];
  const draw = seededDraw(seed);
  const add = (faults: readonly FakeFault[]) => {
    for (const fault of faults)
      queue.push({ fault, left: fault.times ?? (fault.share === undefined ? 1 : Number.POSITIVE_INFINITY) });
  };
  add(first);
  return {
    add,
    /** Plays no more faults. */
    clear: () => void queue.splice(0),
    /** The fault for a request: the first that fits, is drawn and is not used up. */
    take(request: FaultRequest): FakeFault | undefined {
      const entry = queue.find(
        ({ fault, left }) =>
          left > 0 && (fault.when?.(request) ?? true) && (fault.share === undefined || draw() < fault.share),
      );
      if (entry === undefined) return undefined;
      entry.left -= 1;
      return entry.fault;
    },
  };
}
