import { randomBytes } from 'node:crypto';
import { manualClock } from '@localert/testkit';
import { describe, expect, it, vi } from 'vitest';
import { createBreaker } from './redis-breaker.ts';
import { quietly } from './redis-events.ts';
import { createFloors } from './redis-floors.ts';
import { redisHealth } from './redis-health.ts';
import { redisNames } from './redis-names.ts';
import { createSealer } from './redis-seal.ts';
import { valueCodec } from './redis-value.ts';

const key = (id: string, fill?: number) => ({
  id,
  key: fill === undefined ? randomBytes(32) : Buffer.alloc(32, fill),
});

describe('the seal', () => {
  const [old, next] = [key('old'), key('next')];

  it('opens what it sealed, for the same place only (attack 23)', () => {
    const { seal, open } = createSealer([old], 'old');
    const sealed = seal(['a', 'b:c'], 'text \ud800 é');
    expect(open(['a', 'b:c'], sealed)).toBe('text \ufffd é');
    for (const place of [['a', 'b', 'c'], ['a:b', 'c'], ['ab:c'], ['a', 'b:c', ''], [], ['A', 'b:c']]) {
      expect(open(place, sealed)).toBeUndefined();
    }
    // Halves of pairs are one in UTF-8.
    expect(open(['\ud801'], seal(['\ud800'], 'x'))).toBeUndefined();
  });

  it('never makes the same bytes twice', () => {
    const { seal } = createSealer([old], 'old');
    const made = new Set(Array.from({ length: 200 }, () => seal(['a'], 'x').toString('hex')));
    expect(made.size).toBe(200);
  });

  it('opens under a key that was current before, and no longer when that is gone', () => {
    const sealed = createSealer([old], 'old').seal(['a'], 'x');
    expect(createSealer([old, next], 'next').open(['a'], sealed)).toBe('x');
    expect(createSealer([next], 'next').open(['a'], sealed)).toBeUndefined();
    // Another key of the same name opens nothing.
    expect(createSealer([key('old')], 'old').open(['a'], sealed)).toBeUndefined();
  });

  it('opens nothing of which any bit is another, nor anything cut or longer', () => {
    const { seal, open } = createSealer([key('k', 7)], 'k');
    const sealed = seal(['a'], 'x');
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(open(['a'], changed)).toBeUndefined();
    }
    for (let length = 0; length < sealed.length; length++) {
      expect(open(['a'], sealed.subarray(0, length))).toBeUndefined();
    }
    expect(open(['a'], Buffer.concat([sealed, Buffer.alloc(1)]))).toBeUndefined();
  });
});

