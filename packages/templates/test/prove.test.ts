import { newTenant, parseFixtureContent } from '@localert/core';
import { proveFixture } from '@localert/slack';
import { lintSlackMessages } from '@localert/slack/lint';
import { expect, test } from 'vitest';
import { allLocales } from '../src/locales/index.ts';
import { template, templateIds } from '../src/template.ts';

const tenant = newTenant({ id: 'acme', defaultLocale: 'en' }, 0);

test.each(templateIds)(
  '%s is proved in every language, within the limits of Slack in the worst case',
  (id) => {
    const content = parseFixtureContent(template(id, { locales: allLocales }));
    const { findings, broadcasts } = proveFixture(id, content, tenant);
    expect(findings).toEqual([]);
    expect(broadcasts).toBe(false);
  },
);

test.each(templateIds)('the lint has nothing to say about %s', (id) => {
  const findings = lintSlackMessages(parseFixtureContent(template(id, { locales: allLocales })));
  // Only a million and more is `many` in these, and their texts write the number out: `other` reads well.
  const rest = findings.filter(
    ({ code, severity, locale }) =>
      !(code === 'category-missing' && severity === 'info' && /^(?:es|fr|it|pt)\b/.test(locale)),
  );
  expect(rest).toEqual([]);
});
