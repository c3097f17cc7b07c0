import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import type { ChainVerdict } from '@localert/audit';
import { auditHouse, auditPackage, headsIn, keysIn } from '../audit-house.ts';
import type { Command, Invocation, Outcome } from '../command.ts';
import { FileUnreadableError } from '../errors.ts';
import { tenantOf } from '../house.ts';
import { everyTenant } from '../key-house.ts';
import { progressView } from '../progress.ts';
import { reasonOf } from '../write-file.ts';

async function* chunksOf(path: string, file: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(path)) yield chunk as Uint8Array;
  } catch (error) {
    throw new FileUnreadableError({ file, problem: reasonOf(error) }, { cause: error });
  }
}

/** Verifies an exported file, without a store. */
async function verifyFile(call: Invocation, file: string): Promise<Outcome> {
  const { verifyExport } = await auditPackage();
  const publicKeys = await keysIn(call);
  const verdict = await verifyExport(
    chunksOf(resolve(call.io.cwd, file), file),
    publicKeys === undefined ? {} : { publicKeys },
  );
  const { ok, entries, complete, firstBad } = verdict;
  call.say(
    ok
      ? `${call.paint('green', '✓')} ${file}: ${entries} entries whole${complete ? '' : ', a part of the chain'}.`
      : `${call.paint('red', '✗')} ${file}: ${firstBad?.code} at line ${firstBad?.line}.`,
  );
  if (publicKeys === undefined) call.note('Without --key no signature was checked.');
  return { ok, data: { file, ...verdict, signaturesChecked: publicKeys !== undefined } };
}

/** Verifies chains in the store. */
async function verifyStored(call: Invocation): Promise<Outcome> {
  const { io, options, paint } = call;
  const { verifyChain } = await auditPackage();
  const house = await auditHouse(call);
  const { config } = await call.config();
  const publicKeys = (await keysIn(call)) ?? house.publicKeys;
  const heads = (await headsIn(call)) ?? house.heads;
  const tenants: string[] = [];
  if (options.flag('all')) for await (const id of everyTenant(house)) tenants.push(id);
  else tenants.push(tenantOf(call, config));
  const verdicts: (ChainVerdict & { readonly tenant: string })[] = [];
  for (const tenant of tenants) {
    const view = progressView(io);
    const verdict = await verifyChain({
      ...{ log: house.log, tenant, heads, publicKeys, signal: io.signal },
      onProgress: (entries) => view.update(entries, entries, `entries of ${tenant}`),
    }).finally(() => view.end());
    const { ok, entries, headsMet, firstBad } = verdict;
    call.say(
      ok
        ? `${paint('green', '✓')} ${tenant}: ${entries} entries whole, ${headsMet} signed heads met.`
        : `${paint('red', '✗')} ${tenant}: ${firstBad?.code} at entry ${firstBad?.sequence}.`,
    );
    verdicts.push({ tenant, ...verdict });
  }
  if (publicKeys === undefined)
    call.note('Without a public key a chain that was rebuilt whole cannot be told from the real one.');
  return {
    ok: verdicts.every(({ ok }) => ok),
    data: { tenants: verdicts, signaturesChecked: publicKeys !== undefined },
  };
}

/** Verifies the trail, or an export of it. */
export const auditVerify: Command = async (call) => {
  const file = call.options.text('export');
  return file === undefined ? verifyStored(call) : verifyFile(call, file);
};
