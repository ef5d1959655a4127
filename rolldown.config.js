import { readFileSync } from 'node:fs';
import { defineConfig } from 'rolldown';
import { lean } from './scripts/bundle-lean.mjs';
import { commonJsFolder, compiledAtOnce, layered } from './scripts/bundle-start.mjs';
import { thirdParty } from './scripts/licences.mjs';

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));
const layers = layered([
  // What `--help` loads, what every command shows itself with, and what all that work on a connection have.
  ['start', ['src/main.ts']],
  ['screen', ['src/wizard/explain/explain.ts']],
  ['work', ['src/wizard/setup/setup.ts', 'src/wizard/status/status.ts']],
  ['setup', ['src/wizard/setup/setup.ts']],
]);

/**
 * One entry, many chunks: `--help` loads one file, each SDK is its own chunk that is read when it is first used
 * (docs/decisions/0002-split-bundle.md). The keychain is native code and stays a real dependency.
 */
export default defineConfig({
  input: { main: 'src/main.ts' },
  platform: 'node',
  preserveEntrySignatures: 'allow-extension',
  external: ['@napi-rs/keyring'],
  plugins: [thirdParty(), layers.plugin, lean(), compiledAtOnce(), commonJsFolder()],
  transform: { define: { __VERSION__: JSON.stringify(version) } },
  output: {
    dir: 'dist',
    // Node links ES modules one by one and asynchronously; the same code as CommonJS starts in half the time.
    format: 'cjs',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    cleanDir: true,
    minify: false,
    // Licences are in THIRD-PARTY.md; for V8 comments are only something more to read.
    comments: { legal: true, annotation: false, jsdoc: false },
    codeSplitting: { groups: [...layers.groups] },
  },
});
