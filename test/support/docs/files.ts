import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** All documents for people, by their path from the root. */
export function documents(): readonly string[] {
  return ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', ...inFolder('docs')].sort();
}

function inFolder(folder: string): readonly string[] {
  return readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);
}

export function read(path: string): string {
  return readFileSync(`${ROOT}${path}`, 'utf8');
}

/** The commands of this program that a document shows, in code blocks and inline, without what follows `#`. */
export function commandsIn(text: string): readonly string[] {
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```/gmu)].flatMap(([, block]) =>
    (block ?? '').split('\n'),
  );
  const inline = [...text.replace(/^```[\s\S]*?^```/gmu, '').matchAll(/`(jamf-intune [^`\n]+)`/gu)].map(
    ([, code]) => code ?? '',
  );
  return [...blocks, ...inline]
    .map((line) =>
      line
        .replace(/\s+#.*$/u, '')
        .replace(/ \|.*$/u, '')
        .trim(),
    )
    .map((line) => line.replace(/^node bin\/jamf-intune\.js/u, 'jamf-intune'))
    .filter((line) => line.startsWith('jamf-intune '));
}
