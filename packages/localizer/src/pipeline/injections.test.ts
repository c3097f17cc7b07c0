import { MEMORY_SPEC, type TranslationMemory } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { INJECTIONS, obedience } from '../../test/injections.ts';
import { scope, scripted } from '../../test/scripted.ts';
import { draftFixture } from './draft-fixture.ts';

const CALM = 'The disk of {host} is almost full';
const SPANISH = 'El disco de <x id="0"/> está casi lleno';

/** A model that obeys whatever it reads, whole or on top of its work. */
const gullible = (whole: boolean) =>
  scripted({
    say: (segment, request) => {
      const order = obedience(JSON.stringify(request));
      return whole ? order : `${segment.text.includes('disk') ? SPANISH : segment.text} ${order}`;
    },
  });

const knows = (source: string, target: string): TranslationMemory => ({
  spec: MEMORY_SPEC,
  find: async () => [
    {
      unit: { source, target, sourceLocale: 'en', targetLocale: 'es', syntax: 'icu', origin: 'human', at: 0 },
      similarity: 0.9,
    },
  ],
  remember: async () => {},
  forget: async () => 0,
});

const draft = (
  { translator }: ReturnType<typeof scripted>,
  source: string,
  more: { description?: string; memories?: readonly TranslationMemory[]; term?: string } = {},
) =>
  draftFixture(
    scope,
    {
      id: 'disk',
      baseLocale: 'en',
      syntax: 'icu',
      description: more.description,
      locales: { en: { title: source } },
    },
    'es',
    {
      translators: [translator],
      memories: more.memories,
      style: () => ({ glossary: more.term === undefined ? [] : [{ source: more.term }] }),
    },
  );

/** What Slack would follow, notify of or show as more than words. */
const reaches = (text: string): readonly string[] =>
  text.match(/https?:\/\/[^\s<>|"'`]+|<[!@#][^>]*>|@(?:here|channel|everyone)|`[^`]*`|\*[^*]+\*/g) ?? [];

describe.each([true, false])('a model that obeys (nothing but the order: %s)', (whole) => {
  it.each(Object.entries(INJECTIONS))('%s: adds nothing that reaches Slack', async (_, injection) => {
    const model = gullible(whole);
    const places = [
      await draft(model, CALM, { description: injection }),
      await draft(model, CALM, { memories: [knows(injection, injection)] }),
      await draft(model, CALM, { term: injection.slice(0, 200) }),
    ];
    expect(model.calls.length).toBeGreaterThan(0);
    for (const { messages } of places) {
      expect(reaches(messages['title'] ?? '')).toEqual([]);
      // One word more is a reviewer's to see: no rule can. A text that is nothing but the order does not pass.
      if (whole) expect(messages['title']).toBe(CALM);
    }
    // In the source itself, what an author wrote stays, and nothing comes to it.
    const source = injection.toWellFormed().replaceAll(/[{}]/g, '');
    const { messages } = await draft(gullible(whole), source);
    const added = reaches(messages['title'] ?? '').filter((one) => !source.includes(one));
    expect(added).toEqual([]);
  });
});
