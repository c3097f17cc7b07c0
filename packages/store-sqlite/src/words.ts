import { type SlackFixture, searchWords, type TenantId } from '@localert/core';
import type { Connection } from './connection.ts';
import { fixtureOf } from './rows.ts';

const NEXT_WITHOUT = `
  SELECT body FROM fixture WHERE tenant = ? AND words_of IS NOT revision LIMIT 200`;

const NOTE_WORDS = 'UPDATE fixture SET words = ?, words_of = revision WHERE tenant = ? AND id = ?';

/** One of a fixture's words begins so. The words stand in the index of the list, so rows that have none are not read. */
export const HAS_WORD = 'instr(words, ?) > 0';

/** What stands before each word, and so before its beginning; no word has it. */
const BEFORE = ' ';

export const beginningOf = (term: string): string => `${BEFORE}${term}`;

/** The words that a search finds a fixture by, as one text. */
export const wordsText = (row: SlackFixture): string => searchWords(row).map(beginningOf).join('');

/** Makes the words of fixtures that were written without: before there were any, or by an older process. */
export function mendWords(connection: Connection, tenant: TenantId): void {
  while (connection.get(NEXT_WITHOUT, tenant) !== undefined) {
    connection.transaction(() => {
      for (const fixture of connection.all(NEXT_WITHOUT, tenant).map(fixtureOf)) {
        connection.run(NOTE_WORDS, wordsText(fixture), tenant, fixture.id);
      }
    });
  }
}
