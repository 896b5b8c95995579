package dev.carewire.demo.emit;

import java.util.Optional;

/** Finds the tenant of a room whose name does not contain it, such as {@code user:7}. */
@FunctionalInterface
public interface TenantLookup {

    /**
     * The tenant of a room; empty if there is none, and then the event is dropped. The emitter's thread calls it, and later events
     * wait for it.
     *
     * @throws Exception if it fails; then the event is dropped
     */
    Optional<String> tenantOf(String room, String event) throws Exception;
}
