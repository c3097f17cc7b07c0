import { tenantScope } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { describe, expect, it } from 'vitest';
import { scope } from '../../test/scripted.ts';
import { changedTerms } from './changed-terms.ts';
import { houseStyles } from './house-styles.ts';

const rival = tenantScope({ tenant: 'acme-2', actor: 'user:eve' });
const house = () => houseStyles({ records: memoryStore().records });
const refused = expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' });

describe('changedTerms', () => {
  it.each([
    ['Der Knoten {host} fehlt', 'Der Server {host} fehlt', [['Knoten', 'Server']]],
    ['Zu viele Fehler heute', 'Zu viele Fehler', []],
    ['Fehler', 'Fehler heute', []],
    [
      'a b c d e',
      'a x c y e',
      [
        ['b', 'x'],
        ['d', 'y'],
      ],
    ],
    ['eins zwei drei vier fünf', 'ganz andere Worte als vorher', []],
    ['Wiedergabe gestört', 'Playback gestört', [['Wiedergabe', 'Playback']]],
    ['', '', []],
  ] as const)('%j → %j', (before, after, terms) => {
    expect(changedTerms(before, after).map(({ from, to }) => [from, to])).toEqual(terms);
  });
});

describe('houseStyles', () => {
  it('keeps a style a language and tenant', async () => {
    const styles = house();
    const style = { formality: 'formal' as const, tone: 'calm', glossary: [{ source: 'Localert' }] };
    await styles.set(scope, 'DE', style);
    expect(await styles.of(scope, 'de')).toEqual(style);
    expect(await styles.of(scope, 'fr')).toEqual({});
    expect(await styles.of(rival, 'de')).toEqual({});
  });

  it('refuses terms that are none, and too many', async () => {
    const styles = house();
    for (const term of [
      { source: '' },
      { source: 'x'.repeat(201) },
      { source: 'a', target: ' ' },
      { source: 1 },
    ])
      await expect(styles.set(scope, 'de', { glossary: [term as never] })).rejects.toEqual(refused);
    const many = Array.from({ length: 1_000 }, (_, at) => ({ source: `${at}`.padEnd(100, 'x') }));
    await expect(styles.set(scope, 'de', { glossary: many })).rejects.toEqual(refused);
    await expect(styles.set(scope, '?', {})).rejects.toMatchObject({ code: 'LOCALERT_INVALID_LOCALE' });
  });

  it('suggests what reviewers keep writing, for the word of the source that was always there', async () => {
    const styles = house();
    const edits = [
      {
        source: 'The node {host} is down',
        before: 'Der Knoten {host} ist weg',
        after: 'Der Server {host} ist weg',
      },
      {
        source: 'Restart the node now',
        before: 'Starten Sie den Knoten neu',
        after: 'Starten Sie den Server neu',
      },
    ];
    await styles.learn(scope, 'de', edits.slice(0, 1));
    expect(await styles.suggestions(scope, 'de')).toEqual([]);
    await styles.learn(scope, 'de', edits.slice(1));
    const suggestions = await styles.suggestions(scope, 'de');
    expect(suggestions).toEqual([{ source: 'node', target: 'Server', instead: 'Knoten', seen: 2 }]);
    expect(await styles.suggestions(rival, 'de')).toEqual([]);
    await styles.accept(scope, 'de', suggestions[0] as (typeof suggestions)[number]);
    expect((await styles.of(scope, 'de')).glossary).toEqual([
      { source: 'node', target: 'Server', caseSensitive: false },
    ]);
    expect(await styles.suggestions(scope, 'de')).toEqual([]);
  });

  it('learns nothing from an approval without a change, and makes no habit of two sources with no word in common', async () => {
    const styles = house();
    await styles.learn(scope, 'de', [{ source: 'a', before: 'x', after: 'x' }]);
    await styles.learn(scope, 'de', [
      { source: 'first words', before: 'ein alt Wort', after: 'ein neu Wort' },
      { source: 'other terms', before: 'das alt Ding', after: 'das neu Ding' },
    ]);
    expect(await styles.suggestions(scope, 'de')).toEqual([]);
  });

  it('lets two who change a style at once both end', async () => {
    const styles = house();
    const term = (source: string) => ({ source, target: 'x', instead: 'y', seen: 2 });
    await Promise.all([styles.accept(scope, 'de', term('a')), styles.accept(scope, 'de', term('b'))]);
    expect((await styles.of(scope, 'de')).glossary?.map(({ source }) => source).sort()).toEqual(['a', 'b']);
  });
});
