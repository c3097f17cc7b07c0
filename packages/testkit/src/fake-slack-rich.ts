import type { PayloadFault } from './fake-slack-check.ts';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the checks of a block are made with. */
export interface Look {
  fault(path: string, words: string): void;
  text(value: unknown, most: number, path: string, blank?: boolean): void;
  url(value: unknown, path: string): void;
  list(value: unknown, most: number, path: string): readonly unknown[];
}

const ANY = Number.MAX_SAFE_INTEGER;

/** Members that a kind of run has to have, and the form of each. Source: Slack's "Rich text block". */
const ID = /^[A-Z][A-Z0-9]+$/;
const MEMBERS: Readonly<Record<string, readonly (readonly [string, RegExp])[]>> = {
  emoji: [['name', /^[a-z0-9_+'-]+$/]],
  user: [['user_id', ID]],
  usergroup: [['usergroup_id', ID]],
  channel: [['channel_id', ID]],
  broadcast: [['range', /^(?:here|channel|everyone)$/]],
  date: [
    ['format', /./],
    ['fallback', /./],
  ],
};
const MARKS: ReadonlySet<string> = new Set(['bold', 'italic', 'strike', 'code']);

function run(value: unknown, path: string, kinds: readonly string[], look: Look): void {
  const type = isObject(value) ? String(value['type']) : '';
  if (!isObject(value) || !kinds.includes(type)) {
    look.fault(`${path}/type`, 'unsupported type');
    return;
  }
  if (type === 'text') look.text(value['text'], ANY, `${path}/text`, true);
  if (type === 'link') {
    if (!/^mailto:\S+$/.test(String(value['url']))) look.url(value['url'], `${path}/url`);
    if (value['text'] !== undefined) look.text(value['text'], ANY, `${path}/text`, true);
  }
  if (type === 'date' && !Number.isInteger(value['timestamp']))
    look.fault(`${path}/timestamp`, 'must be an integer');
  for (const [name, form] of MEMBERS[type] ?? [])
    if (typeof value[name] !== 'string' || !form.test(value[name]))
      look.fault(`${path}/${name}`, 'missing required field');
  const { style } = value;
  if (style === undefined) return;
  const good =
    isObject(style) &&
    Object.entries(style).every(([mark, on]) => MARKS.has(mark) && typeof on === 'boolean');
  if (!good) look.fault(`${path}/style`, 'must be a style');
}

const RUNS = ['text', 'link', ...Object.keys(MEMBERS)];
const TYPED = ['text', 'link'];

function runs(value: unknown, path: string, kinds: readonly string[], look: Look): void {
  look.list(value, ANY, path).forEach((one, index) => {
    run(one, `${path}/${index}`, kinds, look);
  });
}

/** Whole numbers that may be left out. */
function whole(value: unknown, most: number, path: string, look: Look): void {
  if (value === undefined) return;
  if (!Number.isInteger(value) || Number(value) < 0 || Number(value) > most)
    look.fault(path, `must be a number from 0 to ${most}`);
}

function part(value: unknown, path: string, look: Look): void {
  if (!isObject(value)) {
    look.fault(path, 'must be an object');
    return;
  }
  const { type, elements } = value;
  whole(value['border'], 1, `${path}/border`, look);
  if (type === 'rich_text_section' || type === 'rich_text_quote') {
    runs(elements, `${path}/elements`, RUNS, look);
    return;
  }
  if (type === 'rich_text_preformatted') {
    runs(elements, `${path}/elements`, TYPED, look);
    return;
  }
  if (type !== 'rich_text_list') {
    look.fault(`${path}/type`, 'unsupported type');
    return;
  }
  if (value['style'] !== 'bullet' && value['style'] !== 'ordered')
    look.fault(`${path}/style`, 'must be bullet or ordered');
  whole(value['indent'], 8, `${path}/indent`, look);
  whole(value['offset'], ANY, `${path}/offset`, look);
  look.list(elements, ANY, `${path}/elements`).forEach((item, index) => {
    const place = `${path}/elements/${index}`;
    if (!isObject(item) || item['type'] !== 'rich_text_section') {
      look.fault(`${place}/type`, 'unsupported type');
      return;
    }
    runs(item['elements'], `${place}/elements`, RUNS, look);
  });
}

/** A rich text block by Slack's rules. */
export function richText(block: Json, path: string, look: Look): void {
  look.list(block['elements'], ANY, `${path}/elements`).forEach((one, index) => {
    part(one, `${path}/elements/${index}`, look);
  });
}

function cell(value: unknown, path: string, look: Look): void {
  if (!isObject(value)) {
    look.fault(path, 'must be an object');
    return;
  }
  if (value['type'] === 'raw_text') {
    look.text(value['text'], ANY, `${path}/text`);
    return;
  }
  if (value['type'] === 'rich_text') {
    richText(value, path, look);
    return;
  }
  look.fault(`${path}/type`, 'unsupported type');
}

/** A table block by Slack's rules. Source: "Table block". */
export function table(block: Json, path: string, look: Look): void {
  look.list(block['rows'], 100, `${path}/rows`).forEach((row, at) => {
    look.list(row, 20, `${path}/rows/${at}`).forEach((one, column) => {
      cell(one, `${path}/rows/${at}/${column}`, look);
    });
  });
  const settings = block['column_settings'];
  if (settings === undefined) return;
  look.list(settings, 20, `${path}/column_settings`).forEach((one, column) => {
    const place = `${path}/column_settings/${column}`;
    if (!isObject(one)) {
      look.fault(place, 'must be an object');
      return;
    }
    if (one['align'] !== undefined && !['left', 'center', 'right'].includes(String(one['align'])))
      look.fault(`${place}/align`, 'must be left, center or right');
    if (one['is_wrapped'] !== undefined && typeof one['is_wrapped'] !== 'boolean')
      look.fault(`${place}/is_wrapped`, 'must be a boolean');
  });
}

/** Every text in a value, put together. */
function lengthOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + lengthOf(one), 0);
  if (!isObject(value)) return 0;
  const own = [value['text'], value['url'], value['fallback']].reduce(
    (sum: number, text) => sum + (typeof text === 'string' ? text.length : 0),
    0,
  );
  return own + lengthOf(value['elements']);
}

/** What Slack limits over a whole message: one table of 10,000 characters, 12,000 characters of Markdown. */
export function wholeFaults(blocks: unknown, attachments: readonly unknown[]): readonly PayloadFault[] {
  const lists = [blocks, ...attachments.map((one) => (isObject(one) ? one['blocks'] : undefined))];
  const all = lists.flatMap((list): unknown[] => (Array.isArray(list) ? list : [])).filter(isObject);
  const tables = all.filter(({ type }) => type === 'table');
  const faults: PayloadFault[] = [];
  if (tables.length > 1) faults.push({ code: 'invalid_blocks', message: '[ERROR] only_one_table_allowed' });
  if (tables.some(({ rows }) => lengthOf(rows) > 10_000))
    faults.push({ code: 'invalid_blocks', message: '[ERROR] no more than 10000 characters in a table' });
  const markdown = all.filter(({ type }) => type === 'markdown').reduce((sum, one) => sum + lengthOf(one), 0);
  if (markdown > 12_000)
    faults.push({ code: 'msg_blocks_too_long', message: 'markdown blocks too long in total' });
  return faults;
}
