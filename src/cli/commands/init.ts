// `liaison init`: a first playbook from what a workspace has.
import type { Command } from 'commander';
import type { InitOptions } from '../given-options.ts';
import { jsonOption, playbookOption } from '../terminal.ts';

const several = (text: string, before: string[] = []): string[] => [...before, text];

export function addInit(program: Command): void {
  program
    .command('init')
    .summary('look at your workspace and write a first playbook, asking what it can’t know')
    .description(
      'Reads the workspace (statuses, fields, user groups, people, lists), proposes what the playbook says, and asks only what is unclear. Each answer can be given beforehand by its flag; names may be ids. Where a playbook is there already, what it says is proposed, and only what is answered otherwise changes in it. Ends by writing the playbook, a new one with `mode: observe`, and .env, with what `liaison doctor` says, and with what the first day would bring. Writes nothing to ClickUp.\n\nThe token comes from CLICKUP_TOKEN, CLICKUP_TOKEN_FILE or .env; otherwise it is asked for, and not shown.',
    )
    .argument(
      '[address]',
      'any address of ClickUp: of the space, the board or the folder of team lists, of a view there, or of a card',
    )
    .addOption(playbookOption())
    .option(
      '--yes',
      'ask nothing: keep what the playbook says, else take every proposal; what is unclear needs its flag',
    )
    .option('--force', 'with --yes: write over a playbook that is there')
    .option('--no-env', 'do not write .env')
    .option('--workspace <name>', 'the workspace, where the token sees several')
    .option('--board <list>', 'the list with one card for each customer result: address, name or id')
    .option('--folder <folder>', 'the folder in which each gets its own list: address, name or id')
    .option('--phase <status=phase>', 'which phase a status means; may be given several times', several)
    .option('--supporter-field <field>', 'the field that says who supports')
    .option('--functions-field <field>', 'the field of labels that says which functions are needed, or none')
    .option('--outcome-field <field>', 'the drop-down that records the outcome, or none')
    .option('--supporters <group>', 'the user group of those who may support')
    .option('--function <label=group>', 'which user group has the people of a label; several times', several)
    .option('--owner <person>', 'the board’s owner: name, e-mail or id, or none')
    .option('--language <language>', 'in which Liaison speaks: en or de')
    .option('--all-hands-day <day>', 'when the whole company meets, such as wednesday')
    .option('--zone <zone>', 'the time zone, such as Europe/Berlin')
    .option('--holidays <region>', 'whose public holidays count, such as DE-BE, or none')
    .option('--agenda-list <list>', 'the list for the agendas of the all-hands, or none')
    .option('--adopt <card=list>', 'the list that a card has already, or none; several times', several)
    .option('--gentle', 'begin gently: rules only show, one card is acted on, a limit of changes a day')
    .option('--full', 'begin with all cards, and with rules that ask people')
    .option('--pilot <card>', 'begin gently, with this card')
    .addOption(jsonOption())
    .action(async (address: string | undefined, options: InitOptions) =>
      (await import('../actions/init.ts')).init(address ?? null, options),
    );
}
