/** The libraries that the page carries, as their authors publish them. Whoever knows the file system reads them. */
export interface PageAssets {
  /** `vega/build/vega.min.js`: a classic script that defines `vega`. */
  readonly vega: string;
  /** `vega-interpreter/build/vega-interpreter.js`: an ES module that imports from `vega-util`. */
  readonly interpreter: string;
}

/**
 * The interpreter as a classic script beside `vega`, which holds what it imports: modules do not load from `file://`.
 * Throws when the module is not shaped as expected, so that a new release is noticed when it is built, not when read.
 */
export function interpreterAsClassicScript(source: string): string {
  const imports = /^import \{([^}]*)\} from 'vega-util';$/m;
  const exports = /^export \{ expression as expressionInterpreter \};$/m;
  if (!imports.test(source) || !exports.test(source)) {
    throw new Error('vega-interpreter is not the module that this page knows how to inline');
  }
  const body = source
    .replace(imports, 'const {$1} = vega;')
    .replace(exports, 'vega.expressionInterpreter = expression;')
    .replace(/^\/\/# sourceMappingURL=.*$/m, '');
  return `(() => {\n${body}\n})();`;
}
