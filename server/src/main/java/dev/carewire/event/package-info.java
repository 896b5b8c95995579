/**
 * What happens in a clinic, as facts: each declared once in {@link dev.carewire.event.EventCatalog} with its payload record,
 * its audience, its delivery class and how much patient data it holds. Start there.
 */
@NullMarked
package dev.carewire.event;

import org.jspecify.annotations.NullMarked;
