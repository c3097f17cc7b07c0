// Type tests: checked by the compiler, never run. Each `@ts-expect-error` fails when the line below it compiles.
import type { FixtureInput } from '@localert/core';
import type { ArgsOfMessages } from '@localert/icu';
import { de } from './locales/de.ts';
import { template } from './template.ts';
import type { TemplateLocale } from './template-locale.ts';

const diskFull = template('disk_full', { locales: [de] });
const escalation = template('escalation');

export const taken: readonly FixtureInput[] = [diskFull, escalation];

type Values = ArgsOfMessages<(typeof diskFull)['locales']['en']>;
export const values: Values = { used: 0.93, host: 'db-1', hours: 6, mount: '/data', free: 1e9 };
// @ts-expect-error a share is a number
export const wrong: Values = { used: '93 %', host: 'db-1', hours: 6, mount: '/data', free: 1e9 };
// @ts-expect-error hours are missing
export const missing: Values = { used: 0.93, host: 'db-1', mount: '/data', free: 1e9 };

// @ts-expect-error there is no such template
template('disk_ful');

const { disk_full: _, ...others } = de.texts;
// @ts-expect-error a template is missing
export const withoutOne: TemplateLocale['texts'] = others;
// @ts-expect-error a field is missing
export const withoutField: TemplateLocale['texts']['disk_full'] = { title: 'x', description: 'x' };
export const withAnother: TemplateLocale['texts']['recovered'] = {
  title: 'x',
  description: 'x',
  // @ts-expect-error the English texts have no such field
  footer: 'x',
};
