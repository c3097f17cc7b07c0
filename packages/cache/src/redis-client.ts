/** What a command is given. */
export type RedisArgument = string | Buffer | number;

/**
 * What is used of a client: `Redis` and `Cluster` of ioredis 5.4 or later fit, by themselves or behind Sentinels. It
 * stays the host's: nothing here connects it, and nothing ends it.
 */
export interface RedisClient {
  /** ioredis' word for how the connection is; a command is sent where it is `ready`, or `wait` for the first one. */
  readonly status: string;
  callBuffer(command: string, args: RedisArgument[]): Promise<unknown>;
  on(event: string, listener: (...told: unknown[]) => void): unknown;
  off(event: string, listener: (...told: unknown[]) => void): unknown;
}

/** What is used of the client that listens. Not the one that sends commands, unless it is a `Cluster`. */
export interface RedisSubscriber {
  readonly status: string;
  subscribe(...channels: string[]): Promise<unknown>;
  unsubscribe(...channels: string[]): Promise<unknown>;
  on(event: string, listener: (...told: unknown[]) => void): unknown;
  off(event: string, listener: (...told: unknown[]) => void): unknown;
}
