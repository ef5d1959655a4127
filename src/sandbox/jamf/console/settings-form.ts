import { z } from 'zod';
import type { JamfSettings } from '../../world.ts';
import type { SettingsInput } from '../microsoft-connection.ts';

const Form = z.object({
  enabled: z.string().optional(),
  sovereignCloud: z.string().trim().default(''),
  tenantName: z.string().trim().default(''),
  applicationId: z.string().trim().default(''),
  clientSecret: z.string().trim().default(''),
});

export interface ReadSettings {
  readonly typed: SettingsInput;
  /** Why it cannot be saved. */
  readonly problem: string | undefined;
}

/**
 * What was typed into the form. An empty secret keeps the one that was saved before; with the integration off
 * nothing is required, because Jamf Pro keeps the configuration of one that is switched off (jamf.md §13).
 */
export function readSettingsForm(
  fields: Partial<Record<string, string>>,
  before: JamfSettings | null,
): ReadSettings {
  const { enabled, ...texts } = Form.parse(fields);
  const typed = {
    ...texts,
    enabled: enabled !== undefined,
    clientSecret: texts.clientSecret || (before?.clientSecret ?? ''),
  };
  return { typed, problem: typed.enabled ? missing(typed) : undefined };
}

function missing(input: SettingsInput): string | undefined {
  if (input.sovereignCloud === '') return 'Choose the Sovereign Cloud.';
  if (input.tenantName === '') return 'Enter the Microsoft Entra tenant Name.';
  if (!z.guid().safeParse(input.applicationId).success) return 'Enter the Application ID: a GUID.';
  if (input.clientSecret === '') return 'Enter the Client Secret.';
  return undefined;
}
