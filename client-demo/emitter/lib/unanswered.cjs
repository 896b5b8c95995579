/** A question without an answer, such as `emitWithAck` while CareWire is away. */
'use strict';

class UnansweredError extends Error {
  /**
   * @param reason of the emitter's reports, such as `unreachable` or `rejected`
   * @param detail for the reports, which receive no message of a caller's function; undefined if the reason says all
   */
  constructor(message, reason, detail) {
    super(message);
    this.reason = reason;
    this.detail = detail;
  }

  /** A question that was not sent. */
  static notAsked(reason, detail) {
    return new UnansweredError(`not asked: ${detail === undefined ? reason : `${reason} (${detail})`}`, reason, detail);
  }
}

module.exports = { UnansweredError };
