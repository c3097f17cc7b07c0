import { packageBuild } from '../../tsup.base.ts';

export default packageBuild({
  index: 'src/index.ts',
  lint: 'src/lint.ts',
  preview: 'src/preview.ts',
  node: 'src/node.ts',
});
