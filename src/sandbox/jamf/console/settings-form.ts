import { z } from 'zod';
import type { JamfSettings } from '../../world.ts';
import type { SettingsInput } from '../microsoft-connection.ts';

const Form = z.object({
  enabled: z.string().optional(),
  sovereignCloud: z.string().trim().max(100).default(''),
  tenantName: z.string().trim().max(255).default(''),
  applicationId: z.string().trim().max(64).default(''),
  clientSecret: z.string().trim().max(512).default(''),
});

export type ReadSettings =
  | { readonly input: SettingsInput }
  | { readonly problem: string; readonly input?: never };

/**
 * What was typed into the form. An empty secret keeps the one that was saved before; with the integration off
 * nothing is required, because Jamf Pro keeps the configuration of one that is switched off (jamf.md §13).
 */
export function readSettingsForm(fields: unknown, before: JamfSettings | null): ReadSettings {
  const form = Form.safeParse(fields);
  if (!form.success) return { problem: 'A field is too long.' };
  const { enabled, ...typed } = form.data;
  const input = {
    ...typed,
    enabled: enabled !== undefined,
    clientSecret: typed.clientSecret || (before?.clientSecret ?? ''),
  };
  const problem = input.enabled ? missing(input) : undefined;
  return problem === undefined ? { input } : { problem };
}

function missing(input: SettingsInput): string | undefined {
  if (input.sovereignCloud === '') return 'Choose the Sovereign Cloud.';
  if (input.tenantName === '') return 'Enter the Microsoft Entra tenant Name.';
  if (!z.guid().safeParse(input.applicationId).success) return 'Enter the Application ID: a GUID.';
  if (input.clientSecret === '') return 'Enter the Client Secret.';
  return undefined;
}
