/**
 * The wiring of the server: its parts, their start and stop order, and the listeners that connect features. Start at {@link dev.carewire.app.wiring.Server}.
 */
@NullMarked
package dev.carewire.app.wiring;

import org.jspecify.annotations.NullMarked;
