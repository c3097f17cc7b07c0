export { type DeclarationOptions, type DeclaredFixture, declarationsOf } from './fixture-declarations.ts';
