/**
 * Runs every example from the built packages, as a user would. An example that serves has a `smoke` script that
 * starts it, uses it and ends; the others run to their end by `start`. Needs a build.
 */
import { conclude, run } from './shell.ts';
import { workspaces } from './workspace.ts';

const seconds = 120;
const problems: string[] = [];
const examples = workspaces('examples');

for (const { folder, path, manifest } of examples) {
  const script = ['smoke', 'start'].find((name) => manifest.scripts?.[name]);
  if (!script) {
    problems.push(`examples/${folder}: has neither a smoke nor a start script`);
  } else if (manifest.scripts?.[script]?.includes('@localert/source')) {
    problems.push(`examples/${folder}: ${script} runs on the sources; it has to run on what is published`);
  } else {
    // NODE_OPTIONS could bring the source condition back in.
    const env = { NODE_OPTIONS: undefined };
    const outcome = await run('npm', ['run', '--silent', script], { cwd: path, timeout: seconds, env });
    console.log(
      `${outcome.ok ? 'ok  ' : 'FAIL'} ${outcome.seconds.toFixed(1)} s  examples/${folder} (${script})`,
    );
    if (!outcome.ok) problems.push(`examples/${folder}:\n${outcome.output.trimEnd()}`);
  }
}
conclude(problems, `${examples.length} examples`);
