import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Licences under which a package may come into the program: none of them asks anything of those who use it. */
export const ALLOWED = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

/**
 * A package with code in the bundle.
 * @typedef {{ name: string, version: string, licence: string, texts: string[] }} Bundled
 */

/**
 * Writes THIRD-PARTY.md beside the bundle, from the modules that are really in it.
 * @param {string[]} [also] folders of packages that are handed on without being bundled
 * @returns {import('rolldown').Plugin}
 */
export function thirdParty(also = []) {
  return {
    name: 'third-party-licences',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
      const packages = bundledPackages([...modules, ...also.map((folder) => join(folder, 'package.json'))]);
      this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY.md', source: page(packages) });
    },
  };
}

/**
 * The packages that these modules come from, in alphabetical order.
 * @param {readonly string[]} modules paths of files
 * @returns {Bundled[]}
 * @throws Error for a package whose licence is not allowed, or has no text
 */
export function bundledPackages(modules) {
  const folders = new Set(modules.flatMap((path) => folderOf(path) ?? []));
  return [...folders].map(readPackage).sort((one, other) => titleOf(one).localeCompare(titleOf(other), 'en'));
}

function titleOf({ name, version }) {
  return `${name} ${version}`;
}

/** `/…/node_modules/@azure/msal-node/dist/x.mjs` → `/…/node_modules/@azure/msal-node` */
function folderOf(path) {
  return /^.*[/\\]node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+/u.exec(path.replace(/^\0/u, ''))?.[0];
}

function readPackage(folder) {
  const { name, version, license: licence } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (!ALLOWED.includes(licence))
    throw new Error(`${name} ${version}: the licence ${licence} is not allowed`);
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|copyright|notice)/iu.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  if (texts.length === 0) texts.push(licenceInReadme(folder, `${name} ${version}`));
  return { name, version, licence, texts };
}

/** Some packages have their licence as a chapter of the README, and no file. */
function licenceInReadme(folder, title) {
  const readme = join(folder, 'README.md');
  const text = existsSync(readme) ? readFileSync(readme, 'utf8') : '';
  const [, chapter = ''] = /^(?:#+ )?licen[cs]e\n(?:-+\n)?([\s\S]*?)(?=^#+ |$(?![\s\S]))/imu.exec(text) ?? [];
  if (!/copyright/iu.test(chapter)) throw new Error(`${title}: no text of its licence`);
  return chapter.trim();
}

/** @param {readonly Bundled[]} packages */
function page(packages) {
  const rows = packages.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`);
  const texts = packages.map((one) => `## ${titleOf(one)}\n\n${one.texts.map(fenced).join('\n\n')}`);
  return [
    '# Third-party software',
    '',
    'What is bundled in jamf-intune, and under which licence.',
    '',
    '| Package | Version | Licence |',
    '|---|---|---|',
    ...rows,
    '',
    texts.join('\n\n'),
    '',
  ].join('\n');
}

function fenced(text) {
  return `\`\`\`\`text\n${text}\n\`\`\`\``;
}
