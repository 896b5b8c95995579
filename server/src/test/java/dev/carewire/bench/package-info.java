/** Servers for the benchmark: a peer, and our own transport with a stream of events; {@code scripts/bench} starts it. */
@NullMarked
package dev.carewire.bench;

import org.jspecify.annotations.NullMarked;
