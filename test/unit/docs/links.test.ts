import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documents, ROOT, read } from '../../support/docs/files.ts';

/** Links and pictures to files of this project. */
function targetsIn(path: string): readonly { readonly file: string; readonly anchor: string | undefined }[] {
  const text = read(path).replace(/^```[\s\S]*?^```/gmu, '');
  const links = [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/gu)].map(
    ([, link, src]) => link ?? src ?? '',
  );
  return links
    .filter((link) => !/^[a-z]+:/u.test(link))
    .map((link) => {
      const [file = '', anchor] = link.split('#');
      return { file: file === '' ? path : normalize(join(dirname(path), file)), anchor };
    });
}

/** What GitHub makes of a heading. */
function anchorsOf(path: string): readonly string[] {
  return [...read(path).matchAll(/^#+ (.*)$/gmu)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('given the documents', () => {
  it.each(documents())('then every file and heading that %s links to is there', (path) => {
    for (const { file, anchor } of targetsIn(path)) {
      expect(existsSync(`${ROOT}${file}`), `${path} links to ${file}`).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(file), `${path} links to #${anchor}`).toContain(anchor);
    }
  });

  it('then each of them can be reached from the README', () => {
    const reached = new Set(['README.md']);
    for (const path of reached) {
      for (const { file } of targetsIn(path)) {
        // A link to a folder shows what is in it.
        for (const one of documents()) if (one === file || dirname(one) === file) reached.add(one);
      }
    }
    expect(documents().filter((path) => !reached.has(path))).toEqual([]);
  });
});
