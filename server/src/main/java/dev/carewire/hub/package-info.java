/**
 * The sessions of this node and the fan-out to them. {@link dev.carewire.hub.Hub} reaches local sessions only; use
 * {@code cluster.Publisher} to reach the whole clinic. Start at {@link dev.carewire.hub.Hub}.
 */
@NullMarked
package dev.carewire.hub;

import org.jspecify.annotations.NullMarked;
