/** What is used of a queue's connection. It stays the queue's: nothing here ends it. */
export interface BullmqClient {
  /** How the connection is; a command is sent where it is `ready`. */
  readonly status: string;
  defineCommand(name: string, definition: { readonly numberOfKeys: number; readonly lua: string }): void;
  once(event: string, listener: () => void): unknown;
  off(event: string, listener: () => void): unknown;
}

/** What is used of a queue: `Queue` of BullMQ 5 fits. */
export interface BullmqQueue {
  /** Resolves when it is connected. */
  readonly client: Promise<BullmqClient>;
  /** The name of a key of the queue. */
  toKey(type: string): string;
  isPaused(): Promise<boolean>;
  pause(): Promise<void>;
}

/** What is used of what listens: `QueueEvents` of BullMQ 5 fits. */
export interface BullmqEvents {
  on(event: 'waiting' | 'delayed', listener: () => void): unknown;
  off(event: 'waiting' | 'delayed', listener: () => void): unknown;
}

/** A list of commands for one server, sent together. */
export interface BullmqPipeline {
  call(command: string, ...args: string[]): unknown;
  exec(): Promise<readonly (readonly [Error | null, unknown])[] | null>;
}

type Script = (args: readonly string[]) => unknown;

/** What only ioredis has: commands by their name, and the servers of a cluster. */
export interface IoredisParts {
  readonly isCluster?: boolean;
  call?(command: string, ...args: string[]): Promise<unknown>;
  nodes?(role: 'all'): readonly { call(command: string, ...args: string[]): Promise<unknown> }[];
  pipeline?(): BullmqPipeline;
  runCommand?(name: string, args: readonly string[]): Promise<unknown>;
}

/** The connection as ioredis. */
export const ioredisOf = (client: BullmqClient): IoredisParts => client as unknown as IoredisParts;

/** A script that was defined, as a method of a client or a pipeline. */
export function scriptOf(target: object, name: string): Script {
  const script = (target as Readonly<Record<string, unknown>>)[name];
  if (typeof script !== 'function') throw new TypeError('the connection takes no scripts');
  return (args) => (script as Script).call(target, args);
}
