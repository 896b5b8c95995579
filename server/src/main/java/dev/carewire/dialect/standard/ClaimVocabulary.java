package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.StandardVocabulary.timestamped;
import static dev.carewire.dialect.standard.StandardVocabulary.wrapped;
import static dev.carewire.event.ClaimEvents.CLAIM_CREATED;
import static dev.carewire.event.ClaimEvents.CLAIM_DENIED;
import static dev.carewire.event.ClaimEvents.CLAIM_PAID;
import static dev.carewire.event.ClaimEvents.CLAIM_STATUS_CHANGED;
import static dev.carewire.event.ClaimEvents.CLAIM_SUBMITTED;
import static dev.carewire.event.ClaimEvents.CLAIM_UPDATED;

import dev.carewire.dialect.Vocabulary;
import dev.carewire.event.ClaimSnapshot;
import dev.carewire.json.JsonObject;

/** derm-app's names for events: claims. Amounts are in cents. */
final class ClaimVocabulary {

    private ClaimVocabulary() {}

    static void addTo(Vocabulary.Builder words) {
        words.render(CLAIM_CREATED, "claim:created", (created, at) -> wrapped("claim", claim(created.claim()), at))
                .render(CLAIM_UPDATED, "claim:updated", (updated, at) -> wrapped("claim", claim(updated.claim()), at))
                .render(
                        CLAIM_STATUS_CHANGED,
                        "claim:status_changed",
                        (changed, at) -> timestamped(
                                new JsonObject()
                                        .put("claimId", changed.claimId())
                                        .put("oldStatus", changed.oldStatus().wireName())
                                        .put("newStatus", changed.newStatus().wireName()),
                                at))
                .render(
                        CLAIM_SUBMITTED,
                        "claim:submitted",
                        (submitted, at) -> timestamped(
                                new JsonObject()
                                        .put("claimId", submitted.claimId())
                                        .put("payer", submitted.payer()),
                                at))
                .render(
                        CLAIM_DENIED,
                        "claim:denied",
                        (denied, at) -> timestamped(
                                new JsonObject()
                                        .put("claimId", denied.claimId())
                                        .put("reason", denied.reason()),
                                at))
                .render(
                        CLAIM_PAID,
                        "claim:paid",
                        (paid, at) -> timestamped(
                                new JsonObject().put("claimId", paid.claimId()).put("amount", paid.amountCents()), at));
    }

    private static JsonObject claim(ClaimSnapshot claim) {
        return new JsonObject()
                .put("id", claim.id())
                .put("claimNumber", claim.claimNumber())
                .put("patientId", claim.patientId())
                .put("patientName", claim.patientName())
                .put("encounterId", claim.encounterId())
                .put("status", claim.status().wireName())
                .put("totalCharges", claim.totalChargesCents())
                .put("payer", claim.payer())
                .put("payerName", claim.payerName())
                .put("serviceDate", claim.serviceDate())
                .put("submittedAt", claim.submittedAt())
                .put("scrubStatus", claim.scrubStatus())
                .put("denialReason", claim.denialReason())
                .put("appealStatus", claim.appealStatus());
    }
}
