import { count } from '../terminal/words/quantities.ts';
import type { StandIns } from './stand-ins.ts';

/** `REDACTION.md` of a bundle: what was replaced, what was left, and what to do before it is sent. */
export function redactionNote({ counts }: Pick<StandIns, 'counts'>): string {
  const { person, device, serial } = counts;
  return `# What was taken out of this bundle

| What | How many | Stands in its place |
| --- | --- | --- |
| People: names, e-mail addresses, user principal names, home folders | ${count(person, 'person', 'people')} | \`person-1\`, \`person-2\`, … |
| Names of devices | ${count(device, 'device')} | \`device-1\`, … |
| Serial numbers | ${count(serial, 'serial number')} | \`serial-1\`, … |
| Secrets of this run | all | \`[secret]\` |

The same name has the same stand-in in every file. The list of who is who is in no file of this bundle, and nowhere else.

## What was left in

- the tenant's id, name and domain, and the URL of Jamf Pro: support finds nothing without them
- ids of applications, groups and requests
- names of groups and applications
- addresses of servers, and who signed their certificates

Names of people and devices are recognised by their form, and by what the program read of them. Read the files before you
send them: all of them are text.
`;
}
