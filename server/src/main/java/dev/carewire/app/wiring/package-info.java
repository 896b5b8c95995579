/**
 * The wiring of the server: which part gets which, in which order they start and stop, and what one feature's change means for
 * another's records. Start at {@link dev.carewire.app.wiring.Server}.
 */
@NullMarked
package dev.carewire.app.wiring;

import org.jspecify.annotations.NullMarked;
