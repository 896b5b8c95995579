package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.MinimalDisclosure.flagInsteadOf;
import static dev.carewire.dialect.standard.MinimalDisclosure.without;
import static dev.carewire.event.ClaimEvents.CLAIM_CREATED;
import static dev.carewire.event.ClaimEvents.CLAIM_DENIED;
import static dev.carewire.event.ClaimEvents.CLAIM_PAID;
import static dev.carewire.event.ClaimEvents.CLAIM_STATUS_CHANGED;
import static dev.carewire.event.ClaimEvents.CLAIM_SUBMITTED;
import static dev.carewire.event.ClaimEvents.CLAIM_UPDATED;

import dev.carewire.event.ClaimSnapshot;
import dev.carewire.json.JsonObject;
import java.util.function.Consumer;

/** derm-app's names for events: claims. Amounts are in cents. */
final class ClaimVocabulary {

    private static final Consumer<JsonObject> REDUCTION = without("patientName", "payer", "payerName", "denialReason");

    private ClaimVocabulary() {}

    static void addTo(StandardRows rows) {
        rows.event(CLAIM_CREATED)
                .modules(EventModules.ACCOUNTS)
                .minimal(REDUCTION)
                .record("claim:created", "claim", created -> claim(created.claim()));
        rows.event(CLAIM_UPDATED)
                .modules(EventModules.ACCOUNTS)
                .minimal(REDUCTION)
                .record("claim:updated", "claim", updated -> claim(updated.claim()));
        rows.event(CLAIM_STATUS_CHANGED)
                .modules(EventModules.ACCOUNTS)
                .timestamped(
                        "claim:status_changed",
                        changed -> new JsonObject()
                                .put("claimId", changed.claimId())
                                .put("oldStatus", changed.oldStatus().wireName())
                                .put("newStatus", changed.newStatus().wireName()));
        rows.event(CLAIM_SUBMITTED)
                .modules(EventModules.ACCOUNTS)
                .timestamped(
                        "claim:submitted",
                        submitted -> new JsonObject()
                                .put("claimId", submitted.claimId())
                                .put("payer", submitted.payer()));
        rows.event(CLAIM_DENIED)
                .modules(EventModules.ACCOUNTS)
                .minimal(flagInsteadOf("denied", "reason"))
                .timestamped(
                        "claim:denied",
                        denied -> new JsonObject()
                                .put("claimId", denied.claimId())
                                .put("reason", denied.reason()));
        rows.event(CLAIM_PAID)
                .modules(EventModules.ACCOUNTS)
                .timestamped(
                        "claim:paid",
                        paid -> new JsonObject().put("claimId", paid.claimId()).put("amount", paid.amountCents()));
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
                .put("appealStatus", claim.appealStatus())
                .putExtra(claim.extra());
    }
}
