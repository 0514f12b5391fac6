// The folders of tests/cases: a playbook and an observation each, and what is decided from them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Observation } from '../../src/domain/observation.ts';
import { decide, type Plan } from '../../src/domain/plan.ts';
import { calendarOf, type Playbook } from '../../src/domain/playbook/playbook.ts';
import { observationOf, playbookWith } from './observed-company.ts';

export const CASES_ROOT = 'tests/cases';

/** The names of all folders. */
export const CASES = readdirSync(CASES_ROOT, { withFileTypes: true }).flatMap(entry =>
  entry.isDirectory() ? [entry.name] : [],
);

export type Case = { playbook: Playbook; observation: Observation; plan: Plan };

const decided = new Map<string, Case>();

/** Reads a folder and decides, once: what comes of it is not to be changed. */
export function caseNamed(name: string): Case {
  const known = decided.get(name) ?? decideCase(name);
  decided.set(name, known);
  return known;
}

function decideCase(name: string): Case {
  const playbook = playbookWith(read(name, 'playbook.yaml'));
  const observation = observationOf(read(name, 'observation.yaml'), playbook);
  return { playbook, observation, plan: decide(observation, playbook, calendarOf(playbook, [])) };
}

function read(name: string, file: string): unknown {
  const path = join(CASES_ROOT, name, file);
  return existsSync(path) ? parse(readFileSync(path, 'utf8')) : undefined;
}
