import { basename, join } from 'node:path';
import { rolldown } from 'rolldown';

/** Makes one program of a file of `test/support`, because Node 20 cannot run TypeScript. @returns its path */
export async function bundleProgram(source: string, folder: string): Promise<string> {
  const file = join(folder, basename(source).replace(/\.ts$/, '.mjs'));
  const bundle = await rolldown({
    input: join(import.meta.dirname, '..', source),
    platform: 'node',
    logLevel: 'silent',
  });
  await bundle.write({ file, format: 'esm', codeSplitting: false });
  await bundle.close();
  return file;
}
