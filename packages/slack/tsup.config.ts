import { packageBuild } from '../../tsup.base.ts';

export default packageBuild(
  {
    index: 'src/index.ts',
    interactive: 'src/interactive.ts',
    lint: 'src/lint.ts',
    preview: 'src/preview.ts',
    node: 'src/node.ts',
  },
  // The platform stays neutral, so that a build fails which brings Node elsewhere; `npm run check` says where.
  { external: [/^node:/] },
);
