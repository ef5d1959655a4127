import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../ports/clock.ts';
import type { Randomness } from '../ports/randomness.ts';
import { syncFolder, writeFileAtomically } from '../state/atomic-file.ts';
import { ensurePrivateFolder, readTrustedFile } from '../state/trusted-file.ts';
import { secretFileTrouble, secretFileUnreadable, secretFileWide } from './file-store-failures.ts';
import { Secret } from './secret.ts';
import type { SecretStore } from './secret-store.ts';

export interface FileStoreOptions {
  /** The profile's folder (`StateStore.folder`). */
  readonly folder: string;
  readonly platform: NodeJS.Platform;
  readonly uid: number | undefined;
  readonly clock: Clock;
  readonly random: Randomness;
}

const fileSchema = z.strictObject({
  format: z.literal('jamf-intune-secrets'),
  version: z.literal(1),
  secrets: z.record(z.string(), z.string()),
});
type Kept = ReadonlyMap<string, string>;

const TRIAL = 'probe';

/**
 * Keeps secrets as plain text in `secrets.json` (0600) beside the state: what `--secret-store file` asks for, on
 * computers without a keychain. Used under the profile's lock. The file goes when its last secret goes, and there
 * is never a previous copy of it.
 *
 * @returns a store whose methods throw Failure JI-P535, JI-P536, JI-P545 or JI-P546
 */
export function fileStore(options: FileStoreOptions): SecretStore {
  const path = join(options.folder, 'secrets.json');
  const read = () => readKept(path, options);
  const write = (kept: Kept) => writeKept(path, kept, options);

  const get = async (label: string) => {
    const text = (await read()).get(label);
    return text === undefined ? undefined : new Secret(text);
  };
  const put = async (label: string, secret: Secret) =>
    write(new Map([...(await read()), [label, secret.reveal()]]));
  const remove = async (label: string) => {
    const kept = await read();
    if (kept.has(label)) await write(new Map([...kept].filter(([other]) => other !== label)));
  };

  return {
    kind: 'file',
    place: `${path} (0600)`,
    probe: async () => {
      const value = options.random.uuid();
      await put(TRIAL, new Secret(value));
      const found = await get(TRIAL);
      await remove(TRIAL);
      if (found?.reveal() !== value) throw secretFileUnreadable(path);
    },
    put,
    get,
    remove,
  };
}

async function readKept(path: string, owner: FileStoreOptions): Promise<Kept> {
  const file = await readTrustedFile(path, owner);
  if (file.kind === 'missing') return new Map();
  if (file.wide) throw secretFileWide(path);
  const parsed = fileSchema.safeParse(parseJson(file.bytes.toString('utf8')));
  if (!parsed.success) throw secretFileUnreadable(path);
  return new Map(Object.entries(parsed.data.secrets));
}

async function writeKept(path: string, kept: Kept, options: FileStoreOptions): Promise<void> {
  const { folder, platform } = options;
  try {
    await ensurePrivateFolder(folder, options);
    if (kept.size === 0) {
      await rm(path, { force: true });
      await syncFolder(dirname(path), platform);
    } else {
      const file = { format: 'jamf-intune-secrets', version: 1, secrets: Object.fromEntries(kept) };
      await writeFileAtomically(path, `${JSON.stringify(file, null, 2)}\n`, options);
    }
  } catch (error) {
    throw secretFileTrouble(path, error);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
