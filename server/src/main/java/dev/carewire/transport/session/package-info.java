/**
 * A client's session, whatever protocol it speaks: whether it may connect, its admission, how long its token is valid and how many
 * messages it may send. Start at {@link dev.carewire.transport.session.SessionLifecycle}.
 */
@NullMarked
package dev.carewire.transport.session;

import org.jspecify.annotations.NullMarked;
