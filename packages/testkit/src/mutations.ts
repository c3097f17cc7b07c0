export {
  FAULT_CLASSES,
  type FaultClass,
  type FaultGroup,
  type Mutation,
  mutateTranslation,
} from './mutate.ts';
export {
  type CatalogueUnderTest,
  type FaultClassReport,
  type MissedFault,
  type MutationReport,
  mutationReport,
} from './mutation-report.ts';
export type { MutationPair, Random } from './mutation-text.ts';
