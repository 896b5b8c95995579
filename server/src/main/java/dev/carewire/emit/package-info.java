/**
 * Helpers under the names that developers know from their clinic systems; each publishes one event. The names are promised in the
 * documents of those systems, so helpers stay that no feature of this server calls. Start at {@link dev.carewire.emit.Emit}.
 */
@NullMarked
package dev.carewire.emit;

import org.jspecify.annotations.NullMarked;
