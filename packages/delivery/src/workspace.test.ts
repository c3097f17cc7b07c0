import { TRANSPORT_SPEC, type Transport, tenantScope } from '@localert/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { BreakerPolicy } from './breaker.ts';
import { createWaitingLine } from './waiting-line.ts';
import { createWorkspace, type Entry, type WorkspaceParts } from './workspace.ts';
import { createWorkspaces } from './workspaces.ts';

const FAULT = 'fault';

function made(over: Partial<WorkspaceParts> = {}) {
  const time = { now: 1_000 };
  const states: string[] = [];
  const workspace = createWorkspace({
    mostPosts: 2,
    pace: undefined,
    breaker: { faults: 2, openMs: 1_000, maxOpenMs: 4_000 } satisfies BreakerPolicy,
    isFault: (result) => result === FAULT,
    monotonic: () => time.now,
    random: () => 0.999_999,
    onState: (state) => states.push(state),
    ...over,
  });
  const waitOf = (entry: Entry) => (entry.kind === 'wait' ? [entry.why, entry.waitMs] : ['go']);
  async function run(result: string): Promise<void> {
    const entry = workspace.enter(2);
    if (entry.kind === 'wait') throw new Error(`had to wait: ${entry.why}`);
    await entry.run(async () => result);
  }
  return { workspace, time, states, waitOf, run };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('createWorkspace', () => {
  it('lets in so many at once, and sends the rest away, one after the other', async () => {
    const { workspace, waitOf } = made();
    const ends: (() => void)[] = [];
    const both = [1, 2].map(() => {
      const entry = workspace.enter(2);
      if (entry.kind === 'wait') throw new Error('no room');
      return entry.run(() => new Promise<void>((resolve) => ends.push(resolve)));
    });
    expect([1, 2, 3].map(() => waitOf(workspace.enter(2)))).toEqual([
      ['full', 25],
      ['full', 50],
      ['full', 75],
    ]);
    expect(workspace.isIdle()).toBe(false);
    for (const end of ends) end();
    await Promise.all(both);
    expect(workspace.enter(2).kind).toBe('go');
    expect(workspace.isIdle()).toBe(true);
  });

  it('goes by its pace', async () => {
    const { workspace, time, waitOf, run } = made({ pace: { everyMs: 500, burst: 2 } });
    await run('a');
    await run('b');
    expect(waitOf(workspace.enter(2))).toEqual(['paced', 500]);
    expect(waitOf(workspace.enter(2))).toEqual(['paced', 1_000]);
    expect(workspace.isIdle()).toBe(false);
    time.now += 500;
    await run('c');
    time.now += 5_000;
    expect(workspace.isIdle()).toBe(true);
  });

  it('waits for a turn that is near with the claim in hand, so that none is lost', async () => {
    const { workspace, waitOf } = made({ pace: { everyMs: 30 } });
    const begun = performance.now();
    const [first, second] = [workspace.enter(2), workspace.enter(2)];
    expect(waitOf(workspace.enter(2))).toEqual(['paced', 60]);
    const times = [first, second].map(
      (entry) => entry.kind === 'go' && entry.run(async () => performance.now() - begun),
    );
    expect(await times[0]).toBeLessThan(25);
    expect(await times[1]).toBeGreaterThanOrEqual(29);
  });

  it('pauses when it is asked to, and no pause shortens another', () => {
    const { workspace, time, waitOf } = made();
    workspace.pause(800);
    workspace.pause(20);
    expect(waitOf(workspace.enter(2))).toEqual(['paused', 800]);
    time.now += 800;
    expect(workspace.enter(2).kind).toBe('go');
  });

  it('is spared after faults in a row, tried by one, and spared for longer when that fails', async () => {
    const { workspace, time, states, waitOf, run } = made();
    await run(FAULT);
    await run('fine');
    await run(FAULT);
    expect(states).toEqual([]);
    await run(FAULT);
    expect(states).toEqual(['open']);
    expect(waitOf(workspace.enter(2))).toEqual(['open', 1_000]);
    expect(workspace.isIdle()).toBe(false);
    time.now += 1_000;
    let end = (_: string): void => undefined;
    const probe = workspace.enter(2);
    if (probe.kind === 'wait') throw new Error('not tried');
    const probed = probe.run(
      () =>
        new Promise<string>((resolve) => {
          end = resolve;
        }),
    );
    // One is enough to find out.
    expect(waitOf(workspace.enter(2))[0]).toBe('open');
    end(FAULT);
    await probed;
    expect(waitOf(workspace.enter(2))).toEqual(['open', 2_000]);
    time.now += 2_000;
    await run('fine');
    expect(states).toEqual(['open', 'half-open', 'open', 'half-open', 'closed']);
    expect(workspace.enter(2).kind).toBe('go');
  });

  it('stays shut for as long as it said, whatever the clock is set to', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_760_000_000_000 });
    const { workspace, time, waitOf, run } = made();
    await run(FAULT);
    await run(FAULT);
    vi.setSystemTime(1_760_000_000_000 + 86_400_000);
    expect(waitOf(workspace.enter(2))).toEqual(['open', 1_000]);
    vi.setSystemTime(1_760_000_000_000 - 86_400_000);
    time.now += 1_000;
    await run('fine');
    expect(workspace.enter(2).kind).toBe('go');
  });

  it('can do without a breaker', async () => {
    const { workspace, run } = made({ breaker: false });
    for (let index = 0; index < 20; index++) await run(FAULT);
    expect(workspace.enter(2).kind).toBe('go');
  });

  it('counts nothing as a fault that throws, and keeps no room for it', async () => {
    const { workspace } = made({ mostPosts: 1 });
    for (let index = 0; index < 3; index++) {
      const entry = workspace.enter(2);
      if (entry.kind === 'wait') throw new Error('no room');
      await expect(entry.run(() => Promise.reject(new Error('ours')))).rejects.toThrow('ours');
    }
    expect(workspace.enter(2).kind).toBe('go');
  });
});

