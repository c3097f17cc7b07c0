import type { PreviewItem } from '@localert/manager';
import { previewPage } from '@localert/slack/preview';
import type { DemoMessage } from './report.ts';

/** One page: what each tenant got, then the fixture in every locale. */
export function demoPage(messages: readonly DemoMessage[], previews: readonly PreviewItem[]): string {
  const received = messages.flatMap(({ reader, result, message }) =>
    message === undefined
      ? []
      : [
          {
            title: reader.name,
            locale: result.locale,
            message,
            notes:
              result.step === 'exact'
                ? [`asked for ${reader.locale.join(', ')}`]
                : [`asked for ${reader.locale.join(', ')}; found by the step “${result.step}”`],
          },
        ],
  );
  const everywhere = previews.map(({ requested, locale, message }) => ({
    title: `Preview: ${requested}`,
    locale,
    message,
  }));
  return previewPage([...received, ...everywhere], { title: 'Localert: one alert, every reader’s language' });
}
