import type { Header } from '../../engine/event.ts';
import { block, bodyWidth, ends, hang, row, wrap } from '../screen/layout.ts';
import type { Look } from '../screen/screen.ts';
import { visible } from '../visible.ts';
import { SANDBOX } from '../words/words.ts';

/** Who is connected with what, first of all: a wrong tenant is a documented cause of failure. */
export function linesOfHeader(header: Header, { width, paint }: Look): string[] {
  const { microsoft, jamf } = header;
  const title = paint.strong(visible(header.title));
  const profile = paint.quiet(`profile ${visible(header.profile)}`);
  const microsoftHeading = { lead: '  ', label: 'Microsoft', labelWidth: 12 };
  const jamfHeading = { lead: '  ', label: 'Jamf Pro', labelWidth: 12 };
  const room = bodyWidth(microsoftHeading, width);
  return [
    '',
    ...ends(`  ${title}`, profile, width),
    ...(header.sandbox ? [`  ${paint.warn(SANDBOX)}`] : []),
    '',
    ...block(
      microsoftHeading,
      [
        ...wrap(tenantOf(header), room),
        ...wrap(`signed in as ${visible(microsoft.signedInAs)}`, room),
        ...hang('roles: ', rolesOf(header), room),
      ],
      width,
    ),
    ...row(
      jamfHeading,
      [`${visible(jamf.url)} · ${visible(jamf.version)} · ${visible(jamf.signedInAs)}`],
      width,
    ),
    '',
  ];
}

export function tenantOf({ microsoft }: Header): string {
  return `${visible(microsoft.tenant)} · ${visible(microsoft.domain)} · ${visible(microsoft.cloud)} cloud`;
}

export function rolesOf({ microsoft }: Header): string {
  return microsoft.roles.length === 0 ? 'none' : microsoft.roles.map((role) => visible(role)).join(', ');
}
