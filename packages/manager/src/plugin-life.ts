import { isLocalertError } from '@localert/core';
import type { Plugin } from './define-plugin.ts';
import { PluginFailedError } from './errors.ts';

/** Runs what a plugin does once. Of what it throws only class and code go on. @throws LOCALERT_PLUGIN_FAILED */
export async function ofPlugin(plugin: Plugin, step: 'setup' | 'close'): Promise<void> {
  try {
    await plugin[step]?.();
  } catch (cause) {
    throw isLocalertError(cause) ? cause : new PluginFailedError({ plugin: plugin.name, step }, { cause });
  }
}

/** Does every step, one after the other, also after one that failed; throws the first fault at the end. */
export async function closeAll(steps: readonly (() => Promise<void> | undefined)[]): Promise<void> {
  const faults: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (fault) {
      faults.push(fault);
    }
  }
  if (faults.length > 0) throw faults[0];
}
