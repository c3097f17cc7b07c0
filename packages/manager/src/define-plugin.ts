import type { Finding, LocalertEvent, SlackFixture, TenantScope } from '@localert/core';

/** What `onSave` is shown: a fixture that has passed its proof and is about to be saved. Frozen, all the way down. */
export interface SaveContext {
  readonly scope: TenantScope;
  /** As it will be stored; its `revision` is the one that the save makes. */
  readonly fixture: Readonly<SlackFixture>;
}

/**
 * An extension of the manager. It sees and objects; it cannot change a scope, a fixture or the path of an alert.
 */
export interface Plugin {
  /** For messages. */
  readonly name: string;
  /** Runs once, before the manager is handed out; what it throws stops the start, as LOCALERT_PLUGIN_FAILED. */
  readonly setup?: (() => void | Promise<void>) | undefined;
  /** Objects to a save: errors refuse it, warnings come back with it. What it throws refuses the save too. */
  readonly onSave?: ((context: SaveContext) => readonly Finding[] | Promise<readonly Finding[]>) | undefined;
  /** Is told what happens; what it throws reaches nobody. */
  readonly observe?: ((event: LocalertEvent) => void) | undefined;
  /** Runs when the manager closes; what it throws is told, as LOCALERT_PLUGIN_FAILED, once all else is closed. */
  readonly close?: (() => void | Promise<void>) | undefined;
}

/**
 * Declares a plugin.
 *
 * @example
 * ```ts
 * import { definePlugin } from '@localert/manager';
 *
 * export const runbooksWanted = definePlugin({
 *   name: 'runbooks-wanted',
 *   onSave: ({ fixture }) =>
 *     fixture.severity === 'critical' && fixture.labels['runbook'] === undefined
 *       ? [{ severity: 'error', code: 'runbook-missing', message: 'A critical alert needs the label "runbook".' }]
 *       : [],
 * });
 * ```
 */
export function definePlugin(plugin: Plugin): Plugin {
  return Object.freeze({ ...plugin });
}
