/**
 * Each tenant's logged events in one numbered sequence, and the recent part of it kept for replay. Start at
 * {@link dev.carewire.log.EventLog} and {@link dev.carewire.log.RingBuffer}.
 */
@NullMarked
package dev.carewire.log;

import org.jspecify.annotations.NullMarked;
