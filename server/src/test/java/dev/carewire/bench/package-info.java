/** A peer of the benchmark; {@code scripts/bench} starts it. */
@NullMarked
package dev.carewire.bench;

import org.jspecify.annotations.NullMarked;
