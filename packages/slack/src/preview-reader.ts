/** Who looks at a preview. */
export interface PreviewReader {
  /** BCP 47; direction and dates follow it. */
  readonly locale?: string | undefined;
  /** IANA name; default UTC. */
  readonly timeZone?: string | undefined;
  /** Epoch milliseconds: dates near it are called today or yesterday. */
  readonly now?: number | undefined;
}
