/** The values of one rendering: every workload takes what it needs of them. */
export interface Values {
  readonly service: string;
  readonly region: string;
  readonly team: string;
  readonly customer: string;
  readonly name: string;
  readonly place: string;
  readonly role: string;
  readonly count: number;
  readonly share: number;
  readonly amount: number;
  readonly orders: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly [name: string]: string | number;
}

/** How many sets of values there are: a power of two, so that taking one costs an `&`. */
export const SETS = 512;
const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 22, 9, 41);

/** Numbers that look random and are the same in every run (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const SERVICES = ['player', 'checkout', 'search', 'login', 'billing', 'image-resizer', 'R&D feed', 'edge'];
const REGIONS = ['eu-west-1', 'us-east-2', 'ap-south-1', 'sa-east-1', 'EU <backup>', 'me-central-1', 'ca-1'];
const TEAMS = ['video', 'payments', 'search & ads', 'identity', 'core', 'on-call'];
const CUSTOMERS = [
  'Acme',
  'Globex',
  'Initech',
  'Umbrella & Sons',
  'Hooli',
  'Stark <test>',
  'Wayne',
  'Tyrell',
];
const NAMES = ['Ann', 'Bo', 'Chidi', 'Dolores', 'Élodie', 'Farid', 'Grete', 'Hiroko', 'Ines'];
const PLACES = ['Madrid', 'Łódź', 'Lagos', 'Osaka', 'Quito', 'Reykjavík', 'Pune'];

/**
 * Counts are mostly small, some past a thousand, some past a million; shares have up to four decimals, amounts two.
 * `moment` says which time stands at an index: times are what memos live on.
 */
function valueSets(moment: (index: number, random: () => number) => number): readonly Values[] {
  const random = randomNumbers(20_261_122);
  const any = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  const upTo = (most: number) => Math.floor(random() * most);
  return Array.from({ length: SETS }, (_, index) => {
    const kind = random();
    return {
      service: any(SERVICES),
      region: any(REGIONS),
      team: any(TEAMS),
      customer: any(CUSTOMERS),
      name: any(NAMES),
      place: any(PLACES),
      role: random() < 0.5 ? 'admin' : 'guest',
      count: kind < 0.65 ? upTo(30) : kind < 0.93 ? upTo(20_000) : upTo(3_000_000),
      share: upTo(10_000) / 10_000,
      amount: upTo(10_000_000) / 100,
      orders: upTo(kind < 0.5 ? 5_000 : 5_000_000),
      at: moment(index, random),
    };
  });
}

/** Times of one minute, one after the other: what an alert's "since now" looks like. */
export const nowValues = valueSets((index) => NOW + ((index * 117) % MINUTE));
/** Times of twenty years in no order. */
export const randomValues = valueSets((_, random) => NOW - Math.floor(random() * 20 * 365 * 1440) * MINUTE);
/** What the alert takes and nothing else: an argument that no text takes would be a problem to report. */
const onlyAlert = ({ region, customer, team, count, share, at }: Values) =>
  ({ region, customer, team, count, share, at }) as Partial<Values> as Values;

/** Times of a quarter of an hour, one after the other: when an incident began, told by many alerts. */
export const alertValues = valueSets((index) => NOW + index * 1_750).map(onlyAlert);
