import { createOpenAICompatible } from '@ai-sdk/openai-compatible';

/** A model of a real provider package, over a double of the API. */
export const aiSdkOverDouble = (url: string, apiKey: string, supportsStructuredOutputs = true) =>
  createOpenAICompatible({ name: 'double', baseURL: `${url}/v1`, apiKey, supportsStructuredOutputs })(
    'double',
  );
