package dev.carewire.hub;

import dev.carewire.identity.TenantId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Prepares this node to serve the sessions of a tenant. */
@FunctionalInterface
public interface TenantGate {

    /** Nothing to prepare: the application has no log. */
    TenantGate OPEN = tenant -> CompletableFuture.completedStage(null);

    /**
     * Call it before a session of the tenant is registered. Never blocks.
     *
     * @return completes when the hub receives every event of the tenant that is committed from then on; exceptionally if that is not
     *     possible now
     */
    CompletionStage<Void> open(TenantId tenant);
}
