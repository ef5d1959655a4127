#!/usr/bin/env node
// Writes into package.json which packages are bundled, so that a scanner that reads no bundle knows them: npm run ledger
import { readFile, writeFile } from 'node:fs/promises';

const MANIFEST = new URL('../package.json', import.meta.url);
const LICENCES = new URL('../dist/THIRD-PARTY.md', import.meta.url);

const rows = (await readFile(LICENCES, 'utf8')).matchAll(/^\| (\S+) \| (\d\S*) \| \S+ \|$/gmu);
const manifest = JSON.parse(await readFile(MANIFEST, 'utf8'));
manifest.inlinedDependencies = {};
for (const [, name, version] of rows) {
  const other = manifest.inlinedDependencies[name];
  manifest.inlinedDependencies[name] = other === undefined ? version : [other, version].flat();
}
await writeFile(MANIFEST, `${JSON.stringify(manifest, undefined, 2)}\n`);
