/** Says in one line what the last test run with `CI` set came to, from its JSON report. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './shell.ts';

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}

const report = JSON.parse(readFileSync(join(root, 'out/test-results.json'), 'utf8')) as Report;
const skipped = report.numPendingTests + report.numTodoTests;
console.log(`${report.numPassedTests} passed, ${report.numFailedTests} failed, ${skipped} skipped`);
