import { packageBuild } from '../../tsup.base.ts';

export default packageBuild({ index: 'src/index.ts', bullmq: 'src/bullmq.ts' }, { platform: 'node' });
