// What ClickUp's refusals mean to a caller. ClickUp's status misleads: the ECODE decides, the status only where
// there is none. Nothing here sees the token, and no message carries a body.
import { ClickUpFailure, type FailureKind } from '../../reconcile/ports.ts';

/** The request that failed; `doing` completes "While …". */
export type FailedRequest = { doing: string; method: string; path: string };

/** A failure, and whether the same read may succeed a moment later. */
export type Failed = { failure: ClickUpFailure; isPassing: boolean };

type Meaning = { kind: FailureKind; says: string };

const TOKEN: Meaning = { kind: 'refused', says: 'the token is missing, wrong or revoked' };
const UNKNOWN_ID: Meaning = { kind: 'gone', says: 'the id is unknown, or this token may not see it' };
const DELETED: Meaning = { kind: 'gone', says: 'it was deleted, or this token may not see it' };
const NO_STATUS: Meaning = { kind: 'invalid', says: 'the list has no such status' };
const BAD_FILTER: Meaning = { kind: 'invalid', says: 'a filter has the wrong form' };
const BAD_ID: Meaning = { kind: 'invalid', says: 'an id has the wrong form' };
const BAD_VALUE: Meaning = { kind: 'invalid', says: 'a value is missing or has the wrong type' };
const BAD_FIELD: Meaning = { kind: 'invalid', says: 'the custom field does not take this value here' };

const MEANINGS: Readonly<Record<string, Meaning>> = {
  APP_002: { kind: 'limited', says: 'no request is left in this minute' },
  OAUTH_017: TOKEN,
  OAUTH_019: TOKEN,
  OAUTH_021: TOKEN,
  OAUTH_025: TOKEN,
  OAUTH_077: TOKEN,
  OAUTH_055: DELETED,
  ITEM_013: DELETED,
  ACCESS_190: DELETED,
  ACCESS_100: DELETED,
  PROJ_006: DELETED,
  ACCESS_083: { kind: 'gone', says: 'this token may not see the task' },
  SUBCAT_016: { kind: 'name-taken', says: 'the folder has a list of that name' },
  CRTSK_001: NO_STATUS,
  ITEM_114: NO_STATUS,
  ITEM_137: { kind: 'invalid', says: 'the parent is in another list' },
  ITEM_155: BAD_FILTER,
  ITEM_156: BAD_FILTER,
  PUBAPITASK_008: BAD_FILTER,
  PUBAPITASK_009: BAD_FILTER,
  INPUT_002: BAD_ID,
  INPUT_003: BAD_ID,
  SHARD_001: BAD_ID,
  GROUP_HELPERS_001: BAD_ID,
  INPUT_005: BAD_VALUE,
  INPUT_006: BAD_VALUE,
  FIELD_375: BAD_FIELD,
  FIELD_422: BAD_FIELD,
  FIELD_605: { kind: 'invalid', says: 'custom fields are switched off there' },
  FIELD_033: { kind: 'invalid', says: "the plan's uses of custom fields are spent" },
  GBUSED_005: { kind: 'invalid', says: "the plan's storage is full" },
  TEAM_110: { kind: 'refused', says: 'the plan of the workspace does not include this' },
  OAUTH_171: { kind: 'invalid', says: 'a webhook with this endpoint and place exists already' },
  OAUTH_194: { kind: 'invalid', says: 'ClickUp accepts only public https addresses as endpoint' },
};

/** 401 with one of these does not mean the token: the workspace is not open to it, or the id is unknown. */
const UNKNOWN_ID_CODE = /^OAUTH_(023|026|027|029|03\d|04[0-5]|057|061|192)$/;

