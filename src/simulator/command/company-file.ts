// Reads a company from a file of YAML or JSON, which is YAML too.
import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { checkCompany } from '../company/check-company.ts';
import type { Company } from '../company/company.ts';
import { SimulatorRefused } from '../simulator-refused.ts';

/** The company in that file. Throws SimulatorRefused for a file that can't be read and for one that holds no company. */
export function readCompanyFile(path: string): Company {
  const document = parseDocument(textOf(path));
  const [problem] = document.errors;
  if (problem !== undefined) {
    throw new SimulatorRefused(`${path} is neither YAML nor JSON: ${problem.message}`);
  }
  try {
    return checkCompany(document.toJS());
  } catch (error) {
    if (!(error instanceof SimulatorRefused)) throw error;
    throw new SimulatorRefused(`${path}: ${error.message}`);
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new SimulatorRefused(
      `${path} can't be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
