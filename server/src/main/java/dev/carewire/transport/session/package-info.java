/**
 * What every edge asks of a client and grants it, whatever protocol it speaks: to come in at all, how long its token lets it stay, how
 * much it may say. Start at {@link dev.carewire.transport.session.SessionRuntime}.
 */
@NullMarked
package dev.carewire.transport.session;

import org.jspecify.annotations.NullMarked;
