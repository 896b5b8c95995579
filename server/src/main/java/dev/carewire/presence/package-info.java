/**
 * Presence: reachable users, last-seen times and open charts, published to the tenant while sessions of this node last.
 * Start at {@link dev.carewire.presence.Presence}.
 */
@NullMarked
package dev.carewire.presence;

import org.jspecify.annotations.NullMarked;
