/**
 * The program: command line, which part gets which, and what one feature's change means for another's records. Start at
 * {@link dev.carewire.app.Main}.
 */
@NullMarked
package dev.carewire.app;

import org.jspecify.annotations.NullMarked;
