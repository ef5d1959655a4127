import type { Input } from './input.ts';

const ROTATE_SECRET = ['rotate-secret'];

/** When a client secret is renewed, and how a rotation that waits is ended. */
export const ROTATE_SECRET_INPUTS: readonly Input[] = [
  {
    key: 'check',
    flag: '--check',
    variables: [],
    kind: { type: 'switch' },
    group: 'Rotation',
    help: 'look only: exit 3 when the secret has fewer days left than --days; needs no right to change anything',
    expected: 'true or false',
    commands: ROTATE_SECRET,
  },
  {
    key: 'days',
    flag: '--days <n>',
    variables: ['JAMF_INTUNE_DAYS'],
    kind: { type: 'integer', min: 1, max: 730 },
    group: 'Rotation',
    help: 'days left below which --check calls the secret expiring',
    default: 30,
    expected: 'a whole number from 1 to 730',
    commands: ROTATE_SECRET,
  },
  {
    key: 'ifExpiring',
    flag: '--if-expiring <days>',
    variables: [],
    kind: { type: 'integer', min: 1, max: 730 },
    group: 'Rotation',
    help: 'make a new secret only when fewer days are left; a rotation that was begun goes on in any case',
    expected: 'a whole number from 1 to 730',
    commands: ROTATE_SECRET,
  },
  {
    key: 'finish',
    flag: '--finish',
    variables: [],
    kind: { type: 'switch' },
    group: 'Rotation',
    help: 'you have seen that Jamf Pro has the new secret: remove the old one, where nothing here can prove it',
    expected: 'true or false',
    commands: ROTATE_SECRET,
  },
  {
    key: 'startOver',
    flag: '--start-over',
    variables: [],
    kind: { type: 'switch' },
    group: 'Rotation',
    help: 'Jamf Pro does not have the new secret, and its text is lost: remove it and make another',
    expected: 'true or false',
    commands: ROTATE_SECRET,
  },
];
