import type { FindingCode } from '../../../findings/book.ts';
import type { Wanted } from '../../../inputs/wanted.ts';
import type { Application, ApplicationBody } from '../../../microsoft/applications.ts';
import { visible } from '../../../terminal/visible.ts';

/** "Accounts in any organizational directory": what Microsoft's procedure asks for. */
export const AUDIENCE = 'AzureADMultipleOrgs';

/** One way in which an application is not as it should be, and what corrects it. */
export interface Difference {
  readonly code: FindingCode;
  readonly name: string;
  readonly seen: string;
  readonly correction: Partial<ApplicationBody>;
  readonly destroys: boolean;
}

/**
 * Compares an application with what the connection needs. One of ours has exactly Jamf Pro's URL as its redirect; an
 * adopted one keeps its other redirect URIs, because somebody may use them.
 */
export function compareApplication(
  application: Application,
  wanted: Pick<Wanted, 'jamfUrl'>,
  adopted: boolean,
): readonly Difference[] {
  const differences: Difference[] = [];
  if (application.signInAudience !== AUDIENCE) {
    differences.push({
      code: 'JI-E103',
      name: 'the supported account types',
      seen: `audience ${visible(application.signInAudience)}, ${AUDIENCE} expected`,
      correction: { signInAudience: AUDIENCE },
      destroys: false,
    });
  }
  const others = application.redirectUris.filter((uri) => uri !== wanted.jamfUrl);
  const missing = others.length === application.redirectUris.length;
  if (missing || (!adopted && others.length > 0)) {
    differences.push({
      code: 'JI-E104',
      name: 'the redirect URI',
      seen: `redirect ${application.redirectUris.map((uri) => visible(uri)).join(', ') || 'none'}, ${wanted.jamfUrl} expected`,
      correction: { redirectUris: adopted ? [...others, wanted.jamfUrl] : [wanted.jamfUrl] },
      destroys: !adopted && others.length > 0,
    });
  }
  return differences;
}
