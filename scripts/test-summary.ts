/**
 * Says what the last test run with `CI` set came to, from its JSON report: each test that failed with the beginning of
 * its message (where a property's seed stands), which a long log would bury, and the count in the last line.
 */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './shell.ts';

interface Result {
  readonly fullName: string;
  readonly status: string;
  readonly failureMessages?: readonly string[];
}

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly Result[];
  }[];
}

/** Characters of a message that are shown. */
const SHOWN = 600;

const shown = (message: string): string => message.slice(0, SHOWN).replaceAll(/^/gm, '  ');

const report = JSON.parse(readFileSync(join(root, 'out/test-results.json'), 'utf8')) as Report;

for (const { name, status, message, assertionResults } of report.testResults) {
  const failed = assertionResults.filter((result) => result.status === 'failed');
  for (const { fullName, failureMessages = [] } of failed)
    console.log(`\n${relative(root, name)}: ${fullName}\n${shown(failureMessages.join('\n'))}`);
  // A file that could not be loaded, or whose hooks failed, has no test that says so.
  if (status === 'failed' && failed.length === 0)
    console.log(`\n${relative(root, name)}\n${shown(message ?? '')}`);
}

const skipped = report.numPendingTests + report.numTodoTests;
console.log(`${report.numPassedTests} passed, ${report.numFailedTests} failed, ${skipped} skipped`);
