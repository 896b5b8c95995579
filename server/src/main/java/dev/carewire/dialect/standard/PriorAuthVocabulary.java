package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.StandardVocabulary.timestamped;
import static dev.carewire.dialect.standard.StandardVocabulary.wrapped;
import static dev.carewire.event.PriorAuthEvents.PRIOR_AUTH_APPROVED;
import static dev.carewire.event.PriorAuthEvents.PRIOR_AUTH_CREATED;
import static dev.carewire.event.PriorAuthEvents.PRIOR_AUTH_DENIED;
import static dev.carewire.event.PriorAuthEvents.PRIOR_AUTH_STATUS_CHANGED;

import dev.carewire.dialect.Vocabulary;
import dev.carewire.event.PriorAuthSnapshot;
import dev.carewire.json.JsonObject;

/** derm-app's names for events: prior authorisations. */
final class PriorAuthVocabulary {

    private PriorAuthVocabulary() {}

    static void addTo(Vocabulary.Builder words) {
        words.render(
                        PRIOR_AUTH_CREATED,
                        "prior_auth:created",
                        (created, at) -> wrapped("priorAuth", priorAuth(created.priorAuth()), at))
                .render(
                        PRIOR_AUTH_STATUS_CHANGED,
                        "prior_auth:status_changed",
                        (changed, at) -> timestamped(
                                new JsonObject()
                                        .put("priorAuthId", changed.priorAuthId())
                                        .put("oldStatus", changed.oldStatus().wireName())
                                        .put("newStatus", changed.newStatus().wireName()),
                                at))
                .render(
                        PRIOR_AUTH_APPROVED,
                        "prior_auth:approved",
                        (approved, at) -> timestamped(
                                new JsonObject()
                                        .put("priorAuthId", approved.priorAuthId())
                                        .put("authNumber", approved.authNumber()),
                                at))
                .render(
                        PRIOR_AUTH_DENIED,
                        "prior_auth:denied",
                        (denied, at) -> timestamped(
                                new JsonObject()
                                        .put("priorAuthId", denied.priorAuthId())
                                        .put("reason", denied.reason()),
                                at));
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
                .put("updatedAt", priorAuth.updatedAt());
    }
}
