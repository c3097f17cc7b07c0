import { type FindOutcome, type Outbox, TRANSPORT_SPEC, type Transport } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alert } from '../test/script.ts';
import { acme, until } from '../test/started.ts';
import { createDispatcher, type Dispatcher } from './dispatcher.ts';

const HOUR = 3_600_000;
const LEASE_MS = 120;

/** What the other side does with a post: whether it takes it, and what it answers. */
const ANSWERS = {
  fine: [true, 'delivered'],
  busy: [false, 'retry'],
  fault: [false, 'fault'],
  'lost after it was taken': [true, 'unknown'],
  'lost before it was taken': [false, 'unknown'],
  'taken, then thrown': [true, 'throw'],
  'taken, then hung': [true, 'hang'],
  formless: [false, 'rerender'],
} as const;
type Answer = keyof typeof ANSWERS;

type Step =
  | { readonly does: 'send'; readonly group: number; readonly answers: readonly Answer[] }
  | { readonly does: 'crash' }
  | { readonly does: 'jump'; readonly hours: number }
  | { readonly does: 'pass'; readonly ms: number };

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        does: fc.constant('send' as const),
        group: fc.integer({ min: 0, max: 2 }),
        // A plain text that is refused, too, is a dead letter, and rightly so.
        answers: fc
          .array(fc.constantFrom(...(Object.keys(ANSWERS) as Answer[])), { maxLength: 3 })
          .filter((answers) => answers.filter((answer) => answer === 'formless').length < 2),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ does: 'crash' } as const) },
    {
      weight: 1,
      arbitrary: fc.record({ does: fc.constant('jump' as const), hours: fc.integer({ min: -3, max: 3 }) }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ does: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 12 }) }),
    },
  ),
  { minLength: 3, maxLength: 20 },
);

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Plays the steps; answers what the other side took of each alert, and of which nobody could know. */
async function play(script: readonly Step[], canFind: boolean) {
  let offset = 0;
  const clock = { now: () => Date.now() + offset };
  const { outbox } = memoryStore({ clock });
  if (outbox === undefined) throw new Error('no outbox');
  const plans = new Map<string, Answer[]>();
  const taken = new Map<string, number>();
  const doubtful = new Set<string>();
  const underWay = new Set<string>();
  let current: { readonly dispatcher: Dispatcher; isDead: boolean } | undefined;

  function begin(): void {
    const life = { isDead: false };
    const alive =
      <Given extends unknown[], Result>(work: (...given: Given) => Promise<Result>) =>
      async (...given: Given): Promise<Result> => {
        if (life.isDead) await new Promise(() => undefined);
        return work(...given);
      };
    const mine: Outbox = {
      ...outbox,
      claim: alive(outbox.claim.bind(outbox)),
      settle: alive(outbox.settle.bind(outbox)),
      nextDue: alive(outbox.nextDue.bind(outbox)),
    } as Outbox;
    const transport: Transport = {
      spec: TRANSPORT_SPEC,
      name: 'model',
      groupOf: () => 'g',
      async deliver(_, { id }) {
        underWay.add(id);
        const [takes, says] = ANSWERS[plans.get(id)?.shift() ?? 'fine'];
        await wait(Math.random() * 4);
        // What a dead process had begun never arrives.
        if (life.isDead) return new Promise(() => undefined);
        if (takes) taken.set(id, (taken.get(id) ?? 0) + 1);
        if (says === 'unknown' || says === 'throw' || says === 'hang') doubtful.add(id);
        if (says === 'hang') await new Promise(() => undefined);
        if (says === 'throw') throw new Error('lost');
        if (says === 'fault') return { kind: 'retry', code: 'http-503' };
        return says === 'delivered'
          ? { kind: says }
          : { kind: says as 'retry' | 'unknown' | 'rerender', code: says };
      },
      ...(canFind && {
        find: async (_, { id }): Promise<FindOutcome> =>
          taken.has(id) ? { kind: 'found', ref: { channel: 'C', ts: '1' } } : { kind: 'absent' },
      }),
    };
    const dispatcher = createDispatcher({
      ...{
        outbox: mine,
        transport,
        clock,
        leaseMs: LEASE_MS,
        timeoutMs: 20,
        pollMs: 5,
        doubtMs: 1,
        stopMs: 50,
      },
      retry: { maxAttempts: 100, backoff: { baseMs: 1, maxMs: 4 } },
      workspace: { mostPosts: 2, breaker: { faults: 2, openMs: 4, maxOpenMs: 8 } },
      observer: (event) => {
        if (event.type === 'alert.delivered') underWay.delete(event.alert);
      },
    });
    dispatcher.start();
    current = Object.assign(life, { dispatcher });
  }

  async function act(step: Step): Promise<void> {
    if (step.does === 'pass') await wait(step.ms);
    else if (step.does === 'jump') offset += step.hours * HOUR;
    else if (step.does === 'crash') {
      if (current !== undefined) current.isDead = true;
      for (const id of underWay) doubtful.add(id);
      begin();
    } else {
      const one = alert({ group: `g${step.group}`, createdAt: clock.now() });
      plans.set(one.id, [...step.answers]);
      await outbox?.enqueue(acme, one).durable;
      current?.dispatcher.wake();
    }
  }

  begin();
  for (const step of script) await act(step);
  // What waits for its time waits for it by the clock, however that was set.
  await until(async () => {
    offset += 60_000;
    await wait(3);
    const states = await Promise.all([...plans.keys()].map((id) => outbox.status(acme, id)));
    return states.every((status) => status?.state === 'delivered');
  });
  await current?.dispatcher.stop();
  return { sent: [...plans.keys()], taken, doubtful };
}

describe('whatever the other side answers, processes die and clocks do', () => {
  it('no alert is lost, and only those are doubled of which nobody could know', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (script) => {
        const { sent, taken, doubtful } = await play(script, false);
        for (const id of sent) {
          expect(taken.get(id)).toBeGreaterThanOrEqual(1);
          if (!doubtful.has(id)) expect(taken.get(id)).toBe(1);
        }
      }),
      { numRuns: 15, endOnFailure: true },
    );
  }, 120_000);

  it('none is doubled where the other side can be asked', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (script) => {
        const { sent, taken } = await play(script, true);
        for (const id of sent) expect(taken.get(id)).toBe(1);
      }),
      { numRuns: 15, endOnFailure: true },
    );
  }, 120_000);
});
