export { checkedFunctions } from './checked-functions.ts';
export { type CompiledForm, type CompileOptions, compileForm } from './compile.ts';
export {
  type ContractConflict,
  type ContractFault,
  type ContractResult,
  checkContract,
  checkValues,
  contractOf,
} from './contract.ts';
export { type CoverOptions, coveringValues } from './cover.ts';
export {
  type AnyFunctionDefinition,
  type CustomFunction,
  type CustomFunctions,
  defineFunction,
  type Formatted,
  type FunctionContext,
  type FunctionDefinition,
  type TakenValues,
  type Takes,
} from './custom-function.ts';
export { directionOf } from './direction.ts';
export {
  MessageSyntaxError,
  MessageTooDeepError,
  MessageTooLargeError,
  MessageUnsupportedError,
  type ResolutionErrorKind,
  type SyntaxErrorKind,
} from './errors.ts';
export { type Escape, type EscapeFunction, type Escaper, jsonText } from './escape.ts';
export { type FaultCode, type ValueFault, valueMarker } from './fault.ts';
export {
  type CustomCall,
  type DateCall,
  DEFAULT_MAX_OUTPUT,
  type Declaration,
  type Expression,
  type FormNode,
  type FunctionCall,
  MAX_FORMATS,
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
export {
  flagOption,
  type OptionReader,
  type OptionReaders,
  type OptionValues,
  textOption,
  wholeOption,
} from './function-options.ts';
export { domainFunctions } from './functions/domain-functions.ts';
export { SEVERITY_STYLES, type SeverityStyle } from './functions/severity-style.ts';
export type { ArgsOfMessages, FunctionArguments, IcuArgs, TypeFault } from './icu-args.ts';
export { contractKeeper } from './keeps-contract.ts';
export { isMarkup, type Markup, markup } from './markup.ts';
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
export type { RenderMode } from './step.ts';
export { type TextFault, textFaults } from './text-fault.ts';
