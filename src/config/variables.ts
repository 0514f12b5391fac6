// Every variable of the environment: how its text is read, and the words for what it may be. Reads nothing itself.
import { isLoopbackHostname } from '../base/loopback.ts';
import { readStoreUrl, STORE_SCHEMES, STORE_URL_FORMS } from '../base/store-url.ts';
import { didYouMean } from './problem.ts';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** How one variable is read: `read` answers null for what is not allowed. */
type Variable<T> = {
  read: (text: string) => T | null;
  allowed: string;
  hint?: (text: string) => string | null;
};

const address: Variable<string> = {
  read: text =>
    /^[\w.-]+$|^\[?[\da-fA-F:.]*:[\da-fA-F:.]*\]?$/.test(text) ? text.replace(/^\[|\]$/g, '') : null,
  allowed: 'a host name or IP address without scheme and port, such as 127.0.0.1',
};

const port: Variable<number> = {
  read: text => (/^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : null),
  allowed: 'a whole number from 0 (any free port) to 65535',
};

const DAYS = { least: 1, most: 3_650 };

const days: Variable<number> = {
  read: text => {
    const count = /^\d{1,4}$/.test(text) ? Number(text) : 0;
    return count >= DAYS.least && count <= DAYS.most ? count : null;
  },
  allowed: `a whole number of days from ${DAYS.least} to ${DAYS.most.toLocaleString('en')}`,
};

const variable = <T>(read: Variable<T>): Variable<T> => read;

export const VARIABLES = {
  CLICKUP_TOKEN: variable({
    read: text => (/^[\x21-\x7e]+$/.test(text) ? text : null),
    allowed: 'a ClickUp API token and nothing else; personal tokens begin with pk_',
    hint: text => (/^bearer\s/i.test(text) ? 'Leave out "Bearer".' : null),
  }),
  CLICKUP_API_URL: variable({
    read: text => {
      const url = webUrl(text);
      if (!url || url.search || url.hash || /\/v\d+\/*$/.test(url.pathname)) return null;
      return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
    },
    allowed:
      'an http or https address without the version, such as https://api.clickup.com/api or http://127.0.0.1:4010/api',
    hint: text => (/\/v\d+\/*$/.test(text) ? 'Leave out the version at its end; Liaison adds it.' : null),
  }),
  STORE_URL: variable({
    read: text => ('wrong' in readStoreUrl(text) ? null : text),
    allowed: STORE_URL_FORMS,
    hint: text => {
      const target = readStoreUrl(text);
      if (!('wrong' in target)) return null;
      const scheme = text.split(':', 1)[0] ?? '';
      const near = STORE_SCHEMES.some(one => one === scheme) ? null : didYouMean(scheme, STORE_SCHEMES);
      return [`What is wrong: ${target.wrong}.`, near].filter(Boolean).join(' ');
    },
  }),
  PUBLIC_URL: variable({
    read: text => {
      const url = webUrl(text);
      if (!url || isPlainElsewhere(url)) return null;
      return !url.search && !url.hash && /^\/*$/.test(url.pathname) ? url.origin : null;
    },
    allowed:
      'an https address without path and query, such as https://liaison.example.com; plain http only on this machine, for the simulator',
    hint: text => {
      const url = webUrl(text);
      if (url && isPlainElsewhere(url))
        return 'ClickUp delivers over https only: begin it with https://, and let a proxy in front of Liaison answer there.';
      if (!/^https?:\/\//i.test(text)) return 'Begin it with https://.';
      return 'Liaison adds the path /webhooks/clickup itself.';
    },
  }),
  HOST: address,
  PORT: port,
  ADMIN_HOST: address,
  ADMIN_PORT: port,
  ADMIN_SECRET: variable({
    read: text => text,
    allowed: 'a password for the admin pages',
  }),
  HISTORY_DAYS: days,
  LOG_LEVEL: variable({
    read: text => LOG_LEVELS.find(level => level === text.toLowerCase()) ?? null,
    allowed: `one of ${LOG_LEVELS.join(', ')}`,
    hint: text => didYouMean(text, LOG_LEVELS),
  }),
} as const satisfies Record<string, Variable<unknown>>;

export type VariableName = keyof typeof VARIABLES;

export const DEFAULTS: Partial<Record<VariableName, string>> = {
  CLICKUP_API_URL: 'https://api.clickup.com/api',
  STORE_URL: 'embedded:.liaison/store',
  HOST: '0.0.0.0',
  PORT: '3000',
  ADMIN_HOST: '127.0.0.1',
  ADMIN_PORT: '3001',
  HISTORY_DAYS: '90',
  LOG_LEVEL: 'info',
};

/** Variables that hold or may hold a password: never shown, and readable from a file (`…_FILE`). */
export const SECRETS: readonly VariableName[] = ['CLICKUP_TOKEN', 'ADMIN_SECRET', 'STORE_URL'];

/** Every name that is understood. */
export const KNOWN: readonly string[] = [...Object.keys(VARIABLES), ...SECRETS.map(name => `${name}_FILE`)];

/** Names that look like ours and are read by the tests alone. */
export const NOT_OURS: readonly string[] = ['CLICKUP_WEBHOOK_EXAMPLES'];

/** Whatever begins like this is meant for us, so an unknown one is a mistake. */
export const PREFIXES = ['CLICKUP_', 'LIAISON_'] as const;

function webUrl(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  return isWeb && url.username === '' && url.password === '' ? url : null;
}

/** Reached over plain http, and not on this machine. */
function isPlainElsewhere({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && !isLoopbackHostname(hostname);
}
