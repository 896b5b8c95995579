/**
 * The wiring of the server: its parts, their start and stop order, and the effects of one feature's changes on
 * another's records. Start at {@link dev.carewire.app.wiring.Server}.
 */
@NullMarked
package dev.carewire.app.wiring;

import org.jspecify.annotations.NullMarked;
