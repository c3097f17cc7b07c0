export { type CompiledForm, type CompileOptions, compileForm, type RenderMode } from './compile.ts';
export {
  type ContractConflict,
  type ContractFault,
  type ContractResult,
  checkContract,
  checkValues,
  contractOf,
} from './contract.ts';
export { type CoverOptions, coveringValues } from './cover.ts';
export type { CustomFunction, CustomFunctions } from './custom-function.ts';
export {
  MessageSyntaxError,
  MessageTooDeepError,
  MessageTooLargeError,
  MessageUnsupportedError,
} from './errors.ts';
export { type FaultCode, type ValueFault, valueMarker } from './fault.ts';
export {
  type CustomCall,
  type DateCall,
  DEFAULT_MAX_OUTPUT,
  type Declaration,
  type Expression,
  type FormNode,
  type FunctionCall,
  MAX_NESTING,
  MAX_NODES,
  MAX_SOURCE_LENGTH,
  type MarkupNode,
  type MatchNode,
  type MessageForm,
  type NumberCall,
  type NumberOptions,
  type Operand,
  type PlaceholderNode,
  type TextNode,
  type VariableOptions,
  type Variant,
  type VariantKey,
} from './form.ts';
export type { ArgsOfMessages, FunctionArguments, IcuArgs, TypeFault } from './icu-args.ts';
export {
  ArgumentMissingError,
  ArgumentTypeError,
  type CompiledMessage,
  compileMessage,
  type MessageOptions,
  OutputTooLongError,
} from './message.ts';
export {
  type LocaleMatch,
  type MatchStep,
  type NegotiationRequest,
  negotiateLocale,
} from './negotiate.ts';
export { type ParseOptions, parseForm } from './parse.ts';
export type { IntlPart, MessagePart } from './parts.ts';
export { sampleValues, type WorstCaseOptions, worstCaseValues } from './samples.ts';
export { type TextFault, textFaults } from './text-fault.ts';
