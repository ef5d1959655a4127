import { readFileSync } from 'node:fs';
import { defineConfig } from 'rolldown';
import { thirdParty } from './scripts/licences.mjs';

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));

/**
 * One entry, many chunks: `--help` loads a few kilobytes, each SDK is its own chunk that is read when it is
 * first used (docs/decisions/0002-split-bundle.md). The keychain is native code and stays a real dependency.
 */
export default defineConfig({
  input: { main: 'src/main.ts' },
  platform: 'node',
  external: ['@napi-rs/keyring'],
  plugins: [thirdParty()],
  transform: { define: { __VERSION__: JSON.stringify(version) } },
  output: {
    dir: 'dist',
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    cleanDir: true,
    minify: false,
  },
});
