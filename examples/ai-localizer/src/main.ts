import assert from 'node:assert/strict';
import { recordedEngine } from './engine.ts';
import { localize } from './localize.ts';

const { first, second, locale, again, unknown } = await localize(recordedEngine(), console.log);
assert.equal(first.outcomes.length, 12);
assert(first.usage.inputTokens > 0);
assert.deepEqual(second.usage, { inputTokens: 0, outputTokens: 0 });
assert.equal(locale, 'es');
assert.equal(again.status, 'stale');
assert.equal(unknown.isTranslated, false);
