/** Hostile input, made from a seed so that whatever it finds can be found again, and what must hold whatever came. */
@NullMarked
package dev.carewire.fuzz;

import org.jspecify.annotations.NullMarked;
