/** What waits for one tenant: events and commands in the order of their calls, one request at a time. */
'use strict';

const { randomUUID } = require('node:crypto');
const { detailOf, pauseMs, verdict } = require('./answers.cjs');
const { within } = require('./time.cjs');
const { UnansweredError } = require('./unanswered.cjs');

/** CareWire's limit for one request. */
const MAX_BATCH_EVENTS = 100;
/** Half of CareWire's default for `http.max-body`. A larger event travels alone. */
const MAX_BATCH_BYTES = 500_000;
const EMIT = 'api/v1/emit';

/** Events and commands behind a question wait at most this long for its answer once it is sent. */
const QUESTION_LEAD_MS = 1_000;

/**
 * An entry is an event (`path` undefined, in batches), a command (repeated until it is accepted) or a question (with
 * `answered` and the `field` of its answer; sent once, in its turn). A question travels on a connection of its own, so
 * events and commands behind it wait until CareWire must have published it; further questions do not. While CareWire is
 * away, questions fail at once; otherwise they wait for what is before them at most `requestTimeoutMs`.
 */
class TenantBacklog {
  #tenant;
  #parts;
  #entries = [];
  #running = false;
  /** Settles when events and commands may follow the questions that were sent; undefined if they may. */
  #lead;
  /** A code or status if CareWire is away: it gave no answer to the last request, or one of 5xx; otherwise undefined. */
  #away;
  #closed = false;
  #wake = () => {};

  #onIdle;

  /**
   * @param parts of the emitter: `{options, endpoint, answers, sockets, tokens, budget, reports}`; the endpoint of a question is
   *   the part with the name of its `field`
   * @param onIdle is called when nothing waits any more
   */
  constructor(tenant, parts, onIdle) {
    this.#tenant = tenant;
    this.#parts = parts;
    this.#onIdle = onIdle;
  }

  /** Appends an entry; if the budget is used up, the oldest waiting events of this tenant make room. */
  add(entry) {
    if (isQuestion(entry) && this.#away !== undefined) {
      this.#parts.reports.notSent(this.#tenant, entry, 'unreachable', this.#away);
      return;
    }
    if (!this.#parts.budget.isLargeEnoughFor(entry.bytes)) {
      this.#parts.reports.notSent(this.#tenant, entry, 'full');
      return;
    }
    while (!this.#parts.budget.tryReserve(entry.bytes)) {
      const oldest = this.#entries.shift();
      if (oldest === undefined) {
        this.#parts.reports.notSent(this.#tenant, entry, 'full');
        return;
      }
      this.#drop(oldest, 'full');
    }
    this.#entries.push(entry);
    if (isQuestion(entry)) {
      const giveUp = () => this.#dropAll((one) => one === entry, 'behind');
      entry.patience = setTimeout(giveUp, this.#parts.options.requestTimeoutMs).unref();
    }
    if (!this.#running) {
      this.#running = true;
      this.#drain();
    }
  }

  /** Drops what waits. */
  close() {
    this.#closed = true;
    this.#wake();
    this.#dropAll(() => true, 'closed');
  }

  async #drain() {
    // Calls of one turn of the event loop travel together.
    await null;
    while (this.#entries.length > 0) {
      const [first] = this.#entries;
      if (isQuestion(first)) {
        this.#entries.shift();
        this.#leadWith(first);
      } else if (this.#lead !== undefined) {
        await this.#lead;
      } else if (first.path !== undefined) {
        this.#entries.shift();
        await this.#deliver([first]);
      } else {
        await this.#deliver(this.#takeBatch());
      }
    }
    this.#running = false;
    this.#away = undefined;
    this.#endIfIdle();
  }

