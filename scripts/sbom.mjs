#!/usr/bin/env node
// Prints what the program is made of as CycloneDX: node scripts/sbom.mjs > sbom.cdx.json
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const { name, version, inlinedDependencies } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'));
const DEVELOPMENT = 'cdx:npm:package:development';

/** npm calls development what is bundled, and lists the tools with it; here stands what is in the program. */
const sbom = JSON.parse(
  execFileSync('npm', ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'inherit'],
  }),
);
const components = sbom.components.filter(isInProgram).map(withoutDevelopment);
const kept = new Set([sbom.metadata.component['bom-ref'], ...components.map((one) => one['bom-ref'])]);
const graph = sbom.dependencies
  .filter(({ ref }) => kept.has(ref))
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((one) => kept.has(one)) }));
sbom.metadata.component = { ...sbom.metadata.component, name, version };
process.stdout.write(`${JSON.stringify({ ...sbom, components, dependencies: graph }, undefined, 2)}\n`);

function isInProgram(component) {
  const isInstalledWithIt = component.properties?.every((one) => one.name !== DEVELOPMENT) ?? true;
  if (isInstalledWithIt) return true;
  return [inlinedDependencies[nameOf(component)]].flat().includes(component.version);
}

/** `@azure/msal-node`, whose scope CycloneDX keeps in `group` or in the name. */
function nameOf({ group, name }) {
  return group === undefined ? name : `${group}/${name}`;
}

function withoutDevelopment(component) {
  const properties = component.properties?.filter((one) => one.name !== DEVELOPMENT);
  return { ...component, properties };
}
