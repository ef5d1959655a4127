import type { Input } from '../../inputs/input.ts';
import { missingInputs } from '../../inputs/missing-inputs.ts';
import type { RawValues } from '../../inputs/resolve.ts';
import type { Secret } from '../../secrets/secret.ts';
import type { Prompter } from '../../terminal/prompts/prompter.ts';

/** Words beside the choices of a question; the catalogue names only the values. */
const CHOICE_HINTS: Readonly<Record<string, string>> = {
  'device-compliance': "recommended: Microsoft's supported path, Jamf Pro 10.43 or later",
  'conditional-access': 'the manual connection; unsupported by Microsoft since 2025-01-31',
  keychain: 'the keychain of this computer',
  file: 'a file that only you can read (0600)',
  none: 'memory only; made anew when this run ends before Jamf Pro has it',
};

/**
 * Asks for everything that is missing, one question after the other.
 * @param canPrompt false: everything that is missing is named at once instead
 */
export async function askMissing(
  missing: readonly Input[],
  prompter: Prompter,
  canPrompt: boolean,
): Promise<RawValues> {
  const answers: Record<string, string | Secret> = {};
  if (missing.length === 0) return answers;
  if (!canPrompt || missing.some(({ question }) => question === undefined)) throw missingInputs(missing);
  for (const input of missing) answers[input.key] = await ask(input, prompter);
  return answers;
}

async function ask(input: Input, prompter: Prompter): Promise<string | Secret> {
  const question = input.question ?? input.help;
  if (input.secret === true) return prompter.secret(question);
  if (input.kind.type === 'choice') {
    const choices = input.kind.of.map((value) => ({ value, name: value, hint: CHOICE_HINTS[value] ?? '' }));
    return prompter.select(question, choices);
  }
  const { checkValue } = await import('../../inputs/schema.ts');
  return prompter.text(question, (answer) => {
    const checked = checkValue(input, answer);
    return checked.ok ? undefined : `${checked.why}; expected: ${input.expected}`;
  });
}
