// Asks line by line, for terminals that can't move their cursor: answers have numbers, and part of a name will do.
import { stderr, stdin } from 'node:process';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { harmlessLines, harmlessText } from '../../base/harmless.ts';
import { type Asker, CANCELLED, InitCancelled } from '../../init/asker.ts';

/** Asks on standard error. */
export function plainKeyboard(): Asker {
  const say = (text: string) => void stderr.write(`${harmlessLines(text)}\n`);
  return {
    // Whoever is asked has answered.
    checkAnswers: () => undefined,
    say,
    async choose<T>({ message, options, proposed }: Parameters<Asker['choose']>[0]) {
      say(message);
      options.forEach(({ label, hint }, index) => {
        say(`  ${index + 1}. ${harmlessText(label)}${hint === undefined ? '' : ` (${harmlessText(hint)})`}`);
      });
      const usual = options.findIndex(({ value }) => proposed !== null && value === proposed.value);
      const ask =
        usual === -1 ? 'Number or part of the name: ' : `Number or part of the name [${usual + 1}]: `;
      for (;;) {
        const text = (await readLine(ask)).trim();
        const index = text === '' ? usual : indexOf(text, options);
        const chosen = options[index];
        if (chosen) return chosen.value as T;
        say(`“${text}” is none of them alone. Write a number from 1 to ${options.length}.`);
      }
    },
    async confirm({ message, proposed }) {
      const usual = proposed ? ' [yes]' : ' [no]';
      for (;;) {
        const text = (await readLine(`${harmlessText(message)} yes or no${usual}: `)).trim().toLowerCase();
        if (text === '') return proposed;
        if (['y', 'yes', 'j', 'ja'].includes(text)) return true;
        if (['n', 'no', 'nein'].includes(text)) return false;
      }
    },
    async secret({ message, validate }) {
      for (;;) {
        const text = (await readLine(`${message} (not shown): `, { isHidden: true })).trim();
        const wrong = validate(text);
        if (wrong === null) return text;
        say(wrong);
      }
    },
  };
}

/** The number written, or the only label that has the text in it; -1 where that is none or several. */
function indexOf(text: string, options: readonly { label: string }[]): number {
  if (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= options.length) return Number(text) - 1;
  const has = ({ label }: { label: string }) => label.toLowerCase().includes(text.toLowerCase());
  const same = options.findIndex(({ label }) => label.toLowerCase() === text.toLowerCase());
  return same === -1 && options.filter(has).length !== 1 ? -1 : same === -1 ? options.findIndex(has) : same;
}

/** Rejects with InitCancelled on Ctrl-C, and where the input ends. */
function readLine(ask: string, { isHidden = false } = {}): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  if (isHidden) stderr.write(ask);
  const lines = createInterface({ input: stdin, output: isHidden ? nowhere : stderr, terminal: true });
  return new Promise((resolve, reject) => {
    const cancel = () => {
      stderr.write('\n');
      reject(new InitCancelled(CANCELLED));
    };
    lines.once('SIGINT', () => {
      lines.removeListener('close', cancel);
      lines.close();
      cancel();
    });
    lines.once('close', cancel);
    lines.question(isHidden ? '' : ask, text => {
      lines.removeListener('close', cancel);
      lines.close();
      if (isHidden) stderr.write('\n');
      resolve(text);
    });
  });
}
