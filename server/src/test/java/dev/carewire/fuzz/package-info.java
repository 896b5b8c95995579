/** Hostile input, reproducible by seed, and the invariants that must hold for any input. */
@NullMarked
package dev.carewire.fuzz;

import org.jspecify.annotations.NullMarked;
