import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDeadline } from './deadline.ts';

describe('a deadline', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('ends by its time-out', () => {
    const deadline = createDeadline(1_000);
    vi.advanceTimersByTime(999);
    expect([deadline.signal.aborted, deadline.stopped]).toEqual([false, undefined]);
    vi.advanceTimersByTime(1);
    expect([deadline.signal.aborted, deadline.stopped]).toEqual([true, 'timeout']);
  });

  it('ends by its caller, also by one who had aborted before', () => {
    const caller = new AbortController();
    const deadline = createDeadline(1_000, caller.signal);
    caller.abort();
    expect([deadline.signal.aborted, deadline.stopped]).toEqual([true, 'aborted']);
    const late = createDeadline(1_000, caller.signal);
    expect([late.signal.aborted, late.stopped]).toEqual([true, 'aborted']);
  });

  it('keeps the first reason', () => {
    const caller = new AbortController();
    const deadline = createDeadline(1_000, caller.signal);
    vi.advanceTimersByTime(1_000);
    caller.abort();
    expect(deadline.stopped).toBe('timeout');
  });

  it('lets go of the timer and of the caller’s signal', () => {
    const caller = new AbortController();
    const remove = vi.spyOn(caller.signal, 'removeEventListener');
    const deadline = createDeadline(1_000, caller.signal);
    deadline.end();
    expect(vi.getTimerCount()).toBe(0);
    expect(remove).toHaveBeenCalledTimes(1);
    caller.abort();
    expect([deadline.signal.aborted, deadline.stopped]).toEqual([false, undefined]);
  });
});
