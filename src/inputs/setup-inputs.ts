import { z } from 'zod';
import { Secret } from '../secrets/secret.ts';
import type { Resolution } from './resolve.ts';
import { STEP_IDS } from './step-ids.ts';

/** Made when the first answer is in: to make fifty schemas takes longer than to show the first question. */
function schemaOfSetup() {
  const secret = z.instanceof(Secret).optional();
  const text = z.string().optional();
  const flag = z.boolean().default(false);
  return z.object({
    connection: z.enum(['conditional-access', 'device-compliance']),
    profile: z.string(),
    cloud: z.enum(['global', 'usgov', 'usgov-dod', 'china', 'sandbox']),
    tenant: z.string(),
    jamfUrl: z.string(),
    appName: z.string(),
    adoptApp: text,
    permissions: z.enum(['auto', 'strict', 'documented']),
    secretMonths: z.number(),
    secretStore: z.enum(['keychain', 'file', 'none']),
    includeGroups: z.array(z.string()).optional(),
    excludeGroups: z.array(z.string()).optional(),

    deviceCode: flag,
    clientId: text,
    azureClientSecret: secret,
    azureClientCertificatePath: text,
    azureFederatedTokenFile: text,
    managedIdentity: flag,
    cacheTokens: flag,
    jamfClientId: text,
    jamfClientSecret: secret,
    jamfUsername: text,
    jamfPassword: secret,

    plan: flag,
    out: text,
    fromPlan: text,
    only: z.enum(STEP_IDS).optional(),
    wait: z.number().optional(),
    acknowledgeUnsupported: flag,
    answers: text,
    yes: flag,
    noInput: flag,
    json: flag,
    plain: flag,
    noColor: flag,
    debug: flag,
    trace: text,
    revealSecret: flag,
    ca: text,
    home: text,
    sandbox: flag,
    sandboxJamf: z.enum(['published', 'extended']),
  });
}

/** Every input of `setup`, typed. Absent: not given. Group lists are undefined when nobody said anything about them. */
export type SetupInputs = z.infer<ReturnType<typeof schemaOfSetup>>;

/** The same while nothing was asked yet: required inputs may be absent. */
export type EarlyInputs = z.infer<ReturnType<typeof schemaOfBeginning>>;

function schemaOfBeginning() {
  return schemaOfSetup().partial();
}

function plainValues(values: Resolution['values']): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([key, { value }]) => [key, value]));
}

/** The resolved values as a typed object. Call it when nothing is missing any more: an absent required input is a defect. */
export function readSetupInputs(values: Resolution['values']): SetupInputs {
  return schemaOfSetup().parse(plainValues(values));
}

/** The resolved values before the questions: for what the questions themselves depend on, such as `plain`. */
export function readEarlyInputs(values: Resolution['values']): EarlyInputs {
  return schemaOfBeginning().parse(plainValues(values));
}
