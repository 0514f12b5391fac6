// Reads a company from a file of YAML or JSON, which is YAML too.
import { readFileSync } from 'node:fs';
import { type Document, parseDocument } from 'yaml';
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
    return checkCompany(valuesOf(document));
  } catch (error) {
    if (!(error instanceof SimulatorRefused)) throw error;
    throw new SimulatorRefused(`${path}: ${error.message}`);
  }
}

/** What stands in the document; an alias of something that does not stand before it is a mistake only found here. */
function valuesOf(document: Document): unknown {
  try {
    return document.toJS();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SimulatorRefused(`it can't be read: ${reason}`);
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
