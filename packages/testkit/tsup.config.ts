import { packageBuild } from '../../tsup.base.ts';

export default packageBuild(
  { index: 'src/index.ts', 'fake-slack': 'src/fake-slack.ts', mutations: 'src/mutations.ts' },
  { platform: 'node' },
);
