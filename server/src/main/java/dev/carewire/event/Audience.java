package dev.carewire.event;

import dev.carewire.identity.TenantId;
import java.util.List;

/**
 * Derives who may receive an event from what it says.
 *
 * @param <P> the event's payload
 */
@FunctionalInterface
public interface Audience<P> {

    /** The rooms whose union receives the event; a session in several of them receives it once. Never empty. */
    List<RoomKey> rooms(TenantId tenant, P payload);

    /** Everybody in the tenant. */
    static <P> Audience<P> tenant() {
        return (tenant, payload) -> List.of(RoomKey.tenant(tenant));
    }

    /**
     * Everybody in the tenant, and the entity room: published hooks of the clinic dialect listen on a socket that never
     * subscribed, so the room alone would reach nobody.
     */
    static <P> Audience<P> tenantAndEntity(RoomKey.Kind kind) {
        return (tenant, payload) -> List.of(RoomKey.tenant(tenant), RoomKey.entity(tenant, kind));
    }
}
