/**
 * Each tenant's logged events in one numbered sequence, with its recent part kept for replay. Start at
 * {@link dev.carewire.log.EventLog} and {@link dev.carewire.log.RingBuffer}.
 */
@NullMarked
package dev.carewire.log;

import org.jspecify.annotations.NullMarked;