  #endIfIdle() {
    if (!this.#running && this.#lead === undefined) {
      this.#onIdle();
    }
  }

  #takeBatch() {
    let bytes = 0;
    let count = 0;
    for (const entry of this.#entries) {
      bytes += entry.bytes;
      if (entry.path !== undefined || count === MAX_BATCH_EVENTS || (count > 0 && bytes > MAX_BATCH_BYTES)) {
        break;
      }
      count += 1;
    }
    return this.#entries.splice(0, count);
  }

  /** Sends a batch, in halves if an event of it is invalid, and returns when it is delivered or dropped. */
  async #deliver(batch) {
    const failure = await this.#repeat(batch);
    if (failure === undefined) {
      batch.forEach((entry) => this.#parts.budget.release(entry.bytes));
    } else if (failure.divisible && batch.length > 1) {
      const half = batch.length >> 1;
      await this.#deliver(batch.slice(0, half));
      await this.#deliver(batch.slice(half));
    } else {
      batch.forEach((entry) => this.#drop(entry, failure.reason, failure.detail));
    }
  }

  /** Repeats a request until CareWire accepts it; otherwise returns why it ends. */
  async #repeat(batch) {
    const [path, text] = requestOf(batch);
    let renewed = false;
    for (let attempt = 0; !this.#closed; attempt += 1) {
      const answer = await this.#post(path, text).catch((error) => ({ failure: causeOf(error) }));
      if (this.#closed && answer.failure !== undefined) {
        break;
      }
      const next = answer.failure === undefined ? verdict(answer, attempt) : 'retry';
      const cause = answer.failure ?? `HTTP ${answer.status}`;
      this.#away = next === 'retry' && !isBusy(answer) ? cause : undefined;
      if (next === 'accepted') {
        this.#parts.reports.reachable();
        return undefined;
      }
      if (next === 'renew-token' && this.#parts.tokens.renewable && !renewed) {
        renewed = true;
        this.#parts.tokens.forget(this.#tenant);
        continue;
      }
      if (next !== 'retry') {
        return { reason: 'rejected', detail: detailOf(answer), divisible: next === 'divide' };
      }
      this.#parts.reports.unreachable(cause);
      if (this.#away !== undefined) {
        this.#dropAll(isQuestion, 'unreachable', cause);
      }
      this.#dropAll((entry) => entry.volatile, 'volatile');
      if (Date.now() - batch.at(-1).since >= this.#parts.options.maxAgeMs) {
        return { reason: 'expired' };
      }
      await this.#pause(pauseMs(attempt, answer.retryAfterMs));
    }
    return { reason: 'closed' };
  }

  async #post(path, text) {
    return this.#parts.endpoint.post(path, await this.#token(), text, { timeoutMs: this.#parts.options.requestTimeoutMs });
  }

  #token() {
    return within(this.#parts.options.tenantTimeoutMs, this.#parts.tokens.of(this.#tenant), 'tokenFor');
  }

  #leadWith(question) {
    clearTimeout(question.patience);
    const lead = Promise.all([this.#lead, this.#hasLed(question)]).then(() => {
      if (this.#lead === lead) {
        this.#lead = undefined;
        this.#endIfIdle();
      }
    });
    this.#lead = lead;
  }

  /** Sends a question; settles when it is answered or has failed, or `QUESTION_LEAD_MS` after it was sent. */
  #hasLed(question) {
    return new Promise((done) => {
      let timer;
      const onSent = () => {
        timer = setTimeout(done, QUESTION_LEAD_MS).unref();
      };
      this.#ask(question, onSent).then(() => {
        clearTimeout(timer);
        done();
      });
    });
  }

  /** Settles when a question is answered or has failed; never rejects. */
  async #ask(question, onSent) {
    try {
      question.answered(undefined, await this.#answerTo(question, onSent));
    } catch (error) {
      question.answered(
        error instanceof UnansweredError ? error : new UnansweredError(error?.message ?? 'failed', 'unreachable', causeOf(error)),
      );
    } finally {
      this.#parts.budget.release(question.bytes);
    }
  }

  async #answerTo({ path, text, timeoutMs, field }, onSent) {
    const token = await this.#token();
    const answer = await this.#parts[field].post(path, token, text, { timeoutMs, waitMs: timeoutMs, onSent });
    const next = verdict(answer, 0);
    if (next !== 'accepted' || !Array.isArray(answer.body[field])) {
      const detail = detailOf(answer);
      throw new UnansweredError(detail, next === 'retry' || next === 'accepted' ? 'unreachable' : 'rejected', detail);
    }
    return answer.body;
  }

  /** Waits without keeping the process alive. */
  #pause(ms) {
    return new Promise((done) => {
      const timer = setTimeout(done, ms).unref();
      this.#wake = () => {
        clearTimeout(timer);
        done();
      };
    });
  }

  #dropAll(isDropped, reason, detail) {
    const dropped = this.#entries.filter(isDropped);
    this.#entries = this.#entries.filter((entry) => !isDropped(entry));
    dropped.forEach((entry) => this.#drop(entry, reason, detail));
  }

  #drop(entry, reason, detail) {
    clearTimeout(entry.patience);
    this.#parts.budget.release(entry.bytes);
    this.#parts.reports.notSent(this.#tenant, entry, reason, detail);
  }
}

function isQuestion(entry) {
  return entry.answered !== undefined;
}

/** Whether CareWire, or a proxy before it, is there and asks for patience, as with 429. */
function isBusy({ status }) {
  return status >= 400 && status < 500;
}

/** Path and body of a command, or of events under a fresh idempotency key. */
function requestOf(batch) {
  const [{ path, text }] = batch;
  return path === undefined
    ? [EMIT, `{"idempotencyKey":"${randomUUID()}","events":[${batch.map((entry) => entry.text).join(',')}]}`]
    : [path, text];
}

/** Names an error without its message, which may contain a name or a token. */
function causeOf(error) {
  return error?.code ?? error?.name ?? 'FAILED';
}

module.exports = { TenantBacklog };
