import type { DoctorResult } from '../engine/doctor-result.ts';

/** What `--format` takes. */
export const FORMAT_NAMES = ['text', 'json', 'junit', 'sarif', 'openmetrics', 'markdown', 'html'] as const;

export type FormatName = (typeof FORMAT_NAMES)[number];

interface Format {
  /** For the help: what it is for. */
  readonly use: string;
  /** Of a file's name, for `--output` without one. */
  readonly extension: string;
  /** Loads the renderer only when it is asked for. */
  readonly load: () => Promise<(result: DoctorResult) => string>;
}

export const FORMATS: Readonly<Record<FormatName, Format>> = {
  text: {
    use: 'as plain sentences, for people and logs',
    extension: 'txt',
    load: async () => {
      const { plainOfDoctor } = await import('./plain.ts');
      return (result) => `${plainOfDoctor(result).join('\n')}\n`;
    },
  },
  json: {
    use: 'for programs (schemas/doctor-1.schema.json)',
    extension: 'json',
    load: async () => (await import('./json.ts')).jsonOfDoctor,
  },
  junit: {
    use: 'for Jenkins, GitLab and Azure DevOps',
    extension: 'xml',
    load: async () => (await import('./junit.ts')).junitOfDoctor,
  },
  sarif: {
    use: 'SARIF 2.1.0, for viewers of findings',
    extension: 'sarif',
    load: async () => (await import('./sarif.ts')).sarifOfDoctor,
  },
  openmetrics: {
    use: 'for Prometheus and what reads its format',
    extension: 'prom',
    load: async () => (await import('./openmetrics.ts')).openmetricsOfDoctor,
  },
  markdown: {
    use: "for a ticket or GitHub's job summary",
    extension: 'md',
    load: async () => (await import('./markdown.ts')).markdownOfDoctor,
  },
  html: {
    use: 'one page with a drawing, for reading and printing',
    extension: 'html',
    load: async () => (await import('./html.ts')).htmlOfDoctor,
  },
};

/** The doctor's answer as the text of a file. */
export async function renderAs(format: FormatName, result: DoctorResult): Promise<string> {
  return (await FORMATS[format].load())(result);
}
