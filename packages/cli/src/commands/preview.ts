import { resolve } from 'node:path';
import type { RenderProblem } from '@localert/core';
import type { PreviewItem } from '@localert/manager';
import { previewPage, previewText } from '@localert/slack/preview';
import type { Command } from '../command.ts';
import { sideBySide } from '../preview-columns.ts';
import { inLocale, previewItems } from '../preview-items.ts';
import { shown } from '../shown.ts';
import { readValues } from '../values.ts';
import { writeWhole } from '../write-file.ts';

const DEFAULT_CELLS = 80;

/** The name of a locale in English; the tag where there is none. */
function languageOf(locale: string): string {
  return String(new Intl.DisplayNames('en', { type: 'language', fallback: 'code' }).of(locale));
}

const problemText = ({ code, locale, field, argument, kind }: RenderProblem): string =>
  [code, locale, field, argument, kind].filter((part) => part !== undefined).join(' ');

const notesOf = ({ requested, locale, problems }: PreviewItem): string[] => [
  ...(locale === requested ? [] : [`shown in ${locale}`]),
  ...problems.map(problemText),
];

/** Shows a fixture in every locale. */
export const preview: Command = async (call) => {
  const { options, io, first: id, paint } = call;
  const values = await readValues(options.text('values'), io);
  const { name, origin, timeZone, items } = await previewItems(call, id, values);
  const chosen = inLocale(items, options.text('locale'));
  const html = options.text('html');
  if (html !== undefined) {
    const shownItems = chosen.map((item) => ({
      ...{ title: languageOf(item.requested), locale: item.requested, message: item.message },
      notes: notesOf(item),
    }));
    const page = previewPage(shownItems, { title: name, columns: true, timeZone, now: io.now() });
    await writeWhole(resolve(io.cwd, html), page, { cwd: io.cwd, signal: io.signal });
    call.say(`Wrote ${html}.`);
  } else {
    const columns = chosen.map((item) => ({
      title: [
        paint('bold', `${item.requested} · ${languageOf(item.requested)}`),
        ...notesOf(item).map((note) => paint('yellow', shown(note))),
      ].join('\n'),
      text: previewText(item.message),
    }));
    call.say(sideBySide(columns, options.whole('width', 20, 1_000) ?? io.stdout.columns ?? DEFAULT_CELLS));
  }
  return { ok: true, data: { fixture: id, origin, html: html ?? null, locales: chosen } };
};
