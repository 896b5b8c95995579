/**
 * The sessions of this node and the fan-out to them. {@link dev.carewire.hub.Hub} copies an event to local sessions only; to
 * reach the whole clinic go through {@code cluster.Publisher}. Start at {@link dev.carewire.hub.Hub}.
 */
@NullMarked
package dev.carewire.hub;

import org.jspecify.annotations.NullMarked;
