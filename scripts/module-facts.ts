import ts from 'typescript';

/** What a source file says about its place among the modules. */
export interface ModuleFacts {
  /** Every specifier it imports or re-exports from, types and dynamic imports included, in order. */
  readonly imports: readonly string[];
  readonly exportsStar: boolean;
  readonly exportsDefault: boolean;
}

const isDefaultModifier = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);

/** Reads the facts from the text's syntax tree; no file is resolved. */
export function moduleFacts(file: string, text: string): ModuleFacts {
  const imports: string[] = [];
  let exportsStar = false;
  let exportsDefault = false;

  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      if (ts.isStringLiteral(node.moduleSpecifier)) imports.push(node.moduleSpecifier.text);
    }
    if (ts.isExportDeclaration(node)) {
      // Both `export * from` and `export * as name from`; a list of names is neither.
      exportsStar ||= node.exportClause === undefined || ts.isNamespaceExport(node.exportClause);
      if (node.exportClause && ts.isNamedExports(node.exportClause)) {
        exportsDefault ||= node.exportClause.elements.some(({ name }) => name.text === 'default');
      }
    }
    exportsDefault ||= ts.isExportAssignment(node) || isDefaultModifier(node);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [specifier] = node.arguments;
      if (specifier && ts.isStringLiteralLike(specifier)) imports.push(specifier.text);
    }
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      if (ts.isStringLiteral(node.argument.literal)) imports.push(node.argument.literal.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false));
  return { imports, exportsStar, exportsDefault };
}
