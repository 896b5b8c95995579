/** The meaning of CareWire's answers, and the times between two attempts. */
'use strict';

const TEMPORARY = new Set([408, 425, 429, 502, 503, 504]);
/** A fault of the server may be caused by the request, so it is repeated only this often. */
const ATTEMPTS_AFTER_500 = 5;

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 15_000;
const LONGEST_RETRY_AFTER_MS = 300_000;

/**
 * What to do after an answer.
 *
 * @param attempt 0 for the first one
 * @returns `accepted`, `retry`, `renew-token`, `divide` (one of the batch is at fault) or `reject`
 */
function verdict({ status, retryAfterMs, body }, attempt) {
  if (isSuccess(status)) {
    return body.success === false ? 'reject' : isOfCareWire(body) ? 'accepted' : 'retry';
  }
  if (TEMPORARY.has(status) || isStillRunning(status, retryAfterMs) || (status === 500 && attempt + 1 < ATTEMPTS_AFTER_500)) {
    return 'retry';
  }
  if (status === 401) {
    return 'renew-token';
  }
  return status === 400 || status === 413 || status === 422 || status === 500 ? 'divide' : 'reject';
}

/** Whether the first request under the idempotency key is still running, so that its answer follows. */
function isStillRunning(status, retryAfterMs) {
  return status === 409 && retryAfterMs > 0;
}

function isSuccess(status) {
  return status >= 200 && status < 300;
}

/** Whether an object is CareWire's success: a front end or a proxy may answer 200 with a page of its own. */
function isOfCareWire(body) {
  return body.success === true || body.answers !== undefined || body.sockets !== undefined;
}

/** The text of a rejection, which names the field and never its value. */
function detailOf({ status, body }) {
  const foreign = isSuccess(status) && body.success !== false ? 'no answer of CareWire' : undefined;
  return [`HTTP ${status}`, body.code, body.error, foreign].filter((part) => typeof part === 'string').join(' ');
}

/** The pause before the next attempt: exponential with jitter, and at least what the server asks for. */
function pauseMs(attempt, retryAfterMs = 0) {
  const exponential = Math.min(FIRST_RETRY_MS * 2 ** Math.min(attempt, 16), LAST_RETRY_MS);
  return Math.max(exponential * (0.5 + Math.random() / 2), Math.min(retryAfterMs, LONGEST_RETRY_AFTER_MS));
}

module.exports = { verdict, detailOf, pauseMs };
