import type { FixtureInput } from '@localert/core';
import { template } from '@localert/templates';

/** The alerts of the tenant, made at run time and in English only. */
export const ALERTS = {
  // Word for word in the template library, so that no translator is asked.
  disk_full: template('disk_full'),
  encoder_stopped: {
    name: 'Encoder stopped',
    baseLocale: 'en',
    severity: 'high',
    description: 'An encoder of live video has stopped.',
    locales: {
      en: {
        title: 'The encoder {name} has stopped',
        description: '{count, plural, one {# stream is waiting} other {# streams are waiting}}',
      },
    },
  },
  encoder_late: {
    name: 'Encoder late',
    baseLocale: 'en',
    severity: 'high',
    description: 'An encoder of live video is behind.',
    locales: {
      en: { title: 'The encoder {name} is late', description: 'Read `{file}` before you restart it' },
    },
  },
  report_ready: {
    name: 'Report ready',
    baseLocale: 'en',
    severity: 'info',
    description: 'The weekly report of a customer can be read.',
    locales: {
      en: {
        title: 'The weekly report is ready',
        description: 'It has {count, plural, one {# page} other {# pages}}',
      },
    },
  },
} satisfies Readonly<Record<string, FixtureInput>>;

/** What the report says after its author has thought again. */
export const NEW_TITLE = 'The monthly report is ready';

export const LOCALES = ['es', 'ca', 'de'];