describe('createWaitingLine', () => {
  it('lets the urgent stand before the rest, and sends nobody away for long', () => {
    const line = createWaitingLine();
    const low = Array.from({ length: 30 }, () => line.take(6, 0, 50, 100));
    expect(low.slice(0, 3)).toEqual([50, 150, 250]);
    expect(low.at(-1)).toBe(2_000);
    expect([line.take(0, 0, 50, 100), line.take(0, 0, 50, 100)]).toEqual([50, 150]);
    expect(line.take(3, 0, 50, 100)).toBe(250);
    // What is asked of all is kept by all.
    expect(line.take(0, 0, 9_000, 100)).toBe(9_000);
  });
});

describe('createWorkspaces', () => {
  const acme = tenantScope({ tenant: 'acme', actor: 'x' });
  const other = tenantScope({ tenant: 'acme2', actor: 'x' });
  const transport: Transport = {
    spec: TRANSPORT_SPEC,
    name: 'none',
    groupOf: () => 'g',
    deliver: async () => ({ kind: 'delivered' }),
  };
  const workspacesOf = (over: Partial<Transport>, time = { now: 0 }) =>
    createWorkspaces({
      transport: { ...transport, ...over },
      policy: {},
      isFault: () => false,
      observer: () => undefined,
      monotonic: () => time.now,
      random: Math.random,
    });

  it('keeps tenants apart, and one tenant together unless the transport knows better', () => {
    const plain = workspacesOf({});
    expect(plain.of(acme, { channel: 'a' })).toBe(plain.of(acme, { channel: 'b' }));
    expect(plain.of(acme, {})).not.toBe(plain.of(other, {}));
    const apart = workspacesOf({ workspaceOf: (_, { workspace = '' }) => workspace });
    expect(apart.of(acme, { workspace: 'a' })).not.toBe(apart.of(acme, { workspace: 'b' }));
    const throwing = workspacesOf({
      workspaceOf: () => {
        throw new Error('no idea');
      },
    });
    expect(throwing.of(acme, { workspace: 'a' })).toBe(throwing.of(acme, { workspace: 'b' }));
  });

  it('forgets workspaces that nothing is worth remembering of', () => {
    const time = { now: 0 };
    const many = workspacesOf({ workspaceOf: (_, { workspace = '' }) => workspace }, time);
    const paused = many.of(acme, { workspace: 'paused' });
    const idle = many.of(acme, { workspace: 'idle' });
    paused.pause(1_000);
    for (let index = 0; index < 1_000; index++) many.of(acme, { workspace: `w${index}` });
    expect(many.of(acme, { workspace: 'paused' })).toBe(paused);
    expect(many.of(acme, { workspace: 'idle' })).not.toBe(idle);
  });
});
