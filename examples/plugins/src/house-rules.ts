import type { Finding } from '@localert/core';
import { definePlugin } from '@localert/manager';

/** What a house wants of every fixture. */
export interface HouseRules {
  /** Labels that every fixture has, for example `team`. */
  readonly labels: readonly string[];
  /** Locales that critical fixtures have. */
  readonly criticalLocales: readonly string[];
}

/** Objects to fixtures that break the house rules: a missing label refuses the save, a missing locale is a warning. */
export const houseRules = ({ labels, criticalLocales }: HouseRules) =>
  definePlugin({
    name: 'house-rules',
    onSave({ fixture }) {
      const missing = labels.filter((label) => fixture.labels[label] === undefined);
      const errors = missing.map(
        (label): Finding => ({
          severity: 'error',
          code: 'label-missing',
          message: `Add the label "${label}".`,
        }),
      );
      if (fixture.severity !== 'critical') return errors;
      const absent = criticalLocales.filter((locale) => fixture.locales[locale] === undefined);
      const warnings = absent.map(
        (locale): Finding => ({
          severity: 'warning',
          code: 'locale-missing',
          message: `A critical alert should speak ${locale}.`,
          locale,
        }),
      );
      return [...errors, ...warnings];
    },
  });
