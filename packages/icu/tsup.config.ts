import { packageBuild } from '../../tsup.base.ts';

export default packageBuild({
  'catalog/index': 'src/catalog/index.ts',
  declarations: 'src/declarations.ts',
  index: 'src/index.ts',
  'intl/index': 'src/intl/index.ts',
  lint: 'src/lint.ts',
});
