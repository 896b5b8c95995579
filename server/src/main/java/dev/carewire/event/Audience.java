package dev.carewire.event;

import dev.carewire.identity.TenantId;
import java.util.List;

/**
 * Derives an event's recipients from its payload.
 *
 * @param <P> the event's payload
 */
@FunctionalInterface
public interface Audience<P> {

    /** The rooms whose union receives the event; a session in several of them receives it once. Never empty. */
    List<RoomKey> rooms(TenantId tenant, P payload);

    /** The rooms whose members do not receive the event, although they are in its rooms; none by default. */
    default List<RoomKey> exceptRooms(TenantId tenant, P payload) {
        return List.of();
    }

    /** All sessions of the tenant. */
    static <P> Audience<P> tenant() {
        return (tenant, payload) -> List.of(RoomKey.tenant(tenant));
    }

    /**
     * All sessions of the tenant, and the entity room. Published hooks of the clinic dialect use a socket that never
     * subscribes, so the room alone would not reach them.
     */
    static <P> Audience<P> tenantAndEntity(RoomKey.Kind kind) {
        return (tenant, payload) -> List.of(RoomKey.tenant(tenant), RoomKey.entity(tenant, kind));
    }
}
