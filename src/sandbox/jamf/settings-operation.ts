import { z } from 'zod';
import { saveSettings } from './microsoft-connection.ts';
import { noContent, type Operation, takesJson } from './operation.ts';

const Settings = z.strictObject({
  enabled: z.boolean(),
  sovereignCloud: z.string().min(1).max(100),
  tenantName: z.string().min(1).max(255),
  applicationId: z.guid(),
  clientSecret: z.string().min(1).max(512),
});

/**
 * An operation that **no Jamf Pro has**. The variant `extended` publishes it so that the push through a server's own
 * document can be exercised; it is marked `x-sandbox-invented` there.
 */
export const INVENTED_SETTINGS: Operation = {
  method: 'put',
  path: '/v1/conditional-access/macos-intune-integration',
  tag: 'conditional-access',
  summary: 'Invented by the sandbox: saves the settings of macOS Intune Integration',
  access: 'Update Conditional Access',
  success: 204,
  invented: true,
  ...takesJson('MacosIntuneIntegration', Settings, async ({ context }, settings) => {
    await saveSettings(context, settings);
    return noContent();
  }),
};
