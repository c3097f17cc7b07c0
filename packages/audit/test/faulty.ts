/** The moment at which a call is made to fail. */
export type FaultMoment = 'before' | 'after';

/** A port whose chosen calls fail: before they did anything, or after they did all of it and before the answer came. */
export function faulty<Port extends object>(
  port: Port,
  fails: (method: string) => FaultMoment | undefined,
): Port {
  return new Proxy(port, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return async (...args: unknown[]) => {
        const moment = fails(String(name));
        if (moment === 'before') throw new Error('the disk is gone');
        const answer: unknown = await method.apply(target, args);
        if (moment === 'after') throw new Error('the answer is lost');
        return answer;
      };
    },
  });
}