describe('names', () => {
  const { fixture, tenant } = redisNames('p');

  it('have one hash tag, the tenant’s, whatever stands in ids', () => {
    for (const id of ['a', 'a:b', '{x}', '}', '{}', 'a\r\nb', '\ud800', '']) {
      const { value, lease, generation } = fixture(id, id);
      for (const name of [value, lease, generation, tenant(id).value]) {
        expect(name).toMatch(/^p:\{[\w-]{32}\}:/);
        expect(name.split('{')).toHaveLength(2);
        expect(name.split('{')[1]?.split('}')[0]).toBe(fixture(id, 'other').value.split(/[{}]/)[1]);
      }
    }
  });

  it('differ wherever ids do', () => {
    const ids = ['a', 'a:b', 'b:c', 'c', 'A', 'á', 'a\u0301', '\ud800', '\ud801', '\ufffd', 't', ''];
    const names = ids.flatMap((of) => [tenant(of).value, ...ids.map((id) => fixture(of, id).value)]);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('floors', () => {
  const place = redisNames('p').fixture('acme', 'disk');
  const other = redisNames('p').fixture('acme', 'net');
  const setUp = () => {
    const clock = manualClock(1_000);
    return { clock, floors: createFloors(clock, 500) };
  };

  it('let nothing lower through, until what they forbid is gone by itself', () => {
    const { clock, floors } = setUp();
    expect(floors.admits(place, 0, 0)).toBe(true);
    floors.raise(place, 3);
    floors.raise(place, 2);
    expect([2, 3, 4].map((revision) => floors.admits(place, revision, 0))).toEqual([false, true, true]);
    expect([floors.least(place), floors.least(other)]).toEqual([3, 0]);
    expect(floors.admits(other, 1, 0)).toBe(true);
    clock.advance(500);
    expect(floors.admits(place, 1, 0)).toBe(true);
  });

  it('let nothing older through, of one or of a tenant', () => {
    const { floors } = setUp();
    floors.distrust(place);
    expect([999, 1_000].map((at) => floors.admits(place, 1, at))).toEqual([false, true]);
    floors.raise(place, 3);
    expect(floors.admits(place, 3, 999)).toBe(false);
    expect(floors.admits(other, 1, 999)).toBe(true);
    floors.distrustTenant(place);
    expect([999, 1_000].map((at) => floors.admits(other, 1, at))).toEqual([false, true]);
    expect(floors.least(place)).toBe(3);
  });

  it('hold no more after a purge, and anew after it', () => {
    const { floors } = setUp();
    floors.raise(place, 3);
    floors.forget(place);
    expect(floors.admits(place, 1, 1_000)).toBe(true);
    // What was sealed before the purge, by a process that was not told of it.
    expect(floors.admits(place, 9, 999)).toBe(false);
    floors.distrustTenant(place);
    floors.raise(place, 2);
    expect(floors.admits(place, 1, 1_000)).toBe(false);
    floors.forget(place);
    expect(floors.admits(place, 1, 1_000)).toBe(true);
    expect(floors.admits(place, 1, 999)).toBe(false);
  });
});

describe('values', () => {
  const clock = manualClock(1_000_000);
  const floors = createFloors(clock, 1_000);
  const sealer = createSealer([key('k')], 'k');
  const values = valueCodec(sealer, floors, clock);
  const place = redisNames('p').fixture('acme', 'disk');
  const now = { generation: 'g', epoch: 'e' };

  it('are worth something in their time and their generation', () => {
    const bytes = values.write(place, { revision: 2 }, now, 100);
    expect(values.read(place, bytes, 'g', 'e')).toEqual({ value: { revision: 2 } });
    expect(values.read(place, values.write(place, undefined, now, 100), 'g', 'e')).toEqual({
      value: undefined,
    });
    expect(values.read(place, bytes, 'h', 'e')).toEqual({ miss: 'outdated' });
    expect(values.read(place, bytes, undefined, 'e')).toEqual({ miss: 'outdated' });
    expect(values.read(place, bytes, 'g', 'f')).toEqual({ miss: 'outdated' });
    expect(values.read(place, null, 'g', 'e')).toEqual({ miss: 'absent' });
    clock.advance(-100_000);
    expect(values.read(place, bytes, 'g', 'e')).toEqual({ rejected: 'future' });
    clock.advance(100_100);
    expect(values.read(place, bytes, 'g', 'e')).toEqual({ rejected: 'expired' });
  });

  it('are frozen, for many are handed the same', () => {
    const found = values.read(place, values.write(place, { revision: 2 }, now, 100), 'g', 'e');
    expect(Object.isFrozen('value' in found && found.value)).toBe(true);
  });
});

describe('the breaker', () => {
  const setUp = (probe: () => Promise<boolean>, random = () => 0.5) => {
    vi.useFakeTimers();
    const states: string[] = [];
    const options = {
      failures: 3,
      openMs: 1_000,
      probe,
      random,
      onState: (state: string) => void states.push(state),
    };
    return { breaker: createBreaker(options), states };
  };

  it('opens after failures in a row, and closes after one probe', async () => {
    const probe = vi.fn(async () => probe.mock.calls.length > 2);
    const { breaker, states } = setUp(probe);
    breaker.failed();
    breaker.failed();
    breaker.succeeded();
    breaker.failed();
    breaker.failed();
    expect(breaker.closed).toBe(true);
    breaker.failed();
    expect(breaker.closed).toBe(false);
    for (let times = 0; times < 100; times++) breaker.failed();
    await vi.advanceTimersByTimeAsync(999);
    expect(probe).toHaveBeenCalledTimes(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(probe).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(probe).toHaveBeenCalledTimes(3);
    expect(states).toEqual(['open', 'half-open', 'open', 'half-open', 'open', 'half-open', 'closed']);
    vi.useRealTimers();
  });

  it('spreads the probes of many', async () => {
    const times: number[] = [];
    for (const random of [0, 0.5, 1]) {
      const probe = vi.fn(async () => true);
      const { breaker } = setUp(probe, () => random);
      breaker.trip();
      breaker.trip();
      const begun = Date.now();
      await vi.runOnlyPendingTimersAsync();
      times.push(Date.now() - begun);
      vi.useRealTimers();
    }
    expect(times).toEqual([500, 1_000, 1_500]);
  });

  it('takes a probe that throws for one that failed, and sends none after its end', async () => {
    const probe = vi.fn(async () => {
      throw new Error('a probe failed');
    });
    const { breaker, states } = setUp(probe);
    breaker.suspect();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(states).toEqual(['open']);
    breaker.end();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(probe).toHaveBeenCalledTimes(1);
    breaker.failed();
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  it('says nothing more when it ends during a probe', async () => {
    let answer: (good: boolean) => void = () => undefined;
    const { breaker, states } = setUp(() => new Promise((resolve) => (answer = resolve)));
    breaker.trip();
    await vi.advanceTimersByTimeAsync(1_000);
    breaker.suspect();
    breaker.end();
    answer(true);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(states).toEqual(['open', 'half-open']);
    vi.useRealTimers();
  });
});

describe('the health', () => {
  const client = (status: string, callBuffer: () => Promise<unknown>) => ({
    ...{ status, callBuffer, on: () => undefined, off: () => undefined },
  });

  it('waits for a client that was made just now, and asks one that connects when it is asked', async () => {
    const late = client('connecting', async () => null);
    setTimeout(() => Object.assign(late, { status: 'ready' }), 50);
    expect(await redisHealth(late, 'k', 100)).toEqual({ ok: true });
    expect(
      await redisHealth(
        client('wait', async () => null),
        'k',
        100,
      ),
    ).toEqual({ ok: true });
  });

  it('of one that never connects, hangs, or refuses says why in a word', async () => {
    const never = vi.fn(async () => null);
    expect(await redisHealth(client('reconnecting', never), 'k', 100)).toEqual({ ok: false, reason: 'away' });
    expect(never).not.toHaveBeenCalled();
    const hangs = client('ready', () => new Promise(() => undefined));
    expect(await redisHealth(hangs, 'k', 10)).toEqual({ ok: false, reason: 'timeout' });
    const refuses = client('ready', async () => {
      throw new Error('NOAUTH Authentication required for secret.');
    });
    expect(await redisHealth(refuses, 'k', 10)).toEqual({ ok: false, reason: 'auth' });
  });
});

describe('a listener', () => {
  it('has its faults for itself', async () => {
    quietly(undefined)({ type: 'missed' });
    quietly(() => {
      throw new Error('a counter failed');
    })({ type: 'missed' });
    quietly(async () => {
      throw new Error('a counter failed');
    })({ type: 'missed' });
    await new Promise((resolve) => setTimeout(resolve, 1));
  });
});
