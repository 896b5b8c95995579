/**
 * The sessions of clients under every protocol: connect limits, admission, token expiry, message rates and shutdown. Start at {@link dev.carewire.transport.session.SessionLifecycle}.
 */
@NullMarked
package dev.carewire.transport.session;

import org.jspecify.annotations.NullMarked;
