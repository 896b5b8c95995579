/**
 * Who can be reached, who was there last, and who has which chart open, as told to the tenant while sessions of this node last.
 * Start at {@link dev.carewire.presence.Presence}.
 */
@NullMarked
package dev.carewire.presence;

import org.jspecify.annotations.NullMarked;
