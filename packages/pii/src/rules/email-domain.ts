import { isDigit } from '../characters.ts';
import { type Script, scriptOf } from '../script.ts';

const HYPHEN = 45;
const DOT = 46;

/** Where a label ends that begins at a place; the place itself when none begins there. */
function labelEnd(text: string, from: number): number {
  let script: Script = 0;
  let end = from;
  for (; ; end++) {
    const code = text.charCodeAt(end);
    if (code === HYPHEN && end > from) continue;
    const next = scriptOf(code);
    if (next === 0) break;
    // Digits go with every script.
    if (isDigit(code)) continue;
    if (script !== 0 && next !== script) break;
    script = next;
  }
  while (end > from && text.charCodeAt(end - 1) === HYPHEN) end--;
  return end;
}

/** Ends of file names and of systemd units, and names that only machines of one network have. */
const NO_DOMAINS = new Set(
  `js ts jsx tsx mjs cjs json png jpg jpeg gif svg webp css scss html htm xml yaml yml toml lock log txt csv pdf
   exe dll jar war map gz tgz bz2 xz tar deb rpm so bin
   service socket timer target mount automount slice scope device swap path
   internal localdomain svc localhost arpa`.split(/\s+/),
);

const TOP_LEVEL = /^(?:[a-z]{2,24}|xn--[a-z0-9-]{2,59}|[^\p{ASCII}]{2,24})$/iu;
const NUMBERS = /^v?\d+\.v?\d+(?:[.-]|$)/;
/** Names inside a Kubernetes cluster. */
const CLUSTER = /\.cluster\.local$/i;

/** Where the domain of an address ends that begins at a place, or nothing when none does. RFC 5321 section 4.1.2. */
export function domainEnd(text: string, from: number): number | undefined {
  const ends: number[] = [];
  for (let start = from; ; ) {
    const end = labelEnd(text, start);
    if (end === start) break;
    ends.push(end);
    if (text.charCodeAt(end) !== DOT) break;
    start = end + 1;
  }
  // A last label that cannot be a top-level domain is the sentence's: `ann@example.org.5`.
  for (; ends.length > 1; ends.pop()) {
    const end = ends.at(-1) ?? from;
    const last = text.slice((ends.at(-2) ?? from) + 1, end);
    if (!TOP_LEVEL.test(last)) continue;
    if (NO_DOMAINS.has(last.toLowerCase())) return undefined;
    const domain = text.slice(from, end);
    // `pkg@1.2.3-beta.rc`, `checkout@v4.1.x`
    return NUMBERS.test(domain) || CLUSTER.test(domain) ? undefined : end;
  }
  return undefined;
}
