package dev.carewire.log;

import dev.carewire.identity.TenantId;
import java.util.Map;

/**
 * How far a node has delivered each tenant's log, recorded some time after the delivery. After a crash it separates the events that sessions
 * have received from those that they may have missed. Blocks; never on an event loop.
 */
public interface DeliveredPositions {

    /** Records numbers, each at least as large as the one before. */
    void record(Map<TenantId, Long> delivered);

    /** The recorded number of every tenant whose log has newer events. */
    Map<TenantId, Long> behind();
}
