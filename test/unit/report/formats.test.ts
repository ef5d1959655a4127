import { describe, expect, it } from 'vitest';
import { FORMAT_NAMES, FORMATS, type FormatName, renderAs } from '../../../src/report/formats.ts';
import { hostileResult, sampleResult } from '../../support/report/sample.ts';

const BEGINNINGS: Readonly<Record<FormatName, string>> = {
  text: 'connection: Conditional Access (manual)',
  json: '{\n  "schema": "jamf-intune/doctor@1"',
  junit: '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ',
  sarif: '{\n  "$schema": "https://json.schemastore.org/sarif-2.1.0.json"',
  openmetrics: '# TYPE jamf_intune_doctor info',
  markdown: '# jamf-intune doctor: problems found',
  html: '<!doctype html>',
};

describe('the formats of doctor', () => {
  it.each(FORMAT_NAMES)(
    'given %s, then its own renderer answers, and the file ends with a line end',
    async (name) => {
      const text = await renderAs(name, sampleResult);
      expect(text.startsWith(BEGINNINGS[name])).toBe(true);
      expect(text.endsWith('\n')).toBe(true);
    },
  );

  it.each(FORMAT_NAMES)('given %s and hostile names, then nothing in it acts on a terminal', async (name) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is written is what is tested
    expect(await renderAs(name, hostileResult)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/u);
  });

  it('given all of them, then no two write to a file of the same ending', () => {
    const endings = FORMAT_NAMES.map((name) => FORMATS[name].extension);
    expect(new Set(endings).size).toBe(endings.length);
  });
});
