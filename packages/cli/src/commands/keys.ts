import type { Command } from '../command.ts';
import { confirmed } from '../confirm.ts';
import { ConfirmationNeededError, UsageError } from '../errors.ts';
import { tenantOf } from '../house.ts';
import { everyTenant, keyHouse } from '../key-house.ts';
import { progressView } from '../progress.ts';
import { table } from '../table.ts';

/** Whether the KEK answers; its words are codes. */
async function healthOf(kek: Awaited<ReturnType<typeof keyHouse>>['kek']) {
  if (kek === undefined) return undefined;
  const { ok, reason } = await kek.health();
  return { name: kek.name, ok, reason: reason ?? null, current: ok ? await kek.current() : null };
}

/** Lists a tenant's keys, never their material. */
export const keysStatus: Command = async (call) => {
  const { config } = await call.config();
  const { keyring, kek } = await keyHouse(call);
  const tenant = tenantOf(call, config);
  const keys = await keyring.keys(tenant);
  const health = await healthOf(kek);
  const rows = keys.map(({ kind, dekId, name, fixture, kek: version, createdAt, current }) => [
    ...[kind, [dekId, name].filter((one) => one !== undefined).join(''), fixture ?? '', version],
    ...[new Date(createdAt).toISOString(), current ? 'current' : ''],
  ]);
  call.say(
    keys.length === 0
      ? `"${tenant}" has no keys yet.`
      : table(['kind', 'key', 'fixture', 'kek', 'made', ''], rows),
  );
  if (health !== undefined) {
    call.say(
      `\nKEK provider "${health.name}": ${health.ok ? `answers; wraps with ${health.current}` : `does not answer (${health.reason})`}`,
    );
    const old = keys.filter((one) => health.current !== null && one.kek !== health.current).length;
    if (old > 0)
      call.say(
        `${old} keys are wrapped by an earlier version. Wrap them anew with "localert keys rotate --kek --yes".`,
      );
  }
  return { ok: health?.ok ?? true, data: { tenant, keys, kek: health ?? null } };
};

/** Gives a tenant a new data key, or wraps all keys under the current version of the KEK. */
export const keysRotate: Command = async (call) => {
  const { options, io } = call;
  const { config } = await call.config();
  if (options.flag('kek')) {
    const named = options.text('tenant');
    await confirmed(
      call,
      `The keys of ${named === undefined ? 'all tenants' : `"${named}"`} are wrapped anew.`,
    );
    const house = await keyHouse(call);
    const view = progressView(io);
    const report = await house.keyring
      .rewrapAll({
        tenants: named === undefined ? everyTenant(house) : [tenantOf(call, config)],
        signal: io.signal,
        onProgress: ({ done, total }) => view.update(done, total, 'keys'),
      })
      .finally(() => view.end());
    call.say(
      `${report.rewrapped} of ${report.keys} keys of ${report.tenants} tenants wrapped anew, ${report.failed} refused.`,
    );
    if (report.failed > 0) call.note('Those that were refused are as they were; run it again.');
    return { ok: report.failed === 0, data: { ...report } };
  }
  const tenant = tenantOf(call, config);
  const fixture = options.text('fixture');
  await confirmed(call, `"${tenant}" gets a new data key; what is sealed stays readable.`);
  const { keyring } = await keyHouse(call);
  const dekId = await keyring.rotateDek(tenant, { fixture });
  call.say(`New data is sealed with key ${dekId}. What is stored keeps its key until it is written again.`);
  return { ok: true, data: { tenant, fixture: fixture ?? null, dekId } };
};

/** Destroys a tenant's keys. */
export const keysShred: Command = async (call) => {
  const { options } = call;
  const { config } = await call.config();
  // The default of a config is no name that somebody has said.
  if (options.text('tenant') === undefined) {
    throw new UsageError({ problem: 'Whose keys to destroy was not said.', hint: 'Say --tenant <id>.' });
  }
  const tenant = tenantOf(call, config);
  const fixture = options.text('fixture');
  const what =
    fixture === undefined
      ? `Everything sealed of "${tenant}" is lost for good.`
      : `What is sealed of "${fixture}" is lost for good.`;
  if (!options.flag('yes')) throw new ConfirmationNeededError({ what, flag: `--yes --confirm ${tenant}` });
  const typed =
    options.text('confirm') ?? (await call.prompts?.text(`${what} Type the tenant's id to go on:`));
  if (typed !== tenant) throw new ConfirmationNeededError({ what, flag: `--yes --confirm ${tenant}` });
  const { keyring } = await keyHouse(call);
  const proof = await (fixture === undefined ? keyring.shred(tenant) : keyring.shredFixture(tenant, fixture));
  call.say(`Destroyed ${proof.count} keys of "${tenant}" at ${new Date(proof.at).toISOString()}.`);
  call.say(
    'Other processes forget them within five minutes; backups of the key records still hold wrapped ones.',
  );
  return { ok: true, data: { ...proof } };
};
