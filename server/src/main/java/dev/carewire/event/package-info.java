/**
 * The domain events of a clinic. {@link dev.carewire.event.EventCatalog} lists all of them, each with its payload
 * record, audience, delivery guarantee and amount of patient data. Start there.
 */
@NullMarked
package dev.carewire.event;

import org.jspecify.annotations.NullMarked;
