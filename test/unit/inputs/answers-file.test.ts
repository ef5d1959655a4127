import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../../src/errors/failure.ts';
import { parseAnswers, readAnswersFile } from '../../../src/inputs/answers-file.ts';
import { CATALOGUE } from '../../../src/inputs/catalogue.ts';
import { readDotenv } from '../../../src/inputs/dotenv.ts';

const parse = (text: string) => parseAnswers(text, 'answers.yaml', CATALOGUE);

async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const error = await promise.catch((reason: unknown) => reason);
  if (!(error instanceof Failure)) throw new Error(`expected a Failure, got ${error}`);
  return error;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ji-answers-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('given the text of an answers file', () => {
  const expected = {
    values: { tenant: 'contoso.com', includeGroups: ['A', 'B'], secretMonths: 6 },
    problems: [],
  };

  it.each([
    ['YAML', 'tenant: contoso.com\nincludeGroups:\n  - A\n  - B\nsecretMonths: 6 # months\n'],
    ['JSON', '{"tenant": "contoso.com",\n\t"includeGroups": ["A", "B"],\n\t"secretMonths": 6}'],
  ])('when it is %s, then the values come by key', async (_format, text) => {
    expect(await parse(text)).toEqual(expected);
  });

  it.each(['', '# nothing yet\n', '{}'])('when it is %j, then nothing is given', async (text) => {
    expect(await parse(text)).toEqual({ values: {}, problems: [] });
  });

  it.each([
    ['tenant: contoso.com\nappName: "Jamf\n', /^Line 3, column 1/],
    ['{"tenant": "contoso.com",\n  "appName" "Jamf"}', /^Line 2, column \d+/],
    ['tenant: a\ntenant: b\n', /^Line 2, column 1/],
    ['- a\n- b\n', /not a list of keys/],
    ['just words', /not a list of keys/],
    ['tenant: &a contoso.com\nappName: *a\n', /aliases/],
  ])('when it is %j, then the failure says where', async (text, why) => {
    const failure = await failureOf(parse(text));
    expect(failure).toMatchObject({ code: 'JI-P504', exit: 2, field: 'answers' });
    expect(failure.message).toContain('answers.yaml');
    expect(failure.why).toMatch(why);
  });

  it('when keys are unknown, secret or out of place, then each is named with what to do, and no value is shown', async () => {
    const { values, problems } = await parse(
      'secret-months: 6\njamfClientSecret: s3cret\nplan: true\nzzz: s3cret\ncloud: china\n',
    );
    expect(values).toEqual({ cloud: 'china' });
    expect(problems).toMatchObject([
      { field: 'secret-months', why: 'there is no such key', expected: 'did you mean secretMonths?' },
      {
        field: 'jamfClientSecret',
        why: expect.stringContaining('secret does not belong'),
        ways: ['JAMF_CLIENT_SECRET'],
      },
      { field: 'plan', why: expect.stringContaining('belongs to one run'), ways: ['--plan'] },
      { field: 'zzz', expected: expect.stringContaining('one of connection, profile') },
    ]);
    expect(JSON.stringify(problems)).not.toContain('s3cret');
  });

  it('when it is anything at all, then it is read or refused with a Failure', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (text) => {
        const outcome = await parse(text).catch((error: unknown) => error);
        expect(outcome instanceof Error ? outcome instanceof Failure : true).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('given an answers file', () => {
  it('when it is there, then it is read', async () => {
    const file = join(folder, 'answers.json');
    await writeFile(file, '{"cloud": "usgov"}');
    expect((await readAnswersFile(file, CATALOGUE)).values).toEqual({ cloud: 'usgov' });
  });

  it('when it is missing or a folder, then the failure names it', async () => {
    const missing = await failureOf(readAnswersFile(join(folder, 'none.yaml'), CATALOGUE));
    expect(missing).toMatchObject({ code: 'JI-P503', exit: 2, why: 'There is no such file.' });
    expect(missing.message).toContain('none.yaml');
    expect((await failureOf(readAnswersFile(folder, CATALOGUE))).code).toBe('JI-P503');
  });
});

describe('given a folder with .env', () => {
  it('when it is read, then quotes and comments are understood and the environment stays as it is', async () => {
    await writeFile(join(folder, '.env'), "# mine\nJAMF_URL='https://contoso.jamfcloud.com'\nexport A_B=1\n");
    expect(await readDotenv(folder)).toMatchObject({ JAMF_URL: 'https://contoso.jamfcloud.com' });
    expect(process.env.JAMF_URL).toBeUndefined();
  });

  it('when there is none, or a folder of that name, then nothing is given', async () => {
    expect(await readDotenv(join(folder, 'nowhere'))).toEqual({});
    await mkdir(join(folder, 'python', '.env'), { recursive: true });
    expect(await readDotenv(join(folder, 'python'))).toEqual({});
  });

  it.skipIf(process.getuid?.() === 0)('when it may not be read, then the failure says so', async () => {
    await mkdir(join(folder, 'closed'));
    const file = join(folder, 'closed', '.env');
    await writeFile(file, 'A=1');
    await chmod(file, 0);
    expect((await failureOf(readDotenv(join(folder, 'closed')))).code).toBe('JI-P506');
  });
});
