// What `liaison plan` does.
import { textsFor } from '../../domain/language/texts.ts';
import { connectToRead } from '../../queries/connect.ts';
import { forgetfulMemory } from '../../queries/forgetful-memory.ts';
import { decideBoard, planReport } from '../../queries/plan.ts';
import { checkPlanTarget, writePlanFile } from '../../queries/plan-file/files.ts';
import { planFileOf } from '../../queries/plan-file/plan-file.ts';
import type { PlanOptions } from '../given-options.ts';
import { inRows, planText } from '../render/plan-text.ts';
import { setUp } from '../setup.ts';
import { printJson, show, tell } from '../terminal.ts';

/** Shows the plan of one card (id, address or name) or of all; the exit code says whether there is something to do. */
export async function plan(card: string | null, options: PlanOptions): Promise<void> {
  const { env, token, loaded, log, clock, progress } = await setUp(options);
  const { out } = options;
  if (out !== undefined) checkPlanTarget(out);
  const connection = await connectToRead({ env, token, loaded, clock, log, progress });
  const memory = forgetfulMemory(clock);
  const planned = await decideBoard(connection, loaded, { memory, clock, card });
  const report = planReport(connection, loaded, planned);
  const { playbook } = loaded;
  if (options.json) printJson(report);
  else {
    const shown = inRows(report, { speech: textsFor(playbook), brief: options.brief });
    show(shown, { text: found => planText(found, playbook.calendar.zone) });
  }
  if (out !== undefined) {
    const meant = card === null ? null : (planned.planned[0]?.plan.id ?? card);
    writePlanFile(out, planFileOf(connection, loaded, planned, meant));
    tell(`The plan is in ${out}. This does exactly that, and refuses what changes until then:`);
    tell(`  liaison sync --plan ${out}`);
  }
  process.exitCode = report.operations === 0 ? 0 : 2;
}
