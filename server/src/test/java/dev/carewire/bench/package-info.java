/** Servers for {@code scripts/bench}: a competitor, and CareWire's transport with a stream of events. */
@NullMarked
package dev.carewire.bench;

import org.jspecify.annotations.NullMarked;
