import { defineFunction, markup } from '@localert/icu';
import { idKind } from './slack-id.ts';

/** Words that reach everyone: an author may write them where he has the permission, a value never. */
export const BROADCASTS: ReadonlySet<string> = new Set(['channel', 'here', 'everyone']);

/** How a call of {@link mention} says that it reaches everyone. */
const BROADCAST_EFFECT = 'broadcast:';

/** The broadcast in the effect of a call. */
export const broadcastOf = (effect: string | undefined): string | undefined =>
  effect?.startsWith(BROADCAST_EFFECT) ? effect.slice(BROADCAST_EFFECT.length) : undefined;

/**
 * `mention`: the id of a user (`U…`, `W…`) or of a user group (`S…`) as a mention; `only` narrows it to one of them.
 * What is no id is a fault: no value becomes another token. `channel`, `here` and `everyone` are taken only where they
 * stand in the message itself, `{|here| :mention}`, and need the permission `mention:broadcast` as `<!here>` does.
 *
 * Tokens: Slack, "Formatting message text", "Mentioning users" and "Mentioning groups".
 */
export const mention = defineFunction({
  takes: 'text',
  sample: 'U0123456789',
  options: { only: ['user', 'group'] },
  format(value, { only }, { literal }) {
    if (literal && BROADCASTS.has(value)) return markup(`<!${value}>`, `@${value}`);
    const kind = idKind(value);
    if ((kind === 'U' || kind === 'W') && only !== 'group') return markup(`<@${value}>`, `@${value}`);
    if (kind === 'S' && only !== 'user') return markup(`<!subteam^${value}>`, `@${value}`);
    return undefined;
  },
  effect: (literal) =>
    literal !== undefined && BROADCASTS.has(literal) ? BROADCAST_EFFECT + literal : undefined,
});