/** What a refusal means; `code` is its ECODE in upper case, null if the answer had none. */
function meaningOf(status: number, code: string | null): Meaning {
  if (status === 429) return { kind: 'limited', says: 'no request is left in this minute' };
  // ClickUp says 500 for some wrong requests too, but more than that only in trouble, whatever code comes with it.
  if (status > 500) return { kind: 'unavailable', says: 'it is in trouble' };
  if (status === 401 && code !== null && UNKNOWN_ID_CODE.test(code)) return UNKNOWN_ID;
  const known = code === null ? undefined : MEANINGS[code];
  if (known) return known;
  if (status >= 500 || status === 408 || status === 425)
    return { kind: 'unavailable', says: 'it is in trouble' };
  if (status === 401) return TOKEN;
  if (status === 403) return { kind: 'refused', says: 'this token may not do that' };
  if (status === 404 || status === 410) return DELETED;
  return { kind: 'invalid', says: 'it does not accept this request' };
}

/** ClickUp answered with a refusal in its own form. */
export function refusal(
  asked: FailedRequest,
  answer: { status: number; code: string | null },
  until: number | null,
): Failed {
  const meaning = meaningOf(answer.status, answer.code);
  const { kind, says } = meaning;
  const code = answer.code === null ? '' : ` ${answer.code}`;
  const message = said(asked, `ClickUp answered ${answer.status}${code}: ${says}`);
  return {
    failure: new ClickUpFailure(kind, message, {
      isMaybeApplied: kind === 'unavailable' && isWrite(asked),
      isOfToken: meaning === TOKEN,
      isDeleted: kind === 'gone' && (answer.status === 404 || answer.status === 410),
      ...(until === null ? {} : { until }),
    }),
    isPassing: kind === 'unavailable',
  };
}

/** Somebody on the way answered, or nobody we know: HTML of a gateway, a redirect, the text of a wrong address. */
export function strangeAnswer(asked: FailedRequest, status: number): Failed {
  if (status === 404 || status === 405) {
    const message = said(
      asked,
      `${status} and no JSON came back: there is no such address; check CLICKUP_API_URL`,
    );
    return { failure: new ClickUpFailure('invalid', message), isPassing: false };
  }
  const isMaybeApplied = isWrite(asked) && (status < 300 || status >= 500 || status === 408);
  const message = said(asked, `${status} and no JSON came back, as if from a gateway in trouble`);
  return {
    failure: new ClickUpFailure('unavailable', message, { isMaybeApplied, isUnanswered: true }),
    isPassing: true,
  };
}

/** The connection failed before it stood: nothing was sent. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'EPROTO',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** No answer came. `code` is the system's name of the trouble, for example ECONNRESET. */
export function noAnswer(asked: FailedRequest, code: string): Failed {
  const isMaybeApplied = isWrite(asked) && !NEVER_SENT.has(code);
  const message = said(asked, `no answer came (${code})`);
  return {
    failure: new ClickUpFailure('unavailable', message, { isMaybeApplied, isUnanswered: true }),
    isPassing: true,
  };
}

/** No answer came within the time limit. */
export function tooLate(asked: FailedRequest, timeoutMs: number): Failed {
  const message = said(asked, `no answer came within ${timeoutMs / 1_000} s`);
  return {
    failure: new ClickUpFailure('unavailable', message, {
      isMaybeApplied: isWrite(asked),
      isUnanswered: true,
    }),
    isPassing: true,
  };
}

/** The answer is not what the vendor documents; `problem` names the place in the answer, never its content. */
export function unreadable(asked: FailedRequest, problem: string, isPassing: boolean): Failed {
  const message = said(asked, `the answer can't be understood: ${problem}`);
  return {
    failure: new ClickUpFailure('unreadable', message, { isMaybeApplied: isWrite(asked) }),
    isPassing,
  };
}

/** Nothing was sent, because nothing is left until `until`. */
export function withheld(asked: FailedRequest, until: number): Failed {
  const at = new Date(until).toISOString();
  const message = said(asked, `nothing was sent: this token has no request left until ${at}`);
  return { failure: new ClickUpFailure('limited', message, { until }), isPassing: false };
}

function said(asked: FailedRequest, happened: string): string {
  return `While ${asked.doing}: ${happened} (${asked.method} ${asked.path}).`;
}

function isWrite(asked: FailedRequest): boolean {
  return asked.method !== 'GET';
}
