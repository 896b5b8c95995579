/**
 * Puts the server together: which part gets which, and what one feature's change means for another's records.
 */
@NullMarked
package dev.carewire.app;

import org.jspecify.annotations.NullMarked;
