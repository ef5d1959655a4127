/**
 * Layers of the program, each one chunk: a module belongs to the first layer whose entries all import it, by way of
 * whatever they import. So a layer needs itself and earlier ones only, and a command reads a handful of files where
 * there would be forty: each costs a third of a millisecond to find, read and link.
 * @param {readonly (readonly [name: string, entries: readonly string[]])[]} layers paths from the root
 * @returns {{ plugin: import('rolldown').Plugin, groups: readonly object[] }}
 */
export function layered(layers) {
  const layerOf = new Map();
  const groups = layers.map(([name], index) => ({
    name,
    test: (id) => layerOf.get(id) === name,
    priority: layers.length - index,
    includeDependenciesRecursively: false,
  }));
  return {
    groups,
    plugin: {
      name: 'layers',
      buildEnd() {
        layerOf.clear();
        const all = [...this.getModuleIds()];
        for (const [name, entries] of layers) {
          const reached = entries.map((entry) => {
            const id = all.find((one) => one.replaceAll('\\', '/').endsWith(`/${entry}`));
            if (id === undefined) throw new Error(`layer ${name}: there is no ${entry}`);
            return importsOf(id, (one) => this.getModuleInfo(one)?.importedIds ?? []);
          });
          for (const id of all) {
            if (!layerOf.has(id) && reached.every((modules) => modules.has(id))) layerOf.set(id, name);
          }
        }
      },
    },
  };
}

/** A module, all that it imports, and so on; not what is imported only when it is needed. */
function importsOf(id, importedBy, found = new Set()) {
  if (found.has(id)) return found;
  found.add(id);
  for (const imported of importedBy(id)) importsOf(imported, importedBy, found);
  return found;
}

/**
 * Says of the bundle's folder that its files are CommonJS, which the package's own sources are not.
 * @returns {import('rolldown').Plugin}
 */
export function commonJsFolder() {
  return {
    name: 'commonjs-folder',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'package.json', source: '{ "type": "commonjs" }\n' });
    },
  };
}

/**
 * V8 compiles a function in brackets at once, and an arrow function in brackets first in outline and then once more.
 * The wrappers around packages that are CommonJS are the latter, and all of them run.
 * @returns {import('rolldown').Plugin}
 */
export function compiledAtOnce() {
  return {
    name: 'compiled-at-once',
    renderChunk: (code) => ({
      code: code.replaceAll(/(__commonJSMin\(\()(\((?:exports(?:, module)?)?\)) => \{/gu, '$1function$2 {'),
      map: null,
    }),
  };
}
