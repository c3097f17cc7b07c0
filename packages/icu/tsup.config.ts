import { packageBuild } from '../../tsup.base.ts';

export default packageBuild({
  index: 'src/index.ts',
  'catalog/index': 'src/catalog/index.ts',
  'intl/index': 'src/intl/index.ts',
});
