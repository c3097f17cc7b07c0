import {
  type Destination,
  InvalidInputError,
  type Pace,
  type TenantScope,
  TRANSPORT_SPEC,
  type Transport,
} from '@localert/core';

/** How routes are chosen. */
export interface RoutedOptions<Name extends string> {
  /** The route of destinations that name none. */
  readonly default: Name;
}

const NAME = 'routed';

/** How many a second, in the long run. */
const slower = (left: Pace, right: Pace): Pace => {
  if (left.everyMs !== right.everyMs) return left.everyMs > right.everyMs ? left : right;
  return (left.burst ?? 1) <= (right.burst ?? 1) ? left : right;
};

/** The slowest of the paces that there are: a queue has one pace for all of its groups, and it may pass none of them. */
function slowest(paces: readonly (Pace | undefined)[]): Pace | undefined {
  const there = paces.filter((pace) => pace !== undefined);
  return there.length === 0 ? undefined : there.reduce(slower);
}

/** The one value that all of them have. */
function shared(values: readonly (string | undefined)[]): string | undefined {
  return values.every((value) => value === values[0]) ? values[0] : undefined;
}

/**
 * Sends each alert through the transport that its destination names in `via`: Slack for some, a webhook for others. A name
 * that is none of the routes is `stop` with the code `route-unknown`, and so is an update by a transport that has none, with
 * `update-unsupported`.
 *
 * The pace is the slowest of the routes', since the queue keeps one for all. The region is the routes', where they share
 * one.
 *
 * @throws LOCALERT_INVALID_INPUT for a default that is none of the routes
 *
 * @example
 * ```ts
 * import { consoleTransport, jsonWebhook, routedTransport } from '@localert/delivery';
 *
 * const hook = jsonWebhook({ urlFor: () => 'https://hooks.example.com/alerts' });
 * const transport = routedTransport({ hook, console: consoleTransport() }, { default: 'hook' });
 * ```
 */
export function routedTransport<Name extends string>(
  routes: Readonly<Record<Name, Transport>>,
  options: RoutedOptions<NoInfer<Name>>,
): Transport {
  const table = new Map<string, Transport>(Object.entries(routes));
  const all = [...table.values()];
  if (!table.has(options.default)) {
    const issues = [{ path: 'default', message: 'the name of one of the routes' }];
    throw new InvalidInputError({ what: 'routed transport', issues });
  }
  const nameOf = ({ via = options.default }: Destination): string => via;
  const routeOf = (destination: Destination) => table.get(nameOf(destination));
  /** Names cannot run into keys: they stand with their length. */
  const key = (destination: Destination, inner: string | undefined): string => {
    const name = nameOf(destination);
    return [NAME, `${name.length}:${name}`, inner ?? ''].join('/');
  };
  const tenantKey = ({ tenant }: TenantScope) => `${tenant.length}:${tenant}`;
  const pace = slowest(all.map((route) => route.pace));
  const workspacePace = slowest(all.map((route) => route.workspacePace));
  const region = shared(all.map((route) => route.region));
  return {
    spec: TRANSPORT_SPEC,
    name: NAME,
    ...(pace === undefined ? {} : { pace }),
    ...(workspacePace === undefined ? {} : { workspacePace }),
    ...(region === undefined ? {} : { region }),
    groupOf: (scope, destination) =>
      key(destination, routeOf(destination)?.groupOf(scope, destination) ?? tenantKey(scope)),
    workspaceOf: (scope, destination) =>
      key(destination, routeOf(destination)?.workspaceOf?.(scope, destination) ?? tenantKey(scope)),
    async deliver(scope, message, attempt) {
      const route = routeOf(message.destination);
      return route?.deliver(scope, message, attempt) ?? { kind: 'stop', code: 'route-unknown' };
    },
    async find(scope, message, since, attempt) {
      const route = routeOf(message.destination);
      return route?.find?.(scope, message, since, attempt) ?? { kind: 'unknown', code: 'find-unsupported' };
    },
    async update(scope, ref, message, attempt) {
      const route = routeOf(message.destination);
      if (route === undefined) return { kind: 'stop', code: 'route-unknown' };
      return route.update?.(scope, ref, message, attempt) ?? { kind: 'stop', code: 'update-unsupported' };
    },
  };
}
