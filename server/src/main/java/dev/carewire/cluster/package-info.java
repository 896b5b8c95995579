/**
 * Publishing: from a change in a clinic's data to every session that may see it. {@link dev.carewire.cluster.Publisher}
 * stores the event with the change and delivers it after the commit. {@link dev.carewire.cluster.OutboxRelay} relays
 * events that a crash left behind.
 */
@NullMarked
package dev.carewire.cluster;

import org.jspecify.annotations.NullMarked;
