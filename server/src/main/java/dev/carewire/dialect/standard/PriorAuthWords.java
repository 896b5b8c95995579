package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.StandardVocabulary.stamped;
import static dev.carewire.dialect.standard.StandardVocabulary.wrapped;
import static dev.carewire.event.PriorAuthEvents.PRIOR_AUTH_APPROVED;
import static dev.carewire.event.PriorAuthEvents.PRIOR_AUTH_CREATED;
import static dev.carewire.event.PriorAuthEvents.PRIOR_AUTH_DENIED;
import static dev.carewire.event.PriorAuthEvents.PRIOR_AUTH_STATUS_CHANGED;

import dev.carewire.dialect.Vocabulary;
import dev.carewire.event.PriorAuthSnapshot;
import dev.carewire.json.JsonObject;

/** derm-app's names for events: prior authorisations. */
final class PriorAuthWords {

    private PriorAuthWords() {}

    static void addTo(Vocabulary.Builder words) {
        words.say(
                        PRIOR_AUTH_CREATED,
                        "prior_auth:created",
                        (created, at) -> wrapped("priorAuth", priorAuth(created.priorAuth()), at))
                .say(
                        PRIOR_AUTH_STATUS_CHANGED,
                        "prior_auth:status_changed",
                        (changed, at) -> stamped(
                                new JsonObject()
                                        .put("priorAuthId", changed.priorAuthId())
                                        .put("oldStatus", changed.oldStatus().word())
                                        .put("newStatus", changed.newStatus().word()),
                                at))
                .say(
                        PRIOR_AUTH_APPROVED,
                        "prior_auth:approved",
                        (approved, at) -> stamped(
                                new JsonObject()
                                        .put("priorAuthId", approved.priorAuthId())
                                        .put("authNumber", approved.authNumber()),
                                at))
                .say(
                        PRIOR_AUTH_DENIED,
                        "prior_auth:denied",
                        (denied, at) -> stamped(
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
                .put("status", priorAuth.status().word())
                .put("serviceType", priorAuth.serviceType())
                .put("insurancePlan", priorAuth.insurancePlan())
                .put("authNumber", priorAuth.authNumber())
                .put("expirationDate", priorAuth.expirationDate())
                .put("createdAt", priorAuth.createdAt())
                .put("updatedAt", priorAuth.updatedAt());
    }
}
