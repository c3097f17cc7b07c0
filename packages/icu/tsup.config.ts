import { packageBuild } from '../../tsup.base.ts';

export default packageBuild({
  declarations: 'src/declarations.ts',
  index: 'src/index.ts',
  lint: 'src/lint.ts',
});
