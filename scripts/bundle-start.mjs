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

const LOADS = "const childProcess = require('node:child_process');";
const LOADS_WHEN_USED =
  "const childProcess = { get spawn() { return require('node:child_process').spawn; } };";

/**
 * commander can run subcommands that are programs of their own. Ours are none, and loading what starts processes takes
 * a tenth of the whole start.
 * @returns {import('rolldown').Plugin}
 */
export function lazyChildProcess() {
  return {
    name: 'lazy-child-process',
    transform: {
      filter: { id: /[\\/]commander[\\/]lib[\\/]command\.js$/ },
      handler(code) {
        if (!code.includes(LOADS)) throw new Error('commander loads child_process in another way now');
        return { code: code.replace(LOADS, LOADS_WHEN_USED), map: null };
      },
    },
  };
}

/**
 * inquirer brings a prompt that opens an editor, and with it the tables of every old character set. Nobody is asked
 * in an editor here, and the first question comes a fifth sooner without.
 * @returns {import('rolldown').Plugin}
 */
export function withoutEditorPrompt() {
  return {
    name: 'without-editor-prompt',
    resolveId: (id) => (id === '@inquirer/editor' ? '\0no-editor' : null),
    load: (id) =>
      id === '\0no-editor' ? "export default () => Promise.reject(new Error('no editor here'));" : null,
  };
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
