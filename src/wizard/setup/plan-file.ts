import { readFile, writeFile } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import type { PlannedStep } from '../../engine/event.ts';
import { Failure } from '../../errors/failure.ts';
import type { RawValues } from '../../inputs/resolve.ts';
import type { Wanted } from '../../inputs/wanted.ts';

const PLAN_SCHEMA = 'jamf-intune/plan@1';

const group = z.object({ id: z.guid(), displayName: z.string() });
const planFile = z.object({
  schema: z.literal(PLAN_SCHEMA),
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  /** What was decided; the run that applies the plan decides the same. */
  inputs: z.object({
    connection: z.enum(['conditional-access', 'device-compliance']),
    cloud: z.enum(['global', 'usgov', 'usgov-dod', 'china', 'sandbox']),
    tenant: z.string(),
    jamfUrl: z.string(),
    appName: z.string(),
    adoptApp: z.guid().optional(),
    permissions: z.enum(['auto', 'strict', 'documented']),
    secretMonths: z.int(),
    secretStore: z.enum(['keychain', 'file', 'none']),
    includeGroups: z.array(group),
    excludeGroups: z.array(group),
  }),
  /** For people who review the plan; not read back. */
  steps: z.array(z.unknown()),
});

/** A plan that was saved: what it decided, and what it would do. */
export interface SavedPlan {
  readonly inputs: RawValues;
  readonly fingerprint: string;
}

/** Saves a plan with what was decided. It holds no secret. */
export async function writePlan(
  file: string,
  cwd: string,
  plan: readonly PlannedStep[],
  fingerprint: string,
  wanted: Wanted,
): Promise<void> {
  const { connection, cloud, tenant, jamfUrl, appName, adoptApp, permissions, secretMonths, secretStore } =
    wanted;
  const { includeGroups, excludeGroups } = wanted;
  const inputs = {
    connection,
    cloud,
    tenant: tenant.domain,
    jamfUrl,
    appName,
    adoptApp,
    permissions,
    secretMonths,
    secretStore,
  };
  const content = {
    schema: PLAN_SCHEMA,
    fingerprint,
    inputs: { ...inputs, includeGroups, excludeGroups },
    steps: plan,
  };
  await writeFile(pathOf(file, cwd), `${JSON.stringify(content, undefined, 2)}\n`).catch(
    (error: NodeJS.ErrnoException) => {
      throw unusable(file, 'out', `It cannot be written (${error.code ?? error.message})`);
    },
  );
}

/** Reads a saved plan. Throws a Failure (exit 2) for a file that is none. */
export async function readPlan(file: string, cwd: string): Promise<SavedPlan> {
  const text = await readFile(pathOf(file, cwd), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw unusable(file, 'fromPlan', `It cannot be read (${error.code ?? error.message})`);
  });
  const parsed = planFile.safeParse(parseJson(text));
  if (!parsed.success) throw unusable(file, 'fromPlan', 'It is not a plan that this program saved');
  const { inputs, fingerprint } = parsed.data;
  const ids = (groups: readonly { readonly id: string }[]) => groups.map(({ id }) => id);
  const { cloud, includeGroups, excludeGroups, ...rest } = inputs;
  return {
    fingerprint,
    inputs: {
      ...rest,
      ...(cloud !== 'sandbox' && { cloud }),
      includeGroups: ids(includeGroups),
      excludeGroups: ids(excludeGroups),
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function pathOf(file: string, cwd: string): string {
  return isAbsolute(file) ? file : resolve(cwd, file);
}

function unusable(file: string, field: string, why: string): Failure {
  return new Failure({
    code: 'JI-P524',
    exit: 2,
    what: `The plan file ${file} cannot be used`,
    why,
    fix: [
      'jamf-intune setup --plan --out FILE  saves a plan',
      'jamf-intune setup --from-plan FILE  applies it',
    ],
    field,
  });
}
