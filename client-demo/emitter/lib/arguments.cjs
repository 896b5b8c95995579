/** The arguments of an event as JSON, as Socket.IO encodes them. */
'use strict';

/** Arguments that cannot be sent. */
class ArgumentsError extends Error {
  /** @param reason `binary` or `not-json` */
  constructor(reason, message) {
    super(message);
    this.reason = reason;
  }
}

function isBinary(value) {
  return (
    value instanceof ArrayBuffer ||
    ArrayBuffer.isView(value) ||
    (typeof Blob !== 'undefined' && value instanceof Blob)
  );
}

/** Sees each value before its `toJSON`, which would turn a Buffer into an object. */
function refuseBinary(key, value) {
  if (isBinary(this[key])) {
    throw new ArgumentsError('binary', 'an argument contains bytes (expected: JSON)');
  }
  return value;
}

/**
 * The text of a JSON array: undefined arguments are null, dates are ISO texts.
 *
 * @throws ArgumentsError for bytes, cycles and values that JSON does not know
 */
function encodeArguments(args) {
  try {
    return JSON.stringify(args, refuseBinary);
  } catch (error) {
    if (error instanceof ArgumentsError) {
      throw error;
    }
    throw new ArgumentsError('not-json', 'an argument is not JSON (expected: no cycles, no BigInt)');
  }
}

module.exports = { ArgumentsError, encodeArguments };
