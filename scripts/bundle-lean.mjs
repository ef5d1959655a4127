// What packages bring and load that this program never uses. Each of these is looked for in the package as it is, and
// the build stops where it has changed.

/** @type {readonly { file: RegExp, from: string | RegExp, to: string }[]} parts of files that read otherwise here */
const EDITS = [
  {
    // commander can run subcommands that are programs of their own. Ours are none; a tenth of the whole start.
    file: /[\\/]commander[\\/]lib[\\/]command\.js$/,
    from: "const childProcess = require('node:child_process');",
    to: "const childProcess = { get spawn() { return require('node:child_process').spawn; } };",
  },
  {
    // Asked for as a module, it calls each of its getters, and those open all three streams.
    file: /[\\/]commander[\\/]lib[\\/]command\.js$/,
    from: "const process = require('node:process');",
    to: 'const process = globalThis.process;',
  },
  {
    // HTTP/2 is switched off (src/http/dispatchers.ts), and takes 5 ms to load.
    file: /[\\/]undici[\\/]lib[\\/]dispatcher[\\/]client-h2\.js$/,
    from: "http2 = require('node:http2')",
    to: 'http2 = { constants: {} }',
  },
  {
    // Node.js loads a fetch of its own, 14 ms, as soon as this global is looked at. No form is sent here.
    file: /[\\/]axios[\\/]lib[\\/]utils\.js$/,
    from: "typeof G.FormData !== 'undefined' ? G.FormData : undefined",
    to: 'undefined',
  },
  {
    // The same: its fetch without a door is never asked for, and looks at globals as it is made.
    file: /[\\/]axios[\\/]lib[\\/]adapters[\\/]fetch\.js$/,
    from: 'const adapter = getFetch();',
    to: 'const adapter = undefined;',
  },
  // What these three ask of semver is true of every Node.js that this program runs on.
  ...['asymmetricKeyDetailsSupported', 'psSupported', 'rsaPssKeyDetailsSupported'].map((name) => ({
    file: new RegExp(`[\\\\/]jsonwebtoken[\\\\/]lib[\\\\/]${name}\\.js$`),
    from: /^(?:const|var) semver = require\('semver'\);\s+module\.exports = semver\.satisfies\(process\.version, '[^']+'\);\s*$/u,
    to: 'module.exports = true;',
  })),
];

/** @type {readonly { id: RegExp, importer?: RegExp, code: string }[]} modules that stand in for others */
const INSTEAD = [
  // A prompt that opens an editor brings the tables of every old character set; these others nobody is asked with.
  ...['editor', 'expand', 'number', 'rawlist'].map((name) => ({
    id: new RegExp(`^@inquirer/${name}$`),
    code: `export default () => Promise.reject(new Error('no ${name} here'));`,
  })),
  {
    // Brings the list of every type of file.
    id: /^form-data$/,
    code: 'export default class FormData {}',
  },
  {
    // axios sends through the program's own fetch (src/jamf/transport.ts), not by Node's http.
    id: /^\.\/http\.js$/,
    importer: /[\\/]axios[\\/]lib[\\/]adapters[\\/]adapters\.js$/,
    code: 'export default false;',
  },
  {
    // Its entry loads mocks, caches, cookies, WebSockets and every kind of pool besides. It also gives dispatchers
    // their methods, of which the way through a proxy calls one.
    id: /^undici$/,
    code: `
      require('undici/lib/dispatcher/dispatcher.js').prototype.connect = require('undici/lib/api/api-connect.js');
      exports.Agent = require('undici/lib/dispatcher/agent.js');
      exports.ProxyAgent = require('undici/lib/dispatcher/proxy-agent.js');
      exports.fetch = require('undici/lib/web/fetch/index.js').fetch;`,
  },
];

/**
 * Leaves out of the bundle what is never used, and loads late what is seldom used.
 * @returns {import('rolldown').Plugin}
 */
export function lean() {
  const missed = new Set();
  return {
    name: 'lean',
    buildStart() {
      for (const one of [...EDITS, ...INSTEAD]) missed.add(one);
    },
    resolveId(id, from = '') {
      const at = INSTEAD.findIndex((one) => one.id.test(id) && (one.importer?.test(from) ?? true));
      return at < 0 ? null : `\0${at}/${id.replace(/\W+/gu, '-')}-as-used`;
    },
    load(id) {
      const one = INSTEAD[id.match(/^\0(\d+)\/.*-as-used$/u)?.[1]];
      if (one === undefined) return null;
      missed.delete(one);
      return one.code;
    },
    transform: {
      filter: { id: EDITS.map(({ file }) => file) },
      handler(code, id) {
        const edits = EDITS.filter(({ file }) => file.test(id));
        let edited = code;
        for (const { from, to } of edits) {
          const next = edited.replace(from, to);
          if (next === edited) throw new Error(`${id} has changed: there is no ${from} in it`);
          edited = next;
        }
        for (const edit of edits) missed.delete(edit);
        return { code: edited, map: null };
      },
    },
    buildEnd(error) {
      if (error !== undefined || missed.size === 0) return;
      const names = [...missed].map(({ id, file }) => id ?? file);
      throw new Error(`not in the bundle any more, so leave it out here: ${names.join(', ')}`);
    },
  };
}
