import { packageBuild } from '../../tsup.base.ts';

export default packageBuild(
  // The worker is a file of its own, which a store starts as a thread.
  { index: 'src/index.ts', 'outbox-worker': 'src/outbox-worker.ts' },
  { platform: 'node', dts: { entry: { index: 'src/index.ts' } } },
);
