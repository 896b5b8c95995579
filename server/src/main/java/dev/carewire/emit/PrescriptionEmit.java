package dev.carewire.emit;

import dev.carewire.event.PrescriptionEvents;
import dev.carewire.event.PrescriptionEvents.PrescriptionCreated;
import dev.carewire.event.PrescriptionEvents.PrescriptionSent;
import dev.carewire.event.PrescriptionEvents.PrescriptionStatusChanged;
import dev.carewire.event.PrescriptionSnapshot;
import dev.carewire.event.PrescriptionStatus;
import dev.carewire.identity.TenantId;

/** Tells a clinic's clients of prescriptions. As {@link Emit} is for stored data: in the open transaction, and blocking. */
public final class PrescriptionEmit {

    private final Emit emit;

    /** Helpers that publish as {@code emit} does. */
    public PrescriptionEmit(Emit emit) {
        this.emit = emit;
    }

    public void emitPrescriptionCreated(TenantId tenant, PrescriptionSnapshot prescription) {
        emit.publish(tenant, PrescriptionEvents.PRESCRIPTION_CREATED, new PrescriptionCreated(prescription));
    }

    public void emitPrescriptionSent(TenantId tenant, PrescriptionSnapshot prescription) {
        emit.publish(
                tenant,
                PrescriptionEvents.PRESCRIPTION_SENT,
                new PrescriptionSent(prescription.id(), prescription.patient().id(), prescription.medication()));
    }

    public void emitPrescriptionStatusChanged(TenantId tenant, String prescriptionId, PrescriptionStatus status) {
        emit.publish(
                tenant,
                PrescriptionEvents.PRESCRIPTION_STATUS_CHANGED,
                new PrescriptionStatusChanged(prescriptionId, status));
    }
}
