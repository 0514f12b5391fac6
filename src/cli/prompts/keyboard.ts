// Asks a person at a terminal, by arrow keys and with a filter. Where the terminal can't move its cursor, by plain lines.
import { stderr, stdin } from 'node:process';
import { harmlessLines, harmlessText } from '../../base/harmless.ts';
import { type Asker, CANCELLED, InitCancelled, type Option } from '../../init/asker.ts';

/** As many lines of answers as fit beside what was said. */
const SHOWN = 12;

/** What is marked where nothing is proposed: whoever presses Enter unread has not answered. */
const UNCHOSEN = { value: -1, label: '(choose one)', hint: 'arrow keys, or type part of its name' };

/** Whether somebody can be asked here. */
export function isAtTerminal(): boolean {
  return stdin.isTTY && stderr.isTTY;
}

/** Asks on standard error, so that standard output is the result's alone. */
export async function keyboard({ isPlain }: { isPlain: boolean }): Promise<Asker> {
  if (isPlain) return (await import('./plain-keyboard.ts')).plainKeyboard();
  const { autocomplete, CANCEL_SYMBOL, confirm, log, password } = await import('@clack/prompts');
  const output = stderr;
  const answered = <T>(answer: T | typeof CANCEL_SYMBOL): T => {
    if (answer === CANCEL_SYMBOL) throw new InitCancelled(CANCELLED);
    return answer as T;
  };
  return {
    // Whoever is asked has answered.
    checkAnswers: () => undefined,
    say: text => log.message(harmlessLines(text), { output, spacing: 0 }),
    async choose<T>({ message, options, proposed }: Parameters<Asker['choose']>[0]) {
      const initial = options.findIndex(({ value }) => proposed !== null && value === proposed.value);
      const rows = options.map((option, index) => ({ value: index, ...shown(option) }));
      const answer = await autocomplete<number>({
        message: harmlessText(message),
        options: initial === -1 ? [UNCHOSEN, ...rows] : rows,
        maxItems: SHOWN,
        output,
        filter: (search, { label, value }) =>
          value !== UNCHOSEN.value && (label ?? '').toLowerCase().includes(search.trim().toLowerCase()),
        validate: value => (value === UNCHOSEN.value ? 'Choose one of them first.' : undefined),
        ...(initial === -1 ? {} : { initialValue: initial }),
      });
      return options[answered<number>(answer)]?.value as T;
    },
    confirm: async ({ message, proposed }) =>
      answered<boolean>(await confirm({ message: harmlessText(message), initialValue: proposed, output })),
    secret: async ({ message, validate }) =>
      answered<string>(
        await password({ message, output, validate: text => validate(text ?? '') ?? undefined }),
      ).trim(),
  };
}

function shown({ label, hint }: Option<unknown>): { label: string; hint?: string } {
  return { label: harmlessText(label), ...(hint === undefined ? {} : { hint: harmlessText(hint) }) };
}
