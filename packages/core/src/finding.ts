import type { Locale } from './locale.ts';

/** One thing found in a fixture while it was proved: an error refuses the save, a warning comes back with it. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  /** Stable, kebab-case, for example `message-syntax` or `slack-limit`. */
  readonly code: string;
  /** What is wrong and what to do. Quotes names and syntax, never argument values. */
  readonly message: string;
  readonly locale?: Locale;
  /** The message field, or a path into the layout such as `layout.blocks.2`. */
  readonly field?: string;
  /** 1-based place in the message's source. */
  readonly line?: number;
  readonly column?: number;
}

/** One fault met while an alert was rendered. The alert goes out all the same. */
export interface RenderProblem {
  readonly code:
    | 'locale-malformed'
    | 'argument-missing'
    | 'argument-type'
    | 'argument-unknown'
    | 'message-broken'
    | 'message-missing'
    | 'output-too-long'
    | 'limit-shortened'
    | 'url-refused'
    | 'layout-broken'
    | 'bundle-stale'
    | 'bundle-missing'
    | 'minimal-message'
    | 'pii-found'
    | 'pii-redacted';
  readonly locale?: Locale;
  readonly field?: string;
  /** Of personal data: without one, it stands in the dedupe key. */
  readonly argument?: string;
  /** Of personal data: what it is, for example `email`; `declared` where the author says so. Never the value. */
  readonly kind?: string;
}
