import type { TranslationRequest } from '@localert/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INJECTIONS, obedience } from '../../test/injections.ts';
import { startOpenAiDouble, translatingModel } from '../../test/open-ai-double.ts';
import { requestOf, scopeOf } from '../../test/requests.ts';
import { openAiCompatible } from './open-ai-compatible.ts';
import { PROMPT_INSTRUCTIONS, PROMPT_VERSION, translationPrompt } from './prompt.ts';

const FULL: TranslationRequest = {
  segments: [
    {
      id: 'fixture/title#other',
      text: '<x id="0"/> streams failing in <x id="1"/>',
      marks: { 0: 'count (a number)', 1: 'region' },
      maxLength: 150,
      note: 'branch "other" of count',
    },
    { id: 'fixture/action', text: 'Check the edge &amp; restart.' },
  ],
  sourceLocale: 'en-US',
  targetLocale: 'es-MX',
  context: {
    domain: 'video streaming',
    urgency: 'critical',
    technicalLevel: 'expert',
    description: 'Viewers see errors.',
    formality: 'formal',
    tone: 'calm and plain',
  },
  glossary: [
    { source: 'edge', target: 'nodo perimetral', note: 'a server' },
    { source: 'Localert', caseSensitive: true },
  ],
  examples: [{ source: 'Playback stopped', target: 'Se detuvo la reproducción' }],
  feedback: [
    {
      segment: 'fixture/title#other',
      refused: 'flujos',
      findings: [{ code: 'mark-missing', message: 'A mark is missing.' }],
    },
    { segment: 'of another batch', refused: 'x', findings: [] },
  ],
};

describe('the prompt', () => {
  it('is pinned: a change of one word is a new version', () => {
    expect(PROMPT_VERSION).toBe('localert.prompt/1');
    expect(translationPrompt(FULL)).toMatchSnapshot();
  });

  it('has only what is there', () => {
    const { user } = translationPrompt(requestOf());
    expect(JSON.parse(user)).toEqual({
      sourceLocale: 'en',
      targetLocale: 'es',
      segments: [{ id: '1', text: 'Disk full on <x id="0"/>' }],
    });
  });

  it('is the same for the same request', () => {
    expect(translationPrompt(structuredClone(FULL))).toEqual(translationPrompt(FULL));
  });
});

/** Every place of a request where somebody else's text can stand, and where it has to arrive in the data. */
const PLACES: Readonly<Record<string, (text: string) => Partial<TranslationRequest>>> = {
  source: (text) => ({ segments: [{ id: 'a', text }] }),
  id: (text) => ({ segments: [{ id: text, text: 'Disk full.' }] }),
  note: (text) => ({ segments: [{ id: 'a', text: 'Disk full.', note: text }] }),
  mark: (text) => ({ segments: [{ id: 'a', text: 'On <x id="0"/>', marks: { 0: text } }] }),
  domain: (text) => ({ context: { domain: text } }),
  description: (text) => ({ context: { description: text } }),
  tone: (text) => ({ context: { tone: text } }),
  'glossary source': (text) => ({ glossary: [{ source: text }] }),
  'glossary target': (text) => ({ glossary: [{ source: 'disk', target: text, note: text }] }),
  'example source': (text) => ({ examples: [{ source: text, target: 'x' }] }),
  'example target': (text) => ({ examples: [{ source: 'x', target: text }] }),
  feedback: (text) => ({
    feedback: [{ segment: 'title', refused: text, findings: [{ code: 'x', message: text }] }],
  }),
};

const stringsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
};

/** The keys of the data, of every depth: nothing that a text says becomes one, marks' numbers aside. */
const KEYS =
  /^(?:sourceLocale|targetLocale|context|domain|description|urgency|technicalLevel|formality|tone|glossary|source|target|note|caseSensitive|examples|feedback|segment|refused|findings|code|message|segments|id|text|marks|maxLength|\d+)$/;

const keysIn = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? [...(Array.isArray(value) ? [] : Object.keys(value)), ...Object.values(value).flatMap(keysIn)]
    : [];

function assertApart(place: string, text: string): void {
  const { system, user } = translationPrompt(requestOf(PLACES[place]?.(text)));
  expect(system).toBe(PROMPT_INSTRUCTIONS);
  const data: unknown = JSON.parse(user);
  // Ids are replaced, so that a text in one does not reach the model at all.
  expect(stringsIn(data).includes(text)).toBe(place !== 'id');
  expect(keysIn(data).filter((key) => !KEYS.test(key))).toEqual([]);
}

describe('what strangers write', () => {
  it.each(Object.keys(PLACES))('stays data in %s, whatever it says', (place) => {
    for (const text of Object.values(INJECTIONS)) assertApart(place, text);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 12 }), (text) => assertApart(place, text)),
      { numRuns: 30 },
    );
  });

  it('never moves an instruction, a role or a tool of the request that is sent', async () => {
    await using double = await startOpenAiDouble();
    const translator = openAiCompatible({ baseUrl: `${double.url}/v1`, model: 'double' });
    for (const place of Object.values(PLACES)) {
      for (const text of Object.values(INJECTIONS)) {
        await translator.translate(scopeOf(), requestOf(place(text)), {});
      }
    }
    const bodies = double.asked.map(({ body }) => body as Record<string, unknown>);
    expect(bodies).toHaveLength(Object.keys(PLACES).length * Object.keys(INJECTIONS).length);
    for (const body of bodies) {
      expect(Object.keys(body).sort()).toEqual(['messages', 'model', 'response_format', 'temperature']);
      expect(body['messages']).toEqual([
        { role: 'system', content: PROMPT_INSTRUCTIONS },
        { role: 'user', content: expect.any(String) },
      ]);
      expect(body['response_format']).toEqual(bodies[0]?.['response_format']);
    }
  });

  it('may win over a gullible model: what it adds comes through as text for the gate, bound to the ids', async () => {
    await using double = await startOpenAiDouble({
      model: (messages) => {
        const { segments } = JSON.parse(translatingModel(messages) as string) as {
          segments: { id: string; text: string }[];
        };
        const added = segments.map(({ id, text }) => ({ id, text: `${text} ${obedience(messages.user)}` }));
        return JSON.stringify({ segments: added });
      },
    });
    const translator = openAiCompatible({ baseUrl: `${double.url}/v1`, model: 'double' });
    const segments = [{ id: 'a', text: INJECTIONS['other language'] ?? '' }];
    const { segments: answers } = await translator.translate(scopeOf(), requestOf({ segments }), {});
    expect(answers).toHaveLength(1);
    // Escaped: no mention that Slack would read.
    expect(answers[0]?.text).toMatch(/ &lt;!channel&gt;$/);
  });
});
