/**
 * Shows what a published Socket.IO client sees of a running server. Start at {@link dev.carewire.demo.Watch}.
 */
@NullMarked
package dev.carewire.demo;

import org.jspecify.annotations.NullMarked;
