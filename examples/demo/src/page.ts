import type { PreviewItem } from '@localert/manager';
import { previewPage } from '@localert/slack/preview';
import type { DemoDraft } from './draft.ts';
import type { DemoMessage } from './report.ts';

const noteOn = ({ reader, result }: DemoMessage): string =>
  result.step === 'exact'
    ? `asked for ${reader.locale.join(', ')}`
    : `asked for ${reader.locale.join(', ')}; found by the step “${result.step}”`;

/**
 * One page: what each tenant got, Sakura twice; then an alert in languages that are written from right to left; then the
 * first one in every locale.
 */
export function demoPage(
  messages: readonly DemoMessage[],
  draft: DemoDraft,
  rightToLeft: readonly PreviewItem[],
  previews: readonly PreviewItem[],
): string {
  const received = messages.flatMap((one) => {
    const { reader, result, message } = one;
    if (message === undefined) return [];
    const isDraft = result.locale === draft.locale;
    const more = `drafted without a model, approved by ${draft.reviewer}; still in English: ${draft.untranslated.join(', ')}`;
    const notes = isDraft ? [noteOn(one), more] : [noteOn(one)];
    return [{ title: reader.name, locale: result.locale, message, notes }];
  });
  const previewed = (note: string, items: readonly PreviewItem[]) =>
    items.map(({ requested, locale, message }) => ({ title: `${note}: ${requested}`, locale, message }));
  return previewPage(
    [...received, ...previewed('From right to left', rightToLeft), ...previewed('Preview', previews)],
    { title: 'Localert: one alert, every reader’s language' },
  );
}
