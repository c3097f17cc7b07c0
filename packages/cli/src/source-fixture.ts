import { type FixtureContent, isLocalertError, parseFixtureContent } from '@localert/core';
import type { DocumentText, JsonDocument } from './json-document.ts';

/** A text of a fixture in the file that it comes from. */
export interface TextPlace {
  readonly document: JsonDocument;
  /** Absent where the file holds the text in another notation. */
  readonly text?: DocumentText | undefined;
  /** Keys on the way to it. */
  readonly keys: readonly string[];
}

/** A fixture, wherever it comes from. */
export interface SourceFixture {
  readonly id: string;
  readonly content: FixtureContent;
  readonly origin: 'code' | 'file' | 'store';
  /** The file that is named where a text has no place of its own. */
  readonly file?: string | undefined;
  placeOf(locale: string, field: string): TextPlace | undefined;
}

/** What kept a fixture from being read. */
export interface SourceFault {
  readonly id: string;
  readonly code: string;
  readonly message: string;
  readonly file?: string | undefined;
  readonly place?: TextPlace | undefined;
}

/** Fixtures, and what could not become one. */
export interface Sources {
  readonly fixtures: readonly SourceFixture[];
  readonly faults: readonly SourceFault[];
}

/** The content of what an author wrote, or what is wrong with it. */
export function contentOr(
  value: unknown,
): { readonly content: FixtureContent } | { readonly code: string; readonly message: string } {
  try {
    return { content: parseFixtureContent(value) };
  } catch (error) {
    if (!isLocalertError(error)) throw error;
    return { code: 'fixture-invalid', message: error.message };
  }
}
