package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.MinimalDisclosure.flagInsteadOf;
import static dev.carewire.dialect.standard.MinimalDisclosure.without;
import static dev.carewire.event.PriorAuthEvents.PRIOR_AUTH_APPROVED;
import static dev.carewire.event.PriorAuthEvents.PRIOR_AUTH_CREATED;
import static dev.carewire.event.PriorAuthEvents.PRIOR_AUTH_DENIED;
import static dev.carewire.event.PriorAuthEvents.PRIOR_AUTH_STATUS_CHANGED;

import dev.carewire.event.PriorAuthSnapshot;
import dev.carewire.json.JsonObject;

/** derm-app's names for events: prior authorizations. */
final class PriorAuthVocabulary {

    private PriorAuthVocabulary() {}

    static void addTo(StandardRows rows) {
        rows.event(PRIOR_AUTH_CREATED)
                .modules(EventModules.MEDICATION)
                .minimal(without("patientName", "insurancePlan", "authNumber"))
                .record("prior_auth:created", "priorAuth", created -> priorAuth(created.priorAuth()));
        rows.event(PRIOR_AUTH_STATUS_CHANGED)
                .modules(EventModules.MEDICATION)
                .timestamped(
                        "prior_auth:status_changed",
                        changed -> new JsonObject()
                                .put("priorAuthId", changed.priorAuthId())
                                .put("oldStatus", changed.oldStatus().wireName())
                                .put("newStatus", changed.newStatus().wireName()));
        rows.event(PRIOR_AUTH_APPROVED)
                .modules(EventModules.MEDICATION)
                .minimal(flagInsteadOf("approved", "authNumber"))
                .timestamped(
                        "prior_auth:approved",
                        approved -> new JsonObject()
                                .put("priorAuthId", approved.priorAuthId())
                                .put("authNumber", approved.authNumber()));
        rows.event(PRIOR_AUTH_DENIED)
                .modules(EventModules.MEDICATION)
                .minimal(flagInsteadOf("denied", "reason"))
                .timestamped(
                        "prior_auth:denied",
                        denied -> new JsonObject()
                                .put("priorAuthId", denied.priorAuthId())
                                .put("reason", denied.reason()));
    }

    private static JsonObject priorAuth(PriorAuthSnapshot priorAuth) {
        return new JsonObject()
                .put("id", priorAuth.id())
                .put("patientId", priorAuth.patientId())
                .put("patientName", priorAuth.patientName())
                .put("status", priorAuth.status().wireName())
                .put("serviceType", priorAuth.serviceType())
                .put("insurancePlan", priorAuth.insurancePlan())
                .put("authNumber", priorAuth.authNumber())
                .put("expirationDate", priorAuth.expirationDate())
                .put("createdAt", priorAuth.createdAt())
                .put("updatedAt", priorAuth.updatedAt())
                .putExtra(priorAuth.extra());
    }
}
