import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import config from '../rolldown.config.js';
import { lean } from './bundle-lean.mjs';
import { thirdParty } from './licences.mjs';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/**
 * The same program as one CommonJS file: a single executable can load no second one.
 * @param {string} file where to write it
 */
export async function bundleForExecutable(file) {
  const build = await rolldown({
    ...config,
    input: here('sea-main.mjs'),
    external: [],
    // The keychain's package is in the executable by its native part alone, where no bundler sees it.
    plugins: [withoutOptional, lean(), thirdParty([here('../node_modules/@napi-rs/keyring')])],
    resolve: { alias: { '@napi-rs/keyring': here('sea-keyring.mjs') } },
  });
  // `import()` is not there in an executable's code, not even for what Node brings along.
  await build.write({ file, format: 'cjs', codeSplitting: false, dynamicImportInCjs: false });
  await build.close();
}

/** What a package would use if it were there: Node warns when an executable asks for what it does not have. */
const withoutOptional = {
  name: 'without-optional-packages',
  resolveId: (id) => (id === 'supports-color' ? '\0nothing' : null),
  load: (id) => (id === '\0nothing' ? 'export {}' : null),
};
